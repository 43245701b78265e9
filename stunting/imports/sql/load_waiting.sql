-- Question: how many lines of a batch wait for their area?
-- Grain:    one row
-- Params:   $rows text, $village text, $targets text, $seq integer
insert into waiting by name
with line as (
    select place_no, desa_code, 'r' || file_no || ':' || row_no || ':' || row_id as line from read_parquet($rows)
    union all
    select place_no, desa_code, 'v' || file_no || ':' || row_no from read_parquet($village)
    union all
    select place_no, desa_code, 't' || file_row_number from read_parquet($targets, file_row_number = true)
)
select $seq as seq, count(distinct line) as row_n
from line
where desa_code is null and coalesce(place_no, -1) not in (select place_no from named_place where seq = $seq)
