-- Question: which counts did an office announce of an area and the areas inside it?
-- Grain:    one row per area, indicator, period and source
-- Params:   $from, $to text (codes from, and below), $indicator text
select
    area_code,
    year,
    month,
    value_n,
    unit,
    source,
    source_url,
    is_verified,
    note
from published_count
where area_code >= $from
  and area_code < $to
  and indicator = $indicator
order by area_code, year, month
