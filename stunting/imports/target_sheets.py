"""Sheets of sasaran: how many children under five a desa counts in a year, real or projected."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from stunting.imports.dates import year_in
from stunting.imports.fields import field_of, form
from stunting.imports.masking import masked
from stunting.imports.numbers import read_count
from stunting.imports.rows import ParsedChunk
from stunting.imports.words import read_text

REAL, PROJECTED = "riil", "proyeksi"
COUNTS = (
    *("s", "sasaran", "jumlahsasaran", "jumlahbalita", "jumlahsasaranbalita", "sasaranbalita", "balita", "jmlbalita"),
    *("jmlsasaran", "jmlsasaranbalita", "jumlah", "totalbalita", "totalsasaran", "balita059bulan", "balita059bln"),
    *("jumlahanak", "sasaranbalita059bulan"),
)
# "JUMLAH SASARAN BALITA 0-59 BULAN" in every shortening.
_COUNT = re.compile(
    r"(?=.*(?:sasaran|balita))(?:jumlah|jml|total)?(?:sasaran)?(?:anak)?(?:balita)?(?:usia)?(?:059(?:bulan|bln|bl)?)?"
)
KINDS = ("jenis", "jenissasaran", "kategori", "jenisdata", "sumber", "sumberdata", "tipe")
_PROJECTED = re.compile(r"proyeksi|pusdatin|estimasi")
# "Sumber" alone begins the names of many desa.
_TOTAL = re.compile(r"(jumlah|total|keterangan|catatan|sumber\s*:|sumber data)\b|sumber\s*:")
FRAME = {
    "row_no": "int64",
    "kabupaten": "str",
    "kecamatan": "str",
    "desa": "str",
    "year": "int32",
    "kind": "str",
    "target_n": "Int64",
    "reason": "str",
    "reason_column": "str",
    "reason_masked": "str",
}


def target_columns(cells: Sequence[object]) -> dict[str, int]:
    """Positions where a row is the header of a sheet of sasaran, else nothing.

    `target` is a number whose kind stands in another column or in the title; `target_riil` and `target_proyeksi` say
    it themselves.
    """
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        bare = re.sub(r"20\d\d", "", form(cell))
        kind = written_kind(str(cell)) if isinstance(cell, str) else ""
        rest = re.sub(r"riil|real|proyeksi|pusdatin|estimasi", "", bare)
        if form(cell) in KINDS:
            columns.setdefault("kind", at)
        elif kind and (rest in (*COUNTS, "") or _COUNT.fullmatch(rest)):
            columns.setdefault(f"target_{kind}", at)
        elif bare in COUNTS or _COUNT.fullmatch(bare):
            columns.setdefault("target", at)
        elif (known := field_of(cell)) in ("kabupaten", "kecamatan", "desa", "year"):
            columns.setdefault(known, at)
    has_count = any(name.startswith("target") for name in columns)
    return columns if has_count and "desa" in columns else {}


def written_kind(text: str) -> str:
    """riil or proyeksi where a text says so: "Sasaran Riil 2025", "Pusdatin"; else ""."""
    folded = text.casefold()
    if _PROJECTED.search(folded):
        return PROJECTED
    return REAL if re.search(r"\b(riil|real)\b|riil", folded) else ""


def parse_targets(
    rows: list[Sequence[object]],
    numbers: list[int],
    *,
    columns: dict[str, int],
    written: dict[int, str],
    year: int,
    kind: str,
) -> ParsedChunk:
    """One row per desa, year and kind; the columns are those of `FRAME`.

    A row that cannot be used has its reason and no number. An empty number is no row of its own: it is unknown.

    Args:
        year: of rows without one, from the title; 0 unknown
        kind: of rows without one, from the title; "" is taken for riil and noted
    """
    notes: Counter[str] = Counter()
    lines: list[tuple[object, ...]] = []
    targets = {name: at for name, at in columns.items() if name.startswith("target")}
    for number, cells in zip(numbers, rows, strict=True):
        place = [_text(cells, columns, known) for known in ("kabupaten", "kecamatan", "desa")]
        row_year = _year(_at(cells, columns.get("year", -1))) or year
        fired: set[str] = set()
        made: list[tuple[object, ...]] = []
        is_dated = bool(row_year) or all(year_in(written.get(at, "")) for at in targets.values())
        reason, why_at = _reason(place[2], is_dated, columns)
        for name, at in targets.items():
            if reason:
                break
            read = read_count(_at(cells, at))
            fired.update(read.notes)
            row_kind = name.removeprefix("target").strip("_") or written_kind(str(_at(cells, columns.get("kind", -1))))
            if not (row_kind or kind):
                fired.add("jenis_sasaran_dianggap_riil")
            value = pd.NA if math.isnan(read.value) else int(read.value)
            in_header = year_in(written.get(at, ""))
            made.append((number, *place, in_header or row_year, row_kind or kind or REAL, value, "", "", ""))
        if reason:
            made = [(number, *place, row_year, "", pd.NA, reason, written.get(why_at, ""), masked(_at(cells, why_at)))]
        elif all(line[6] is pd.NA for line in made):
            at = next(iter(targets.values()))
            why = ("jumlah_sasaran_tidak_terbaca", written.get(at, ""), masked(_at(cells, at)))
            made = [(number, *place, row_year, "", pd.NA, *why)]
        else:
            notes.update(fired)
        lines += [line for line in made if line[6] is not pd.NA or line[7]]
    frame = pd.DataFrame(lines, columns=list(FRAME)).astype(FRAME)
    return ParsedChunk(frame=frame, notes=notes)


def _reason(desa: str, is_dated: bool, columns: dict[str, int]) -> tuple[str, int]:
    if field_of(desa) == "desa":
        return "judul_berulang", columns["desa"]
    if not desa or _TOTAL.match(desa.casefold()) or desa.replace(".", "").isdecimal():
        return "baris_jumlah", columns["desa"]
    return ("", 0) if is_dated else ("tahun_tidak_diketahui", columns.get("year", columns["desa"]))


def _year(cell: object) -> int:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return year_in(text)


def _text(cells: Sequence[object], columns: dict[str, int], known: str) -> str:
    return read_text(_at(cells, columns[known]))[0] if known in columns else ""


def _at(cells: Sequence[object], position: int) -> object:
    return cells[position] if 0 <= position < len(cells) else ""
