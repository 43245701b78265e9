-- Question: which lines of village reports are replaced by a later one of the same desa and month?
-- Grain:    one line per desa, month and puskesmas stays; the latest batch wins, within it the last line
-- Params:   none
--
-- A desa that two puskesmas serve has a line of each in one batch. A later batch replaces all lines of the month, for it
-- may name another puskesmas for the same children.
delete from village_line
where rowid in (
    select line_no
    from (
        select
            rowid as line_no,
            dense_rank() over (partition by desa_code, period order by seq desc) as batch_place,
            dense_rank() over (
                partition by desa_code, period, puskesmas_id, seq order by file_no desc, row_no desc
            ) as place
        from village_line
    )
    where batch_place > 1 or place > 1
)
