-- Question: the table `counted_kabupaten`: the counts of `counted`, added up by kabupaten?
-- Grain:    one row per kabupaten, period, sex, age group, origin, and whether the lists name the unmeasured
-- Params:   none
insert into counted_kabupaten by name
select
    window_key,
    left(desa_code, 4) as desa_code,
    '' as puskesmas_id,
    year,
    month,
    sex,
    age_group,
    origin,
    is_sample,
    sum(target_n) as target_n,
    sum(columns(* exclude (
        window_key, desa_code, puskesmas_id, year, month, sex, age_group, origin, is_sample, target_n
    )))
from counted
group by window_key, left(desa_code, 4), year, month, sex, age_group, origin, is_sample, target_n is null
order by window_key, year, month, desa_code, sex, age_group
