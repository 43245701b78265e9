-- Question: where was each child seen last, and what was measured last?
-- Grain:    one row per child
-- Params:   none
--
-- Lists come by puskesmas, so "now" is the day of the newest data of the puskesmas that saw the child last.
create table child_latest as
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
)
select latest.* exclude (unit), newest_period, as_of
from latest
join newest using (unit)
