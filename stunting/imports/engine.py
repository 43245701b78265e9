"""DuckDB for the restricted store: in a folder of its own that is gone afterwards, within bounded memory.

The statements are the files in `sql/`; what they need is bound by name.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from stunting.imports import private_files
from stunting.paths import Layout

SQL = Path(__file__).resolve().parent / "sql"
MEMORY_LIMIT = "500MB"

# What its exceptions mean; their text may quote a value and is not for the reader.
# A transaction cannot be ended where the disk refuses to take it.
ERRORS = (duckdb.Error,)
DISK_ERRORS = (duckdb.IOException, duckdb.TransactionException)
MEMORY_ERRORS = (MemoryError, duckdb.OutOfMemoryException)

Bound = str | int | float | bool | list[str] | None


@contextlib.contextmanager
def workspace(layout: Layout) -> Iterator[Workspace]:
    """An empty database on disk, so that millions of rows need little memory; removed on any exit."""
    private_files.make_folder(layout.restricted)
    folder = private_files.make_folder(
        layout.restricted / f"{private_files.SCRATCH}{os.getpid()}-{secrets.token_hex(4)}"
    )
    try:
        opened = duckdb.connect(
            str(folder / "kerja.duckdb"),
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
                "memory_limit": MEMORY_LIMIT,
                "temp_directory": str(folder / "tumpahan"),
                "preserve_insertion_order": "false",
                "threads": "2",
            },
        )
        with opened:
            # One transaction that never ends: nothing of this has to survive, so nothing waits for the disk.
            opened.execute("begin transaction")
            yield Workspace(opened)
            opened.execute("rollback")
    finally:
        private_files.remove_folder(folder)


class Workspace:
    """One connection and the statements of `sql/`."""

    def __init__(self, opened: duckdb.DuckDBPyConnection) -> None:
        self._opened = opened

    def run(self, name: str, **params: Bound) -> None:
        """Execute `sql/<name>.sql`."""
        self._opened.execute(_text(name), params)

    def table(self, name: str, **params: Bound) -> pa.Table:
        """The answer of `sql/<name>.sql`."""
        return self._opened.sql(_text(name), params=params).to_arrow_table()

    def batches(self, name: str, *, rows: int = 100_000, **params: Bound) -> Iterator[pa.RecordBatch]:
        """The answer of `sql/<name>.sql` in pieces."""
        yield from self._opened.sql(_text(name), params=params).to_arrow_reader(rows)

    def one(self, name: str, **params: Bound) -> dict[str, int]:
        """The only row of an answer, by column; null counts as 0."""
        (row,) = self.table(name, **params).to_pylist()
        return {column: int(value or 0) for column, value in row.items()}

    @contextlib.contextmanager
    def given(self, name: str, table: pa.Table) -> Iterator[None]:
        """A table of the caller under this name."""
        self._opened.register(name, table)
        try:
            yield
        except BaseException:
            # A failed statement ends the transaction, and the name with it; its own error is the one to be told.
            with contextlib.suppress(duckdb.TransactionException):
                self._opened.unregister(name)
            raise
        self._opened.unregister(name)


def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
