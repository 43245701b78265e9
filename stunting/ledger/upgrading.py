"""The table of the ledger is made, or brought to the newest form, when the ledger is opened."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select

from stunting.errors import LedgerError
from stunting.ledger.schema import MARK, REVISION

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
# Alembic keeps what it works on in the module, not in the thread.
_ALONE = threading.Lock()


def is_current(engine: Engine) -> bool:
    """Whether the ledger has the newest form; Alembic is not loaded for this."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(MARK.name):
            return False
        return connection.execute(select(MARK.c.version_num)).scalar() == REVISION


def upgrade(connection: Connection) -> None:
    """Bring the ledger to the newest form within the transaction of the connection.

    Raises:
        LedgerError: a newer program made it.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    # A percent sign in the path would be read as the name of a setting.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with _ALONE:
            command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerError(
            "Buku ini dibuat oleh versi program yang lebih baru. Perbarui program ini, lalu buka lagi."
        ) from error
