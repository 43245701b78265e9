-- Question: what was counted in the cells of mode publik inside an area, and which of them are published together?
-- Grain:    one row per period, desa and puskesmas
-- Params:   $from, $to text, $first_window, $last_window text, $first_year, $last_year integer, $first_month, $last_month integer
--
-- Months have the window '', windows the year and month 0. A cell whose bundles are not known is_missing.
with cell as (
    select
        window_key,
        year,
        month,
        desa_code,
        puskesmas_id,
        sum(target_n)::bigint as target_n,
        sum(measured_n) filter (target_n is not null)::bigint as covered_n,
        sum(weighed_n) filter (target_n is not null)::bigint as covered_weighed_n,
        sum(weighed_n)::bigint as weighed_n,
        sum(measured_n)::bigint as measured_n,
        sum(stunted_n)::bigint as stunted_n,
        sum(severely_stunted_n)::bigint as severely_stunted_n,
        sum(weight_for_age_n)::bigint as weight_for_age_n,
        sum(underweight_n)::bigint as underweight_n,
        sum(severely_underweight_n)::bigint as severely_underweight_n,
        sum(weight_for_height_n)::bigint as weight_for_height_n,
        sum(wasted_n)::bigint as wasted_n,
        sum(severely_wasted_n)::bigint as severely_wasted_n,
        sum(overweight_n)::bigint as overweight_n,
        sum(gained_n)::bigint as gained_n,
        sum(gain_known_n)::bigint as gain_known_n,
        sum(flagged_n)::bigint as flagged_n,
        sum(moved_n)::bigint as moved_n
    from counted_desa
    where desa_code >= $from
      and desa_code < $to
      and window_key between $first_window and $last_window
      and year between $first_year and $last_year
      and month between $first_month and $last_month
    group by window_key, year, month, desa_code, puskesmas_id
),
bundle as (
    select *
    from public_bundle
    where desa_code >= $from
      and desa_code < $to
      and window_key between $first_window and $last_window
      and year between $first_year and $last_year
      and month between $first_month and $last_month
)
select
    cell.*,
    bundle.* exclude (window_key, year, month, desa_code, puskesmas_id),
    bundle.desa_code is null as is_missing
from cell
left join bundle using (window_key, year, month, desa_code, puskesmas_id)
order by cell.window_key, cell.year, cell.month, cell.desa_code, cell.puskesmas_id
