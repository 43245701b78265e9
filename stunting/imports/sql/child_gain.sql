-- Question: whose last weighings show no gain, how many of them, and since when?
-- Grain:    one row per child whose last weighing shows none
-- Params:   $within_days, $weighed_apart_days integer
create table child_gain as
with weighing as (
    select
        child,
        visit.measured_on,
        visit.weight_g,
        visit.weight_gain,
        lag(visit.weight_g) over before as before_g,
        lag(visit.measured_on) over before as before_on
    from visit
    join child_latest using (child)
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
)
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
