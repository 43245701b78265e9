-- Question: what is known of each child in each weighing window?
-- Grain:    one row per child and window
-- Params:   none
--
-- A year has all visits, so only what `counts.sql` asks for is taken.
-- Visits in the months of a window but outside its days tell that the child is listed, not how tall it is.
insert into record by name
with candidate as (
    select
        span.span,
        span.start_period,
        visit.* exclude (measured_on, weight_g, height_mm, haz_i, waz_i, whz_i, label_haz, weight_gain),
        coalesce(measured_on between start_date and end_date, false) as is_inside,
        case when is_inside then weight_g end as weight_g,
        case when is_inside then haz_i end as haz_i,
        case when is_inside then waz_i end as waz_i,
        case when is_inside then whz_i end as whz_i,
        case when is_inside then label_haz end as label_haz,
        case when is_inside then weight_gain end as weight_gain,
        day_no + case when is_inside then 100000000 else 0 end as order_no
    from visit
    join span on visit.period between span.start_period and span.end_period
),
grouped as (
    select
        span,
        child,
        any_value(start_period) as start_period,
        bool_or(is_inside) as is_inside,
        arg_max(desa_code, order_no) as desa_code,
        arg_max(puskesmas_id, order_no) as puskesmas_id,
        arg_max(sex, order_no) as sex,
        coalesce(arg_max(age_days, order_no) filter (haz_i is not null), arg_max(age_days, order_no)) as age_days,
        arg_max(weight_g, order_no) filter (weight_g is not null) as weight_g,
        arg_max(haz_i, order_no) filter (haz_i is not null) as haz_i,
        arg_max(waz_i, order_no) filter (waz_i is not null) as waz_i,
        arg_max(whz_i, order_no) filter (whz_i is not null) as whz_i,
        bool_or(is_haz_flagged and is_inside) and count(haz_i) = 0 as is_haz_flagged,
        arg_max(label_haz, order_no) filter (label_haz is not null) as label_haz,
        arg_max(weight_gain, order_no) filter (weight_gain is not null) as weight_gain
    from candidate
    group by span, child
),
earlier as (select child, span as month, desa_code as desa_before from record where kind = 'month')
select
    grouped.* exclude (start_period, is_inside),
    'window' as kind,
    coalesce(earlier.desa_before <> grouped.desa_code, false) as is_moved
from grouped
asof left join earlier on earlier.child = grouped.child and grouped.start_period > earlier.month
where is_inside or exists (
    select 1 from complete_list where kind = 'window' and complete_list.span = grouped.span
        and complete_list.desa_code = grouped.desa_code
)
