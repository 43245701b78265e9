-- Question: when was each child weighed, measured or only listed, and below which limits did it lie?
-- Grain:    one row per child and measuring day, or child and month where it is only listed
-- Given:    reading, age_limit, length_limit
--
-- Of several rows of a child and day the one received last counts; the other columns decide only where rows were
-- received under one number, so that every engine chooses the same.
-- A band is 1 below -3 SD, 2 below -2 SD, 3 not below; BB/TB also has 4, above +2 SD. It is null without a z-score, and
-- where the z-score is implausible. A month is 487/16 days, so ages are compared
-- with months without a fraction.
with ranked as (
    select
        reading.*,
        row_number() over (
            partition by child, day_no
            order by received_no desc, desa_code desc, puskesmas_id desc, sex desc, age_days desc,
                weight_g desc nulls last, height_mm desc nulls last, posture desc, has_oedema desc,
                is_complete_list desc, label_haz desc nulls last, weight_gain desc nulls last
        ) as place
    from reading
    where reason is null
),
stature as (
    select
        ranked.*,
        age_days >= 731 as is_upright,
        height_mm + case
            when posture = 'h' and age_days < 731 and age_days * 16 >= 9 * 487 then 7
            when posture = 'l' and age_days >= 731 then -7
            else 0
        end as length_mm
    from ranked
    where place = 1
),
usable as (
    select
        stature.*,
        case when height_mm > 0 and length_mm > 0 then length_mm end as valid_mm,
        case when weight_g > 0 and not has_oedema then weight_g end as valid_g
    from stature
)
select
    child,
    usable.sex,
    desa_code,
    puskesmas_id,
    measured_on,
    period,
    day_no,
    usable.age_days,
    is_complete_list,
    weight_g,
    case
        when valid_mm >= haz_p6_mm then null
        when valid_mm >= haz_m2_mm then 3
        when valid_mm >= haz_m3_mm then 2
        when valid_mm >= haz_m6_mm then 1
    end as haz_band,
    coalesce(valid_mm < haz_m6_mm or valid_mm >= haz_p6_mm, false) as is_haz_flagged,
    case
        when valid_g >= waz_p5_g then null
        when valid_g >= waz_m2_g then 3
        when valid_g >= waz_m3_g then 2
        when valid_g >= waz_m6_g then 1
    end as waz_band,
    case
        when valid_g >= whz_p5_g then null
        when valid_g >= whz_p2_g then 4
        when valid_g >= whz_m2_g then 3
        when valid_g >= whz_m3_g then 2
        when valid_g >= whz_m5_g then 1
    end as whz_band,
    label_haz,
    weight_gain
from usable
join age_limit on age_limit.sex = usable.sex and age_limit.age_days = usable.age_days
left join length_limit on length_limit.sex = usable.sex and length_limit.is_upright = usable.is_upright
    and length_limit.length_mm = usable.valid_mm
