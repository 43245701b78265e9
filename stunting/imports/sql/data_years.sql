-- Question: which calendar years have data?
-- Grain:    one row per year
-- Params:   none
select distinct period // 100 as year
from (select period from visit union all select period from village_line)
order by year
