-- Question: how well did one unit measure, month by month?
-- Grain:    one row per month with at least 20 measured children
-- Params:   $kabupaten_code text ('' for all), $level text, $unit_id text
select
    quality.* exclude (level, kabupaten_code),
    coalesce(posyandu.name, puskesmas.name, area.official_name, quality.unit_id) as unit_name,
    case when quality.level = 'posyandu' then coalesce(home.name, '') else '' end as parent_name,
    coalesce(desa.official_name, '') as desa_name
from quality
left join puskesmas on quality.level = 'puskesmas' and puskesmas.id = quality.unit_id
left join posyandu on quality.level = 'posyandu' and posyandu.id = quality.unit_id
left join puskesmas as home on home.id = posyandu.puskesmas_id
left join area on quality.level = 'kabupaten' and area.code = quality.unit_id
left join area as desa on desa.code = posyandu.desa_code
where ($kabupaten_code = '' or quality.kabupaten_code = $kabupaten_code)
  and quality.level = $level
  and quality.unit_id = $unit_id
order by quality.year, quality.month
