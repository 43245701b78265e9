-- Question: which puskesmas serves each desa inside an area?
-- Grain:    one row per desa that a file names a puskesmas for: the one with most children
-- Params:   $from, $to text (codes from, and below)
select
    puskesmas_desa.desa_code,
    arg_max(puskesmas.name, puskesmas_desa.child_n) as name
from puskesmas_desa
join puskesmas on puskesmas.id = puskesmas_desa.puskesmas_id
where puskesmas_desa.desa_code >= $from
  and puskesmas_desa.desa_code < $to
group by puskesmas_desa.desa_code
order by puskesmas_desa.desa_code
