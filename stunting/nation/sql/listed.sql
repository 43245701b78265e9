-- Question: which desa were seen under which puskesmas in which month, and was a list complete?
-- Grain:    one row per month, desa and puskesmas
-- Given:    visit
select period, desa_code, puskesmas_id, bool_or(is_complete_list) as is_complete_list
from visit
group by period, desa_code, puskesmas_id
