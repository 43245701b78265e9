"""Sheets with counts of services, as kabupaten keep them, read as columns whose meaning is known.

Two layouts: one row per desa with a pair of columns per service under two rows of headings (the export of the
situation analysis), and one row per desa and service (`indikator`, `pembilang`, `penyebut`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stunting.errors import ImportRefusedError
from stunting.geography import compact
from stunting.imports.masking import masked_header
from stunting.languages import _
from stunting.lokus.figure_body import text_at
from stunting.lokus.figure_sheet import PERSONAL, PLACES
from stunting.lokus.sheets import SEARCHED_ROWS, RawSheet, cell_text, raw_sheets_of
from stunting.services.headings import DENOMINATOR, NUMERATOR, PERCENT, offered, part_of, service_of, split

PLACE_FORMS = {
    **PLACES,
    "kecamatan_code": ("kodekecamatan", "kodekec", "kemendagrikodekecamatan", "kodekemendagrikecamatan", "idkecamatan"),
    "period": ("periode", "bulan", "triwulan", "semester", "period", "bulandata", "periodedata"),
    "service": ("indikator", "layanan", "indikatorlayanan", "namaindikator", "jenislayanan", "cakupanlayanan"),
}
OVER_HEADING = 3


@dataclass(frozen=True, kw_only=True)
class ServiceSheet:
    """One sheet below its headings.

    places:  column of a place or of the long layout -> position ("code", "desa", "year", "service", "pembilang", ...)
    columns: position -> (key of the service, NUMERATOR or DENOMINATOR); empty in the long layout
    unread:  headings that were left aside
    rows:    (number as a spreadsheet counts it, cells)
    """

    name: str
    places: dict[str, int]
    columns: dict[int, tuple[str, str]]
    unread: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[object]], ...]

    @property
    def is_long(self) -> bool:
        return "service" in self.places

    @property
    def level(self) -> str:
        return "desa" if self.places.keys() & {"desa", "code"} else "kecamatan"


def read_sheet(name: str, content: bytes | Path) -> ServiceSheet:
    """The first sheet of a file that names its desa or kecamatan and counts services.

    Raises:
        ImportRefusedError: unreadable, no headings, a column twice or unknown, or a list of persons.
    """
    for sheet in raw_sheets_of(content, name=name, header_score=_known_n):
        if sheet.is_hidden:
            continue
        head = [
            [cell_text(cell).replace("\n", " ") for cell in cells] for _ignored1, cells in sheet.rows[:SEARCHED_ROWS]
        ]
        if any(compact(cell) in PERSONAL for cells in head for cell in cells):
            raise ImportRefusedError(
                _(
                    "{name} berisi daftar orang atau keluarga, bukan rekap layanan; tidak ada "
                    "yang dibaca. Pakai satu baris per desa atau kecamatan. Daftar balita "
                    "dimasukkan dengan `python -m stunting import`.",
                    name=name,
                )
            )
        for at, cells in enumerate(head):
            found = _long(name, sheet, at, cells) or _wide(name, sheet, at, head)
            if found is not None:
                return found
    raise ImportRefusedError(
        _(
            "{name} tidak punya judul dengan kolom desa atau kecamatan dan pasangan Jumlah "
            "sasaran dan Jumlah terlayani. Buat contohnya dengan `python -m stunting services "
            "template`.",
            name=name,
        )
    )


def place_of(heading: str) -> str:
    """What a heading says of a row: "Kode Desa" is code; "" where it says nothing of the kind."""
    form = compact(heading)
    return next((one for one, forms in PLACE_FORMS.items() if form in forms), "")


def _known_n(cells: Sequence[str]) -> int:
    return sum(bool(place_of(cell) or part_of(cell) or split(cell)[0]) for cell in cells)


def _long(name: str, sheet: RawSheet, at: int, cells: Sequence[str]) -> ServiceSheet | None:
    known = [place_of(cell) or part_of(cell) for cell in cells]
    if not {"service", NUMERATOR} <= set(known) or not set(known) & {"desa", "code", "kecamatan", "kecamatan_code"}:
        return None
    named = [(one, position) for position, one in enumerate(known) if one and one != PERCENT]
    _no_twice(name, [one for one, _ignored2 in named], [cells[position] for _ignored3, position in named])
    return ServiceSheet(name=name, places=dict(named), columns={}, unread=(), rows=tuple(sheet.rows[at + 1 :]))


def _wide(name: str, sheet: RawSheet, at: int, head: Sequence[Sequence[str]]) -> ServiceSheet | None:
    """The layout whose last row of headings is `at`."""
    last = head[at]
    parts = {position: part for position, cell in enumerate(last) if (part := part_of(cell))}
    pairs = _pairs({position: split(cell) for position, cell in enumerate(last) if position not in parts})
    if not {NUMERATOR, DENOMINATOR} & (set(parts.values()) | {part for _ignored11, part in pairs.values()}):
        return None
    above = _carried(head[at - 1], parts) if at and parts else {}
    headings = {position: (above.get(position, ""), part) for position, part in parts.items()} | pairs
    places: list[tuple[str, int, str]] = []
    others: list[str] = []
    for position in range(max(map(len, head[max(0, at - OVER_HEADING) : at + 1]))):
        if position in headings:
            continue
        told = [row[position] for row in reversed(head[max(0, at - OVER_HEADING) : at + 1]) if position < len(row)]
        heading = next((one for one in told if place_of(one)), next(filter(None, told), ""))
        if known := place_of(heading):
            places.append((known, position, heading))
        elif heading:
            others.append(masked_header(heading))
    if not {one for one, _ignored8, _ignored9 in places} & {"desa", "code", "kecamatan", "kecamatan_code"}:
        return None
    _no_twice(
        name, [one for one, _ignored4, _ignored5 in places], [heading for _ignored6, _ignored7, heading in places]
    )
    return ServiceSheet(
        name=name,
        places={one: position for one, position, _ignored10 in places if one != "service"},
        columns=_columns(name, headings),
        unread=tuple(others),
        rows=tuple(sheet.rows[at + 1 :]),
    )


def _pairs(split_headings: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Headings that name a service and its count; an unknown name counts where both its counts are there.

    "Jumlah keluarga sasaran" alone is no service.
    """
    counts: dict[str, set[str]] = {}
    for heading, part in split_headings.values():
        counts.setdefault(compact(heading), set()).add(part)
    return {
        position: (heading, part)
        for position, (heading, part) in split_headings.items()
        if heading and (service_of(heading) or len(counts[compact(heading)]) > 1)
    }


def _carried(cells: Sequence[str], parts: dict[int, str]) -> dict[int, str]:
    """The heading over each column of a count; a merged one stands only over the first of its columns."""
    over: dict[int, str] = {}
    heading = ""
    for position in range(max(parts) + 1):
        if position not in parts:
            heading = ""
        elif position < len(cells) and cells[position]:
            heading = cells[position]
        if position in parts:
            over[position] = heading
    return over


def _columns(name: str, headings: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Which count of which service each column holds; percentages are left aside, for they follow from the counts."""
    columns: dict[int, tuple[str, str]] = {}
    problems: dict[str, None] = {}
    for position, (heading, part) in sorted(headings.items()):
        if part == PERCENT:
            continue
        key = service_of(heading)
        shown = masked_header(heading) or _("tanpa judul")
        if not key:
            likely = _(" atau ").join(f"'{one}'" for one in offered(heading))
            hint = (
                _("Maksudnya {likely}?", likely=likely)
                if likely
                else _("Tulis nama layanan seperti di templat, atau hapus kolomnya.")
            )
            problems[f"Layanan '{shown}' tidak dikenal. {hint}"] = None
        elif (key, part) in columns.values():
            problems[f"Kolom {part} '{shown}' ada dua kali, atau dua judul berarti sama."] = None
        else:
            columns[position] = (key, part)
    if problems:
        raise ImportRefusedError(
            _("{name} ditolak, tidak ada yang disimpan. Perbaiki judul kolomnya.", name=name), problems
        )
    return columns


def _no_twice(name: str, known: Sequence[str], headings: Sequence[str]) -> None:
    twice = [heading for one, heading in zip(known, headings, strict=True) if known.count(one) > 1]
    if twice:
        raise ImportRefusedError(
            _("{name} ditolak, tidak ada yang disimpan. Perbaiki judul kolomnya.", name=name),
            [_("Kolom '{one}' ada dua kali, atau dua judul berarti sama.", one=masked_header(one)) for one in twice],
        )


def cell_at(cells: Sequence[object], position: int | None) -> str:
    """A cell as one line of text, "" where the sheet has no such column."""
    return text_at(cells, position) if position is not None else ""
