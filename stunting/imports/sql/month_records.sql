-- Question: what is known of each child in each month?
-- Grain:    one row per child and month
-- Params:   none
--
-- Nearly every child has one visit per month, and needs no grouping; the others are grouped.
insert into record by name
with many as (select child, period from visit group by child, period having count(*) > 1),
single as (
    select
        period as span, child, is_temporary, desa_code, puskesmas_id, posyandu_id, sex, age_days, measured_on,
        weight_g, height_mm,
        case when height_mm is not null then measured_on end as height_on,
        case when height_mm is not null then age_days end as height_age_days,
        case when height_mm is not null then posture end as height_posture,
        haz_i, waz_i, whz_i,
        is_haz_flagged and haz_i is null as is_haz_flagged,
        is_waz_flagged and waz_i is null as is_waz_flagged,
        is_whz_flagged and whz_i is null as is_whz_flagged,
        label_haz,
        weight_gain
    from visit
    anti join many using (child, period)
),
grouped as (
    select
        period as span,
        child,
        bool_or(is_temporary) as is_temporary,
        arg_max(desa_code, day_no) as desa_code,
        arg_max(puskesmas_id, day_no) as puskesmas_id,
        arg_max(posyandu_id, day_no) as posyandu_id,
        arg_max(sex, day_no) as sex,
        coalesce(arg_max(age_days, day_no) filter (haz_i is not null), arg_max(age_days, day_no)) as age_days,
        max(measured_on) as measured_on,
        arg_max(weight_g, day_no) filter (weight_g is not null) as weight_g,
        arg_max(height_mm, day_no) filter (height_mm is not null) as height_mm,
        max(measured_on) filter (height_mm is not null) as height_on,
        arg_max(age_days, day_no) filter (height_mm is not null) as height_age_days,
        arg_max(posture, day_no) filter (height_mm is not null) as height_posture,
        arg_max(haz_i, day_no) filter (haz_i is not null) as haz_i,
        arg_max(waz_i, day_no) filter (waz_i is not null) as waz_i,
        arg_max(whz_i, day_no) filter (whz_i is not null) as whz_i,
        bool_or(is_haz_flagged) and count(haz_i) = 0 as is_haz_flagged,
        bool_or(is_waz_flagged) and count(waz_i) = 0 as is_waz_flagged,
        bool_or(is_whz_flagged) and count(whz_i) = 0 as is_whz_flagged,
        arg_max(label_haz, day_no) filter (label_haz is not null) as label_haz,
        arg_max(weight_gain, day_no) filter (weight_gain is not null) as weight_gain
    from visit
    semi join many using (child, period)
    group by child, period
),
every as (select * from single union all by name select * from grouped),
following as (
    select
        every.*,
        lag(span) over before as span_before,
        lag(desa_code) over before as desa_before,
        lag(height_mm) over before as height_before,
        lag(height_on) over before as on_before
    from every
    window before as (partition by child order by span)
)
select
    * exclude (span_before, desa_before, height_before, on_before),
    'month' as kind,
    coalesce(desa_before <> desa_code, false) as is_moved,
    case when span_before = span - case when span % 100 = 1 then 89 else 1 end then height_before end
        as height_before_mm,
    case when span_before = span - case when span % 100 = 1 then 89 else 1 end then on_before end as height_before_on
from following
