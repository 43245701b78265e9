-- Question: how do the rows of this import relate to what is already there?
-- Grain:    one row
-- Params:   none
with known as (select child, day_no, desa_code, value_hash from visit semi join own using (child)),
latest as (select child, arg_max(desa_code, day_no) as desa_code from known group by child)
select
    count(*) filter (known.value_hash <> own.value_hash and own.day_no % 100 > 0) as corrections,
    count(*) filter (known.value_hash = own.value_hash) as repeated,
    count(*) filter (latest.desa_code <> own.desa_code) as moved
from own
left join known using (child, day_no)
left join latest on latest.child = own.child
