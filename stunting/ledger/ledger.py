"""The ledger: open it, add an entry, read entries, check the chain, copy it.

    ledger = Ledger.open(Layout.default())
    entry = ledger.append(kind="catatan", subject="3514", author="Siti", reason="", release_id="", body={"teks": "..."})

`STUNTING_LEDGER` names another database by its address; without it the ledger is a file of SQLite.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, or_, select
from sqlalchemy.exc import SQLAlchemyError

from stunting.errors import LedgerError
from stunting.languages import Sentence
from stunting.ledger import copying, engines, refusals, rights, upgrading
from stunting.ledger.anchor import Anchor, read_anchor, write_anchor
from stunting.ledger.books import CASEBOOK, Book, Place, place_of, place_of_file
from stunting.ledger.drafts import Draft, open_entry
from stunting.ledger.entries import START, Entry
from stunting.ledger.reading import COLUMNS, entry_of, in_order, rows
from stunting.ledger.schema import ENTRY
from stunting.ledger.verification import Break, Verification, broken, verified
from stunting.paths import Layout

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """An open ledger; it may be used by many threads."""

    engine: Engine
    place: Place

    @classmethod
    def open(cls, where: Layout | str) -> Ledger:
        """The ledger of an installation, or the one at an address; a new one is made when there is none.

        Raises:
            LedgerError: it cannot be reached, is damaged, or was made by a newer program.
        """
        return cls.at(place_of(where))

    @classmethod
    def of_file(cls, file: Path, book: Book = CASEBOOK) -> Ledger:
        """A book of its own in a file of SQLite, whatever `STUNTING_LEDGER` says; its anchor lies beside it.

        Raises:
            LedgerError: as `open`.
        """
        return cls.at(place_of_file(file, book))

    @classmethod
    def at(cls, place: Place) -> Ledger:
        """The book at a place; a new one is made when there is none.

        Raises:
            LedgerError: as `open`, or the file there is another book.
        """
        ledger = cls(engine=engines.engine_of(place.url), place=place)
        with ledger.refusing():
            if not upgrading.is_current(ledger.engine, place.book):
                ledger.alone(lambda connection: upgrading.upgrade(connection, place.book))
        return ledger

    @property
    def url(self) -> URL:
        return self.place.url

    @property
    def anchor_path(self) -> Path:
        """The file that remembers the last entry."""
        return self.place.anchor_path

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
                cannot be written. Nothing was added, unless the sentence says that this is not certain.
            AccessDeniedError: whoever looks may not write about this area.
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
        for one in drafts:
            rights.require_writing(self.place.book, one.subject)
        wanted = [open_entry(one) for one in drafts]
        with self.refusing():
            sent: list[Entry] = []

            def add(connection: Connection) -> tuple[Entry, ...]:
                sent[:] = wanted
                return tuple(_added(connection, one) for one in wanted)

            try:
                added = self.alone(add)
            except SQLAlchemyError as error:
                if not sent or not refusals.is_lost_connection(error):
                    raise
                added = self._written_all_the_same(wanted, error)
            self.move_anchor()
        return added

    def entries(
        self,
        *,
        kind: str | None = None,
        subject: str | None = None,
        within: str | None = None,
        author: str | None = None,
        since: str | None = None,
        before: str | None = None,
        newest_first: bool = True,
        limit: int | None = None,
    ) -> tuple[Entry, ...]:
        """The entries of a kind and a subject, or all.

        within:        an area; also the entries of the areas inside it, whose codes begin with its own
        since, before: ISO moments or days as this computer writes them; `since` belongs to it, `before` does not

        Raises:
            LedgerError: the ledger cannot be read.
            AccessDeniedError: whoever looks may read entries of no area asked about; those of others are left out.
        """
        own = rights.readable(self.place.book, subject if subject is not None else within)
        question = select(*COLUMNS).order_by(ENTRY.c.seq.desc() if newest_first else ENTRY.c.seq).limit(limit)
        if kind is not None:
            question = question.where(ENTRY.c.kind == kind)
        if subject is not None:
            question = question.where(ENTRY.c.subject == subject)
        if within is not None:
            question = question.where(ENTRY.c.subject.startswith(within, autoescape=True))
        if own is not None:
            question = question.where(or_(*(ENTRY.c.subject.startswith(one, autoescape=True) for one in own)))
        if author is not None:
            question = question.where(ENTRY.c.author == author)
        if since is not None:
            question = question.where(ENTRY.c.written_at >= since)
        if before is not None:
            question = question.where(ENTRY.c.written_at < before)
        with self.refusing(), self.engine.connect() as connection:
            return tuple(entry_of(row) for row in connection.execute(question))

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
            for one in in_order(connection):
                yield one
                entry_n += 1

        try:
            with self.engine.connect() as connection:
                return verified(read(connection), anchor, book=self.place.book)
        except SQLAlchemyError as error:
            if not refusals.is_damage(error):
                raise refusals.refusal(error, book=self.place.book) from error
            seq = entry_n + 1
            sentence = Sentence(
                "{noun} tidak dapat dibaca mulai catatan nomor {seq}.", noun=Sentence(self.place.book.noun), seq=seq
            )
            detail = Sentence("Berkas atau tabelnya rusak di tempat itu.")
            return broken([Break(seq=seq, sentence=sentence, detail=detail)], entry_n=entry_n)

    def backup(self, path: Path) -> Path:
        """Copy the ledger into a new file of SQLite while others write; a folder gets a file named by the moment.

        Raises:
            LedgerError: there is such a file, or the place cannot be written to.
        """
        with self.refusing():
            file = self.place.file
            if file is not None:
                return copying.copy(file, path, book=self.place.book)
            with self.engine.connect() as connection:
                return copying.write(rows(connection), path, book=self.place.book)

    def alone(self, work: Callable[[Connection], T]) -> T:
        """Do something as the only writer, in one transaction, again while another is in the way.

        Raises:
            SQLAlchemyError: the database refused.
        """
        deadline = time.monotonic() + engines.PATIENCE_S
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

    def move_anchor(self) -> None:
        """Remember the last entry. It is written already, so what goes wrong here only leaves the anchor behind."""
        with contextlib.suppress(SQLAlchemyError, OSError):
            self.alone(lambda connection: _moved(connection, self.anchor_path))

    @contextlib.contextmanager
    def refusing(self) -> Iterator[None]:
        """What the database refuses inside becomes a sentence.

        Raises:
            LedgerError: it refused.
        """
        try:
            yield
        except SQLAlchemyError as error:
            raise refusals.refusal(error, book=self.place.book) from error

    def _written_all_the_same(self, wanted: Sequence[Entry], lost: SQLAlchemyError) -> tuple[Entry, ...]:
        """The entries whose confirmation was lost with the connection, if they are there."""
        ids = [one.id for one in wanted]
        try:
            with self.engine.connect() as connection:
                found = connection.execute(select(*COLUMNS).where(ENTRY.c.id.in_(ids)).order_by(ENTRY.c.seq)).all()
        except SQLAlchemyError:
            raise LedgerError(
                Sentence(
                    "Sambungan ke basis data buku putus ketika menyimpan. Belum pasti apakah "
                    "catatan itu tersimpan: sesudah servernya menjawab lagi, lihat dulu daftar "
                    "catatan sebelum mengulang."
                )
            ) from lost
        if not found:
            raise lost
        return tuple(entry_of(row) for row in found)


def _added(connection: Connection, draft: Entry) -> Entry:
    """The entry as it was written; the caller is the only writer."""
    last = connection.execute(select(ENTRY.c.seq, ENTRY.c.sha256).order_by(ENTRY.c.seq.desc()).limit(1)).first()
    if draft.corrects_seq is not None:
        earlier = connection.execute(
            select(ENTRY.c.kind, ENTRY.c.subject).where(ENTRY.c.seq == draft.corrects_seq)
        ).first()
        if earlier is None or tuple(earlier) != (draft.kind, draft.subject):
            raise LedgerError(
                Sentence(
                    "Catatan nomor {corrects_seq} tidak ada, atau tentang hal lain. Pilih catatan yang diperbaiki.",
                    corrects_seq=draft.corrects_seq,
                )
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
