-- Question: which routine rates did offices announce for one area?
-- Grain:    one row per period and source
-- Params:   $area text
select
    area_code,
    kind,
    period_start,
    period_end,
    label,
    value_pct,
    stunted_n,
    base_n,
    base,
    target_n,
    coverage_pct,
    source,
    source_url,
    is_verified,
    note
from published_routine
where area_code = $area
order by period_start, period_end, is_verified desc, source
