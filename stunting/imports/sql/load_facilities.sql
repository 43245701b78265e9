-- Question: what are the puskesmas and posyandu of a batch called?
-- Grain:    one row per facility
-- Params:   $file text, $seq integer
insert into facility by name
select $seq as seq, id, kind, max(name) as name from read_parquet($file) group by id, kind
