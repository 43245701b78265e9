-- Question: what are the compressed bytes the browser fetches for one scope?
-- Grain:    one row
-- Params:   $scope_code text, $level text
select payload_gzip
from geometry
where scope_code = $scope_code
  and level = $level
