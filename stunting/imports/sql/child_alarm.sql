-- Question: which rules of `cases/rules.py` tell of which children under five?
-- Grain:    one row per child and rule, in the order of child_no; `named_child` is given with key and case number
-- Params:   $within_days, $gone_days, $severe_below, $wasted_below, $fall_at_least, $new_days, $no_gain_times, $not_weighed_days, $moved_days, $shrunk_more_mm integer
--
-- value and before are what the sentence of the rule compares: hundredths of z, grams or millimetres.
with child as (select * from child_now where is_under5),
told as (
    select
        child_no, 'gizi_buruk' as rule, wasted_since as since, whz_i::integer as value, whz_on as value_on,
        null::integer as before, null::date as before_on, null::integer as times, null as other_desa_code
    from child
    where whz_i < $wasted_below and whz_on >= as_of - $within_days::integer
    union all by name
    select
        child_no, 'sangat_pendek_turun' as rule, haz_on as since, haz_i as value, haz_on as value_on,
        compared_haz_i as before, compared_on as before_on
    from child
    where haz_i < $severe_below and haz_on >= as_of - $within_days::integer
        and compared_haz_i - haz_i >= $fall_at_least
    union all by name
    select
        child_no, 'baru_sangat_pendek' as rule, severe_since as since, haz_i as value, haz_on as value_on,
        not_severe_haz_i as before, not_severe_on as before_on
    from child
    where haz_i < $severe_below and not_severe_on is not null and severe_since >= as_of - $new_days::integer
    union all by name
    select
        child_no, 'tidak_naik' as rule, flat_since as since, weight_g as value, last_weighed_on as value_on,
        flat_from_g as before, flat_from_on as before_on, flat_n as times
    from child
    where flat_n >= $no_gain_times and last_weighed_on >= as_of - $within_days::integer
    union all by name
    select
        child_no, 'tidak_ditimbang' as rule, coalesce(last_weighed_on, first_seen_on) as since,
        last_period as value, as_of as value_on, last_weighed_on as before_on,
        as_of - coalesce(last_weighed_on, first_seen_on) as times
    from child
    where not is_gone
        and coalesce(year(last_weighed_on) * 100 + month(last_weighed_on) < newest_period, true)
        and as_of - coalesce(last_weighed_on, first_seen_on) > $not_weighed_days
    union all by name
    select
        child_no, 'pindah' as rule,
        case when last_period < newest_period and is_list_complete then seen_on else moved_since end as since,
        case when last_period < newest_period and is_list_complete then newest_period end as value,
        seen_on as value_on,
        other_desa_code
    from child
    where (is_list_complete and last_period < newest_period and seen_on >= as_of - $gone_days::integer)
        or moved_since >= as_of - $moved_days::integer
    union all by name
    select
        child_no, 'tinggi_turun' as rule, height_on as since, height_mm as value, height_on as value_on,
        height_before_mm as before, height_before_on as before_on
    from child
    where length_before_mm - length_mm > $shrunk_more_mm and height_on >= as_of - $within_days::integer
)
select
    named_child.key,
    named_child.case_no,
    child.desa_code,
    child.puskesmas_id,
    child.posyandu_id,
    child.sex,
    child.age_days::integer as age_days,
    told.rule,
    told.since,
    told.value::integer as value,
    told.value_on,
    told.before::integer as before,
    told.before_on,
    told.times::integer as times,
    told.other_desa_code,
    child.last_measured_on,
    child.haz_i
from told
join child using (child_no)
join named_child using (child_no)
order by told.child_no, told.rule
