"""Rows of a sheet with figures per desa: every cell is checked, and a row that fails says everything that is wrong."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from stunting import formats
from stunting.build.family_recap import BY_KEY, COUPLE, RECAP
from stunting.geography import Area, Register, split_kind
from stunting.imports.kabupaten import kabupaten_form
from stunting.imports.masking import masked, shown
from stunting.lokus.family_doubts import recap_doubts
from stunting.lokus.figure_cells import UnreadableNumberError, count, decimal, is_blank, looks_numeric, meaning_of_dot
from stunting.lokus.figure_sheet import FIGURES, FigureSheet, OwnColumn, heading_problem, meaning, own_column
from stunting.lokus.places import WrittenDesa, match_desa

FIRST_YEAR = 2000
TOTAL = re.compile(
    r"(?:jumlah|total|sub\s*-?\s*total|rata\s*-?\s*rata|keterangan|catatan|sumber\s*:|sumber data|dicetak|mengetahui|"
    r"kepala\s+(?:dinas|bidang|badan)|nip\b)",
    re.IGNORECASE,
)
NAMES = {
    "krs_n": "total KRS",
    "family_n": "keluarga sasaran",
    "service_received_n": "layanan diterima",
    "service_due_n": "layanan seharusnya",
    "not_at_risk_n": "tidak berisiko",
    "all_family_n": "jumlah keluarga",
    **{one.key: one.label for one in RECAP},
}
COUPLES = (
    "Kolom terlalu muda, tua, dekat, dan banyak menghitung PUS dan saling tumpang tindih: tidak dijumlahkan dan tidak "
    "dibagi KRS."
)
NUMBERED = 3
LONGEST_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One value of one desa in one year."""

    desa_code: str
    year: int
    key: str
    value: float


@dataclass(kw_only=True)
class CheckedRows:
    """What the rows of a sheet say: figures and own columns, or problems; notes are worth a look either way."""

    figures: list[Figure] = field(default_factory=list)
    own: list[OwnColumn] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class _Row:
    number: int
    cells: Sequence[object]
    kecamatan: str
    desa: str
    code: str
    kabupaten: str
    problems: list[str] = field(default_factory=list)


def checked_rows(sheet: FigureSheet, register: Register, kabupaten: Area, *, year: int | None = None) -> CheckedRows:
    """The figures of a sheet; `year` is that of rows without one."""
    found = CheckedRows()
    rows = _body(sheet, found.notes)
    own = _own_columns(sheet, rows, found)
    places = match_desa(
        register,
        kabupaten.code,
        [WrittenDesa(row=row.number, kecamatan=row.kecamatan, desa=row.desa, code=row.code) for row in rows],
    )
    readers = _readers(sheet, rows, own)
    first: dict[tuple[str, int], int] = {}
    told_less: list[str] = []
    empty_n = 0
    for row in rows:
        if row.kabupaten and kabupaten_form(split_kind(row.kabupaten)[1]) != kabupaten_form(kabupaten.name):
            row.problems.append(f"baris ini milik '{shown(row.kabupaten)}', bukan {kabupaten.official_name}. Hapus.")
        if problem := places.problems.get(row.number):
            row.problems.append(problem)
        row_year = _year(row, sheet, year)
        values = _values(row, readers)
        _check(row, values, told_less)
        if row.number in places.codes and row_year:
            desa_code = places.codes[row.number]
            earlier = first.setdefault((desa_code, row_year), row.number)
            if earlier != row.number:
                name = register.get(desa_code).official_name
                row.problems.append(f"{name} tahun {row_year} sudah ada di baris {earlier}. Hapus salah satunya.")
            if not row.problems:
                empty_n += not values
                found.figures += [
                    Figure(desa_code=desa_code, year=row_year, key=key, value=value) for key, value in values.items()
                ]
        found.problems += [f"Baris {row.number}: {problem}" for problem in row.problems]
    if any(BY_KEY[one.key].part == COUPLE for one in found.figures if one.key in BY_KEY):
        found.notes.append(COUPLES)
    found.own = list(own.values())
    found.notes += told_less
    if empty_n:
        found.notes.append(f"{formats.number(empty_n)} baris tanpa angka: tetap tidak diketahui, bukan nol.")
    found.notes += _doubtful(found)
    return found


def _body(sheet: FigureSheet, notes: list[str]) -> list[_Row]:
    """Rows of a desa; totals, remarks, the header again and headings of a kecamatan are left out, and told.

    A kecamatan that is written only in the first row of its desa counts for the rows below it.
    """
    rows: list[_Row] = []
    totals: list[int] = []
    kecamatan, carried_n = "", 0
    for number, cells in sheet.rows:
        text = {name: _at(cells, at) for name, at in sheet.columns.items() if name not in FIGURES}
        desa, code = text.get("desa", ""), text.get("code", "")
        lead = [one for one in (str(cell).strip() for cell in cells if not is_blank(cell)) if one][:3]
        if not code and any(TOTAL.match(one) for one in lead):
            totals.append(number)
            continue
        if _repeats_header(sheet, cells) or _numbers_columns(cells):
            continue
        if text.get("kecamatan"):
            kecamatan = text["kecamatan"]
        if not desa and not code and not any(not is_blank(_cell(cells, at)) for at in _value_columns(sheet)):
            continue
        carried_n += bool(kecamatan and not text.get("kecamatan") and not code)
        rows.append(
            _Row(
                number=number,
                cells=cells,
                kecamatan=kecamatan,
                desa=desa,
                code=code,
                kabupaten=text.get("kabupaten", ""),
            )
        )
    if totals:
        listed = ", ".join(map(str, totals[:5])) + (", dan lainnya" if len(totals) > 5 else "")
        notes.append(f"Baris jumlah atau catatan dilewati: baris {listed}.")
    if carried_n:
        notes.append(f"Kecamatan {formats.number(carried_n)} baris kosong dan diambil dari baris di atasnya.")
    return rows


def _own_columns(sheet: FigureSheet, rows: Sequence[_Row], found: CheckedRows) -> dict[int, OwnColumn]:
    own: dict[int, OwnColumn] = {}
    unread: list[str] = []
    for at, heading in sheet.others.items():
        column = own_column(heading)
        if not looks_numeric(_cell(row.cells, at) for row in rows):
            unread.append(shown(heading))
            continue
        if problem := heading_problem(heading):
            found.problems.append(problem)
        elif column.key in {one.key for one in own.values()}:
            found.problems.append(f"Kolom '{shown(heading)}' ada dua kali. Beri judul yang berbeda.")
        else:
            own[at] = column
    if unread:
        found.notes.append(f"Kolom tanpa angka tidak dibaca: {', '.join(unread[:8])}.")
    return own


def _readers(
    sheet: FigureSheet, rows: Sequence[_Row], own: dict[int, OwnColumn]
) -> list[tuple[str, str, int, Callable[[object], float | None]]]:
    """Key, name, position and reader of every column with figures."""
    readers: list[tuple[str, str, int, Callable[[object], float | None]]] = [
        (key, NAMES[key], sheet.columns[key], count) for key in FIGURES if key in sheet.columns
    ]
    for at, column in own.items():
        dot = meaning_of_dot(_cell(row.cells, at) for row in rows)
        readers.append((column.key, column.label, at, partial(decimal, dot=dot)))
    return readers


def _values(row: _Row, readers: Sequence[tuple[str, str, int, Callable[[object], float | None]]]) -> dict[str, float]:
    values: dict[str, float] = {}
    for key, name, at, read in readers:
        cell = _cell(row.cells, at)
        try:
            value = read(cell)
        except UnreadableNumberError as wrong:
            # A long one may be a number of a person.
            told = shown(cell) if len(str(cell)) <= LONGEST_SHOWN else masked(cell)
            row.problems.append(f"{name} '{told}' {wrong}.")
            continue
        if value is not None:
            values[key] = value
    return values


def _check(row: _Row, values: dict[str, float], told: list[str]) -> None:
    """What the figures of one row say about each other."""
    krs_n, family_n, safe_n = (values.get(key) for key in ("krs_n", "family_n", "not_at_risk_n"))
    received_n, due_n = values.get("service_received_n"), values.get("service_due_n")
    if krs_n is not None and family_n is not None and krs_n > family_n:
        row.problems.append(f"total KRS {_number(krs_n)} lebih besar daripada keluarga sasaran {_number(family_n)}.")
    elif krs_n is not None and family_n is not None and safe_n is not None and krs_n + safe_n != family_n:
        told.append(
            f"Baris {row.number}: total KRS dan yang tidak berisiko bersama {_number(krs_n + safe_n)}, "
            f"tetapi keluarga sasaran {_number(family_n)}. Periksa rekapnya."
        )
    told += [f"Baris {row.number}: {one}" for one in recap_doubts(values)]
    if (received_n is None) != (due_n is None) and not row.problems:
        lacking = "layanan seharusnya" if due_n is None else "layanan diterima"
        row.problems.append(f"{lacking} kosong. Isi keduanya atau kosongkan keduanya.")
    if received_n is not None and due_n is not None and received_n > due_n:
        told.append(
            f"Baris {row.number}: layanan diterima {_number(received_n)} dari {_number(due_n)}, lebih dari 100%. "
            "Disimpan apa adanya, tetapi tidak menjadi kriteria. Periksa laporan konvergensi desanya."
        )


def _doubtful(found: CheckedRows) -> list[str]:
    """Percentages that may be fractions, or are above 100."""
    notes = []
    for column in found.own:
        values = [one.value for one in found.figures if one.key == column.key]
        if column.unit == "%" and values and 0 < max(values) <= 1:
            notes.append(f"Semua nilai '{column.label}' paling banyak 1; mungkin pecahan. Tulis 12,5 untuk 12,5%.")
        if column.unit == "%" and values and max(values) > 100:
            notes.append(f"'{column.label}' punya nilai di atas 100%. Periksa.")
    return notes


def _year(row: _Row, sheet: FigureSheet, default: int | None) -> int | None:
    cell = _cell(row.cells, sheet.columns.get("year", -1))
    last = dt.date.today().year + 1
    if is_blank(cell):
        if default is None:
            row.problems.append("tahun kosong. Isi kolom tahun, atau sebut tahunnya saat menambahkan.")
        return default
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= last:
        row.problems.append(f"tahun '{shown(cell)}' tidak dapat dipakai. Tulis tahun {FIRST_YEAR} sampai {last}.")
        return None
    return int(text)


def _repeats_header(sheet: FigureSheet, cells: Sequence[object]) -> bool:
    """Whether a row says again what its columns are, as on every printed page."""
    return any(meaning(_at(cells, sheet.columns[name])) == name for name in ("desa", "code") if name in sheet.columns)


def _numbers_columns(cells: Sequence[object]) -> bool:
    """Whether a row counts the columns: 1, 2, 3 or (1), (2), (3)."""
    texts = [str(cell).strip("() ").removesuffix(".0") for cell in cells if not is_blank(cell)]
    if len(texts) < NUMBERED or not all(one.isdecimal() and len(one) < 3 for one in texts):
        return False
    numbers = [int(one) for one in texts]
    return all(after - before == 1 for before, after in itertools.pairwise(numbers))


def _value_columns(sheet: FigureSheet) -> list[int]:
    return [*(at for name, at in sheet.columns.items() if name in FIGURES), *sheet.others]


def _cell(cells: Sequence[object], at: int) -> object:
    return cells[at] if 0 <= at < len(cells) else None


def _at(cells: Sequence[object], at: int) -> str:
    """A cell as one line of text; a code that a spreadsheet keeps as a number has no decimals."""
    cell = _cell(cells, at)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def _number(value: float | None) -> str:
    return formats.number(value)
