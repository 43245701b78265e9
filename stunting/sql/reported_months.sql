-- Question: how many children did each kabupaten/kota of an area list, measure and flag, month by month?
-- Grain:    one row per kabupaten/kota and month that has any row
-- Params:   $from, $to text (codes from, and below)
--
-- covered_n are the measured of the lists that name the unmeasured as well: covered_n / target_n is a coverage.
select
    desa_code as kabupaten_code,
    year,
    month,
    sum(target_n)::bigint as target_n,
    sum(measured_n) filter (target_n is not null)::bigint as covered_n,
    sum(measured_n)::bigint as measured_n,
    sum(flagged_n)::bigint as flagged_n,
    bool_or(is_sample) as is_sample
from counted_kabupaten
where window_key = ''
  and desa_code >= $from
  and desa_code < $to
group by desa_code, year, month
order by kabupaten_code, year, month
