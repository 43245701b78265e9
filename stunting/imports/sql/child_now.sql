-- Question: what is known of each child now, as far as the rules of `cases/rules.py` ask?
-- Grain:    one row per child, numbered by desa; `month_lists` and the three tables joined here come first
-- Params:   $severe_below, $within_days, $apart_days, $wasted_below, $gone_days integer
create table child_now as
with latest as not materialized (select * from child_latest),
elsewhere as (
    select child, max(visit.day_no) as other_no, arg_max(visit.desa_code, visit.day_no) as other_desa_code
    from visit
    join latest using (child)
    where was_moved and visit.desa_code <> latest.desa_code
    group by child
),
arrived as (
    select child, min(coalesce(measured_on, last_day(make_date(period // 100, period % 100, 1)))) as moved_since
    from visit
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
)
select
    row_number() over (order by latest.desa_code, latest.child) as child_no,
    latest.*,
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
    child_gain.* exclude (child),
    child_length.* exclude (child)
from latest
left join complete_list complete on complete.kind = 'month' and complete.span = latest.newest_period
    and complete.desa_code = latest.desa_code
left join elsewhere using (child)
left join arrived using (child)
left join severe using (child)
left join severe_run using (child)
left join wasted_run using (child)
left join child_gain using (child)
left join child_length using (child)
