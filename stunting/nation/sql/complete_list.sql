-- Question: in which months and windows do the lists of a desa hold the unmeasured children as well?
-- Grain:    one row per kind of span, span and desa
-- Given:    listed, span_month
--
-- Lists come by puskesmas: one that names unmeasured children completes the month of all desa of that puskesmas.
with whole as (
    select distinct period, puskesmas_id from listed where is_complete_list and puskesmas_id <> ''
),
by_month as (
    select distinct listed.period, listed.desa_code
    from listed
    left join whole on whole.period = listed.period and whole.puskesmas_id = listed.puskesmas_id
    where listed.is_complete_list or whole.period is not null
)
select 'month' as kind, period as span, desa_code from by_month
union all
select distinct 'window' as kind, span_month.span, desa_code
from by_month
join span_month on span_month.period = by_month.period
