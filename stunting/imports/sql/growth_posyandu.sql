-- Question: the table `growth_posyandu`: counts of the children of each posyandu?
-- Grain:    one row per posyandu of `posyandu`, which is given, and month
-- Params:   none
--
-- The rules are those of `counts.sql`. Every posyandu lies in one desa, for its id begins with the code of that desa.
with counted as (
    select
        posyandu_id,
        span,
        count(*) as listed_n,
        count(weight_g) as weighed_n,
        count(haz_i) as measured_n,
        count(*) filter (haz_i < -200) as stunted_n,
        count(*) filter (haz_i < -300) as severely_stunted_n,
        count(waz_i) as weight_for_age_n,
        count(*) filter (waz_i < -200) as underweight_n,
        count(*) filter (waz_i < -300) as severely_underweight_n,
        count(whz_i) as weight_for_height_n,
        count(*) filter (whz_i < -200) as wasted_n,
        count(*) filter (whz_i < -300) as severely_wasted_n,
        count(*) filter (whz_i > 200) as overweight_n,
        count(*) filter (is_haz_flagged) as flagged_n,
        count(*) filter (is_moved) as moved_n,
        case when count(weight_gain) > 0 then count(*) filter (weight_gain = 'N') end as gained_n,
        case when count(weight_gain) > 0 then count(*) filter (weight_gain in ('N', 'T')) end as gain_known_n
    from record
    where kind = 'month' and posyandu_id <> ''
    group by posyandu_id, span
)
select
    counted.* exclude (span, listed_n),
    posyandu.desa_code,
    posyandu.puskesmas_id,
    counted.span // 100 as year,
    counted.span % 100 as month,
    case when complete_list.desa_code is not null then listed_n end as target_n,
    false as is_sample
from counted
join posyandu on posyandu.id = counted.posyandu_id
left join complete_list on complete_list.kind = 'month' and complete_list.span = counted.span
    and complete_list.desa_code = posyandu.desa_code
order by year, month, posyandu.desa_code, posyandu_id
