-- Question: which weighing windows are counted?
-- Grain:    one row per window; `incoming_span` is given
-- Params:   none
insert into span by name select * from incoming_span
