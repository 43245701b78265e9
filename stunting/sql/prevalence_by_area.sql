-- Question: how high is one indicator in each area of one level inside one area, in one survey round?
-- Grain:    one row per registered area of that level, also where nothing was measured
-- Params:   $indicator text, $survey text, $year integer, $level text, $within text (code prefix, '' for Indonesia)
select
    area.code as area_code,
    area.official_name as area_name,
    area.parent_code,
    parent.official_name as parent_name,
    estimate.value_pct,
    estimate.ci_low_pct,
    estimate.ci_high_pct,
    estimate.n,
    estimate.source,
    estimate.is_verified,
    former.official_name as former_name,
    former_estimate.value_pct as former_value_pct
from area
left join area as parent on parent.code = area.parent_code
left join survey_estimate as estimate
    on estimate.area_code = area.code
    and estimate.indicator = $indicator
    and estimate.survey = $survey
    and estimate.year = $year
left join former_area as former
    on list_contains(string_split(former.successor_codes, ';'), area.code)
    and $year <= former.valid_until
left join survey_estimate as former_estimate
    on former_estimate.area_code = former.code
    and former_estimate.indicator = $indicator
    and former_estimate.survey = $survey
    and former_estimate.year = $year
where area.level = $level
  and starts_with(area.code, $within)
order by area.code
