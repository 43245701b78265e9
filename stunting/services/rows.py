"""Rows of a sheet with services: every cell is checked, and a row that fails says everything that is wrong.

A blank cell is unknown, "-" is not scheduled, 0 is 0. More reached than were to be reached is told and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stunting import formats
from stunting.geography import Area, Register, compact, split_kind
from stunting.imports.kabupaten import kabupaten_form
from stunting.imports.masking import masked, shown
from stunting.languages import _
from stunting.lokus.figure_body import DesaRow, desa_rows, year_of
from stunting.lokus.figure_body import cell_at as raw_at
from stunting.lokus.figure_cells import UnreadableNumberError, count
from stunting.lokus.figure_rows import LONGEST_SHOWN
from stunting.lokus.figure_sheet import FigureSheet
from stunting.lokus.list_places import Places
from stunting.lokus.places import WrittenDesa, bare_code, match_desa
from stunting.services.headings import DENOMINATOR, NUMERATOR, offered, period_of, service_of
from stunting.services.registry import BY_KEY
from stunting.services.service import period_label
from stunting.services.sheet import ServiceSheet, cell_at, place_of

DASHES = ("-", "--", "–", "—")
NOT_SCHEDULED = ("tidakdijadwalkan", "tdkdijadwalkan", "tidakterjadwal", "belumdijadwalkan", "nonjadwal")
NOTES_OF_A_KIND = 12


@dataclass(frozen=True, kw_only=True)
class ServiceCount:
    """What one row says of one service; row is the line as a spreadsheet counts it.

    numerator_n, denominator_n: None where unknown; both None where it was not scheduled
    """

    row: int
    area_code: str
    year: int
    period: str
    service_key: str
    numerator_n: int | None
    denominator_n: int | None
    is_scheduled: bool = True

    @property
    def key(self) -> tuple[str, int, str, str]:
        return self.area_code, self.year, self.period, self.service_key

    @property
    def is_more_than_due(self) -> bool:
        return self.numerator_n is not None and self.denominator_n is not None and self.numerator_n > self.denominator_n


@dataclass(kw_only=True)
class CheckedRows:
    """What the rows of a sheet say: counts, or problems; notes are worth a look either way."""

    counts: list[ServiceCount] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def checked_rows(
    sheet: ServiceSheet, register: Register, kabupaten: Area, *, year: int | None = None, period: str = ""
) -> CheckedRows:
    """The counts of a sheet.

    year, period: of rows that name none; a sheet without either is of the whole year
    """
    found = CheckedRows()
    framed = _framed(sheet)
    rows = [one for one in desa_rows(framed, found.notes) if place_of(one.desa) != "kecamatan"]
    codes, misplaced = _places(sheet, rows, register, kabupaten)
    first: dict[tuple[str, int, str, str], int] = {}
    for row in rows:
        if row.kabupaten and kabupaten_form(split_kind(row.kabupaten)[1]) != kabupaten_form(kabupaten.name):
            row.problems.append(
                _(
                    "baris ini milik '{written}', bukan {kabupaten}. Hapus.",
                    written=shown(row.kabupaten),
                    kabupaten=kabupaten.official_name,
                )
            )
        if problem := misplaced.get(row.number):
            row.problems.append(problem)
        row_year = year_of(row, framed, year)
        row_period = _period(row, sheet, row_year, period)
        for key, cells in _cells(row, sheet):
            said = _counted(row, key, cells)
            if said is None or row.number not in codes or not row_year or not row_period:
                continue
            one = ServiceCount(
                row=row.number,
                area_code=codes[row.number],
                year=row_year,
                period=row_period,
                service_key=key,
                numerator_n=said[0],
                denominator_n=said[1] if BY_KEY[key].has_coverage else None,
                is_scheduled=said != (None, None),
            )
            earlier = first.setdefault(one.key, row.number)
            if earlier != row.number:
                area, when = register.get(one.area_code).official_name, period_label(one.period, one.year)
                row.problems.append(
                    _(
                        "{service} {area} {when} sudah ada di baris {earlier}. Hapus salah satunya.",
                        service=BY_KEY[key].short,
                        area=area,
                        when=when,
                        earlier=earlier,
                    )
                )
            found.counts.append(one)
        found.problems += [
            _("Baris {number}: {problem}", number=row.number, problem=problem)
            for problem in dict.fromkeys(row.problems)
        ]
    found.notes += _remarks(found.counts)
    return found


def _framed(sheet: ServiceSheet) -> FigureSheet:
    """The sheet as one of figures per desa, whose rows are gathered in the same way.

    In a sheet per kecamatan the kecamatan stands in the place of the desa.
    """
    places = {
        name: at for name, at in sheet.places.items() if name in ("code", "kabupaten", "kecamatan", "desa", "year")
    }
    if sheet.level == "kecamatan":
        places = {name: at for name, at in places.items() if name != "kecamatan"}
        places |= {"desa": sheet.places["kecamatan"]} if "kecamatan" in sheet.places else {}
        places |= {"code": sheet.places["kecamatan_code"]} if "kecamatan_code" in sheet.places else {}
    counted = [*sheet.columns, *(sheet.places[one] for one in (NUMERATOR, DENOMINATOR) if one in sheet.places)]
    return FigureSheet(name=sheet.name, columns=places, others=dict.fromkeys(counted, ""), rows=sheet.rows)


def _places(
    sheet: ServiceSheet, rows: Sequence[DesaRow], register: Register, kabupaten: Area
) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Area code of each row, and why others have none."""
    if sheet.level == "desa":
        written = [WrittenDesa(row=one.number, kecamatan=one.kecamatan, desa=one.desa, code=one.code) for one in rows]
        matched = match_desa(register, kabupaten.code, written)
        return matched.codes, matched.problems
    places = Places(register, kabupaten)
    codes: dict[int, str] = {}
    problems: dict[int, str] = {}
    for one in rows:
        code = bare_code(one.code)
        by_name = places.kecamatan(one.desa) if one.desa else None
        is_inside = code in register and len(code) == 6 and code.startswith(kabupaten.code)
        if code and not is_inside:
            problems[one.number] = _(
                "kode '{code}' bukan kecamatan di {kabupaten}.", code=code[:20], kabupaten=kabupaten.official_name
            )
        elif code and one.desa and (by_name is None or by_name.code != code):
            problems[one.number] = _(
                "kode {code} adalah {kecamatan}, tetapi namanya lain.",
                code=code,
                kecamatan=register.get(code).official_name,
            )
        elif code or by_name is not None:
            codes[one.number] = code or str(by_name.code if by_name else "")
        else:
            problems[one.number] = (
                _(
                    "'{desa}' bukan kecamatan di {kabupaten}. Tulis nama resmi atau kodenya.",
                    desa=masked(one.desa),
                    kabupaten=kabupaten.official_name,
                )
                if one.desa
                else _("kecamatan kosong. Tulis nama atau kodenya, atau hapus barisnya.")
            )
    return codes, problems


def _period(row: DesaRow, sheet: ServiceSheet, year: int | None, default: str) -> str:
    written = cell_at(row.cells, sheet.places.get("period"))
    if not written:
        return default or "tahun"
    found = period_of(written, year=year)
    if not found:
        row.problems.append(
            _(
                "periode '{written}' tidak dapat dipakai. Tulis tahun, Semester I, Triwulan II, atau Agustus.",
                written=shown(written),
            )
        )
    return found


def _cells(row: DesaRow, sheet: ServiceSheet) -> list[tuple[str, dict[str, object]]]:
    """The two cells of each service in a row."""
    if sheet.is_long:
        written = cell_at(row.cells, sheet.places["service"])
        key = service_of(written)
        if not key:
            likely = _(" atau ").join(f"'{one}'" for one in offered(written))
            hint = (
                _("Maksudnya {likely}?", likely=likely)
                if likely
                else _("Tulis kunci atau nama layanan seperti di templat.")
            )
            row.problems.append(_("layanan '{written}' tidak dikenal. {hint}", written=shown(written), hint=hint))
            return []
        parts = {
            part: raw_at(row.cells, sheet.places[part]) for part in (NUMERATOR, DENOMINATOR) if part in sheet.places
        }
        return [(key, parts)]
    cells: dict[str, dict[str, object]] = {}
    for at, (key, part) in sheet.columns.items():
        cells.setdefault(key, {})[part] = raw_at(row.cells, at)
    return list(cells.items())


def _counted(row: DesaRow, key: str, cells: Mapping[str, object]) -> tuple[int | None, int | None] | None:
    """Numerator and denominator; (None, None) where not scheduled, None where nothing is said or it is unreadable."""
    numbers: dict[str, int | None] = {}
    waiting = {part for part, cell in cells.items() if _is_waiting(cell)}
    for part, cell in cells.items():
        try:
            value = None if part in waiting else count(cell)
        except UnreadableNumberError as wrong:
            # A long one may be a number of a person.
            told = shown(cell) if len(str(cell)) <= LONGEST_SHOWN else masked(cell)
            row.problems.append(f"{BY_KEY[key].short}, {_(part)} '{told}' {wrong}.")
            return None
        numbers[part] = None if value is None else int(value)
    numerator_n, denominator_n = numbers.get(NUMERATOR), numbers.get(DENOMINATOR)
    if waiting:
        if numerator_n is None:
            return None, None
        row.problems.append(
            _(
                "{service}: terlayani {numerator_n}, tetapi sasarannya tidak dijadwalkan. Isi "
                "keduanya, atau tulis tanda - di keduanya.",
                service=BY_KEY[key].short,
                numerator_n=formats.number(numerator_n),
            )
        )
        return None
    return None if numerator_n is None and denominator_n is None else (numerator_n, denominator_n)


def _is_waiting(cell: object) -> bool:
    text = "" if cell is None else str(cell).strip()
    return text in DASHES or compact(text) in NOT_SCHEDULED


def _remarks(counts: Sequence[ServiceCount]) -> list[str]:
    """What is worth a look, though it was taken."""
    told = []
    above = [one for one in counts if one.is_more_than_due]
    told += [
        _(
            "Baris {row}: {service}, terlayani {numerator_n} dari {denominator_n}, lebih dari "
            "100%. Disimpan apa adanya; periksa laporannya.",
            row=one.row,
            service=BY_KEY[one.service_key].short,
            numerator_n=formats.number(one.numerator_n),
            denominator_n=formats.number(one.denominator_n),
        )
        for one in above[:NOTES_OF_A_KIND]
    ]
    if len(above) > NOTES_OF_A_KIND:
        told.append(
            _("{above_n} angka lain juga lebih dari 100%.", above_n=formats.number(len(above) - NOTES_OF_A_KIND))
        )
    halves = sum(
        one.is_scheduled
        and (one.numerator_n is None or (one.denominator_n is None and BY_KEY[one.service_key].has_coverage))
        for one in counts
    )
    if halves:
        told.append(
            _(
                "{halves} angka tanpa pasangan: sasaran atau terlayaninya tetap tidak diketahui.",
                halves=formats.number(halves),
            )
        )
    early = {
        (BY_KEY[one.service_key].short, period_label(one.period, one.year))
        for one in counts
        if one.is_scheduled and not BY_KEY[one.service_key].is_scheduled(one.period)
    }
    told += [
        _(
            "{short} biasanya tidak dijadwalkan pada {when}, tetapi ada angkanya. Disimpan; periksa periodenya.",
            short=short,
            when=when,
        )
        for short, when in sorted(early)
    ]
    return told
