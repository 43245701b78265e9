-- Question: what does this release say about itself?
-- Grain:    one row per key
-- Params:   none
select key, value
from meta
order by key
