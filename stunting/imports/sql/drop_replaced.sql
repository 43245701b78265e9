-- Question: which visits are replaced by a later import of the same child and day?
-- Grain:    one row per child and day stays; the latest batch wins, then the last row
-- Params:   none
delete from visit
where rowid in (
    with twice as (select child, day_no from visit group by child, day_no having count(*) > 1),
    ranked as (
        select
            visit.rowid as visit_no,
            row_number() over (partition by child, day_no order by seq desc, row_id desc) as place
        from visit
        semi join twice using (child, day_no)
    )
    select visit_no from ranked where place > 1
)
