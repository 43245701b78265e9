-- Question: how many lines of each batch wait for their area?
-- Grain:    one row per batch
-- Params:   none
select seq, row_n from waiting order by seq
