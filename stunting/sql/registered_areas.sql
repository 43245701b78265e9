-- Question: which areas exist?
-- Grain:    one row per area, all levels
-- Params:   none
select code, level, kind, name, official_name, search_name, parent_code, lat, lon
from area
order by length(code), code
