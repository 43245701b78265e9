-- Question: in which weighing windows do the lists of a desa hold the unmeasured children as well?
-- Grain:    one row per desa and window; `month_lists` comes first
-- Params:   none
insert into complete_list by name
select distinct 'window' as kind, span.span, listed.desa_code
from complete_list listed
join span on listed.span between span.start_period and span.end_period
where listed.kind = 'month'
