-- Question: what is counted of each child, month by month and window by window?
-- Grain:    one row per kind of span, span and child
-- Given:    month_record, window_record
select
    'month' as kind, period as span, desa_code, puskesmas_id, sex, age_days, true as is_inside, weight_g is not null as is_weighed,
    haz_band, waz_band, whz_band, is_haz_flagged, label_haz, weight_gain,
    desa_before <> '' and desa_before <> desa_code as is_moved
from month_record
union all
select
    'window' as kind, span, desa_code, puskesmas_id, sex, age_days, is_inside, weight_g is not null as is_weighed,
    haz_band, waz_band, whz_band, is_haz_flagged, label_haz, weight_gain,
    desa_before <> '' and desa_before <> desa_code as is_moved
from window_record
