-- Question: in which rows does the recomputed z-score differ from the file's by more than 0,05 SD?
-- Grain:    one row per row of a file and index, the largest differences first
-- Params:   $file text (rows.parquet of a batch), $most integer
with written as (
    select file_no, row_no, 'TB/U' as index, file_haz as file_z, haz as own_z
    from read_parquet($file)
    where desa_code is not null or is_alias
    union all
    select file_no, row_no, 'BB/U', file_waz, waz
    from read_parquet($file)
    where desa_code is not null or is_alias
    union all
    select file_no, row_no, 'BB/TB', file_whz, whz
    from read_parquet($file)
    where desa_code is not null or is_alias
)

select
    file_no,
    row_no,
    index,
    round(file_z::double, 2) as file_z,
    round(own_z::double, 2) as own_z
from written
where abs(round(own_z * 100) - round(file_z * 100)) > 5
order by abs(own_z - file_z) desc, file_no, row_no, index
limit $most
