-- Question: what does this import say about each month?
-- Grain:    one row per month; `month_count` is given
-- Params:   none
--
-- Coverage is that of the desa whose lists hold the unmeasured children as well.
select
    span // 100 as year,
    span % 100 as month,
    sum(target_n)::bigint as target_n,
    sum(weighed_n)::bigint as weighed_n,
    sum(measured_n)::bigint as measured_n,
    sum(stunted_n)::bigint as stunted_n,
    sum(severely_stunted_n)::bigint as severely_stunted_n,
    sum(wasted_n)::bigint as wasted_n,
    sum(underweight_n)::bigint as underweight_n,
    sum(overweight_n)::bigint as overweight_n,
    sum(flagged_n)::bigint as flagged_n,
    sum(moved_n)::bigint as moved_n,
    sum(label_n)::bigint as label_n,
    sum(label_stunted_n)::bigint as label_stunted_n,
    100 * sum(stunted_n) / nullif(sum(measured_n), 0) as prevalence_pct,
    100 * sum(measured_n) filter (target_n is not null) / nullif(sum(target_n), 0) as coverage_pct
from month_count
group by span
order by span
