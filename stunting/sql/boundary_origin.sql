-- Question: how many units of a level inside one area are drawn from an official file, how many are ours?
-- Grain:    one row
-- Params:   $level text, $within text (code prefix, '' for Indonesia)
select
    count(*) as drawn_n,
    count(*) filter (is_official) as official_n
from boundary
where level = $level
  and starts_with(code, $within)
