-- Question: which kabupaten/kota delivered the figures of this release, when, and signed by whom?
-- Grain:    one row per kabupaten/kota that delivered
-- Params:   none
select
    kabupaten_code,
    release_id,
    release_created_at,
    exported_at,
    received_at,
    last_import_at,
    content_sha256,
    file_sha256,
    signed_by,
    mode,
    app_version,
    first_period,
    last_period,
    is_sample
from delivery
order by kabupaten_code
