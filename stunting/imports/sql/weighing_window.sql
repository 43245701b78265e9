-- Question: the table `weighing_window`?
-- Grain:    one row per weighing window and calendar year
-- Params:   none
select key, label, kind, start_date, end_date, false as is_sample from span order by kind, start_date, key
