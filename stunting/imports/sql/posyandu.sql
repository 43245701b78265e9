-- Question: the table `posyandu`: those with at least five children?
-- Grain:    one row per posyandu; desa and puskesmas are those of most of its children
-- Params:   none
with counted as (
    select posyandu_id as id, desa_code, puskesmas_id, count(distinct child) as child_n
    from seen_at
    where posyandu_id <> ''
    group by all
),
most as (
    select * from counted
    qualify row_number() over (partition by id order by child_n desc, desa_code, puskesmas_id) = 1
),
total as (select posyandu_id as id, count(distinct child) as child_n from seen_at group by all),
named as (select id, arg_max(name, seq) as name from facility where kind = 'posyandu' group by id)
select
    id, coalesce(named.name, id) as name, most.desa_code, most.puskesmas_id, total.child_n, false as is_sample
from most
join total using (id)
left join named using (id)
where total.child_n >= 5
order by id
