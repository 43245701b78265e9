"""Rows of a sheet with figures per desa: every cell is checked, and a row that fails says everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from stunting import formats
from stunting.build.family_recap import BY_KEY, COUPLE, RECAP
from stunting.geography import Area, Register, split_kind
from stunting.imports.kabupaten import kabupaten_form
from stunting.imports.masking import masked, shown
from stunting.languages import N_, Words, _
from stunting.lokus.family_doubts import recap_doubts
from stunting.lokus.figure_body import DesaRow, cell_at, desa_rows, year_of
from stunting.lokus.figure_cells import UnreadableNumberError, count, decimal, looks_numeric, meaning_of_dot
from stunting.lokus.figure_sheet import FIGURES, FigureSheet, OwnColumn, heading_problem, own_column
from stunting.lokus.places import WrittenDesa, match_desa

NAMES = Words(
    {
        "krs_n": "total KRS",
        "family_n": "keluarga sasaran",
        "service_received_n": "layanan diterima",
        "service_due_n": "layanan seharusnya",
        "not_at_risk_n": "tidak berisiko",
        "all_family_n": "jumlah keluarga",
        **{one.key: one.label for one in RECAP},
        # Said here alone.
        "welfare_1_n": "KRS peringkat kesejahteraan 1",
        "welfare_2_n": "KRS peringkat kesejahteraan 2",
        "welfare_3_n": "KRS peringkat kesejahteraan 3",
        "welfare_4_n": "KRS peringkat kesejahteraan 4",
        "welfare_above_4_n": "KRS peringkat kesejahteraan di atas 4",
        "baduta_n": "Keluarga sasaran dengan baduta",
        "balita_n": "Keluarga sasaran dengan balita",
        "pus_n": "Keluarga sasaran dengan PUS",
        "pus_pregnant_n": "Keluarga sasaran dengan PUS hamil",
    }
)
COUPLES = N_(
    "Kolom terlalu muda, tua, dekat, dan banyak menghitung PUS dan saling tumpang tindih: "
    "tidak dijumlahkan dan tidak dibagi KRS."
)
LONGEST_SHOWN = 12
# Key, name, position and reader of a column with figures.
Reader = tuple[str, str, int, Callable[[object], float | None]]


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


def checked_rows(sheet: FigureSheet, register: Register, kabupaten: Area, *, year: int | None = None) -> CheckedRows:
    """The figures of a sheet; `year` is that of rows without one."""
    found = CheckedRows()
    rows = desa_rows(sheet, found.notes)
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
            row.problems.append(
                _(
                    "baris ini milik '{other}', bukan {kabupaten}. Hapus.",
                    other=shown(row.kabupaten),
                    kabupaten=kabupaten.official_name,
                )
            )
        if problem := places.problems.get(row.number):
            row.problems.append(problem)
        row_year = year_of(row, sheet, year)
        values = _values(row, readers)
        _check(row, values, told_less)
        if row.number in places.codes and row_year:
            desa_code = places.codes[row.number]
            earlier = first.setdefault((desa_code, row_year), row.number)
            if earlier != row.number:
                name = register.get(desa_code).official_name
                row.problems.append(
                    _(
                        "{name} tahun {year} sudah ada di baris {earlier}. Hapus salah satunya.",
                        name=name,
                        year=row_year,
                        earlier=earlier,
                    )
                )
            if not row.problems:
                empty_n += not values
                found.figures += [
                    Figure(desa_code=desa_code, year=row_year, key=key, value=value) for key, value in values.items()
                ]
        found.problems += [
            _("Baris {number}: {problem}", number=row.number, problem=problem) for problem in row.problems
        ]
    if any(BY_KEY[one.key].part == COUPLE for one in found.figures if one.key in BY_KEY):
        found.notes.append(_(COUPLES))
    found.own = list(own.values())
    found.notes += told_less
    if empty_n:
        found.notes.append(_("{n} baris tanpa angka: tetap tidak diketahui, bukan nol.", n=formats.number(empty_n)))
    found.notes += _doubtful(found)
    return found


def _own_columns(sheet: FigureSheet, rows: Sequence[DesaRow], found: CheckedRows) -> dict[int, OwnColumn]:
    own: dict[int, OwnColumn] = {}
    unread: list[str] = []
    for at, heading in sheet.others.items():
        column = own_column(heading)
        if not looks_numeric(cell_at(row.cells, at) for row in rows):
            unread.append(shown(heading))
            continue
        if problem := heading_problem(heading):
            found.problems.append(problem)
        elif column.key in {one.key for one in own.values()}:
            found.problems.append(_("Kolom '{heading}' ada dua kali. Beri judul yang berbeda.", heading=shown(heading)))
        else:
            own[at] = column
    if unread:
        found.notes.append(_("Kolom tanpa angka tidak dibaca: {headings}.", headings=", ".join(unread[:8])))
    return own


def _readers(sheet: FigureSheet, rows: Sequence[DesaRow], own: dict[int, OwnColumn]) -> list[Reader]:
    """Key, name, position and reader of every column with figures."""
    readers: list[Reader] = [(key, NAMES[key], sheet.columns[key], count) for key in FIGURES if key in sheet.columns]
    for at, column in own.items():
        dot = meaning_of_dot(cell_at(row.cells, at) for row in rows)
        readers.append((column.key, column.label, at, partial(decimal, dot=dot)))
    return readers


def _values(row: DesaRow, readers: Sequence[Reader]) -> dict[str, float]:
    values: dict[str, float] = {}
    for key, name, at, read in readers:
        cell = cell_at(row.cells, at)
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


def _check(row: DesaRow, values: dict[str, float], told: list[str]) -> None:
    """What the figures of one row say about each other."""
    krs_n, family_n, safe_n = (values.get(key) for key in ("krs_n", "family_n", "not_at_risk_n"))
    received_n, due_n = values.get("service_received_n"), values.get("service_due_n")
    if krs_n is not None and family_n is not None and krs_n > family_n:
        row.problems.append(
            _(
                "total KRS {krs_n} lebih besar daripada keluarga sasaran {family_n}.",
                krs_n=_number(krs_n),
                family_n=_number(family_n),
            )
        )
    elif krs_n is not None and family_n is not None and safe_n is not None and krs_n + safe_n != family_n:
        told.append(
            _(
                "Baris {number}: total KRS dan yang tidak berisiko bersama {together_n}, tetapi "
                "keluarga sasaran {family_n}. Periksa rekapnya.",
                number=row.number,
                together_n=_number(krs_n + safe_n),
                family_n=_number(family_n),
            )
        )
    told += [_("Baris {number}: {problem}", number=row.number, problem=one) for one in recap_doubts(values)]
    if (received_n is None) != (due_n is None) and not row.problems:
        lacking = _("layanan seharusnya") if due_n is None else _("layanan diterima")
        row.problems.append(_("{lacking} kosong. Isi keduanya atau kosongkan keduanya.", lacking=lacking))
    if received_n is not None and due_n is not None and received_n > due_n:
        told.append(
            _(
                "Baris {number}: layanan diterima {received_n} dari {due_n}, lebih dari 100%. "
                "Disimpan apa adanya, tetapi tidak menjadi kriteria. Periksa laporan konvergensi "
                "desanya.",
                number=row.number,
                received_n=_number(received_n),
                due_n=_number(due_n),
            )
        )


def _doubtful(found: CheckedRows) -> list[str]:
    """Percentages that may be fractions, or are above 100."""
    notes = []
    for column in found.own:
        values = [one.value for one in found.figures if one.key == column.key]
        if column.unit == "%" and values and 0 < max(values) <= 1:
            notes.append(
                _(
                    "Semua nilai '{label}' paling banyak 1; mungkin pecahan. Tulis 12,5 untuk 12,5%.",
                    label=column.label,
                )
            )
        if column.unit == "%" and values and max(values) > 100:
            notes.append(_("'{label}' punya nilai di atas 100%. Periksa.", label=column.label))
    return notes


def _number(value: float | None) -> str:
    return formats.number(value)
