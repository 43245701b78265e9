-- Question: how well did the units of one level inside a kabupaten measure in one month?
-- Grain:    one row per unit with at least 20 measured children; parent_name is the puskesmas of a posyandu
-- Params:   $kabupaten_code text, $level text, $year integer, $month integer, $puskesmas_id text ('' for all)
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
where quality.kabupaten_code = $kabupaten_code
  and quality.level = $level
  and quality.year = $year
  and quality.month = $month
  and ($puskesmas_id = '' or posyandu.puskesmas_id = $puskesmas_id)
order by unit_name, quality.unit_id
