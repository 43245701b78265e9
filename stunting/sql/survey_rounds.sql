-- Question: which survey rounds have a figure for the areas of one level inside one area?
-- Grain:    one row per survey and year
-- Params:   $indicator text, $level text, $within text (code prefix, '' for Indonesia)
select
    estimate.survey,
    estimate.year,
    count(*) filter (estimate.value_pct is not null) as area_n
from survey_estimate as estimate
join area on area.code = estimate.area_code
where estimate.indicator = $indicator
  and area.level = $level
  and starts_with(area.code, $within)
group by all
order by estimate.year, estimate.survey
