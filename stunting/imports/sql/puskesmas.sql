-- Question: the table `puskesmas`?
-- Grain:    one row per puskesmas that children or village reports name; the latest name counts
-- Params:   none
with used as (
    select puskesmas_id as id, desa_code from seen_at
    union
    select puskesmas_id, desa_code from village_line
),
named as (select id, arg_max(name, seq) as name from facility where kind = 'puskesmas' group by id)
select
    id,
    coalesce(any_value(named.name), id) as name,
    mode(desa_code[:4] order by desa_code) as kabupaten_code,
    false as is_sample
from used
left join named using (id)
where id <> ''
group by id
order by id
