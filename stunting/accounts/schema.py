"""The tables of the accounts as the program reads them; the migrations make them.

Moments are seconds since 1970 (UTC), days are ISO texts, so that SQLite and PostgreSQL keep the same.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, Integer, MetaData, String, Table, Text

# The newest step of `migrations/versions`.
REVISION = "0001"
# Not Alembic's usual name: in PostgreSQL the ledger keeps its own mark in the same database.
MARK_NAME = "account_version"

METADATA = MetaData()

ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("full_name", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("email", Text, unique=True),
    Column("password_hash", Text),
    Column("must_change", Boolean, nullable=False),
    # A one-time password is worth nothing afterwards.
    Column("password_until", Double),
    Column("is_disabled", Boolean, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_on", Text),
)

GRANT = Table(
    "account_grant",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("account.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("area_codes", Text, nullable=False),
    Column("until", Text),
    Column("reason", Text, nullable=False),
    # Names of the exports that are left, separated by ";"; null: as the policy says.
    Column("exports", Text),
    Column("given_by", Text, nullable=False),
    Column("given_at", Double, nullable=False),
    Column("ended_at", Double),
)

SESSION = Table(
    "account_session",
    METADATA,
    Column("token_sha256", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("account.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("seen_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
    Column("idle_s", Double, nullable=False),
    Column("ended_at", Double),
)

# Of typed names, known or not, and of addresses; only keyed hashes of either.
TRY = Table(
    "account_try",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("wrong_n", Integer, nullable=False),
    Column("first_at", Double, nullable=False),
    Column("last_at", Double, nullable=False),
    Column("locked_until", Double, nullable=False),
)

# Random keys that every process of a server shares.
SECRET = Table(
    "account_secret",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

MARK = Table(MARK_NAME, MetaData(), Column("version_num", String(32), primary_key=True))
