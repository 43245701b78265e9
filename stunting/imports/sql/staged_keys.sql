-- Question: which child, place and day is each row about?
-- Grain:    one row per staged row
-- Params:   $file text, $seq integer
create table staged_key as
with placed as (
    select
        row_id,
        file_no,
        row_no,
        stored.nik_key is not null and shared_nik.nik_key is null as has_nik,
        shared_nik.nik_key is not null as is_shared,
        case when has_nik then stored.nik_key else coalesce(person_key, 'baris ' || row_id) end as person,
        coalesce(stored.desa_code, named.desa_code) as desa_code,
        coalesce(stored.desa_code, named.desa_code, 'tempat ' || stored.place_no, '') as place,
        case when measured_on is null then period * 100
            else year(measured_on) * 10000 + month(measured_on) * 100 + day(measured_on) end as day_no
    from read_parquet($file) stored
    left join (select place_no, desa_code from named_place where seq = $seq) named
        on named.place_no = stored.place_no
    left join shared_nik on shared_nik.nik_key = stored.nik_key
),
numbered as (
    select *, row_number() over (partition by file_no, person, place, day_no order by row_no) as occurrence
    from placed
    where not has_nik
)
select
    row_id, file_no, row_no, has_nik, is_shared, desa_code, day_no, md5_number(person) as child,
    1::integer as occurrence
from placed
where has_nik
union all
select
    row_id, file_no, row_no, has_nik, is_shared, desa_code, day_no,
    md5_number(person || ':' || place || ':' || occurrence), occurrence::integer
from numbered
