-- Question: the table `counted_desa`: the counts of `counted`, added up over sex and age?
-- Grain:    one row per desa, puskesmas, period, origin, and whether the lists name the unmeasured
-- Params:   none
insert into counted_desa by name
select
    window_key,
    desa_code,
    puskesmas_id,
    year,
    month,
    '' as sex,
    '' as age_group,
    origin,
    is_sample,
    sum(target_n) as target_n,
    sum(columns(* exclude (
        window_key, desa_code, puskesmas_id, year, month, sex, age_group, origin, is_sample, target_n
    )))
from counted
group by window_key, desa_code, puskesmas_id, year, month, origin, is_sample, target_n is null
order by left(desa_code, 4), window_key, year, month, desa_code, puskesmas_id, origin, is_sample, target_n
