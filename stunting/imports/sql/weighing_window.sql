-- Question: the table `weighing_window`?
-- Grain:    one row per window
-- Params:   none
select key, label, start_date, end_date, false as is_sample from span order by start_date, key
