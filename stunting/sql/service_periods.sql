-- Question: for which years and periods was each service reported inside an area?
-- Grain:    one row per kabupaten/kota (or a province that reports itself), year, period and service
-- Params:   $from, $to text (codes from, and below)
select
    left(area_code, 4) as kabupaten_code,
    year,
    period,
    service_key
from service
where area_code >= $from
  and area_code < $to
group by all
order by all
