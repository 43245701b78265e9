-- Question: what is stored of this import?
-- Grain:    one row per staged row that is no duplicate, columns of STORED
-- Params:   $file text
--
-- A file that names unmeasured children of a month names all of that month, also in desa where everybody was measured.
with listing as (
    select distinct file_no, period
    from read_parquet($file)
    where measured_on is null
)

select
    staged.* exclude (nik_key, name_key, birth_date, is_complete_list),
    case when staged_key.has_nik then staged.nik_key end as nik_key,
    staged_key.occurrence,
    listing.file_no is not null as is_complete_list
from read_parquet($file) staged
join staged_key using (row_id)
left join listing on staged.file_no = listing.file_no and staged.period = listing.period
anti join duplicate using (row_id)
