-- Question: how tall was each child last, and the time before?
-- Grain:    one row per child with a height
-- Params:   $within_days integer
--
-- As lengths: who stands is measured 0.7 cm shorter than who lies.
create table child_length as
with length as (
    select
        child,
        visit.measured_on,
        visit.height_mm,
        visit.height_mm + case
            when visit.posture = 'h' or (visit.posture <> 'l' and visit.age_days >= 731) then 7 else 0
        end as length_mm
    from visit
    join child_latest using (child)
    where visit.height_mm is not null and visit.measured_on >= last_measured_on - 2 * $within_days::integer
)
select
    child,
    measured_on as height_on,
    height_mm,
    length_mm,
    lag(height_mm) over before as height_before_mm,
    lag(length_mm) over before as length_before_mm,
    lag(measured_on) over before as height_before_on
from length
window before as (partition by child order by measured_on)
qualify row_number() over (partition by child order by measured_on desc) = 1
