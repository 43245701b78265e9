-- Question: when was each child weighed, measured or only listed, and where?
-- Grain:    one row per child and measuring day, or month where it is only listed; in the order of child_no and day
-- Params:   none
select
    child_now.child_no::integer as child_no,
    visit.measured_on,
    visit.period,
    visit.age_days,
    visit.weight_g,
    visit.height_mm,
    visit.posture,
    visit.haz_i,
    visit.waz_i,
    visit.whz_i,
    visit.weight_gain,
    visit.desa_code
from visit
join child_now using (child)
order by child_no, visit.day_no
