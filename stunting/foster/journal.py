"""Write about foster parents into the casebook: a record is an entry, a correction a new entry that names the old one.

    asuh_program     a programme of the kabupaten's own
    orang_tua_asuh   a foster parent
    asuh             a placement
    asuh_bantuan     help given to one child
    asuh_selesai     a placement is over
    asuh_ringkasan   sums that were published (`stunting.foster.publishing`)

The subject is the code of the kabupaten; the body is {"form", "id", "record"}. What was withdrawn has the record null.
`Book` is what the entries say together.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from stunting import formats
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.foster import bodies
from stunting.foster.book import KIND_OF, Book, book_of
from stunting.foster.programmes import FosterError, Programme
from stunting.foster.records import (
    Ending,
    Help,
    Parent,
    Placement,
    checked_ending,
    checked_help,
    checked_parent,
    checked_placement,
)
from stunting.languages import _
from stunting.ledger import Draft, Entry, Ledger
from stunting.minutes.recording import Writer


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The casebook of an installation, opened for one kabupaten; release_id: whose figures were seen."""

    ledger: Ledger
    kabupaten: str
    release_id: str = ""

    def book(self) -> Book:
        """What the entries say now.

        Raises:
            LedgerError: the casebook cannot be read.
        """
        return book_of(self.ledger, self.kabupaten)


def new_id() -> str:
    """What a record is told apart by; it says nothing about anybody."""
    return uuid.uuid4().hex[:16]


def add_programme(desk: Desk, one: Programme, *, by: Writer) -> Entry:
    """Add a programme of the kabupaten's own.

    Raises:
        FosterError: there is one of this name.
        LedgerError: the casebook cannot be written.
    """
    if any(known.is_called(one.name) or known.code == one.code for known in desk.book().programmes):
        raise FosterError(_("Program {name} sudah ada.", name=one.name))
    return _append(desk, one, new_id(), by=by)


def add_parent(desk: Desk, one: Parent, *, by: Writer) -> Entry:
    """Add a foster parent; of an anonymous one the name is dropped here.

    Raises:
        FosterError: a text is missing or not to be kept, or there is one of this name.
        LedgerError: the casebook cannot be written.
    """
    one = checked_parent(one)
    if (twin := desk.book().parent_called(one.name)) is not None:
        raise FosterError(_("{twin} sudah tercatat. Pilih namanya di daftar, atau bedakan namanya.", twin=twin.label))
    return _append(desk, one, one.id, by=by)


def add_placement(desk: Desk, one: Placement, *, by: Writer) -> Entry:
    """Place a child with a foster parent.

    Raises:
        FosterError: days, money, programme or foster parent make no sense, or the child is there already.
        LedgerError: the casebook cannot be written.
    """
    return _append(desk, fit_placement(desk.book(), one), one.id, by=by)


def add_help(desk: Desk, one: Help, *, by: Writer) -> Entry:
    """Write down what was given to a child.

    Raises:
        FosterError: the day, kind or value makes no sense, or there is no such placement.
        LedgerError: the casebook cannot be written.
    """
    book = desk.book()
    return _append(desk, checked_help(one, book.placement(one.placement).record), new_id(), by=by)


def end_placement(desk: Desk, one: Ending, *, by: Writer) -> Entry:
    """A placement is over.

    Raises:
        FosterError: it is over already, or the day or reason makes no sense.
        LedgerError: the casebook cannot be written.
    """
    found = desk.book().placement(one.placement)
    if found.ending is not None:
        raise FosterError(_("Penempatan ini sudah selesai pada {date}.", date=formats.date(found.ending.day)))
    return _append(desk, checked_ending(one, found.record), new_id(), by=by)


def correct(desk: Desk, seq: int, changed: Any, *, by: Writer) -> Entry:
    """Write a corrected record in the place of entry `seq`; None withdraws it.

    Raises:
        FosterError: there is no reason, the entry does not count any more, or the record makes no sense.
        LedgerError: the casebook cannot be written.
    """
    if not by.reason.strip():
        raise FosterError(_("Tulis dulu alasan perbaikannya, misalnya “Salah ketik tanggal”."))
    book = desk.book()
    standing = book.standing.get(seq)
    if standing is None:
        raise FosterError(_("Catatan nomor {seq} sudah diganti atau tidak ada. Muat ulang halaman.", seq=seq))
    identity, record = standing
    if changed is None:
        if isinstance(record, Parent) and any(one.record.parent == identity for one in book.placements):
            raise FosterError(_("Orang tua asuh ini masih punya anak asuh. Cabut penempatannya dulu."))
        return _append(desk, record, identity, by=by, corrects=seq, is_withdrawn=True)
    if isinstance(changed, Parent):
        changed = checked_parent(changed)
    elif isinstance(changed, Placement):
        changed = fit_placement(book.without(identity), changed)
    elif isinstance(changed, Help):
        changed = checked_help(changed, book.placement(changed.placement).record)
    elif isinstance(changed, Ending):
        changed = checked_ending(changed, book.placement(changed.placement).record)
    if changed == record:
        raise FosterError(_("Tidak ada yang berubah, jadi tidak ada yang ditulis."))
    return _append(desk, changed, identity, by=by, corrects=seq)


def add_all(desk: Desk, records: Sequence[tuple[str, Any]], *, by: Writer, reason: str) -> tuple[Entry, ...]:
    """Write checked records (id, record) of a sheet, all of them or none.

    Raises:
        LedgerError: the casebook cannot be written; nothing was.
    """
    writer = replace(by, reason=reason)
    return desk.ledger.append_all([_draft(desk, record, identity, by=writer) for identity, record in records])


def fit_placement(book: Book, one: Placement) -> Placement:
    """A placement that fits what the book holds.

    Raises:
        FosterError: it does not, with the reason.
    """
    one = checked_placement(one)
    if one.programme not in {known.code for known in book.programmes}:
        raise FosterError(_("Program tidak dikenal. Pilih di daftar, atau tambahkan program sendiri dulu."))
    if one.parent not in book.parents:
        raise FosterError(_("Orang tua asuh belum dipilih. Pilih di daftar, atau tambahkan dulu."))
    for other in book.placements:
        same = (other.record.child, other.record.parent, other.record.programme)
        if same == (one.child, one.parent, one.programme) and other.last_day >= one.start and one.end >= other.start:
            raise FosterError(
                _(
                    "Anak ini sudah ditempatkan pada orang tua asuh dan program yang sama sejak {date}.",
                    date=formats.date(other.start),
                )
            )
    return one


def record_publication(desk: Desk, rows: Sequence[dict[str, Any]], *, as_of: dt.date, by: Writer) -> Entry:
    """Remember what was published, also when it is taken back later: who saw it can still subtract.

    Raises:
        LedgerError: the casebook cannot be written.
    """
    body = {"form": bodies.FORM, "id": new_id(), "record": {"as_of": as_of.isoformat(), "rows": list(rows)}}
    return desk.ledger.append(
        kind=bodies.PUBLISHED,
        subject=desk.kabupaten,
        author=by.author,
        role=by.role,
        reason=by.reason,
        release_id=desk.release_id,
        body=body,
    )


def _append(
    desk: Desk, record: Any, identity: str, *, by: Writer, corrects: int | None = None, is_withdrawn: bool = False
) -> Entry:
    draft = _draft(desk, record, identity, by=by, corrects=corrects, is_withdrawn=is_withdrawn)
    (entry,) = desk.ledger.append_all([draft])
    return entry


def _draft(
    desk: Desk, record: Any, identity: str, *, by: Writer, corrects: int | None = None, is_withdrawn: bool = False
) -> Draft:
    if isinstance(record, Placement):
        gate.require(Thing.CASES, record.desa_code)
    return Draft(
        kind=KIND_OF[type(record)],
        subject=desk.kabupaten,
        author=by.author,
        role=by.role,
        reason=by.reason,
        release_id=desk.release_id,
        body={
            "form": bodies.FORM,
            "id": identity,
            "record": None if is_withdrawn else bodies.as_body(record),
        },
        corrects=corrects,
    )
