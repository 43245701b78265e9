-- Question: what did every survey publish for some areas, and for the old areas they were cut from?
-- Grain:    one row per asked area, area as defined in that year, survey and year
-- Params:   $indicator text, $codes text[]
with asked as (
    select unnest($codes::text[]) as asked_code
),
defined as (
    select asked_code, asked_code as area_code from asked
    union all
    select asked_code, former_area.code
    from asked
    join former_area on list_contains(string_split(former_area.successor_codes, ';'), asked_code)
)
select
    defined.asked_code,
    estimate.area_code,
    coalesce(area.official_name, former.official_name) as area_name,
    estimate.survey,
    estimate.year,
    estimate.value_pct,
    estimate.ci_low_pct,
    estimate.ci_high_pct,
    estimate.n,
    estimate.source,
    estimate.is_verified
from defined
join survey_estimate as estimate on estimate.area_code = defined.area_code and estimate.indicator = $indicator
left join area on area.code = estimate.area_code
left join former_area as former on former.code = estimate.area_code
order by defined.asked_code, estimate.year, estimate.survey
