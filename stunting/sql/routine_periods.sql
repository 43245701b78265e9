-- Question: which months, Bulan Timbang and years have routine data inside an area?
-- Grain:    one row per period, oldest first
-- Params:   $from, $to text (codes from, and below)
select 'bulan' as kind, '' as key, '' as label, make_date(year, month, 1) as start_date,
    last_day(make_date(year, month, 1)) as end_date
from (select distinct year, month from counted where window_key = '' and desa_code >= $from and desa_code < $to)
union all
select case when kind = 'tahun' then 'tahun' else 'bt' end, key, label, start_date, end_date
from weighing_window
where key in (select distinct window_key from counted where window_key <> '' and desa_code >= $from and desa_code < $to)
order by start_date, end_date
