"""A PostgreSQL of the tests' own: started from Debian's programs in a folder of its own, and gone with the tests.

It answers on a socket in that folder alone. PostgreSQL refuses to run as root, so root hands it to another user.
"""

from __future__ import annotations

import io
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from alembic.migration import MigrationContext
from alembic.operations import Operations
from psycopg import sql

from stunting.ledger.migrations.versions import first_entry
from stunting.ledger.schema import MARK, REVISION

USER = "buku"
# Without waiting for the disk: what the tests kill are processes, not the machine.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
}
MISSING = (
    "PostgreSQL belum terpasang, dan buku diuji juga di sana. "
    "Jalankan `apt install postgresql` (atau pasang PostgreSQL 13 ke atas dan taruh `initdb` di PATH), lalu ulangi."
)


def programs() -> Path:
    """The folder of `initdb` and `postgres`, of the newest version where Debian has several."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if found is None:
        raise AssertionError(MISSING)
    return Path(found).resolve().parent


class Cluster:
    """A server that is there for one run of the tests."""

    def __init__(self) -> None:
        self.bin = programs()
        # Not below the folder of pytest, which only its owner may enter.
        self.folder = Path(tempfile.mkdtemp(prefix="buku-"))
        self._who = self._somebody()
        if self._who:
            os.chown(self.folder, *self._who)
        self._numbers = itertools.count(1)
        self._server: subprocess.Popen | None = None
        self._run("initdb", "-D", "data", "-U", USER, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        self.start()
        self._empty = _steps()
        # The one that most tests use, one after the other.
        self.shared = self.database()

    def start(self) -> None:
        """Answers when this returns."""
        settings = itertools.chain.from_iterable(("-c", f"{name}={value}") for name, value in SETTINGS.items())
        self._server = self._begin("postgres", "-D", "data", *settings, "-c", f"unix_socket_directories={self.folder}")
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self._conninfo("postgres")).close()
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """As when somebody switches the server off in the middle of the work of others."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(30)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self) -> str:
        """A new database without anything in it."""
        name = f"uji_{next(self._numbers)}"
        self.run(sql.SQL("create database {}").format(sql.Identifier(name)))
        return name

    def emptied(self) -> str:
        """The shared database with an empty ledger in it, whatever was done to it: much faster than a new one."""
        self.run(self._empty, database=self.shared)
        return self.shared

    def drop(self, name: str) -> None:
        self.run(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def url(self, name: str, user: str = USER) -> str:
        """The address as it is written in STUNTING_LEDGER."""
        return f"postgresql+psycopg://{user}@/{name}?host={self.folder}"

    def run(self, statement, values=None, *, database: str = "postgres") -> None:
        """A statement of somebody who may do everything."""
        with psycopg.connect(self._conninfo(database), autocommit=True) as connection:
            connection.execute(statement, values)

    def _conninfo(self, database: str) -> str:
        return f"host={self.folder} user={USER} dbname={database}"

    def _run(self, program: str, *arguments: str) -> None:
        with self._begin(program, *arguments) as process:
            assert process.wait(60) == 0, (self.folder / "log").read_text()

    def _begin(self, program: str, *arguments: str) -> subprocess.Popen:
        whose = {"user": self._who[0], "group": self._who[1], "extra_groups": []} if self._who else {}
        with (self.folder / "log").open("a") as log:
            return subprocess.Popen(
                [str(self.bin / program), *arguments], cwd=self.folder, stdout=log, stderr=log, **whose
            )

    @staticmethod
    def _somebody() -> tuple[int, int] | None:
        """User and group to run as, None for whoever runs the tests."""
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            try:
                found = pwd.getpwnam(name)
            except KeyError:
                continue
            return found.pw_uid, found.pw_gid
        raise AssertionError("PostgreSQL tidak mau dijalankan oleh root, dan tidak ada pengguna lain di mesin ini.")


def _steps() -> str:
    """What makes an empty ledger, as the program's own migrations write it down."""
    written = io.StringIO()
    options = {"as_sql": True, "output_buffer": written, "transactional_ddl": True}
    context = MigrationContext.configure(dialect_name="postgresql", opts=options)
    with Operations.context(context):
        first_entry.upgrade()
    mark = f"create table {MARK.name} (version_num varchar(32) primary key)"
    # The trail has a schema per year.
    trails = (
        "do $$ declare found text; begin for found in select nspname from pg_namespace where nspname ~ '^jejak_' "
        "loop execute format('drop schema %I cascade', found); end loop; end $$"
    )
    of_now = f"insert into {MARK.name} values ('{REVISION}')"
    return f"{trails}; drop schema public cascade; create schema public; {written.getvalue()} {mark}; {of_now}"
