-- Question: how many children should have been reached, by area, as an official sheet says?
-- Grain:    one row per area of $digits code digits, year and kind that has a figure
-- Params:   $digits integer, $from, $to text, $kind text ('riil', 'proyeksi'), $lokus text, $lokus_year integer
select left(desa_code, $digits) as area_code, year, sum(target_n)::bigint as official_target_n, count(*) as desa_n
from routine_target
where kind = $kind
  and desa_code >= $from
  and desa_code < $to
  and (
      $lokus = ''
      or ($lokus = 'ya') = (desa_code in (select lokus.desa_code from lokus where lokus_year = $lokus_year))
  )
group by all
order by area_code, year
