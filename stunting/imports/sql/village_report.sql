-- Question: the table `village_report`?
-- Grain:    one row per desa, puskesmas, month and item
-- Params:   none
select desa_code, puskesmas_id, period // 100 as year, period % 100 as month, item, value_n
from village_line
order by desa_code, year, month, puskesmas_id, item
