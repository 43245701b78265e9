-- Question: who are the children, and what was last known of each?
-- Grain:    one row per child, in the order of child_no; the table `child` beside the counted ones
-- Params:   none
select
    child_no::integer as child_no,
    lower(lpad(hex(child), 32, '0')) as key,
    is_temporary,
    sex,
    age_days::integer as age_days,
    is_under5,
    desa_code,
    puskesmas_id,
    posyandu_id,
    as_of,
    last_period,
    last_measured_on,
    last_weighed_on,
    weight_g,
    haz_i,
    waz_i,
    whz_i,
    was_moved,
    is_gone
from child_now
order by child_no
