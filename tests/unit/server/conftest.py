"""Backups are tried with the ledger and the accounts in a file, and on PostgreSQL."""

from tests.ledgers import backend  # noqa: F401
