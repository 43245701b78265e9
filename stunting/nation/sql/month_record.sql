-- Question: what is known of each child in each month?
-- Grain:    one row per child and month
-- Given:    visit
--
-- For each index the last valid value of the month counts; place and sex are those of the last visit, the age is that
-- of the last valid TB/U. desa_before is the desa of the child's latest earlier month, '' without one.
with many as (select child, period from visit group by child, period having count(*) > 1),
single as (
    select
        child, period, day_no, desa_code, puskesmas_id, sex, age_days, weight_g, haz_band, waz_band, whz_band,
        is_haz_flagged, label_haz, weight_gain
    from visit
    anti join many using (child, period)
),
grouped as (
    select
        child,
        period,
        max(day_no) as day_no,
        arg_max(desa_code, day_no) as desa_code,
        arg_max(puskesmas_id, day_no) as puskesmas_id,
        arg_max(sex, day_no) as sex,
        coalesce(arg_max(age_days, day_no) filter (where haz_band is not null), arg_max(age_days, day_no)) as age_days,
        arg_max(weight_g, day_no) filter (where weight_g is not null) as weight_g,
        arg_max(haz_band, day_no) filter (where haz_band is not null) as haz_band,
        arg_max(waz_band, day_no) filter (where waz_band is not null) as waz_band,
        arg_max(whz_band, day_no) filter (where whz_band is not null) as whz_band,
        bool_or(is_haz_flagged) and count(haz_band) = 0 as is_haz_flagged,
        arg_max(label_haz, day_no) filter (where label_haz is not null) as label_haz,
        arg_max(weight_gain, day_no) filter (where weight_gain is not null) as weight_gain
    from visit
    semi join many using (child, period)
    group by child, period
),
every as (select * from single union all select * from grouped)
select
    every.*,
    coalesce(lag(desa_code) over (partition by child order by period), '') as desa_before
from every
