"""What the casebook says about foster parents of one kabupaten: the entries that count, put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from stunting import languages
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.errors import LedgerError
from stunting.foster.bodies import ENDING, HELP, PARENT, PLACEMENT, PROGRAMME, PUBLISHED, from_body
from stunting.foster.programmes import FosterError, Programme, offered
from stunting.foster.records import Ending, Help, Parent, Placement
from stunting.geography import compact
from stunting.languages import _
from stunting.ledger import Entry, Ledger

CLASSES: Mapping[str, type[Any]] = {
    PROGRAMME: Programme,
    PARENT: Parent,
    PLACEMENT: Placement,
    HELP: Help,
    ENDING: Ending,
}
KIND_OF: Mapping[type[Any], str] = {cls: kind for kind, cls in CLASSES.items()}


@dataclass(frozen=True, kw_only=True)
class KnownParent:
    """A foster parent with the number people speak of: 1, 2, 3 in the order they were written down."""

    record: Parent
    number: int
    seq: int

    @property
    def label(self) -> str:
        """The name, or "Orang tua asuh 12" of who stays anonymous."""
        return _("Orang tua asuh {number}", number=self.number) if self.record.is_anonymous else self.record.name

    @property
    def forms(self) -> set[str]:
        """The label as a sheet may write it, also one that was filled in another language."""
        with languages.use(languages.INDONESIAN):
            written = self.label
        return {compact(written), compact(self.label)}


@dataclass(frozen=True, kw_only=True)
class KnownPlacement:
    """A placement with everything that was given, and its end when it is over; seq of the entry that counts."""

    record: Placement
    parent: KnownParent
    seq: int
    helps: tuple[tuple[int, Help], ...] = ()
    ending: Ending | None = None
    ending_seq: int = 0

    @property
    def start(self) -> dt.date:
        return self.record.start

    @property
    def last_day(self) -> dt.date:
        """The day it ended, or is planned to."""
        return self.ending.day if self.ending else self.record.end

    def is_active(self, on: dt.date) -> bool:
        """Begun, and not written down as over: one that outlasts its plan is still active, and told."""
        return self.start <= on and (self.ending is None or self.ending.day > on)


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Sums as they were published on a day: rows of the release table, also those that were taken back since."""

    as_of: dt.date
    rows: tuple[Mapping[str, Any], ...]
    seq: int


@dataclass(frozen=True, kw_only=True)
class Book:
    """Everything that counts.

    parents:  id -> foster parent, in the order of their numbers
    standing: seq of each entry that counts -> id and record
    """

    kabupaten: str
    programmes: tuple[Programme, ...]
    parents: Mapping[str, KnownParent]
    placements: tuple[KnownPlacement, ...]
    publications: tuple[Publication, ...] = ()
    standing: Mapping[int, tuple[str, Any]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, KnownPlacement]:
        return {one.record.id: one for one in self.placements}

    def placement(self, identity: str) -> KnownPlacement:
        """The placement of an id.

        Raises:
            FosterError: there is none, or it was withdrawn.
        """
        found = self.by_id.get(identity)
        if found is None:
            raise FosterError(_("Penempatan itu tidak ada atau sudah dicabut. Muat ulang halaman."))
        return found

    def programme(self, code: str) -> Programme:
        """The programme of a code; one that is not known any more is shown by its code."""
        return next((one for one in self.programmes if one.code == code), Programme(code=code, name=code))

    def parent_called(self, name: str) -> KnownParent | None:
        """The foster parent of a name or a label; None where there is no such, or the name is blank."""
        form = compact(name)
        return next((one for one in self.parents.values() if form and form in one.forms), None)

    def of_child(self, key: str) -> tuple[KnownPlacement, ...]:
        """The placements of one child, oldest first."""
        return tuple(sorted((one for one in self.placements if one.record.child == key), key=lambda one: one.start))

    def active(self, on: dt.date, *, programme: str = "") -> tuple[KnownPlacement, ...]:
        """The placements that run on a day, of one programme or all."""
        return tuple(one for one in self.placements if one.is_active(on) and programme in ("", one.record.programme))

    def without(self, identity: str) -> Book:
        """The same without one placement, for checking what takes its place."""
        return replace(self, placements=tuple(one for one in self.placements if one.record.id != identity))


def book_of(ledger: Ledger, kabupaten: str) -> Book:
    """What the entries about a kabupaten say: placements of children whom whoever looks may see, and their parents.

    Raises:
        LedgerError: the casebook cannot be read, or an entry was changed by hand.
    """
    entries = [one for one in ledger.entries(subject=kabupaten, newest_first=False) if _is_ours(one)]
    standing = _standing(entries)
    first = {_identity_of(one): one.seq for one in reversed(entries) if one.kind == PARENT}
    # Withdrawn ones keep their number, so that nobody else is called by it.
    numbers = {identity: at for at, identity in enumerate(sorted(first, key=first.__getitem__), start=1)}
    of = {
        cls: [(seq, identity, one) for seq, (identity, one) in standing.items() if isinstance(one, cls)]
        for cls in KIND_OF
    }
    if not gate.allows(Thing.CHILDREN, kabupaten):
        of[Placement] = [one for one in of[Placement] if gate.allows(Thing.CHILDREN, one[2].desa_code)]
        named = {one.parent for _seq, _identity, one in of[Placement]}
        of[Parent] = [one for one in of[Parent] if one[1] in named]
        seen = {one.id for _seq, _identity, one in of[Placement]}
        of[Help], of[Ending] = ([one for one in of[kind] if one[2].placement in seen] for kind in (Help, Ending))
        kept = {seq for rows in of.values() for seq, *_rest in rows}
        standing = {seq: one for seq, one in standing.items() if seq in kept}
    parents = {
        identity: KnownParent(record=one, number=numbers[identity], seq=seq)
        for seq, identity, one in sorted(of[Parent], key=lambda row: numbers[row[1]])
    }
    return Book(
        kabupaten=kabupaten,
        programmes=offered([one for _seq, _identity, one in of[Programme]], kabupaten=kabupaten),
        parents=parents,
        placements=_placements(of, parents),
        publications=tuple(_publication(one) for one in entries if one.kind == PUBLISHED),
        standing=standing,
    )


def _is_ours(entry: Entry) -> bool:
    return entry.kind in CLASSES or entry.kind == PUBLISHED


def _identity_of(entry: Entry) -> str:
    return str(entry.body.get("id", ""))


def _standing(entries: list[Entry]) -> dict[int, tuple[str, Any]]:
    """The newest entry of each correction, without what was withdrawn; by seq."""
    replaced = {one.corrects_seq for one in entries}
    found: dict[int, tuple[str, Any]] = {}
    for one in entries:
        record = one.body.get("record")
        if one.seq in replaced or one.kind not in CLASSES or record is None:
            continue
        if not isinstance(record, dict):
            raise LedgerError(
                _("Catatan nomor {seq} di buku kasus tidak dapat dibaca. Pulihkan cadangannya.", seq=one.seq)
            )
        identity = _identity_of(one)
        found[one.seq] = identity, from_body(CLASSES[one.kind], record, identity=identity, seq=one.seq)
    return found


def _placements(
    of: Mapping[type[Any], list[tuple[int, str, Any]]], parents: Mapping[str, KnownParent]
) -> tuple[KnownPlacement, ...]:
    helps: dict[str, list[tuple[int, Help]]] = {}
    for seq, _identity, one in of[Help]:
        helps.setdefault(one.placement, []).append((seq, one))
    endings = {one.placement: (seq, one) for seq, _identity, one in of[Ending]}
    found = []
    for seq, identity, one in of[Placement]:
        ending_seq, ending = endings.get(identity, (0, None))
        given = tuple(sorted(helps.get(identity, []), key=lambda row: row[1].day))
        if one.parent in parents:
            found.append(
                KnownPlacement(
                    record=one,
                    parent=parents[one.parent],
                    seq=seq,
                    helps=given,
                    ending=ending,
                    ending_seq=ending_seq,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.start, one.seq)))


def _publication(entry: Entry) -> Publication:
    record = entry.body.get("record") or {}
    try:
        rows = tuple(dict(one) for one in record["rows"])
        return Publication(as_of=dt.date.fromisoformat(record["as_of"]), rows=rows, seq=entry.seq)
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerError(
            _("Catatan nomor {seq} di buku kasus tidak dapat dibaca. Pulihkan cadangan buku kasus.", seq=entry.seq)
        ) from error
