-- Question: which money is written down for an area and what lies inside it, by source and activity?
-- Grain:    one row per area, year, source of money and activity
-- Params:   $from, $to text (codes from, and below)
select
    area_code,
    year,
    fund,
    activity,
    budget_rp,
    realised_rp,
    is_direct,
    source,
    is_sample,
    is_user_added
from village_fund
where area_code >= $from
  and area_code < $to
order by year, area_code, fund, activity
