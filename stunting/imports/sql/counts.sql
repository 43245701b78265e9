-- Question: how many children were listed, weighed, measured and are too short, per desa and span?
-- Grain:    one row per span, desa, puskesmas, sex and age group
-- Params:   $kind text
with aged as (
    select
        *,
        case
            when age_days / 30.4375 < 6 then '0-5'
            when age_days / 30.4375 < 12 then '6-11'
            when age_days / 30.4375 < 24 then '12-23'
            when age_days / 30.4375 < 36 then '24-35'
            when age_days / 30.4375 < 48 then '36-47'
            else '48-59'
        end as age_group
    from record
    where kind = $kind
),
counted as (
    select
        span,
        desa_code,
        puskesmas_id,
        sex,
        age_group,
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
        case when count(weight_gain) > 0 then count(*) filter (weight_gain in ('N', 'T')) end as gain_known_n,
        nullif(count(label_haz), 0) as label_n,
        case when label_n is not null
            then count(*) filter (label_haz in ('pendek', 'sangat_pendek')) end as label_stunted_n,
        case when label_n is not null then count(*) filter (label_haz = 'sangat_pendek') end
            as label_severely_stunted_n
    from aged
    group by span, desa_code, puskesmas_id, sex, age_group
)
select
    counted.* exclude (listed_n),
    case when complete_list.desa_code is not null then listed_n end as target_n
from counted
left join complete_list on complete_list.kind = $kind and complete_list.span = counted.span
    and complete_list.desa_code = counted.desa_code
