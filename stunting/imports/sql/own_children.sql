-- Question: how many children does this import have?
-- Grain:    one row
-- Params:   none
select count(*) as children, count(*) filter (is_temporary) as temporary_children
from (select child, any_value(is_temporary) as is_temporary from own group by child)
