-- Question: how many desa and kelurahan are registered in each area of one level inside one area?
-- Grain:    one row per area of that level
-- Params:   $level text, $within text (code prefix, '' for Indonesia)
select
    area.code as area_code,
    area.official_name as area_name,
    area.lat,
    area.lon,
    count(desa.code) as desa_n,
    count(desa.code) filter (desa.kind = 'kelurahan') as kelurahan_n
from area
left join area as desa on desa.level = 'desa' and starts_with(desa.code, area.code)
where area.level = $level
  and starts_with(area.code, $within)
group by all
order by area.code
