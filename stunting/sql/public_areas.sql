-- Question: which counts of all children of an area does mode publik hide?
-- Grain:    one row per area of the level inside an area, and period
-- Params:   $level text ('kabupaten', 'provinsi', 'negara'), $from, $to text, $first_window, $last_window text, $first_year, $last_year integer, $first_month, $last_month integer
select * exclude (level)
from public_area
where level = $level
  and area_code >= $from
  and area_code < $to
  and window_key between $first_window and $last_window
  and year between $first_year and $last_year
  and month between $first_month and $last_month
order by window_key, year, month, area_code
