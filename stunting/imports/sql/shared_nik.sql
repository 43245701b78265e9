-- Question: which NIK stand for several children in this import?
-- Grain:    one row per NIK with more than one name and more than one birth date or sex (twins under a parent's NIK)
-- Params:   $file text
create table shared_nik as
select nik_key
from read_parquet($file)
where nik_key is not null
group by nik_key
having min(name_key) <> max(name_key) and (min(birth_date) <> max(birth_date) or min(sex) <> max(sex))
