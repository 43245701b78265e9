-- Question: in which months do the lists of a desa hold the unmeasured children as well?
-- Grain:    one row per desa and month
-- Params:   none
--
-- Lists come by puskesmas, those of the unmeasured often as files of their own: one that names unmeasured children
-- completes the month of all desa of that puskesmas.
insert into complete_list by name
with listing as (
    select distinct puskesmas_id, period
    from visit
    where is_complete_list and puskesmas_id <> ''
)

select distinct 'month' as kind, visit.period as span, visit.desa_code
from visit
left join listing on visit.puskesmas_id = listing.puskesmas_id and visit.period = listing.period
where visit.is_complete_list or listing.period is not null
