-- Question: what is known of each child now, as far as the rules of `cases/rules.py` ask?
-- Grain:    one row per child, numbered by desa; `month_lists` comes first
-- Params:   $within_days, $gone_days, $severe_below, $wasted_below, $apart_days, $weighed_apart_days integer
--
-- Lists come by puskesmas, so "now" is the day of the newest data of the puskesmas that saw the child last.
create table child_now as
with dated as not materialized (
    select
        *,
        coalesce(measured_on, last_day(make_date(period // 100, period % 100, 1))) as seen_on,
        coalesce(nullif(puskesmas_id, ''), desa_code) as unit
    from visit
),
newest as (
    select
        unit,
        max(period) as newest_period,
        greatest(max(measured_on), make_date(newest_period // 100, newest_period % 100, 1)) as as_of
    from dated
    group by unit
),
latest as (
    select
        child,
        bool_or(is_temporary) as is_temporary,
        arg_max(desa_code, day_no) as desa_code,
        arg_max(puskesmas_id, day_no) as puskesmas_id,
        arg_max(posyandu_id, day_no) as posyandu_id,
        arg_max(unit, day_no) as unit,
        arg_max(sex, day_no) as sex,
        arg_max(age_days, day_no) as seen_age_days,
        arg_max(seen_on, day_no) as seen_on,
        min(seen_on) as first_seen_on,
        max(period) as last_period,
        min(desa_code) <> max(desa_code) as was_moved,
        max(measured_on) as last_measured_on,
        max(measured_on) filter (weight_g is not null) as last_weighed_on,
        arg_max(weight_g, day_no) filter (weight_g is not null) as weight_g,
        max(measured_on) filter (haz_i is not null) as haz_on,
        arg_max(haz_i, day_no) filter (haz_i is not null) as haz_i,
        arg_max(waz_i, day_no) filter (waz_i is not null) as waz_i,
        max(measured_on) filter (whz_i is not null) as whz_on,
        arg_max(whz_i, day_no) filter (whz_i is not null) as whz_i
    from dated
    group by child
),
elsewhere as (
    select child, max(visit.day_no) as other_no, arg_max(visit.desa_code, visit.day_no) as other_desa_code
    from visit
    join latest using (child)
    where was_moved and visit.desa_code <> latest.desa_code
    group by child
),
arrived as (
    select child, min(seen_on) as moved_since
    from dated
    join elsewhere using (child)
    where day_no > other_no
    group by child
),
-- Few children are severely stunted or wasted, and only their earlier heights are asked for.
severe as (
    select
        child,
        haz_on,
        max(visit.measured_on) filter (visit.haz_i >= $severe_below) as not_severe_on,
        arg_min(visit.haz_i, visit.day_no) filter (
            visit.measured_on between haz_on - $within_days::integer and haz_on - $apart_days::integer
        ) as compared_haz_i,
        min(visit.measured_on) filter (
            visit.measured_on between haz_on - $within_days::integer and haz_on - $apart_days::integer
        ) as compared_on
    from visit
    join latest using (child)
    where latest.haz_i < $severe_below and visit.haz_i is not null
    group by child, haz_on
),
severe_run as (
    select
        child,
        min(visit.measured_on) filter (visit.measured_on > coalesce(not_severe_on, date '1900-01-01')) as severe_since,
        arg_max(visit.haz_i, visit.day_no) filter (visit.measured_on = not_severe_on) as not_severe_haz_i
    from visit
    join severe using (child)
    where visit.haz_i is not null
    group by child
),
not_wasted as (
    select child, max(visit.measured_on) filter (visit.whz_i >= $wasted_below) as not_wasted_on
    from visit
    join latest using (child)
    where latest.whz_i < $wasted_below and visit.whz_i is not null
    group by child
),
wasted_run as (
    select child, min(measured_on) as wasted_since
    from visit
    join not_wasted using (child)
    where visit.whz_i is not null and measured_on > coalesce(not_wasted_on, date '1900-01-01')
    group by child
),
weighing as (
    select
        child,
        visit.measured_on,
        visit.weight_g,
        visit.weight_gain,
        lag(visit.weight_g) over before as before_g,
        lag(visit.measured_on) over before as before_on
    from visit
    join latest using (child)
    where visit.weight_g is not null and visit.measured_on >= last_weighed_on - 2 * $within_days::integer
    window before as (partition by child order by visit.day_no)
),
judged as (
    select
        *,
        case
            when weight_gain in ('N', 'T') then weight_gain = 'T'
            when before_on is null or measured_on - before_on > $within_days then false
            when measured_on - before_on >= $weighed_apart_days then weight_g <= before_g
        end as is_flat
    from weighing
),
flat_run as (
    select
        child,
        count(*) as flat_n,
        min(measured_on) as flat_since,
        arg_min(before_g, measured_on) as flat_from_g,
        arg_min(before_on, measured_on) as flat_from_on
    from (
        select *, max(measured_on) filter (not is_flat) over (partition by child) as gained_on
        from judged
        where is_flat is not null
    )
    where is_flat and measured_on > coalesce(gained_on, date '1900-01-01')
    group by child
),
-- As lengths: who stands is measured 0.7 cm shorter than who lies.
length as (
    select
        child,
        visit.measured_on,
        visit.height_mm,
        visit.height_mm + case
            when visit.posture = 'h' or (visit.posture <> 'l' and visit.age_days >= 731) then 7 else 0
        end as length_mm
    from visit
    join latest using (child)
    where visit.height_mm is not null and visit.measured_on >= last_measured_on - 2 * $within_days::integer
),
measured as (
    select
        child,
        measured_on as height_on,
        height_mm,
        length_mm,
        lag(height_mm) over before as height_before_mm,
        lag(length_mm) over before as length_before_mm,
        lag(measured_on) over before as height_before_on
    from length
    window before as (partition by child order by measured_on)
    qualify row_number() over (partition by child order by measured_on desc) = 1
)
select
    row_number() over (order by latest.desa_code, latest.child) as child_no,
    latest.* exclude (unit),
    as_of,
    newest_period,
    greatest(seen_age_days + (as_of - seen_on), 0) as age_days,
    age_days < 1826 as is_under5,
    complete.desa_code is not null as is_list_complete,
    (complete.desa_code is not null and last_period < newest_period) or seen_on < as_of - $gone_days::integer
        as is_gone,
    other_desa_code,
    moved_since,
    severe.* exclude (child, haz_on),
    severe_run.* exclude (child),
    wasted_run.wasted_since,
    flat_run.* exclude (child),
    measured.* exclude (child)
from latest
join newest using (unit)
left join complete_list complete on complete.kind = 'month' and complete.span = newest.newest_period
    and complete.desa_code = latest.desa_code
left join elsewhere using (child)
left join arrived using (child)
left join severe using (child)
left join severe_run using (child)
left join wasted_run using (child)
left join flat_run using (child)
left join measured using (child)
