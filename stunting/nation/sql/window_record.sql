-- Question: what is known of each child in each weighing window and year?
-- Grain:    one row per child and window
-- Given:    visit, month_record, span_month
--
-- Visits in the months of a window but outside its days tell that the child is listed, not how tall it is.
with candidate as (
    select
        span_month.span,
        visit.*,
        coalesce(measured_on between start_date and end_date, false) as is_inside
    from visit
    join span_month on span_month.period = visit.period
),
ordered as (
    select
        span,
        child,
        sex,
        desa_code,
        puskesmas_id,
        period,
        age_days,
        is_inside,
        is_haz_flagged and is_inside as is_haz_flagged,
        case when is_inside then weight_g end as weight_g,
        case when is_inside then haz_band end as haz_band,
        case when is_inside then waz_band end as waz_band,
        case when is_inside then whz_band end as whz_band,
        case when is_inside then label_haz end as label_haz,
        case when is_inside then weight_gain end as weight_gain,
        day_no + case when is_inside then 100000000 else 0 end as order_no
    from candidate
),
grouped as (
    select
        span,
        child,
        min(period) as first_period,
        bool_or(is_inside) as is_inside,
        arg_max(desa_code, order_no) as desa_code,
        arg_max(puskesmas_id, order_no) as puskesmas_id,
        arg_max(sex, order_no) as sex,
        coalesce(
            arg_max(age_days, order_no) filter (where haz_band is not null), arg_max(age_days, order_no)
        ) as age_days,
        arg_max(weight_g, order_no) filter (where weight_g is not null) as weight_g,
        arg_max(haz_band, order_no) filter (where haz_band is not null) as haz_band,
        arg_max(waz_band, order_no) filter (where waz_band is not null) as waz_band,
        arg_max(whz_band, order_no) filter (where whz_band is not null) as whz_band,
        bool_or(is_haz_flagged) and count(haz_band) = 0 as is_haz_flagged,
        arg_max(label_haz, order_no) filter (where label_haz is not null) as label_haz,
        arg_max(weight_gain, order_no) filter (where weight_gain is not null) as weight_gain
    from ordered
    group by span, child
)
select
    grouped.*,
    -- The month before the first one of the window that the child is in lies before the window.
    month_record.desa_before
from grouped
join month_record on month_record.child = grouped.child and month_record.period = grouped.first_period
