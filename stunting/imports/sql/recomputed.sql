-- Question: how many used rows have an own z-score in the file, and how many differ by more than 0,05 SD?
-- Grain:    one row
-- Params:   $file text (rows.parquet of a batch)
with compared as (
    select
        abs(round(haz * 100) - round(file_haz * 100)) as haz,
        abs(round(waz * 100) - round(file_waz * 100)) as waz,
        abs(round(whz * 100) - round(file_whz * 100)) as whz
    from read_parquet($file)
    where desa_code is not null or is_alias
)

select
    count_if(haz is not null or waz is not null or whz is not null) as compared,
    count_if(coalesce(haz > 5, false) or coalesce(waz > 5, false) or coalesce(whz > 5, false)) as different,
    count_if(haz > 5) as haz,
    count_if(waz > 5) as waz,
    count_if(whz > 5) as whz
from compared
