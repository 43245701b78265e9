"""A release file as one process reads it: everybody through one connection, which is opened anew now and then.

DuckDB notes every buffer it lets go, and clears these notes only when there are tens of thousands: 500-1,200 bytes for
each question that groups, 20 MB and more in the end. It forgets them when the last connection to the file closes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakValueDictionary

import duckdb

# Nothing may be fetched, loaded or read besides the release itself.
SAFE_SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
    "threads": "2",
}
# Opening anew costs 35 ms, a national release 70 ms; the notes of so many questions are some 2 MB.
RENEW_AFTER = 1_000

_files: WeakValueDictionary[Path, SharedRelease] = WeakValueDictionary()
# One lock for all files. A table that goes may let a file go wherever garbage is collected, so it can be taken twice.
_changing = threading.RLock()


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection with the safe settings.

    Within one process DuckDB opens a file only with one set of settings, so everything that reads releases comes here.
    """
    return duckdb.connect(str(path), read_only=True, config=dict(SAFE_SETTINGS))


class SharedRelease:
    """One file, shared by all who read it in this process; safe to use from many threads.

    connection: one that is open already, of a build that has not published the file yet; it stays with its owner and
        is never opened anew
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        self._path = path
        # A cursor is a connection of its own to the same database, so what is closed here is never the owner's.
        self._connection: duckdb.DuckDBPyConnection | None = connection.cursor() if connection else connect(path)
        self._state = None if connection else _state(path)
        self._asked_n = self._reader_n = self.holder_n = 0

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of one's own, for one question.

        Raises:
            duckdb.Error: the file can be read no longer.
        """
        with _changing:
            if self._asked_n >= RENEW_AFTER and not self._reader_n:
                self._renew()
            if self._connection is None:
                self._connection = connect(self._path)
            self._asked_n += 1
            self._reader_n += 1
            cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            with _changing:
                self._reader_n -= 1

    def hold(self) -> None:
        """One more reads this file."""
        with _changing:
            self.holder_n += 1

    def let_go(self) -> None:
        """One less; the last gives the file back."""
        with _changing:
            self.holder_n -= 1
            if self.holder_n <= 0 and self._connection is not None:
                self._connection.close()

    def _renew(self) -> None:
        """Closed, to be opened anew; a file that was deleted or replaced can only be kept open."""
        self._asked_n = 0
        if self._connection is not None and self._state is not None and _state(self._path) == self._state:
            self._connection.close()
            self._connection = None


def opened(path: Path) -> SharedRelease:
    """The file at this path, held by whoever asks until they let go.

    Raises:
        duckdb.Error: it is not a DuckDB database.
    """
    with _changing:
        found = _files.get(path)
        if found is None or found.holder_n <= 0:
            found = _files[path] = SharedRelease(path)
        found.hold()
        return found


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
