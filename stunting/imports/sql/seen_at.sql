-- Question: where was each child seen, ever?
-- Grain:    one row per child, desa, puskesmas and posyandu
-- Params:   none
create table seen_at as
select distinct child, desa_code, puskesmas_id, posyandu_id from visit
