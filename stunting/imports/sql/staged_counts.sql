-- Question: how many rows of each file are used, waiting and duplicate?
-- Grain:    one row per file
-- Params:   none
select
    staged_key.file_no,
    count(*) filter (duplicate.row_id is not null) as duplicates,
    count(*) filter (desa_code is null) as waiting,
    count(*) - duplicates - waiting as used,
    count(*) filter (is_shared) as shared_nik
from staged_key
left join duplicate using (row_id)
group by staged_key.file_no
order by staged_key.file_no
