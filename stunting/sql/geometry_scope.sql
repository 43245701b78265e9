-- Question: what is drawn for one scope (an area by its units of one level), and under which content hash?
-- Grain:    one row, or none when the scope has no geometry
-- Params:   $scope_code text, $level text
select
    scope_code,
    level,
    sha256,
    unit_n,
    drawn_n
from geometry
where scope_code = $scope_code
  and level = $level
