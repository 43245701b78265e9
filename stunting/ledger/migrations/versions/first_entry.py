"""The table of entries, and what refuses to change or remove one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# "insert or replace" removes a row without a word to the other two.
SQLITE = (
    """
    create trigger entry_keeps_its_rows before update on entry
    begin select raise(abort, 'entries are never changed'); end
    """,
    """
    create trigger entry_loses_no_row before delete on entry
    begin select raise(abort, 'entries are never removed'); end
    """,
    """
    create trigger entry_replaces_no_row before insert on entry
    when exists (select 1 from entry where seq = new.seq or id = new.id)
    begin select raise(abort, 'entries are never replaced'); end
    """,
)
POSTGRESQL = (
    """
    create or replace function entry_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'entries are never changed or removed'; end $$
    """,
    """
    create trigger entry_keeps_its_rows before update or delete on entry
    for each row execute function entry_is_append_only()
    """,
    """
    create trigger entry_is_not_emptied before truncate on entry
    for each statement execute function entry_is_append_only()
    """,
)
GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
# Only within the transaction that puts a backup in the place of a ledger.
UNGUARDED = {
    "sqlite": tuple(
        f"drop trigger if exists {name}"
        for name in ("entry_keeps_its_rows", "entry_loses_no_row", "entry_replaces_no_row")
    ),
    "postgresql": tuple(
        f"drop trigger if exists {name} on entry" for name in ("entry_keeps_its_rows", "entry_is_not_emptied")
    ),
}


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("written_at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("release_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("corrects_seq", sa.Integer),
        sa.Column("previous_sha256", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
    )
    op.create_index("entry_by_subject", "entry", ["kind", "subject"])
    for statement in GUARDS[op.get_context().dialect.name]:
        op.execute(statement)
