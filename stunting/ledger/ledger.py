"""The ledger: open it, add an entry, read entries, check the chain, copy it.

    ledger = Ledger.open(Layout.default())
    entry = ledger.append(kind="catatan", subject="3514", author="Siti", reason="", release_id="", body={"teks": "..."})

`STUNTING_LEDGER` names another database by its address; without it the ledger is a file of SQLite.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Row, select
from sqlalchemy.exc import SQLAlchemyError

from stunting.errors import LedgerError
from stunting.ledger import copying, engines, upgrading
from stunting.ledger.anchor import Anchor, read_anchor, write_anchor
from stunting.ledger.drafts import Draft, open_entry
from stunting.ledger.entries import START, Entry
from stunting.ledger.schema import ENTRY
from stunting.ledger.verification import RESTORE, Verification, verified
from stunting.paths import Layout

FILE = "buku.sqlite"
VARIABLE = "STUNTING_LEDGER"
# Other column names than the fields have: the text of the body is one of several ways to see it.
COLUMNS = [ENTRY.c.body.label("body_json") if one is ENTRY.c.body else one for one in ENTRY.c]

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """An open ledger; it may be used by many threads. `anchor_path` is the file that remembers the last entry."""

    engine: Engine
    url: URL
    anchor_path: Path

    @classmethod
    def open(cls, where: Layout | str) -> Ledger:
        """The ledger of an installation, or the one at an address; a new one is made when there is none.

        Raises:
            LedgerError: it cannot be reached, is damaged, or was made by a newer program.
        """
        layout = Layout.default() if isinstance(where, str) else where
        written = where if isinstance(where, str) else os.environ.get(VARIABLE)
        url = engines.address(written) if written else URL.create("sqlite", database=str(layout.ledger / FILE))
        return cls._opened(url, _anchor_path(layout, url))

    @classmethod
    def of_file(cls, file: Path) -> Ledger:
        """A ledger of its own in a file of SQLite, whatever `STUNTING_LEDGER` says; its anchor lies beside it.

        Raises:
            LedgerError: as `open`.
        """
        return cls._opened(URL.create("sqlite", database=str(file)), file.with_suffix(".jangkar"))

    @classmethod
    def _opened(cls, url: URL, anchor_path: Path) -> Ledger:
        ledger = cls(engine=engines.engine_of(url), url=url, anchor_path=anchor_path)
        with ledger._refusing():
            if not upgrading.is_current(ledger.engine):
                ledger._patiently(upgrading.upgrade)
        return ledger

    def append(
        self,
        *,
        kind: str,
        subject: str,
        author: str,
        reason: str,
        release_id: str,
        body: Mapping[str, Any],
        role: str = "",
        corrects: int | None = None,
    ) -> Entry:
        """Add an entry; it is on disk when this returns.

        corrects: number of the earlier entry of the same kind and subject that this one replaces

        Raises:
            LedgerError: the author is missing, something is too long, nothing is there to correct, or the ledger
                cannot be written. Nothing was added.
            TypeError, ValueError: the body has no JSON form; NaN has none.
        """
        (entry,) = self.append_all(
            [
                Draft(
                    kind=kind,
                    subject=subject,
                    author=author,
                    reason=reason,
                    release_id=release_id,
                    body=body,
                    role=role,
                    corrects=corrects,
                )
            ]
        )
        return entry

    def append_all(self, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
        """Add several entries in their order, all of them or none.

        Raises:
            LedgerError, TypeError, ValueError: as `append`, for any of them.
        """
        entries = [open_entry(one) for one in drafts]
        with self._refusing():
            added = self._patiently(lambda connection: tuple(_added(connection, one) for one in entries))
            self._anchor()
        return added

    def entries(
        self,
        *,
        kind: str | None = None,
        subject: str | None = None,
        within: str | None = None,
        newest_first: bool = True,
        limit: int | None = None,
    ) -> tuple[Entry, ...]:
        """The entries of a kind and a subject, or all.

        within: an area; also the entries of the areas inside it, whose codes begin with its own

        Raises:
            LedgerError: the ledger cannot be read.
        """
        question = select(*COLUMNS).order_by(ENTRY.c.seq.desc() if newest_first else ENTRY.c.seq).limit(limit)
        if kind is not None:
            question = question.where(ENTRY.c.kind == kind)
        if subject is not None:
            question = question.where(ENTRY.c.subject == subject)
        if within is not None:
            question = question.where(ENTRY.c.subject.startswith(within, autoescape=True))
        with self._refusing(), self.engine.connect() as connection:
            return tuple(_entry(row) for row in connection.execute(question))

    def verify(self) -> Verification:
        """Read the whole chain, and say where it is broken.

        Raises:
            LedgerError: the ledger cannot be reached.
        """
        # Before the entries: what is added while they are read must not look lost.
        anchor = read_anchor(self.anchor_path)
        entry_n = 0

        def read(connection: Connection) -> Iterator[Entry]:
            nonlocal entry_n
            # One at a time: the row that cannot be read is to be named.
            for row in connection.execute(select(*COLUMNS).order_by(ENTRY.c.seq)):
                yield _entry(row)
                entry_n += 1

        try:
            with self.engine.connect() as connection:
                return verified(read(connection), anchor)
        except SQLAlchemyError as error:
            if not engines.is_damage(error):
                raise engines.refusal(error) from error
            sentence = f"Buku tidak dapat dibaca mulai catatan nomor {entry_n + 1}. {RESTORE}"
            return Verification(is_sound=False, entry_n=entry_n, broken_seq=entry_n + 1, sentence=sentence)

    def backup(self, path: Path) -> Path:
        """Copy the ledger into a new file while others write; a folder gets a file named by the moment.

        Raises:
            LedgerError: there is such a file, the place cannot be written to, or the ledger is no file.
        """
        file = engines.file_of(self.url)
        if file is None:
            raise LedgerError("Buku ini ada di server basis data. Cadangkan dengan `pg_dump` di server itu.")
        with self._refusing():
            return copying.copy(file, path)

    def _patiently(self, work: Callable[[Connection], T]) -> T:
        """Do something as the only writer, again while another is in the way."""
        deadline = time.monotonic() + engines.PATIENCE_S
        while True:
            try:
                with self.engine.connect() as plain:
                    connection = plain.execution_options(**{engines.IS_WRITING: True})
                    with connection.begin():
                        engines.take_turn(connection)
                        return work(connection)
            except SQLAlchemyError as error:
                if not engines.is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(engines.PAUSE_S)

    def _anchor(self) -> None:
        """Remember the last entry. It is written already, so what goes wrong here only leaves the anchor behind."""
        with contextlib.suppress(SQLAlchemyError, OSError):
            self._patiently(lambda connection: _moved(connection, self.anchor_path))

    @contextlib.contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise engines.refusal(error) from error


def _added(connection: Connection, draft: Entry) -> Entry:
    """The entry as it was written; the caller is the only writer."""
    last = connection.execute(select(ENTRY.c.seq, ENTRY.c.sha256).order_by(ENTRY.c.seq.desc()).limit(1)).first()
    if draft.corrects_seq is not None:
        earlier = connection.execute(
            select(ENTRY.c.kind, ENTRY.c.subject).where(ENTRY.c.seq == draft.corrects_seq)
        ).first()
        if earlier is None or tuple(earlier) != (draft.kind, draft.subject):
            raise LedgerError(
                f"Catatan nomor {draft.corrects_seq} tidak ada, atau tentang hal lain. Pilih catatan yang diperbaiki."
            )
    open_entry = replace(
        draft,
        seq=last.seq + 1 if last else 1,
        written_at=dt.datetime.now().astimezone().isoformat(timespec="milliseconds"),
        previous_sha256=last.sha256 if last else START,
    )
    entry = replace(open_entry, sha256=open_entry.computed_sha256)
    facts = asdict(entry)
    connection.execute(ENTRY.insert(), {**facts, "body": facts.pop("body_json")})
    return entry


def _moved(connection: Connection, path: Path) -> None:
    """Move the anchor to the last entry, if the entry it names is still in the chain."""
    anchor = read_anchor(path)
    if anchor is not None:
        known = connection.execute(select(ENTRY.c.sha256).where(ENTRY.c.seq == anchor.seq)).scalar()
        if known != anchor.sha256:
            return
    last = connection.execute(select(ENTRY.c.seq, ENTRY.c.sha256).order_by(ENTRY.c.seq.desc()).limit(1)).first()
    if last is not None:
        write_anchor(path, Anchor(seq=last.seq, sha256=last.sha256))


def _anchor_path(layout: Layout, url: URL) -> Path:
    """Beside the file; for a server on this computer, so that whoever runs the server cannot move it."""
    file = engines.file_of(url)
    if file is not None:
        return file.with_suffix(".jangkar")
    # Whoever asks, it is the same ledger.
    nobody = URL.create(url.drivername, host=url.host, port=url.port, database=url.database, query=url.query)
    place = hashlib.sha256(nobody.render_as_string().encode("utf-8")).hexdigest()[:12]
    return layout.ledger / f"server-{place}.jangkar"


def _entry(row: Row[Any]) -> Entry:
    return Entry(**row._mapping)
