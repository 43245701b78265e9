-- Question: the table `puskesmas_desa`?
-- Grain:    one row per puskesmas and desa; 0 children where only a village report names the pair
-- Params:   none
with pair as (
    select puskesmas_id, desa_code, count(distinct child) as child_n from seen_at group by all
    union all
    select distinct puskesmas_id, desa_code, 0 from village_line
)
select puskesmas_id, desa_code, max(child_n) as child_n
from pair
where puskesmas_id <> ''
group by all
order by puskesmas_id, desa_code
