-- Question: which counts does each monthly village report give?
-- Grain:    one row per desa and month with a report that counts children
-- Params:   none
--
-- Items are the columns of the raw file: 8 sasaran, 11 balita 0-59 bulan, 16 ditimbang, 22 diukur, 28 ditimbang dan
-- diukur, 32 naik, 36 naik atau tidak naik, 38 stunting, 40 wasting, 42 overweight, 44 underweight.
create view village_month as
select
    desa_code,
    puskesmas_id,
    period,
    coalesce(max(value_n) filter (item = 8), max(value_n) filter (item = 11)) as target_n,
    coalesce(max(value_n) filter (item = 16), 0) as weighed_n,
    coalesce(max(value_n) filter (item = 22), 0) as measured_n,
    coalesce(max(value_n) filter (item = 38), 0) as stunted_n,
    null::bigint as severely_stunted_n,
    coalesce(max(value_n) filter (item = 16), 0) as weight_for_age_n,
    coalesce(max(value_n) filter (item = 44), 0) as underweight_n,
    null::bigint as severely_underweight_n,
    coalesce(max(value_n) filter (item = 28), 0) as weight_for_height_n,
    coalesce(max(value_n) filter (item = 40), 0) as wasted_n,
    null::bigint as severely_wasted_n,
    coalesce(max(value_n) filter (item = 42), 0) as overweight_n,
    0 as flagged_n,
    0 as moved_n,
    case when count(distinct item) filter (item in (32, 36)) = 2 then max(value_n) filter (item = 32) end as gained_n,
    case when count(distinct item) filter (item in (32, 36)) = 2 then max(value_n) filter (item = 36) end
        as gain_known_n,
    null::bigint as label_n,
    null::bigint as label_stunted_n,
    null::bigint as label_severely_stunted_n
from village_line
group by desa_code, puskesmas_id, period
having count(*) filter (item in (16, 22, 28, 38, 40, 42, 44)) > 0
