-- Question: which rows can be used, and why not the others?
-- Grain:    one row per row of the input; reason is null where it is used
-- Given:    measurement, known_desa, run
--
-- The first reason that holds counts, in the order of the import.
select
    child,
    received_no,
    desa_code,
    coalesce(puskesmas_id, '') as puskesmas_id,
    sex,
    measured_on,
    coalesce(year(measured_on) * 100 + month(measured_on), listed_in) as period,
    coalesce(year(measured_on) * 10000 + month(measured_on) * 100 + day(measured_on), listed_in * 100) as day_no,
    age_days,
    case when measured_on is not null then weight_g end as weight_g,
    case when measured_on is not null then height_mm end as height_mm,
    coalesce(posture, '') as posture,
    coalesce(oedema, false) as has_oedema,
    coalesce(is_complete_list, false) as is_complete_list,
    case when measured_on is not null and label_haz in ('sangat_pendek', 'pendek', 'normal', 'tinggi')
        then label_haz end as label_haz,
    case when measured_on is not null and weight_g is not null and weight_gain in ('N', 'T', 'O', 'B')
        then weight_gain end as weight_gain,
    case
        when child is null or received_no is null then 'anak_tidak_dikenal'
        when sex is null or sex not in ('m', 'f') then 'jk_tidak_terbaca'
        when age_days is null then 'tgl_lahir_tidak_terbaca'
        when measured_on > (select last_day from run) then 'tgl_ukur_di_masa_depan'
        when age_days < 0 then 'tgl_ukur_sebelum_lahir'
        when age_days > 1826 then 'umur_60_bulan_lebih'
        when measured_on is null and coalesce(listed_in % 100 not between 1 and 12, true)
            then 'periode_tidak_diketahui'
        when known_desa.code is null then 'wilayah_menunggu_tinjauan'
    end as reason
from measurement
left join known_desa on known_desa.code = measurement.desa_code
