"""What Alembic runs: the steps on the connection it was given, whose transaction is the caller's."""

from __future__ import annotations

from alembic import context

from stunting.accounts.schema import MARK_NAME, METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, version_table=MARK_NAME)
with context.begin_transaction():
    context.run_migrations()
