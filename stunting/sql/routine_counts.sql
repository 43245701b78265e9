-- Question: how many children were listed, weighed, measured and found too short, by area and period?
-- Grain:    one row per area of $digits code digits and period that has any row; `apart` cuts it further
-- Params:   $digits integer, $from, $to text, $first_window, $last_window text, $first_year, $last_year integer, $first_month, $last_month integer, $sex text, $ages text[], $puskesmas text, $lokus text, $lokus_year integer, $apart text, $source text
--
-- $digits: 0, 2, 4, 6 or 10 digits of the code. Months have the window '', windows the year and month 0.
-- $sex: '', 'm', 'f'. $ages: empty for all. $puskesmas: '' for all. $lokus: '', 'ya', 'tidak'. $apart: '', 'puskesmas', 'umur'.
-- $source: `counted`, or `counted_kabupaten` where neither desa nor puskesmas matter.
-- covered_n are the measured of the lists that name the unmeasured as well: covered_n / target_n is a coverage.
select
    left(desa_code, $digits) as area_code,
    window_key,
    year,
    month,
    case when $apart = 'puskesmas' then puskesmas_id else '' end as puskesmas_id,
    case when $apart = 'umur' then sex else '' end as sex,
    case when $apart = 'umur' then age_group else '' end as age_group,
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
    sum(moved_n)::bigint as moved_n,
    sum(label_n)::bigint as label_n,
    sum(label_stunted_n)::bigint as label_stunted_n,
    max(origin) as origin,
    bool_or(is_sample) as is_sample
from query_table($source)
where desa_code >= $from
  and desa_code < $to
  and window_key between $first_window and $last_window
  and year between $first_year and $last_year
  and month between $first_month and $last_month
  and ($sex = '' or sex = $sex)
  and (len($ages) = 0 or list_contains($ages, age_group))
  and ($puskesmas = '' or puskesmas_id = $puskesmas)
  and (
      $lokus = ''
      or ($lokus = 'ya') = (desa_code in (select lokus.desa_code from lokus where lokus_year = $lokus_year))
  )
group by all
order by area_code, window_key, year, month, puskesmas_id, sex, age_group
