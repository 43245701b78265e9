-- Question: the table `growth_window`: counts of the children, and of the village reports where there are no children?
-- Grain:    one row per weighing window or year, desa, puskesmas, sex and age group; `window_count` is given
-- Params:   none
--
-- A village report counts in a window that contains its whole month; of several months the last.
with whole as (
    select span.span, village_month.*
    from village_month
    join span on make_date(period // 100, period % 100, 1) >= span.start_date
        and last_day(make_date(period // 100, period % 100, 1)) <= span.end_date
    qualify row_number() over (partition by span.span, desa_code order by period desc) = 1
),
every as (
    select *, 'individu' as origin from window_count
    union all by name
    select * exclude (period), 'mf' as sex, '0-59' as age_group, 'laporan_desa' as origin
    from whole
    anti join (select distinct span, desa_code from window_count) using (span, desa_code)
)
select span.key as window_key, every.* exclude (span), false as is_sample
from every
join span using (span)
order by window_key, desa_code, puskesmas_id, sex, age_group
