-- Question: in how many used rows did each rule about age, posture, z-scores and places fire?
-- Grain:    one row; a column per rule code
-- Params:   $file text (rows.parquet of a batch)
select
    count_if(height_cm is not null and posture is null) as cara_ukur_kosong,
    -- 24 months are 731 days, 9 months 273,94 days, as in the z-score rules.
    count_if(height_cm is not null and (
        posture = 'h' and age_days between 274 and 730 or posture = 'l' and age_days >= 731
    )) as cara_ukur_tidak_sesuai_umur,
    count_if(height_cm is not null and posture = 'h' and age_days < 274) as berdiri_di_bawah_9_bulan,
    count_if(is_haz_flagged or is_waz_flagged or is_whz_flagged) as z_di_luar_batas,
    -- Both have two decimals; compared as whole hundredths.
    count_if(
        coalesce(abs(round(haz * 100) - round(file_haz * 100)) > 5, false)
        or coalesce(abs(round(waz * 100) - round(file_waz * 100)) > 5, false)
        or coalesce(abs(round(whz * 100) - round(file_whz * 100)) > 5, false)
    ) as z_berbeda,
    count_if(measured_on is not null and abs(age_months_written - age_days / 30.4375) > 1) as umur_berbeda,
    count_if(is_alias) as wilayah_dari_alias,
    count_if(puskesmas_id = '') as puskesmas_kosong
from read_parquet($file)
where desa_code is not null or is_alias
