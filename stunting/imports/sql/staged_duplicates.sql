-- Question: which rows are repeated by a later row of this import?
-- Grain:    one row per duplicate; rows that wait for their area are none
-- Params:   none
create table duplicate as
with twice as (
    select child, day_no from staged_key where desa_code is not null group by child, day_no having count(*) > 1
)
select row_id, file_no, row_no
from staged_key
semi join twice using (child, day_no)
where desa_code is not null
qualify row_number() over (partition by child, day_no order by row_id desc) > 1
