"""Where the header of a sheet is, what its columns are, and which kind of file that makes it."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stunting.imports import rows as kinds
from stunting.imports.dates import month_of
from stunting.imports.fields import LABELS, MONTHLY, UNUSED, field_of, form, known_forms
from stunting.imports.masking import masked_header
from stunting.imports.target_sheets import target_columns
from stunting.imports.village_reports import report_columns, report_header_end

# Title rows above a header, and a header of two rows, fit into these.
SEARCHED_ROWS = 15
Cells = Sequence[object]


@dataclass(frozen=True, kw_only=True)
class Header:
    """The header of one sheet.

    last_row: position of its last row among the rows of the sheet, 0-based; data begin below
    columns:  field -> position of the column
    months:   (year or 0, month) -> field -> position, for a wide recap
    written:  position -> header as written
    """

    kind: str
    generation: str
    first_row: int
    last_row: int
    columns: dict[str, int]
    months: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)
    written: dict[int, str] = field(default_factory=dict)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers of columns that are not read."""
        used = {*self.columns.values(), *(at for block in self.months.values() for at in block.values())}
        return tuple(dict.fromkeys(masked_header(text) for at, text in self.written.items() if at not in used))


@dataclass(frozen=True, kw_only=True)
class Miss:
    """The row that came nearest to a header.

    found:    headers that were understood
    near:     headers that resemble one we know
    missing:  what a list of children would still need, in words
    """

    found: tuple[str, ...]
    near: tuple[str, ...]
    missing: tuple[str, ...]


def find_header(rows: Sequence[Cells], *, is_unmeasured_list: bool = False) -> Header | Miss:
    """The best header among the first rows, or the nearest miss.

    A list of children who were not measured may lack the columns of a measurement.
    """
    best: Header | None = None
    nearest: tuple[int, Header] | None = None
    for candidate in _candidates(rows[:SEARCHED_ROWS]):
        found = _recognised(candidate)
        if not _missing(candidate, is_unmeasured_list=is_unmeasured_list):
            if best is None or found > _recognised(best):
                best = candidate
        elif nearest is None or found > nearest[0]:
            nearest = (found, candidate)
    if best is not None:
        return best
    for position, cells in enumerate(rows[:SEARCHED_ROWS]):
        if columns := report_columns(cells):
            return _other(kinds.VILLAGE_REPORT, columns, cells, position, report_header_end(rows, position))
        if columns := target_columns(cells):
            return _other(kinds.TARGETS, columns, cells, position, position)
    return _miss(nearest[1] if nearest else None, is_unmeasured_list=is_unmeasured_list)


def _other(kind: str, columns: dict[str, int], cells: Cells, first_row: int, last_row: int) -> Header:
    return Header(
        kind=kind,
        generation="",
        first_row=first_row,
        last_row=last_row,
        columns=columns,
        written=_written(cells),
    )


def _candidates(rows: Sequence[Cells]) -> Iterator[Header]:
    """Every row as a header of its own, then every row together with the row below.

    In this order, so that a title above the header is not taken for its first row.
    """
    for position, cells in enumerate(rows):
        alone: list[tuple[object, object]] = [(None, cell) for cell in cells]
        yield _header(alone, _written(cells), first_row=position, last_row=position)
    for position, (cells, below) in enumerate(itertools.pairwise(rows)):
        both = list(_joined(cells, below))
        yield _header(both, _written_below(cells, below), first_row=position, last_row=position + 1)


def _joined(above: Cells, below: Cells) -> Iterator[tuple[object, object]]:
    """(group, name) of each column of a header of two rows; a merged cell stands for the columns to its right."""
    group: object = None
    for at in range(max(len(above), len(below))):
        top = above[at] if at < len(above) else ""
        bottom = below[at] if at < len(below) else ""
        group = top if top not in ("", None) else group
        yield (None, top) if bottom in ("", None) else (group, bottom)


def _header(names: list[tuple[object, object]], written: dict[int, str], *, first_row: int, last_row: int) -> Header:
    columns: dict[str, int] = {}
    months: dict[tuple[int, int], dict[str, int]] = {}
    for at, (group, name) in enumerate(names):
        month, known = _monthly(group, name)
        if month and known in MONTHLY:
            months.setdefault(month, {}).setdefault(known, at)
        elif known := _grouped(group, name):
            columns.setdefault(known, at)
    is_wide = bool(months)
    return Header(
        kind=kinds.WIDE if is_wide else kinds.INDIVIDUAL,
        generation=_generation(columns),
        first_row=first_row,
        last_row=last_row,
        columns={known: at for known, at in columns.items() if known not in UNUSED},
        months=months,
        written=written,
    )


def _grouped(group: object, name: object) -> str:
    """BB under LAHIR is the birth weight, BB under any other word the weight."""
    both = (field_of(f"{group} {name}") or field_of(f"{name} {group}")) if group is not None else ""
    return both or field_of(name)


def _monthly(group: object, name: object) -> tuple[tuple[int, int] | None, str]:
    """Month and field of a column of a wide recap: JANUARI over BERAT, JANUARI_BERAT, "BB Jan"."""
    if group is not None and (month := month_of(group)):
        return month, field_of(name)
    if isinstance(name, str):
        parts = name.replace("_", " ").replace("-", " ").split()
        if len(parts) > 1:
            if month := month_of(parts[0]):
                return month, field_of(" ".join(parts[1:]))
            if month := month_of(parts[-1]):
                return month, field_of(" ".join(parts[:-1]))
    return None, ""


def _generation(columns: dict[str, int]) -> str:
    """A has PMT, B has Detail (or KPSP and KIA beside MBG), C has MBG or Kelas Ibu Balita."""
    if "pmt" in columns:
        return "A"
    if "detail" in columns or ("mbg" in columns and {"kpsp", "kia"} & set(columns)):
        return "B"
    return "C" if {"mbg", "kelas_ibu"} & set(columns) else "lokal"


def _missing(header: Header, *, is_unmeasured_list: bool) -> list[str]:
    missing = [LABELS[known] for known in ("birth_date", "sex", "desa") if known not in header.columns]
    measured = {"measured_on", "weight_kg", "height_cm"}
    if not measured & set(header.columns) and not header.months and not is_unmeasured_list:
        missing.append("Tanggal Pengukuran (atau Berat, Tinggi)")
    return missing


def _recognised(header: Header) -> int:
    return len(header.columns) + sum(len(block) for block in header.months.values())


def _miss(header: Header | None, *, is_unmeasured_list: bool) -> Miss:
    """What to say about the nearest row. A row with fewer than two known headers may be data: nothing of it is said."""
    if header is None or _recognised(header) < 2:
        return Miss(found=(), near=(), missing=("Tgl Lahir", "JK", "Desa/Kel", "Tanggal Pengukuran"))
    found = tuple(header.written[at] for at in sorted(header.columns.values()) if at in header.written)
    near = tuple(
        masked_header(text)
        for at, text in header.written.items()
        if at not in header.columns.values()
        and not field_of(text)
        and difflib.get_close_matches(form(text), known_forms(), n=1, cutoff=0.8)
    )
    return Miss(found=found[:8], near=near[:5], missing=tuple(_missing(header, is_unmeasured_list=is_unmeasured_list)))


def _written(cells: Cells) -> dict[int, str]:
    return {at: " ".join(str(cell).split()) for at, cell in enumerate(cells) if cell not in ("", None)}


def _written_below(above: Cells, below: Cells) -> dict[int, str]:
    both = {}
    for at, (group, name) in enumerate(_joined(above, below)):
        words = [str(part) for part in (group, name) if part not in ("", None)]
        if words:
            both[at] = " ".join(" ".join(words).split())
    return both
