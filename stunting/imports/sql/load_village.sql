-- Question: which lines of village reports does a batch hold, in areas that are known?
-- Grain:    one row per line and item
-- Params:   $file text, $seq integer
insert into village_line by name
select
    $seq as seq,
    file_no,
    row_no,
    coalesce(stored.desa_code, named.desa_code) as desa_code,
    coalesce(puskesmas_id, '') as puskesmas_id,
    period,
    item,
    value_n
from read_parquet($file) stored
left join (select place_no, desa_code from named_place where seq = $seq) named using (place_no)
where coalesce(stored.desa_code, named.desa_code) is not null and value_n is not null
