-- Question: what was reported of services inside an area, for one year and period?
-- Grain:    one row per reporting area and service; areas of several levels may report the same service
-- Params:   $from, $to text (codes from, and below), $year integer, $period text
select
    area_code,
    service_key,
    numerator_n,
    denominator_n,
    is_scheduled,
    source,
    is_sample
from service
where area_code >= $from
  and area_code < $to
  and year = $year
  and period = $period
order by service_key, area_code
