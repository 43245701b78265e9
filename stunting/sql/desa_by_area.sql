-- Question: how many desa and kelurahan are registered in each area of one level inside one area?
-- Grain:    one row per area of that level
-- Params:   $level text, $within text (code prefix, '' for Indonesia)
with counted as (
    select
        left(code, case $level when 'provinsi' then 2 when 'kabupaten' then 4 when 'kecamatan' then 6 else 10 end)
            as area_code,
        median(lat) as lat,
        median(lon) as lon,
        count(*) as desa_n,
        count(*) filter (kind = 'kelurahan') as kelurahan_n
    from area
    where level = 'desa'
      and starts_with(code, $within)
    group by all
)
select
    area.code as area_code,
    area.official_name as area_name,
    -- The middle of its villages: a single wrong coordinate in the register does not move an area across the sea.
    coalesce(counted.lat, area.lat) as lat,
    coalesce(counted.lon, area.lon) as lon,
    coalesce(counted.desa_n, 0) as desa_n,
    coalesce(counted.kelurahan_n, 0) as kelurahan_n
from area
left join counted on counted.area_code = area.code
where area.level = $level
  and starts_with(area.code, $within)
order by area.code
