-- Question: the duplicates as rejected rows?
-- Grain:    one row per duplicate
-- Params:   none
select file_no, row_no, 'duplikat' as reason, '' as "column", '' as masked from duplicate order by file_no, row_no
