-- Question: which months, Bulan Timbang and years have routine data inside an area?
-- Grain:    one row per period, oldest first
-- Params:   $from, $to text (codes from, and below), $source text (`counted`, or its sums by kabupaten or desa)
with found as (
    select distinct window_key, year, month
    from query_table($source)
    where desa_code >= $from
      and desa_code < $to
)
select 'bulan' as kind, '' as key, '' as label, make_date(year, month, 1) as start_date,
    last_day(make_date(year, month, 1)) as end_date
from found
where window_key = ''
union all
select case when kind = 'tahun' then 'tahun' else 'bt' end, key, label, start_date, end_date
from weighing_window
where key in (select window_key from found where window_key <> '')
order by start_date, end_date
