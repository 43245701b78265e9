-- Question: in which weighing windows do the lists of a desa hold the unmeasured children as well?
-- Grain:    one row per desa and window
-- Params:   none
insert into complete_list by name
select distinct 'window' as kind, span.span, visit.desa_code
from visit
join span on visit.period between span.start_period and span.end_period
where is_complete_list
