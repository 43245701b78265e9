-- Question: how many children of each desa were seen under each puskesmas, ever, in the whole country?
-- Grain:    one row per puskesmas and desa
-- Given:    part_pair, the answers of puskesmas_desa for ranges of children
select puskesmas_id, desa_code, cast(sum(child_n) as bigint) as child_n
from part_pair
group by puskesmas_id, desa_code
order by puskesmas_id, desa_code
