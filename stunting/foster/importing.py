"""A sheet of placements, read and checked as a whole: all of it is taken, or nothing.

No sentence here repeats a cell: in a sheet with shifted columns any of them may be a name or a NIK.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from stunting import formats
from stunting.cases import children as cases
from stunting.errors import ImportRefusedError, StuntingError
from stunting.foster.book import Book
from stunting.foster.cells import read_amount, read_choice, read_day
from stunting.foster.children import Children
from stunting.foster.journal import Desk, add_all, fit_placement, new_id
from stunting.foster.programmes import FosterError, Programme, programme_of
from stunting.foster.records import (
    HELP_KINDS,
    PARENT_KINDS,
    Help,
    Parent,
    Placement,
    checked_help,
    checked_parent,
    checked_placement,
    months_later,
)
from stunting.foster.sheet import read_table
from stunting.foster.twins import Twins
from stunting.geography import compact
from stunting.imports.masking import told
from stunting.languages import _
from stunting.ledger import Entry
from stunting.minutes.recording import Writer
from stunting.paths import Layout

YES, NO = {"ya", "y", "1", "anonim", "v", "x", "true"}, {"", "tidak", "t", "0", "bukan", "false"}
MOST_ROWS = 5_000


@dataclass(frozen=True, kw_only=True)
class ImportDraft:
    """A sheet that was found good; nothing is stored yet.

    records: (id, record) in the order they have to be written
    known_n: placements of the sheet that are in the casebook already
    dropped: headings that were not read
    """

    file: str
    records: tuple[tuple[str, Any], ...]
    row_n: int
    known_n: int
    dropped: tuple[str, ...]

    def count(self, cls: type[Any]) -> int:
        return sum(isinstance(one, cls) for _identity, one in self.records)

    def sentences(self) -> list[str]:
        """What the sheet holds, for a reader."""
        said = [
            _(
                "{file}: {rows} baris terbaca; {placements} penempatan baru, {parents} orang tua asuh baru, "
                "{helps} bantuan.",
                file=self.file,
                rows=formats.number(self.row_n),
                placements=formats.number(self.count(Placement)),
                parents=formats.number(self.count(Parent)),
                helps=formats.number(self.count(Help)),
            )
        ]
        if self.known_n:
            said.append(
                _("{known_n} penempatan sudah tercatat dan tidak diulang.", known_n=formats.number(self.known_n))
            )
        if self.dropped:
            said.append(_("Kolom yang tidak dibaca dan dibuang: {dropped}.", dropped=", ".join(self.dropped)))
        return said


@dataclass(kw_only=True)
class _Reading:
    """What was understood so far."""

    layout: Layout
    book: Book
    today: dt.date
    desa: dict[str, str]
    parents: dict[str, Parent] = field(default_factory=dict)
    placements: dict[tuple[str, str, str, dt.date], Placement] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)
    helps: list[Help] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.twins = Twins(book=self.book)

    def new_placements(self) -> list[Placement]:
        return [one for one in self.placements.values() if one.id not in self.known]


def read_placements(
    content: bytes | Path, *, name: str, layout: Layout, book: Book, children: Children, today: dt.date
) -> ImportDraft:
    """A sheet with one row per placement, or per gift.

    Raises:
        ImportRefusedError: the file is no such sheet, or has a bad row; `problems` has one sentence for each.
        StuntingError: the key of the restricted store is gone.
    """
    table = read_table(content, name=name)
    if not table.rows:
        raise ImportRefusedError(_("{name} tidak punya baris di bawah judul. Isi tabelnya, lalu ulangi.", name=name))
    if len(table.rows) > MOST_ROWS:
        raise ImportRefusedError(
            _(
                "{name} punya lebih dari {most_rows} baris. Bagi berkasnya.",
                name=name,
                most_rows=formats.number(MOST_ROWS),
            )
        )
    if children.frame.empty:
        raise ImportRefusedError(
            _("Data e-PPGBM kabupaten ini belum diimpor, jadi anak belum dapat dikenali. Impor dulu.")
        )
    frame = children.frame
    at = _Reading(
        layout=layout,
        book=book,
        today=today,
        desa=dict(zip(frame["key"].tolist(), frame["desa_code"].tolist(), strict=True)),
    )
    problems = []
    for number, row in table.rows:
        try:
            _take(at, row, number)
        except StuntingError as refused:
            problems.append(_("Baris {number}: {refused}", number=number, refused=refused))
    problems += _joined(at)
    if problems:
        raise ImportRefusedError(
            _(
                "{name} ditolak, tidak ada yang disimpan: {problems_n} baris bermasalah. Perbaiki lalu ulangi.",
                name=name,
                problems_n=formats.number(len(problems)),
            ),
            told(problems),
        )
    placements = at.new_placements()
    used = {one.parent for one in placements}
    records: list[tuple[str, Any]] = [(one.id, one) for one in at.parents.values() if one.id in used]
    records += [(one.id, one) for one in placements]
    records += [(new_id(), one) for one in at.helps]
    return ImportDraft(
        file=name, records=tuple(records), row_n=len(table.rows), known_n=len(at.known), dropped=table.dropped
    )


def store(desk: Desk, draft: ImportDraft, *, by: Writer) -> tuple[Entry, ...]:
    """Write everything of a sheet at once.

    Raises:
        FosterError: there is nothing new in it.
        LedgerError: the casebook cannot be written; nothing was.
    """
    if not draft.records:
        raise FosterError(_("Semua isi lembar ini sudah tercatat; tidak ada yang ditulis."))
    return add_all(desk, draft.records, by=by, reason=f"Impor {draft.row_n} baris dari lembar anak asuh")  # no text


def _take(at: _Reading, row: dict[str, str], number: int) -> None:
    programme = _programme(at, row)
    child = _child(at, row)
    start = read_day(row.get("start", ""), _("tanggal mulai"))
    if start is None:
        raise FosterError(_("tanggal mulai kosong. Tulis misalnya 15/01/2026."))
    end = read_day(row.get("end", ""), _("tanggal selesai")) or months_later(start, programme.months)
    parent = _parent(at, row)
    amount, per = _amount(row)
    key = child, parent, programme.code, start
    if key not in at.placements:
        same = next((one.record for one in at.book.of_child(child) if _key(one.record) == key), None)
        same = same or at.twins.placement(mark=parent, child=child, programme=programme.code, start=start)
        if same is not None:
            at.placements[key] = same
            at.known.add(same.id)
        else:
            placement = Placement(
                id=new_id(), parent=parent, child=child, desa_code=at.desa[child], programme=programme.code,
                start=start, end=end, amount_rp=amount, amount_per=per,
            )  # fmt: skip
            _check(at, placement)
            at.placements[key] = placement
            at.rows[placement.id] = number
    _help(at, row, at.placements[key])


def _joined(at: _Reading) -> list[str]:
    """New placements of an anonymous one of the book go to that one; a sentence for each that does not fit."""
    problems = []
    for key, one in at.placements.items():
        parent = at.twins.parent(one.parent)
        if parent == one.parent:
            continue
        at.placements[key] = replace(one, parent=parent)
        try:
            fit_placement(at.book, at.placements[key])
        except FosterError as refused:
            problems.append(_("Baris {rows}: {refused}", rows=at.rows[one.id], refused=refused))
    return problems


def _check(at: _Reading, one: Placement) -> None:
    """As `fit_placement`, where the foster parent may be new and the sheet itself may place the child twice."""
    if one.parent in at.book.parents:
        fit_placement(at.book, one)
    else:
        checked_placement(one)
    for other in at.placements.values():
        same = (other.child, other.parent, other.programme) == (one.child, one.parent, one.programme)
        if same and other.end >= one.start and one.end >= other.start:
            raise FosterError(_("anak yang sama ada di baris lain dengan waktu yang bertumpuk."))


def _programme(at: _Reading, row: dict[str, str]) -> Programme:
    known = at.book.programmes
    try:
        return programme_of(row.get("programme", ""), known)
    except StuntingError:
        names = ", ".join(one.name for one in known)
        raise FosterError(_("program kosong atau tidak dikenal. Yang ada: {names}.", names=names)) from None


def _child(at: _Reading, row: dict[str, str]) -> str:
    """The key of the child; neither number is repeated."""
    if case_no := row.get("case_no", ""):
        found = cases.find_by_case_number(at.layout, at.book.kabupaten, case_no)
        if len(found) > 1:
            raise FosterError(_("nomor kasus dipakai dua anak. Isi NIK-nya."))
        if not found:
            raise FosterError(_("nomor kasus tidak ditemukan di data kabupaten ini."))
        return found[0]
    if not row.get("nik", ""):
        raise FosterError(_("NIK dan nomor kasus kosong. Isi salah satu."))
    key = cases.find_by_nik(at.layout, at.book.kabupaten, row["nik"])
    if key is None or key not in at.desa:
        raise FosterError(_("NIK tidak ditemukan di data e-PPGBM kabupaten ini. Periksa, atau pakai nomor kasus."))
    return key


def _parent(at: _Reading, row: dict[str, str]) -> str:
    """The id of the foster parent, a new one where it is in neither book nor sheet."""
    name, said = row.get("parent", ""), compact(row.get("is_anonymous", ""))
    if said not in YES | NO:
        raise FosterError(_("kolom anonim diisi ya atau tidak."))
    if not name:
        raise FosterError(_("orang tua asuh kosong. Untuk yang anonim tulis penanda, misalnya A."))
    known = at.book.parent_called(name)
    is_anonymous = said in YES
    if known is not None and (known.record.is_anonymous or not is_anonymous):
        return known.record.id
    if known is not None:
        raise FosterError(_("orang tua asuh ini sudah tercatat dengan namanya. Perbaiki dulu catatan itu."))
    form = f"{is_anonymous} {compact(name)}"
    if form not in at.parents:
        kind = read_choice(row.get("kind", ""), PARENT_KINDS, default="perorangan", noun=_("jenis orang tua asuh"))
        at.parents[form] = checked_parent(
            Parent(
                id=new_id(),
                kind=kind,
                name=name,
                is_anonymous=is_anonymous,
                office=row.get("office", ""),
                decree=row.get("decree", ""),
            )
        )
        if is_anonymous:
            at.twins.marks[at.parents[form].id] = at.parents[form]
    return at.parents[form].id


def _help(at: _Reading, row: dict[str, str], placement: Placement) -> None:
    day = read_day(row.get("help_day", ""), _("tanggal bantuan"))
    given = [row.get(name, "") for name in ("help_kind", "help_text", "help_rp")]
    if day is None:
        if any(given):
            raise FosterError(_("bantuan tanpa tanggal. Isi tanggal bantuan."))
        return
    kind = read_choice(given[0], HELP_KINDS, default="nutrisi", noun=_("jenis bantuan"))
    one = checked_help(
        Help(
            placement=placement.id,
            day=day,
            kind=kind,
            text=given[1],
            value_rp=read_amount(given[2], _("nilai bantuan")),
        ),
        placement,
    )
    known = at.book.by_id.get(placement.id)
    if one not in at.helps and (known is None or one not in [before for _seq, before in known.helps]):
        at.helps.append(one)


def _amount(row: dict[str, str]) -> tuple[int | None, str]:
    month = read_amount(row.get("per_month", ""), _("nilai per bulan"))
    day = read_amount(row.get("per_day", ""), _("nilai per hari"))
    if month is not None and day is not None:
        raise FosterError(_("isi nilai per bulan atau per hari, tidak keduanya."))
    return (day, "hari") if day is not None else (month, "bulan")


def _key(one: Placement) -> tuple[str, str, str, dt.date]:
    return one.child, one.parent, one.programme, one.start
