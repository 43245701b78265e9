"""A copy of a ledger while it is in use: always a file of SQLite, whatever holds the ledger."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from stunting.errors import LedgerError
from stunting.imports.private_files import create, sync_file, sync_folder
from stunting.ledger import engines, refusals, upgrading
from stunting.ledger.books import Book
from stunting.ledger.schema import ENTRY

# Rows that are held in memory at once.
BATCH = 500


def copy(file: Path, wanted: Path, *, book: Book) -> Path:
    """Copy a ledger file as it is at this moment into a new file with mode 0600; a folder gets one named by the moment.

    Raises:
        LedgerError: there is such a file, or the place cannot be written to.
        DBAPIError: the database refused.
    """
    return _made(wanted, book, lambda unfinished: _copied(file, unfinished))


def write(rows: Iterable[Mapping[str, Any]], wanted: Path, *, book: Book) -> Path:
    """Write the rows of a ledger that is no file into a new file, as `copy` would.

    Raises:
        LedgerError, DBAPIError: as `copy`.
    """
    return _made(wanted, book, lambda unfinished: _written(rows, unfinished, book))


def insert(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put rows into the table as they are, with their numbers and hashes."""
    held: list[Mapping[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == BATCH:
            connection.execute(ENTRY.insert(), held)
            held = []
    if held:
        connection.execute(ENTRY.insert(), held)


def moment() -> str:
    """The part of a name that says when."""
    return f"{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}"


def _made(wanted: Path, book: Book, fill: Callable[[Path], None]) -> Path:
    final = wanted / f"{book.stem}-{moment()}.sqlite" if wanted.is_dir() else wanted
    if final.exists():
        raise LedgerError(f"Sudah ada berkas {final.name} di sana. Pilih nama lain untuk cadangan.")
    unfinished = final.with_name(f"{final.name}.belum")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        create(unfinished).close()
        try:
            fill(unfinished)
            sync_file(unfinished)
            unfinished.rename(final)
        finally:
            for ending in ("", "-journal"):
                unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
        sync_folder(final.parent)
    except OSError as error:
        raise LedgerError(
            f"Cadangan tidak dapat ditulis ({error.strerror}). Pilih folder lain, atau kosongkan ruang."
        ) from error
    except sqlite3.Error as error:
        raise DBAPIError("backup", None, error) from error
    return final


def _copied(file: Path, unfinished: Path) -> None:
    with (
        closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(unfinished)) as target,
    ):
        source.backup(target)
        # A single file that can be read from a write-protected stick.
        target.execute("pragma journal_mode = delete")


def _written(rows: Iterable[Mapping[str, Any]], unfinished: Path, book: Book) -> None:
    engine = engines.file_engine(unfinished, is_shared=False)
    try:
        with engine.execution_options(**{engines.IS_WRITING: True}).begin() as connection:
            upgrading.upgrade(connection, book)
            insert(connection, rows)
    except DBAPIError as error:
        if refusals.is_of_file(error):
            raise LedgerError(
                "Cadangan tidak dapat ditulis: penyimpanan penuh atau rusak. Pilih folder lain, atau kosongkan ruang."
            ) from error
        raise
