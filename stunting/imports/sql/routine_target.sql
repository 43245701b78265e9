-- Question: the table `routine_target`: the official numbers of the latest import?
-- Grain:    one row per desa, year and kind
-- Params:   none
select desa_code, year, kind, target_n, coalesce(source, '') as source, false as is_sample
from target_line
qualify row_number() over (partition by desa_code, year, kind order by seq desc, row_no desc) = 1
order by desa_code, year, kind
