-- Question: for which kabupaten/kota does this release know the quality of measuring?
-- Grain:    one row per kabupaten/kota
-- Params:   none
select
    quality.kabupaten_code,
    count(distinct quality.year * 100 + quality.month) as month_n
from quality
group by quality.kabupaten_code
order by quality.kabupaten_code
