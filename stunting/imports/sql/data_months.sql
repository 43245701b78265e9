-- Question: which months have data?
-- Grain:    one row; null without data
-- Params:   none
select min(period) as first_period, max(period) as last_period
from (select period from visit union all select period from village_line)
