"""Where the accounts are kept, and how they are read and changed by several processes at once.

`STUNTING_ACCOUNTS` names a database by its address; without it they lie where the ledger is when that is a
PostgreSQL, else in a file of SQLite of the restricted store.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hmac
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, inspect, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from stunting.accounts.passwords import Hasher
from stunting.accounts.schema import MARK, REVISION, SECRET
from stunting.errors import AccountError, LedgerError
from stunting.imports import private_files
from stunting.languages import N_, Sentence
from stunting.ledger import engines, refusals, upgrading
from stunting.ledger.books import VARIABLE as LEDGER_VARIABLE
from stunting.paths import Layout

T = TypeVar("T")

VARIABLE = "STUNTING_ACCOUNTS"
FOLDER, FILE = "akun", "akun.sqlite"
MIGRATIONS = Path(__file__).resolve().parent / "migrations"
# What the ledger refuses (`stunting.ledger.refusals`), as it is said of accounts.
SAID_OF_ACCOUNTS = (
    N_("Basis data akun sedang ditulis proses lain. Tunggu sebentar, lalu coba lagi."),
    N_("Basis data akun tidak dapat ditulisi: penyimpanan penuh atau rusak. Kosongkan ruang, lalu coba lagi."),
    N_(
        "Basis data akun tidak menjawab. Periksa apakah servernya menyala, dan apakah jaringan, nama basis data, "
        "pengguna, dan kata sandi di STUNTING_LEDGER benar, lalu coba lagi."
    ),
    N_(
        "Basis data akun tidak boleh ditulisi oleh pengguna ini. Periksa izin pengguna dan basis data yang disebut di "
        "STUNTING_LEDGER."
    ),
    N_("Basis data akun dibuat oleh versi program yang lebih baru. Perbarui program ini, lalu buka lagi."),
)

Clock = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Store:
    """The accounts of one installation; it may be used by many threads.

    clock:  seconds since 1970
    hasher: how passwords are kept
    """

    layout: Layout
    url: URL
    engine: Engine
    clock: Clock = time.time
    hasher: Hasher = field(default_factory=Hasher)

    @classmethod
    def open(
        cls, layout: Layout, *, clock: Clock = time.time, hasher: Hasher | None = None, url: URL | None = None
    ) -> Store:
        """The accounts of an installation, or a copy of them at another address; the tables are made when there are
        none.

        Raises:
            AccountError: they cannot be reached, or a newer program made them.
        """
        try:
            url = url or address_of(layout)
            made = cls(layout=layout, url=url, engine=engines.engine_of(url), clock=clock, hasher=hasher or Hasher())
        except LedgerError as error:
            raise AccountError(_of_accounts(error)) from error
        with made.refusing():
            if not _is_current(made.engine):
                made.change(lambda connection: upgrading.to_newest(connection, MIGRATIONS))
        # Now, for a change that asks for it may not begin another one.
        made.keyed("", "")
        return made

    def read(self, work: Callable[[Connection], T]) -> T:
        """Ask something; each statement sees what is written when it is asked.

        Raises:
            AccountError: the database refused.
        """
        with self.refusing(), engines.reading(self.engine).connect() as connection:
            return work(connection)

    def change(self, work: Callable[[Connection], T]) -> T:
        """Change something as the only writer, in one transaction, again while another is in the way.

        Raises:
            AccountError: the database refused; nothing was changed.
        """
        deadline = time.monotonic() + engines.PATIENCE_S
        with self.refusing():
            while True:
                try:
                    with self.engine.connect() as plain:
                        connection = plain.execution_options(**{engines.IS_WRITING: True})
                        with connection.begin():
                            engines.take_turn(connection)
                            return work(connection)
                except SQLAlchemyError as error:
                    if not refusals.is_busy(error) or time.monotonic() > deadline:
                        raise
                    time.sleep(engines.PAUSE_S)

    def today(self) -> dt.date:
        """The day by the clock of the store, where the server stands."""
        return dt.datetime.fromtimestamp(self.clock()).date()

    def keyed(self, purpose: str, text: str) -> str:
        """A hash that only this server can make, the same in each of its processes."""
        return hmac.new(self._key, f"{purpose}\n{text}".encode("utf-8", "surrogatepass"), sha256).hexdigest()

    @property
    def _key(self) -> bytes:
        name = self.url.render_as_string(hide_password=False)
        known = _KEYS.get(name)
        if known is None:
            known = _KEYS[name] = self._shared_key().encode()
        return known

    def _shared_key(self) -> str:
        def known(connection: Connection) -> str | None:
            return connection.execute(select(SECRET.c.value).where(SECRET.c.name == "keyed")).scalar()

        def made(connection: Connection) -> str:
            found = known(connection)
            if found is None:
                found = secrets.token_hex(32)
                connection.execute(SECRET.insert(), {"name": "keyed", "value": found})
            return str(found)

        return self.read(known) or self.change(made)

    @contextlib.contextmanager
    def refusing(self) -> Iterator[None]:
        """What the database refuses inside becomes a sentence.

        Raises:
            AccountError: it refused.
        """
        try:
            yield
        except IntegrityError as error:
            raise AccountError(Sentence("Nama atau surel itu sudah dipakai akun lain. Pilih yang lain.")) from error
        except SQLAlchemyError as error:
            raise AccountError(_of_accounts(refusals.refusal(error))) from error
        except LedgerError as error:
            raise AccountError(_of_accounts(error)) from error


# Kept out of the record, so that no page, log or trace prints it.
_KEYS: dict[str, bytes] = {}
_STORES: dict[tuple[int, str], Store] = {}


def store_of(layout: Layout) -> Store:
    """The accounts of an installation, opened once per process.

    Raises:
        AccountError: they cannot be reached.
    """
    key = (os.getpid(), address_of(layout).render_as_string(hide_password=False))
    known = _STORES.get(key)
    if known is None:
        known = _STORES[key] = Store.open(layout)
    return known


def address_of(layout: Layout) -> URL:
    """Where the accounts of an installation are.

    Raises:
        LedgerError: the variable names nothing that can hold them.
    """
    own = os.environ.get(VARIABLE)
    if own:
        return engines.address(own)
    shared = os.environ.get(LEDGER_VARIABLE)
    if shared:
        url = engines.address(shared)
        if engines.file_of(url) is None:
            return url
    folder = private_files.make_folder(private_files.make_folder(layout.restricted) / FOLDER)
    return URL.create("sqlite", database=str(folder / FILE))


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not inspect(connection).has_table(MARK.name):
            return False
        return connection.execute(select(MARK.c.version_num)).scalar() == REVISION


def _of_accounts(refused: LedgerError) -> str:
    """The sentences of the ledger, about accounts."""
    sentence = refused.sentence
    if "ledger restore" in sentence:
        return Sentence(
            "Basis data akun rusak. Jangan hapus; pulihkan folder akun dari cadangan server, lalu jalankan lagi."
        )
    said = sentence.replace("Basis data buku", "Basis data akun").replace("Buku ini", "Basis data akun")
    said = (
        said.replace("Buku", "Basis data akun")
        .replace("Berkas buku", "Berkas akun")
        .replace("Folder buku", "Folder akun")
    )
    return Sentence(said) if said in SAID_OF_ACCOUNTS else said
