-- Question: what did the kabupaten inside an area publish of their foster programmes?
-- Grain:    one row per area, programme, day and key
-- Params:   $from, $to text (codes from, and below)
select
    area_code,
    programme,
    as_of,
    key,
    value_n,
    is_hidden,
    source,
    is_sample
from foster_summary
where area_code >= $from
  and area_code < $to
order by as_of, area_code, programme, key
