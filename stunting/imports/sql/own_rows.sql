-- Question: which visits are those of this import?
-- Grain:    one row per child and day
-- Params:   none
create table own as select child, is_temporary, day_no, period, desa_code, puskesmas_id, value_hash from visit
