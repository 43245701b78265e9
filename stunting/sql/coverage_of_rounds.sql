-- Question: how many areas of each level does every survey round cover, and how many figures are confirmed twice?
-- Grain:    one row per level, survey and year
-- Params:   $indicator text
select
    coalesce(area.level, 'provinsi') as level,
    estimate.survey,
    estimate.year,
    count(*) as area_n,
    count(*) filter (estimate.is_verified) as verified_n,
    count(*) filter (estimate.ci_low_pct is not null) as interval_n,
    count(*) filter (estimate.n is not null) as sample_n
from survey_estimate as estimate
left join area on area.code = estimate.area_code
where estimate.indicator = $indicator
group by all
order by estimate.year, estimate.survey, 1
