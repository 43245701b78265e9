-- Question: which own columns did a kabupaten bring along?
-- Grain:    one row per kabupaten and key
-- Params:   $from, $to text (codes from, and below)
select kabupaten_code, key, label, unit, is_higher_worse
from desa_figure_kind
where kabupaten_code >= $from
  and kabupaten_code < $to
order by kabupaten_code, key
