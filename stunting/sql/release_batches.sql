-- Question: which imports are in this release?
-- Grain:    one row per import
-- Params:   none
select id, kabupaten_code, imported_at, file_n, used_n, rejected_n, first_period, last_period, files_sha256
from import_batch
order by imported_at desc, id desc
