-- Question: how many children were listed, weighed, measured and are too short, per desa and span?
-- Grain:    one row per kind of span, span, desa, puskesmas, sex and age group
-- Given:    record, complete_list
with aged as (
    select
        record.*,
        case
            when age_days * 16 < 6 * 487 then '0-5'
            when age_days * 16 < 12 * 487 then '6-11'
            when age_days * 16 < 24 * 487 then '12-23'
            when age_days * 16 < 36 * 487 then '24-35'
            when age_days * 16 < 48 * 487 then '36-47'
            else '48-59'
        end as age_group
    from record
),
summed as (
    select
        kind,
        span,
        desa_code,
        puskesmas_id,
        sex,
        age_group,
        count(*) as listed_n,
        count(*) filter (where is_inside) as inside_n,
        count(*) filter (where is_weighed) as weighed_n,
        count(haz_band) as measured_n,
        count(*) filter (where haz_band <= 2) as stunted_n,
        count(*) filter (where haz_band = 1) as severely_stunted_n,
        count(waz_band) as weight_for_age_n,
        count(*) filter (where waz_band <= 2) as underweight_n,
        count(*) filter (where waz_band = 1) as severely_underweight_n,
        count(whz_band) as weight_for_height_n,
        count(*) filter (where whz_band <= 2) as wasted_n,
        count(*) filter (where whz_band = 1) as severely_wasted_n,
        count(*) filter (where whz_band = 4) as overweight_n,
        count(*) filter (where is_haz_flagged) as flagged_n,
        count(*) filter (where is_moved) as moved_n,
        count(*) filter (where is_moved and is_inside) as moved_inside_n,
        count(weight_gain) as gain_written_n,
        count(*) filter (where weight_gain = 'N') as gained_n,
        count(*) filter (where weight_gain in ('N', 'T')) as gain_known_n,
        count(label_haz) as label_n,
        count(*) filter (where label_haz in ('pendek', 'sangat_pendek')) as label_stunted_n,
        count(*) filter (where label_haz = 'sangat_pendek') as label_severely_stunted_n
    from aged
    group by kind, span, desa_code, puskesmas_id, sex, age_group
)
select
    summed.kind,
    summed.span,
    summed.desa_code,
    puskesmas_id,
    sex,
    age_group,
    case when complete_list.desa_code is not null then listed_n end as target_n,
    weighed_n,
    measured_n,
    stunted_n,
    severely_stunted_n,
    weight_for_age_n,
    underweight_n,
    severely_underweight_n,
    weight_for_height_n,
    wasted_n,
    severely_wasted_n,
    overweight_n,
    flagged_n,
    -- Of a desa whose lists are not complete only children with a visit on the days of a window are counted.
    case when complete_list.desa_code is not null then moved_n else moved_inside_n end as moved_n,
    case when gain_written_n > 0 then gained_n end as gained_n,
    case when gain_written_n > 0 then gain_known_n end as gain_known_n,
    nullif(label_n, 0) as label_n,
    case when label_n > 0 then label_stunted_n end as label_stunted_n,
    case when label_n > 0 then label_severely_stunted_n end as label_severely_stunted_n
from summed
left join complete_list on complete_list.kind = summed.kind and complete_list.span = summed.span
    and complete_list.desa_code = summed.desa_code
where inside_n > 0 or complete_list.desa_code is not null
