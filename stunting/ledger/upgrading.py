"""The table of the ledger is made, or brought to the newest form, when the ledger is opened."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select

from stunting.errors import LedgerError
from stunting.languages import Sentence
from stunting.ledger.books import BOOKS, Book
from stunting.ledger.schema import MARK, REVISION

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
# Alembic keeps what it works on in the module, not in the thread.
_ALONE = threading.Lock()


def is_current(engine: Engine, book: Book) -> bool:
    """Whether the ledger has the newest form; Alembic is not loaded for this.

    Raises:
        LedgerError: it is another book.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            check_mark(connection.exec_driver_sql("pragma application_id").scalar(), book)
        if not inspect(connection).has_table(MARK.name):
            return False
        return connection.execute(select(MARK.c.version_num)).scalar() == REVISION


def check_mark(mark: int | None, book: Book) -> None:
    """A file of the other book is refused; what has no mark is older than the marks.

    Raises:
        LedgerError: it is another book.
    """
    other = next((one for one in BOOKS if one.mark == mark and one != book), None)
    if other is not None:
        raise LedgerError(
            Sentence(
                "Berkas itu {noun}, bukan {noun2}. Pilih berkas yang benar; isi keduanya tidak boleh dicampur.",
                noun=other.in_sentence,
                noun2=book.in_sentence,
            )
        )


def upgrade(connection: Connection, book: Book) -> None:
    """Bring the ledger to the newest form within the transaction of the connection.

    Raises:
        LedgerError: a newer program made it.
    """
    to_newest(connection, MIGRATIONS)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"pragma application_id = {book.mark}")


def to_newest(connection: Connection, migrations: Path) -> None:
    """Run the steps of a folder that are still to be done.

    Raises:
        LedgerError: a newer program was there before.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    # A percent sign in the path would be read as the name of a setting.
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with _ALONE:
            command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerError(
            Sentence("Buku ini dibuat oleh versi program yang lebih baru. Perbarui program ini, lalu buka lagi.")
        ) from error
