-- Question: which coverage is to be reached, in the words of an area itself or of one that holds it?
-- Grain:    one row per area, service and year, up to a year
-- Params:   $areas text[] (the area and those that hold it), $last_year integer
select
    area_code,
    service_key,
    year,
    value_pct,
    source,
    is_verified
from service_target
where list_contains($areas, area_code)
  and year <= $last_year
order by service_key, area_code, year
