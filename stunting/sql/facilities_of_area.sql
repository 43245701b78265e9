-- Question: which puskesmas and posyandu serve the desa of an area?
-- Grain:    one row per puskesmas, and one per posyandu; posyandu carry their puskesmas
-- Params:   $from, $to text (codes from, and below)
select 'puskesmas' as kind, id, name, '' as puskesmas_id, '' as desa_code
from puskesmas
where id in (select puskesmas_id from puskesmas_desa where desa_code >= $from and desa_code < $to)
union all
select 'posyandu', id, name, puskesmas_id, desa_code
from posyandu
where desa_code >= $from
  and desa_code < $to
order by kind, name, id
