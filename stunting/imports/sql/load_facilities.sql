-- Question: what are the puskesmas and posyandu of a batch called?
-- Grain:    one row per facility
-- Params:   $file text, $seq integer, $kabupaten_code text
insert into facility by name
select $seq as seq, $kabupaten_code as kabupaten_code, id, kind, name from read_parquet($file)
