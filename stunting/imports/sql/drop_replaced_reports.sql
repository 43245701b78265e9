-- Question: which lines of village reports are replaced by a later one of the same desa and month?
-- Grain:    one line per desa and month stays; the latest batch wins, then the last line
-- Params:   none
delete from village_line
where rowid in (
    select line_no
    from (
        select
            rowid as line_no,
            dense_rank() over (partition by desa_code, period order by seq desc, file_no desc, row_no desc) as place
        from village_line
    )
    where place > 1
)
