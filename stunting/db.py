"""Read one release: every question is a file in `sql/`, every value is bound.

Sessions run in threads. One connection is shared (`shared_release.py`), but each call takes a cursor of its own:
answers of a shared cursor get mixed up between threads.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import duckdb
import pandas as pd

from stunting import shared_release
from stunting.access import questions
from stunting.answers import frame_of
from stunting.errors import DamagedReleaseError
from stunting.languages import Sentence
from stunting.shared_release import SharedRelease

QUERIES = Path(__file__).resolve().parent / "sql"
# What DuckDB raises when the bytes below it are no longer those it opened.
FILE_ERRORS = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.SerializationException)

TABLES = (
    "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'main' "
    "and estimated_size > 0"
)

Bound = str | int | float | bool | list[str] | list[int] | None


class Database:
    """A release file, opened read-only; safe to share between threads.

    connection: reads through an open connection instead, of a build that has not published the file yet

    Raises:
        duckdb.Error: the file is not a DuckDB database; `releases.open_release` checks that beforehand.
    """

    def __init__(
        self, path: Path, *, queries: Path = QUERIES, connection: duckdb.DuckDBPyConnection | None = None
    ) -> None:
        self.path = path
        self._queries = queries
        self._texts: dict[str, str] = {}
        self._file = shared_release.opened(path) if connection is None else SharedRelease(path, connection)
        self._let_go = weakref.finalize(self, self._file.let_go)
        self._let_go.atexit = False
        with self._reading() as cursor:
            self.tables = frozenset(name for (name,) in cursor.execute(TABLES).fetchall())

    def query(self, name: str, **params: Bound) -> pd.DataFrame:
        """The answer of `sql/<name>.sql`; parameters by name, none missing and none left over.

        Raises:
            KeyError: there is no such question.
            duckdb.InvalidInputException: a parameter is missing or not in the question.
            DamagedReleaseError: the file was cut off or overwritten after it was opened.
            AccessDeniedError: it counts without hiding, in an area where whoever looks may not see that.
        """
        questions.ask(name, params)
        with self._reading() as cursor:
            return frame_of(cursor.execute(self.text(name), params))

    def scalar(self, name: str, **params: Bound) -> object | None:
        """The first value of the first row, None where the answer has no row."""
        questions.ask(name, params)
        with self._reading() as cursor:
            row = cursor.execute(self.text(name), params).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self._file.cursor() as cursor:
                yield cursor
        except FILE_ERRORS as error:
            raise DamagedReleaseError(
                Sentence(
                    "Berkas rilis {stem} tidak dapat dibaca lagi: berubah sejak dibuka, atau disk"
                    " bermasalah. Jalankan `python -m stunting build`, lalu mulai ulang dasbor.",
                    stem=self.path.stem,
                )
            ) from error

    def text(self, name: str) -> str:
        """The SQL of one question, read once."""
        if name not in self._texts:
            path = self._queries / f"{name}.sql"
            if not name.isidentifier() or not path.is_file():
                raise KeyError(f"no question called {name!r} in {self._queries.name}/")
            self._texts[name] = path.read_text(encoding="utf-8")
        return self._texts[name]

    def close(self) -> None:
        """Give the file back; on Windows an open file cannot be deleted."""
        self._let_go()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
