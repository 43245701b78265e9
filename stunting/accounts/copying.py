"""A copy of the accounts for a backup: always a file of SQLite, whatever keeps them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, delete, select

from stunting.accounts.schema import METADATA, SESSION
from stunting.accounts.store import Store, address_of
from stunting.ledger import engines
from stunting.paths import Layout


def copy(store: Store, wanted: Path) -> None:
    """Write everything but the open sessions into a new file: whoever logged out stays out.

    Raises:
        AccountError: they cannot be read.
        OSError, sqlite3.Error: the file cannot be written.
    """
    file = engines.file_of(store.url)
    if file is not None:
        with (
            closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(wanted)) as target,
        ):
            source.backup(target)
            target.execute("pragma journal_mode = delete")
            target.execute("delete from account_session")
            target.commit()
        return
    empty = _in_file(wanted, store.layout)
    try:
        _fill(empty, store)
    finally:
        engines.forget(empty.url)


def fill(store: Store, copied: Path) -> None:
    """Put a copy in the place of the accounts of a server, in one transaction; every session ends.

    Raises:
        AccountError: they cannot be written; nothing was changed.
    """
    source = _in_file(copied, store.layout)
    try:
        _fill(store, source)
    finally:
        engines.forget(source.url)


def is_on_server(layout: Layout) -> bool:
    """Whether the accounts lie in a database of a server."""
    return engines.file_of(address_of(layout)) is None


def _in_file(file: Path, layout: Layout) -> Store:
    return Store.open(layout, url=URL.create("sqlite", database=str(file)))


def _fill(target: Store, source: Store) -> None:
    tables = [one for one in METADATA.sorted_tables if one.name != SESSION.name]
    rows = source.read(
        lambda connection: {
            one.name: [dict(row) for row in connection.execute(select(one)).mappings()] for one in tables
        }
    )

    def replace(connection: Connection) -> None:
        for one in reversed(METADATA.sorted_tables):
            connection.execute(delete(one))
        for one in tables:
            if rows[one.name]:
                connection.execute(one.insert(), rows[one.name])

    target.change(replace)
