"""The table of the ledger as the program reads it; the migrations make it."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

# The newest step of `migrations/versions`; a ledger with this mark needs no look at them.
REVISION = "0001"

METADATA = MetaData()

ENTRY = Table(
    "entry",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("written_at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("release_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("corrects_seq", Integer),
    Column("previous_sha256", Text, nullable=False),
    Column("sha256", Text, nullable=False),
)

MARK = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
