"""Sheets of the user with one row per event or budget: rows under known headings, and the area each row means.

What a row says is decided by who asks; here it is only read. Lists of persons are refused before anything is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stunting import formats
from stunting.errors import ImportRefusedError, StuntingError, UnknownAreaError
from stunting.geography import Area, Register, compact, split_kind
from stunting.imports.dates import read_date
from stunting.imports.masking import shown, told
from stunting.languages import Sentence
from stunting.lokus.figure_sheet import PERSONAL
from stunting.lokus.places import bare_code, shortened
from stunting.lokus.sheets import SEARCHED_ROWS, Row, sheets_of
from stunting.typed_texts import one_line

PLACES = {
    "code": ("kode", "kodewilayah", "kodedesa", "kodekemendagri", "kodekecamatan", "kodekabupaten"),
    "kabupaten": ("kabupaten", "kabupatenkota", "kabkota", "kab", "kota"),
    "kecamatan": ("kecamatan", "kec", "distrik"),
    "desa": ("desa", "desakelurahan", "kelurahan", "desakel", "namadesa", "kampung", "pekon", "tiyuh"),
}
SHOWN = 60
TOTAL = re.compile(r"(?:jumlah|total|keterangan|catatan|sumber\s*:|mengetahui|nip\b)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class WrittenRow:
    """One row of a sheet: its number as a spreadsheet counts it, and its cells under our names; "" where empty."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_rows(
    content: bytes | Path, *, name: str, headings: Mapping[str, Collection[str]], needed: Sequence[str]
) -> list[WrittenRow]:
    """The rows below the first header that has every needed column.

    headings: our name -> compact forms of the headings that mean it; those of `PLACES` are always known

    Raises:
        ImportRefusedError: unreadable, no such header, a column twice, or a list of persons.
    """
    meaning = {form: ours for ours, forms in (PLACES | dict(headings)).items() for form in forms}

    def understood(cells: Sequence[str]) -> dict[int, str]:
        bare = (compact(re.sub(r"\([^)]*\)", "", cell)) for cell in cells)
        return {at: meaning[form] for at, form in enumerate(bare) if form in meaning}

    for sheet in sheets_of(content, name=name, header_score=lambda cells: len(understood(cells))):
        for at, (_number, cells) in enumerate(sheet.rows[:SEARCHED_ROWS]):
            columns = understood(cells)
            if not set(needed) <= set(columns.values()) or not set(PLACES) & set(columns.values()):
                continue
            if any(compact(cell) in PERSONAL for cell in cells):
                raise ImportRefusedError(
                    Sentence(
                        "{name} berisi daftar orang atau keluarga; tidak ada yang dibaca. Pakai "
                        "rekap tanpa nama, NIK, dan alamat.",
                        name=name,
                    )
                )
            twice = sorted({ours for ours in columns.values() if list(columns.values()).count(ours) > 1})
            if twice:
                raise ImportRefusedError(
                    Sentence(
                        "{name} punya dua kolom untuk {twice}. Hapus salah satunya.", name=name, twice=", ".join(twice)
                    )
                )
            return _below(sheet.rows[at + 1 :], columns, needed)
    wanted = ", ".join(f"'{one}'" for one in needed)
    raise ImportRefusedError(
        Sentence(
            "{name} tidak punya baris judul dengan kolom wilayah dan kolom {wanted}. Unduh lembar"
            " kosong untuk contohnya.",
            name=name,
            wanted=wanted,
        )
    )


def _below(rows: Sequence[Row], columns: Mapping[int, str], needed: Sequence[str]) -> list[WrittenRow]:
    found = []
    for number, cells in rows:
        filled = {ours: cells[at].strip() if at < len(cells) else "" for at, ours in columns.items()}
        row = WrittenRow(number=number, cells=filled)
        first = next((cell for cell in cells if cell.strip()), "")
        # Totals and remarks below a table are no rows of it, and a place alone in a template says nothing yet.
        is_total = bool(TOTAL.match(first)) and not all(row[one] for one in needed)
        if any(row[one] for one in needed) and not is_total:
            found.append(row)
    return found


def area_of(row: WrittenRow, register: Register, within: Area) -> Area:
    """The lowest area that a row names, by code or by names, inside another one; never by a guess.

    Raises:
        StuntingError: no area, an area elsewhere, or code and name that do not agree; one sentence.
    """
    if row["code"]:
        return _by_code(row, register, within)
    names = [(level, row[level]) for level in ("kabupaten", "kecamatan", "desa") if row[level]]
    if not names:
        raise StuntingError(Sentence("wilayah kosong. Isi kode wilayah, atau kecamatan dan desa."))
    area = within
    for level, written in names:
        if level == area.level and compact(split_kind(written)[1]) == compact(area.name):
            continue
        area = _named(register, written, level=level, within=area)
    return area


def _named(register: Register, written: str, *, level: str, within: Area) -> Area:
    try:
        found = register.find(written, level=level, within=within.code)
    except UnknownAreaError:
        found = None
    if found is None or found.level != level or not found.code.startswith(within.code):
        raise StuntingError(
            Sentence(
                "{level} '{written}' tidak ada di {within}. Tulis nama resmi atau kode Kemendagri.",
                level=level,
                written=shown(written),
                within=within.official_name,
            )
        )
    return found


def _by_code(row: WrittenRow, register: Register, within: Area) -> Area:
    if problem := shortened(row["code"]):
        raise StuntingError(problem)
    code = bare_code(row["code"])
    if code not in register or not code.startswith(within.code):
        raise StuntingError(
            Sentence(
                "kode '{row}' bukan wilayah di {within}. Pakai kode Kemendagri, bukan kode BPS.",
                row=row["code"][:20],
                within=within.official_name,
            )
        )
    area = register.get(code)
    named = row[area.level] if area.level in PLACES else ""
    if named and compact(split_kind(named)[1]) != compact(area.name):
        raise StuntingError(
            Sentence(
                "kode {code} adalah {area}, tetapi namanya ditulis '{named}'. Betulkan salah satu.",
                code=code,
                area=area.official_name,
                named=named[:SHOWN],
            )
        )
    return area


def day_of(written: str) -> str:
    """A written day as 2024-02-22.

    Raises:
        StuntingError: it is none.
    """
    read = read_date(written)
    if read.value is None:
        raise StuntingError(
            Sentence(
                "tanggal '{written}' tidak terbaca. Tulis seperti 29 November 2023 atau 29/11/2023.",
                written=written[:20],
            )
        )
    return read.value.isoformat()


def short_text(written: str, *, label: str, longest: int) -> str:
    """A cell of words on one line.

    Raises:
        StuntingError: too long, with signs of markup, or with a number as long as a NIK or a telephone number.
    """
    text = one_line(written)
    if len(text) > longest:
        raise StuntingError(Sentence("{label} lebih dari {longest} huruf. Singkatkan.", label=label, longest=longest))
    if "<" in text or ">" in text:
        raise StuntingError(Sentence("{label} memuat tanda < atau >. Hapus tandanya.", label=label))
    if re.search(r"(?:\d[\s.\-]?){10,}", text):
        raise StuntingError(
            Sentence("{label} memuat angka panjang seperti NIK atau nomor telepon. Hapus angkanya.", label=label)
        )
    return text


def refused(name: str, problems: Sequence[str]) -> ImportRefusedError:
    """A sheet with bad rows: nothing of it is stored."""
    return ImportRefusedError(
        Sentence(
            "{name} ditolak, tidak ada yang disimpan: {problems_n} masalah. Perbaiki lalu ulangi.",
            name=name,
            problems_n=formats.number(len(problems)),
        ),
        told(problems),
    )
