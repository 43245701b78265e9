-- Question: what is known of each desa besides growth, in its newest year up to a given one?
-- Grain:    one row per desa and key
-- Params:   $from, $to text (codes from, and below), $last_year integer
select
    desa_code,
    key,
    max(year) as year,
    arg_max(value, year) as value,
    arg_max(source, year) as source,
    arg_max(is_sample, year) as is_sample
from desa_figure
where desa_code >= $from
  and desa_code < $to
  and year <= $last_year
group by desa_code, key
order by desa_code, key
