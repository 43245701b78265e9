-- Question: the table `growth`: counts of the children, and of the village reports where there are no children?
-- Grain:    one row per desa, puskesmas, month, sex and age group; `month_count` is given
-- Params:   none
select
    * exclude (span), span // 100 as year, span % 100 as month, 'individu' as origin, false as is_sample
from month_count
union all by name
select
    * exclude (period), period // 100 as year, period % 100 as month,
    'mf' as sex, '0-59' as age_group, 'laporan_desa' as origin, false as is_sample
from village_month
anti join (select distinct span as period, desa_code from month_count) using (period, desa_code)
order by year, month, desa_code, puskesmas_id, sex, age_group
