-- Question: in which months do the lists of a desa hold the unmeasured children as well?
-- Grain:    one row per desa and month
-- Params:   none
insert into complete_list by name
select distinct 'month' as kind, period as span, desa_code from visit where is_complete_list
