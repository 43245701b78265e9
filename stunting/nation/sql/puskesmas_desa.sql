-- Question: how many children of each desa were seen under each puskesmas, ever?
-- Grain:    one row per puskesmas and desa; children of a range of keys, which are added up
-- Given:    visit
select puskesmas_id, desa_code, count(distinct child) as child_n
from visit
where puskesmas_id <> ''
group by puskesmas_id, desa_code
