-- Question: which kabupaten/kota have routine counts in this release, and are they samples?
-- Grain:    one row per kabupaten/kota
-- Params:   none
select
    desa_code as kabupaten_code,
    count(distinct year * 100 + month) as month_n,
    bool_or(is_sample) as is_sample
from counted_kabupaten
where window_key = ''
group by kabupaten_code
order by kabupaten_code
