"""The steps that make and change the table of the ledger, for Alembic."""
