-- Question: what keeps delivered figures from being compared with those of other kabupaten/kota?
-- Grain:    one row per kabupaten/kota and difference
-- Params:   none
select kabupaten_code, kind, sentence
from delivery_difference
order by kabupaten_code, kind, sentence
