-- Question: which counts did offices announce for an area and what lies inside it?
-- Grain:    one row per area, indicator, moment, value and source
-- Params:   $from, $to text (codes from, and below)
select
    area_code,
    official_name as area_name,
    level,
    indicator,
    year,
    month,
    value_n,
    unit,
    source,
    source_url,
    is_verified,
    note
from published_count
join area on area.code = area_code
where area_code >= $from
  and area_code < $to
order by length(area_code), area_code, indicator, year, month nulls last, value_n
