-- Question: how many rows are used in each month, and how many are not, for which reason?
-- Grain:    one row per month and reason; rows that are used have none
-- Given:    reading
select reason, case when reason is null then period end as period, cast(count(*) as bigint) as row_n
from reading
group by reason, case when reason is null then period end
