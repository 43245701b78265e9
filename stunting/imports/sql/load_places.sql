-- Question: which desa is each written place of a batch, by the names that were set?
-- Grain:    one row per place that was named; `alias` is given
-- Params:   $file text, $seq integer, $kabupaten_code text
insert into named_place
select $seq, place.place_no, alias.desa_code
from read_parquet($file) place
join alias on alias.kabupaten_code = $kabupaten_code
    and alias.kecamatan_key = place.kecamatan_key
    and alias.desa_key = place.desa_key
