"""The steps that make and change the tables of the accounts, for Alembic."""
