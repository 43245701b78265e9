-- Question: how many priority villages were announced inside an area, for which year, by whom?
-- Grain:    one row per kabupaten, lokus year and source
-- Params:   $from, $to text (codes from, and below)
select
    kabupaten_code,
    lokus_year,
    decided_year,
    desa_n,
    kecamatan_n,
    breakdown,
    source,
    source_url,
    is_verified,
    note
from lokus_announced
where kabupaten_code >= $from
  and kabupaten_code < $to
order by lokus_year, kabupaten_code, is_verified desc, source
