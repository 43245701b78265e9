-- Question: none; makes room for the visits of earlier imports
-- Grain:    no row stays
-- Params:   none
delete from visit
