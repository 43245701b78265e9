-- Question: which visits does a batch hold, in areas that are known?
-- Grain:    one row per row of the batch whose desa is known
-- Params:   $file text, $seq integer
insert into visit by name
with placed as (
    select
        stored.* exclude (desa_code, period),
        coalesce(stored.desa_code, named.desa_code) as desa_code,
        case when measured_on is null then period else year(measured_on) * 100 + month(measured_on) end as period
    from read_parquet($file) stored
    left join (select place_no, desa_code from named_place where seq = $seq) named using (place_no)
    where coalesce(stored.desa_code, named.desa_code) is not null
)
select
    md5_number(coalesce(
        nik_key, person_key || ':' || desa_code || ':' || occurrence, 'baris ' || $seq || ':' || row_id
    )) as child,
    nik_key is null as is_temporary,
    $seq as seq,
    row_id,
    file_no,
    desa_code,
    coalesce(puskesmas_id, '') as puskesmas_id,
    coalesce(posyandu_id, '') as posyandu_id,
    sex,
    measured_on,
    period,
    period * 100 + coalesce(day(measured_on), 0) as day_no,
    age_days,
    coalesce(is_complete_list, false) as is_complete_list,
    case when measured_on is not null then round(weight_kg::double * 1000)::integer end as weight_g,
    case when measured_on is not null then round(height_cm::double * 10)::integer end as height_mm,
    coalesce(posture, '') as posture,
    case when measured_on is not null and not coalesce(is_haz_flagged, false)
        then round(haz::double * 100)::smallint end as haz_i,
    case when measured_on is not null and not coalesce(is_waz_flagged, false)
        then round(waz::double * 100)::smallint end as waz_i,
    case when measured_on is not null and not coalesce(is_whz_flagged, false)
        then round(whz::double * 100)::smallint end as whz_i,
    measured_on is not null and coalesce(is_haz_flagged, false) as is_haz_flagged,
    measured_on is not null and coalesce(is_waz_flagged, false) as is_waz_flagged,
    measured_on is not null and coalesce(is_whz_flagged, false) as is_whz_flagged,
    case when measured_on is not null and label_haz in ('sangat_pendek', 'pendek', 'normal', 'tinggi')
        then label_haz end as label_haz,
    case when measured_on is not null and weight_kg is not null and weight_gain in ('N', 'T', 'O', 'B')
        then weight_gain end as weight_gain,
    hash(desa_code, puskesmas_id, posyandu_id, sex, birth_month, age_days, weight_kg, height_cm, posture, muac_cm,
        weight_gain, vitamin_a) as value_hash
from placed
