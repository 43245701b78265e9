"""A copy of a ledger file while it is in use."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from stunting.errors import LedgerError
from stunting.imports.private_files import create, sync_file, sync_folder


def copy(file: Path, wanted: Path) -> Path:
    """Copy the ledger as it is at this moment into a new file with mode 0600.

    Raises:
        LedgerError: there is such a file, or the place cannot be written to.
        DBAPIError: the database refused.
    """
    final = wanted
    if wanted.is_dir():
        final = wanted / f"buku-{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}.sqlite"
    if final.exists():
        raise LedgerError(f"Sudah ada berkas {final.name} di sana. Pilih nama lain untuk cadangan.")
    unfinished = final.with_name(f"{final.name}.belum")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        create(unfinished).close()
        try:
            _copied(file, unfinished)
            sync_file(unfinished)
            unfinished.rename(final)
        finally:
            unfinished.unlink(missing_ok=True)
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
