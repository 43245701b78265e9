-- Question: how well were the children of each unit measured, month by month?
-- Grain:    one row per unit of one level and month with at least 20 children with a valid TB/U
-- Params:   $level text
--
-- Means and deviations come from whole numbers, so that they are equal on every computer. Digits are those of the
-- height and weight in tenths; ages and sexes are of all listed children.
with unit as (
    select
        *,
        case $level when 'kabupaten' then desa_code[:4] when 'puskesmas' then puskesmas_id else posyandu_id end as unit_id
    from record
    where kind = 'month'
),
large as (
    select unit_id, span from unit where unit_id <> '' group by unit_id, span having count(haz_i) >= 20
),
counted as (
    select
        unit_id,
        span,
        mode(desa_code[:4] order by desa_code) as kabupaten_code,
        count(*) as listed_n,
        count(height_mm) as height_n,
        count(haz_i) as haz_n,
        sum(haz_i::bigint) as haz_sum,
        sum(haz_i::bigint * haz_i) as haz_square,
        count(waz_i) as waz_n,
        sum(waz_i::bigint) as waz_sum,
        sum(waz_i::bigint * waz_i) as waz_square,
        count(whz_i) as whz_n,
        sum(whz_i::bigint) as whz_sum,
        sum(whz_i::bigint * whz_i) as whz_square,
        count(*) filter (is_haz_flagged) as haz_flagged_n,
        count(*) filter (is_waz_flagged) as waz_flagged_n,
        count(*) filter (is_whz_flagged) as whz_flagged_n,
        count(*) filter (sex = 'm') as male_n,
        count(*) filter (sex = 'f') as female_n,
        histogram(height_mm % 10) filter (height_mm is not null) as height_digit,
        histogram(round(weight_g / 100.0)::integer % 10) filter (weight_g is not null) as weight_digit,
        histogram(least(floor(age_days / 30.4375)::integer, 59)) as age_month,
        count(*) filter (height_mm is not null and height_posture not in ('l', 'h')) as posture_missing_n,
        count(*) filter (
            height_mm is not null
            and (height_posture = 'h' and height_age_days < 731 or height_posture = 'l' and height_age_days >= 731)
        ) as posture_unusual_n,
        count(*) filter (weight_g is not null and height_mm is null) as height_missing_n,
        count(*) filter (weight_g is null and height_mm is not null) as weight_missing_n,
        count(*) filter (measured_on is null) as day_missing_n,
        count(*) filter (height_mm = height_before_mm and height_on - height_before_on >= 25) as unchanged_n,
        count(*) filter (height_mm < height_before_mm - 10) as shrunk_n
    from unit
    semi join large using (unit_id, span)
    group by unit_id, span
)
select
    $level as level,
    unit_id,
    kabupaten_code,
    span // 100 as year,
    span % 100 as month,
    listed_n,
    height_n,
    haz_n,
    haz_sum::double / haz_n / 100 as haz_mean,
    case when haz_n > 1
        then sqrt((haz_n * haz_square - haz_sum * haz_sum)::double / (haz_n * (haz_n - 1))) / 100 end as haz_sd,
    waz_n,
    case when waz_n > 1
        then sqrt((waz_n * waz_square - waz_sum * waz_sum)::double / (waz_n * (waz_n - 1))) / 100 end as waz_sd,
    whz_n,
    case when whz_n > 1
        then sqrt((whz_n * whz_square - whz_sum * whz_sum)::double / (whz_n * (whz_n - 1))) / 100 end as whz_sd,
    haz_flagged_n,
    waz_flagged_n,
    whz_flagged_n,
    male_n,
    female_n,
    list_transform(range(10), lambda digit: coalesce(height_digit[digit::integer], 0)::bigint)::bigint[10]
        as height_digits,
    list_transform(range(10), lambda digit: coalesce(weight_digit[digit::integer], 0)::bigint)::bigint[10]
        as weight_digits,
    list_transform(range(60), lambda age: coalesce(age_month[age::integer], 0)::bigint)::bigint[60] as age_months,
    posture_missing_n,
    posture_unusual_n,
    height_missing_n,
    weight_missing_n,
    day_missing_n,
    unchanged_n,
    shrunk_n,
    false as is_sample
from counted
order by unit_id, span
