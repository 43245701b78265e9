-- Question: which desa inside an area are priority villages (lokus), in which year?
-- Grain:    one row per desa and lokus year
-- Params:   $from, $to text (codes from, and below)
select
    desa_code,
    lokus_year,
    decided_year,
    status,
    decree,
    decree_date,
    source,
    is_sample,
    is_user_added,
    note
from lokus
where desa_code >= $from
  and desa_code < $to
order by lokus_year, desa_code
