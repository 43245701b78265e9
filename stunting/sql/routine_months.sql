-- Question: how many children were listed, weighed, measured and stunted inside an area, month by month?
-- Grain:    one row per month; target_n is null where no list has unmeasured children
-- Params:   $from, $to text (codes from, and below), $source text (`counted`, or its sums by desa)
--
-- covered_n are the measured of the lists that have the unmeasured, so that covered_n / target_n is a coverage.
-- label_n children have a label of the export; null without labels.
select
    year,
    month,
    sum(target_n)::bigint as target_n,
    sum(weighed_n)::bigint as weighed_n,
    sum(measured_n)::bigint as measured_n,
    sum(measured_n) filter (target_n is not null)::bigint as covered_n,
    sum(stunted_n)::bigint as stunted_n,
    sum(label_n)::bigint as label_n,
    sum(label_stunted_n)::bigint as label_stunted_n,
    count(distinct desa_code) filter (length(desa_code) = 10) as desa_n,
    bool_or(is_sample) as is_sample
from query_table($source)
where window_key = ''
  and desa_code >= $from
  and desa_code < $to
group by year, month
order by year, month
