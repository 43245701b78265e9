-- Question: which rows wait for the review of their place?
-- Grain:    one row per row of a file
-- Params:   $file text (rows.parquet of a batch)
select
    file_no,
    row_no,
    place_no
from read_parquet($file)
where desa_code is null
order by file_no, row_no
