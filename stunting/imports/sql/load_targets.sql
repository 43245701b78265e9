-- Question: which official numbers does a batch hold, in areas that are known?
-- Grain:    one row per line of a target sheet
-- Params:   $file text, $seq integer
insert into target_line by name
select
    $seq as seq,
    file_row_number as row_no,
    coalesce(stored.desa_code, named.desa_code) as desa_code,
    year,
    kind,
    target_n,
    source
from read_parquet($file, file_row_number = true) stored
left join (select place_no, desa_code from named_place where seq = $seq) named using (place_no)
where coalesce(stored.desa_code, named.desa_code) is not null and target_n is not null
