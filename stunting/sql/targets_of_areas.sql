-- Question: which targets apply to some areas?
-- Grain:    one row per area, year and source of the target
-- Params:   $codes text[]
select
    target.area_code,
    target.year,
    target.value_pct,
    target.basis,
    target.source,
    target.is_verified,
    target.is_user_added,
    coalesce(target.note, '') as note
from target
where list_contains($codes::text[], target.area_code)
order by target.area_code, target.year, target.value_pct
