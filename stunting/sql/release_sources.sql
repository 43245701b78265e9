-- Question: which files is this release made of, who made them, and what may they be compared with?
-- Grain:    one row per source file
-- Params:   none
select file, producer, title, licence, link, accessed, comparable_with, sha256
from source
order by file
