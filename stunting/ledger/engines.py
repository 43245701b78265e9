"""How a ledger is reached: a file of SQLite, or another database by its address.

Everything that only one of the two understands is here.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from stunting.errors import LedgerError
from stunting.imports.private_files import FILE_MODE, make_folder
from stunting.languages import Sentence
from stunting.ledger.refusals import is_busy

# How long a writer waits for the others.
PATIENCE_S = 15.0
# How long a server may take to answer at all.
CONNECT_S = 5
# Between two tries.
PAUSE_S = 0.02
# Any number, the same in every process: the name of the lock in PostgreSQL.
TURN = 7_310_026
IS_WRITING = "is_writing"

_ENGINES: dict[tuple[int, str], Engine] = {}
_MAKING = threading.Lock()


def engine_of(url: URL) -> Engine:
    """The engine of an address, one per process.

    Raises:
        LedgerError: the folder cannot be written to, or the driver is missing.
    """
    file = file_of(url)
    if file is not None:
        _make_private(file)
    # A forked process must not share connections with its parent.
    key = (os.getpid(), url.render_as_string(hide_password=False))
    with _MAKING:
        if key not in _ENGINES:
            _ENGINES[key] = _server_engine(url) if file is None else file_engine(file)
        return _ENGINES[key]


def forget(url: URL) -> None:
    """Close what is open to an address: its file is about to move, or was only looked at."""
    with _MAKING:
        engine = _ENGINES.pop((os.getpid(), url.render_as_string(hide_password=False)), None)
    if engine is not None:
        engine.dispose()


def address(written: str) -> URL:
    """The address that somebody wrote, for example in STUNTING_LEDGER.

    Raises:
        LedgerError: it is none, or one of a database that is not supported.
    """
    try:
        url = make_url(written)
    except ArgumentError as error:
        raise LedgerError(
            Sentence(
                "Alamat buku di STUNTING_LEDGER tidak dapat dibaca. Tulis misalnya "
                "postgresql+psycopg://pengguna@server/buku, atau hapus variabel itu."
            )
        ) from error
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    if not is_file and url.get_backend_name() != "postgresql":
        raise LedgerError(
            Sentence("Buku hanya dapat disimpan di berkas SQLite atau di PostgreSQL. Periksa STUNTING_LEDGER.")
        )
    # Whatever driver was named, this is the one that is installed and tested.
    return url if is_file else url.set(drivername="postgresql+psycopg")


def file_of(url: URL) -> Path | None:
    """The file of an address of SQLite."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def reading(engine: Engine) -> Engine:
    """The same connections for questions. A server answers each by itself, without the two trips of a transaction."""
    return engine.execution_options(isolation_level="AUTOCOMMIT") if engine.dialect.name == "postgresql" else engine


def take_turn(connection: Connection) -> None:
    """Wait until no other process writes; the turn ends with the transaction. SQLite waits where it begins."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.set_config("lock_timeout", f"{PATIENCE_S * 1000:.0f}ms", True)))
        # Confirmed means on disk, also where the server was told to hurry.
        connection.execute(select(func.set_config("synchronous_commit", "on", True)))
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))


def _make_private(file: Path) -> None:
    """The file with mode 0600 before SQLite opens it; what SQLite puts beside it gets the same mode."""
    try:
        # A folder that was there, perhaps of other things, keeps its mode.
        if not file.parent.is_dir():
            make_folder(file.parent)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, FILE_MODE))
        file.chmod(FILE_MODE)
    except OSError as error:
        raise LedgerError(
            Sentence(
                "Folder buku tidak dapat ditulisi ({strerror}). Periksa izin dan ruang kosong, "
                "atau pindahkan folder data dengan variabel STUNTING_DATA.",
                strerror=error.strerror,
            )
        ) from error


def file_engine(file: Path, *, is_shared: bool = True) -> Engine:
    """Every use opens the file anew: no thread shares a connection, and a restored file is seen at once.

    is_shared: several may use it at once; a copy that is being made has nothing beside it that could stay behind
    """
    # With "rw" a file that vanished is an error, not an empty ledger.
    path = f"{file.resolve().as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        opened = sqlite3.connect(path, uri=True, timeout=PATIENCE_S, isolation_level=None)
        try:
            if is_shared:
                _write_ahead(opened)
            opened.execute("pragma synchronous = full")
        except BaseException:
            opened.close()
            raise
        return opened

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Python would begin only at the first change, after what it rests on was read.
        is_writing = connection.get_execution_options().get(IS_WRITING)
        connection.exec_driver_sql("begin immediate" if is_writing else "begin")  # no text

    return engine


def reading_engine(file: Path) -> Engine:
    """For a file that is only looked at: nothing is written into it or beside it."""
    path = f"{file.resolve().as_uri()}?mode=ro"
    return create_engine("sqlite://", creator=lambda: sqlite3.connect(path, uri=True), poolclass=NullPool)


def _write_ahead(opened: sqlite3.Connection) -> None:
    """Go over to the write-ahead log, once per file; for this SQLite does not wait by itself while another holds it."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            if opened.execute("pragma journal_mode").fetchall() != [("wal",)]:
                opened.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_S)


def _server_engine(url: URL) -> Engine:
    try:
        # A writer that waited for its turn has to see what was written meanwhile.
        return create_engine(
            url,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",  # no text
            connect_args={"connect_timeout": CONNECT_S, "application_name": "stunting"},
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise LedgerError(
            Sentence(
                "Pengandar basis data untuk STUNTING_LEDGER belum terpasang. Jalankan `pip "
                "install psycopg[binary]`, lalu coba lagi."
            )
        ) from error
