-- Question: how many children did each posyandu list, weigh, measure and find too short, by month?
-- Grain:    one row per posyandu and month with any row; posyandu with fewer than five children are in no table
-- Params:   $from, $to text (codes of desa from, and below), $first, $last integer (year * 100 + month), $puskesmas, $posyandu text ('' for all)
select
    growth_posyandu.posyandu_id,
    posyandu.name as posyandu_name,
    growth_posyandu.desa_code,
    growth_posyandu.puskesmas_id,
    growth_posyandu.year,
    growth_posyandu.month,
    target_n,
    case when target_n is not null then measured_n end as covered_n,
    case when target_n is not null then weighed_n end as covered_weighed_n,
    weighed_n,
    measured_n,
    stunted_n,
    severely_stunted_n,
    weight_for_age_n,
    underweight_n,
    severely_underweight_n,
    weight_for_height_n,
    wasted_n,
    severely_wasted_n,
    overweight_n,
    gained_n,
    gain_known_n,
    flagged_n,
    moved_n,
    null::bigint as label_n,
    null::bigint as label_stunted_n,
    'individu' as origin,
    growth_posyandu.is_sample
from growth_posyandu
join posyandu on posyandu.id = growth_posyandu.posyandu_id
where growth_posyandu.desa_code >= $from
  and growth_posyandu.desa_code < $to
  and growth_posyandu.year * 100 + growth_posyandu.month between $first and $last
  and ($puskesmas = '' or growth_posyandu.puskesmas_id = $puskesmas)
  and ($posyandu = '' or growth_posyandu.posyandu_id = $posyandu)
order by growth_posyandu.desa_code, posyandu_name, growth_posyandu.posyandu_id, growth_posyandu.year, growth_posyandu.month
