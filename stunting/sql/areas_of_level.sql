-- Question: which areas of one level lie inside an area?
-- Grain:    one row per registered area of that level, ordered by code
-- Params:   $level text, $from, $to text (codes from, and below)
select
    area.code as area_code,
    area.official_name as area_name,
    area.parent_code,
    parent.official_name as parent_name
from area
left join area as parent on parent.code = area.parent_code
where area.level = $level
  and area.code >= $from
  and area.code < $to
order by area.code
