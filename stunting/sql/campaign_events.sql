-- Question: which campaigns and other events were inside an area?
-- Grain:    one row per event
-- Params:   $from, $to text (codes from, and below)
select
    id,
    event_date,
    area_code,
    place,
    title,
    kind,
    organiser,
    partners,
    participant_n,
    material,
    source,
    source_url,
    is_verified,
    is_sample,
    is_user_added,
    note
from campaign_event
where area_code >= $from
  and area_code < $to
order by event_date, area_code, id
