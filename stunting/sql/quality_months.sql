-- Question: in which months is the quality of measuring known for a kabupaten?
-- Grain:    one row per month
-- Params:   $kabupaten_code text
select
    year,
    month,
    count(*) filter (level = 'puskesmas') as puskesmas_n,
    count(*) filter (level = 'posyandu') as posyandu_n
from quality
where kabupaten_code = $kabupaten_code
group by year, month
order by year, month
