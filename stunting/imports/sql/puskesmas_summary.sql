-- Question: what does this import say about each puskesmas and month?
-- Grain:    one row per puskesmas and month, "" where the files name none; `month_count` is given
-- Params:   none
with named as (select id as puskesmas_id, arg_max(name, seq) as name from facility where kind = 'puskesmas' group by id),
used as (select puskesmas_id, period as span, count(*) as rows_used from own group by all),
counted as (
    select puskesmas_id, span, sum(weighed_n) as weighed_n, sum(measured_n) as measured_n, sum(stunted_n) as stunted_n
    from month_count
    group by all
)
select
    coalesce(named.name, puskesmas_id) as puskesmas,
    span // 100 as year,
    span % 100 as month,
    rows_used,
    coalesce(weighed_n, 0)::bigint as weighed_n,
    coalesce(measured_n, 0)::bigint as measured_n,
    coalesce(stunted_n, 0)::bigint as stunted_n
from used
left join counted using (puskesmas_id, span)
left join named using (puskesmas_id)
order by puskesmas, year, month
