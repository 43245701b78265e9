-- Question: what is stored of this import?
-- Grain:    one row per staged row that is no duplicate, columns of STORED
-- Params:   $file text
select
    staged.* exclude (nik_key, name_key, birth_date),
    case when staged_key.has_nik then staged.nik_key end as nik_key,
    staged_key.occurrence
from read_parquet($file) staged
join staged_key using (row_id)
anti join duplicate using (row_id)
