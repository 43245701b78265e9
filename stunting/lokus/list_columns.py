"""What the columns of a list of priority villages are called, and the words in them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from stunting.imports.dates import year_in
from stunting.imports.fields import field_of, form

KINDS = ("desa", "kelurahan", "kel", "kampung", "pekon", "tiyuh", "gampong", "nagari", "nagori", "lembang", "kalurahan")
DESA = {*KINDS, *("".join(pair) for pair in itertools.permutations(KINDS, 2)), "desaataukelurahan", "desadankelurahan"}
KECAMATAN = {"kec", "kecamatan", "distrik", "kecamatandistrik", "kapanewon"}
CODES = {
    *("kode", "kodewilayah", "kodewil", "kodekemendagri", "kodewilayahkemendagri", "kodekemendagridesa"),
    *(f"kode{kind}" for kind in DESA),
}
NUMBERS = {"no", "nomor", "nourut", "nomorurut"}
STATUSES = {"status", "keteranganstatus", "ketstatus", "barulanjutan", "barulanjutankeluar"} | {
    "statusbarulanjutan",
    "statusbarulanjutankeluar",
}
REMARKS = {"ket", "keterangan"}
YEARS = {"tahunlokus", "thnlokus", "lokustahun", "tahun", "thn", "tahunlokusstunting"}
DECREES = {
    *("sk", "nosk", "nomorsk", "skbupati", "nomorskbupati", "noskbupati", "keputusanbupati", "nomorkeputusan"),
    *("nomorkeputusanbupati", "dasar", "dasarpenetapan", "skpenetapan", "suratkeputusan", "nomorsuratkeputusan"),
}
# Words around the name of a column: "NAMA DESA/KELURAHAN LOKUS STUNTING TAHUN 2026".
_AROUND = re.compile(r"20\d\d|nama|lokasifokus|lokus|prioritas|percepatan|penurunan|stunting|tahun|terpilih|usulan")
# A list of children has such columns; it is no list of villages.
OF_CHILDREN = ("nik", "birth_date")

NEW, CONTINUED, LEFT = "baru", "lanjutan", "keluar"
STATUS_WORDS = {
    **dict.fromkeys(("baru", "lokusbaru", "desabaru", "new"), NEW),
    **dict.fromkeys(("lanjutan", "lanjut", "lokuslanjutan", "lama", "lokuslama", "tetap", "berlanjut"), CONTINUED),
    **dict.fromkeys(("keluar", "lokuskeluar", "dikeluarkan", "lulus", "tidaklanjut", "bukanlokuslagi"), LEFT),
    # What a register writes there says nothing about the list.
    **dict.fromkeys(("", "desa", "kelurahan", "lokus", "definitif"), ""),
}
YES = {"ya", "y", "v", "ok", "lokus", "1", "true", "baru", "lanjutan", "lanjut", "lama", "tetap"}
NOT = {"", "tidak", "t", "bukan", "0", "false", "nonlokus", "tidaklokus", "bukanlokus", "keluar"}
TICKS = "√✓✔☑"


@dataclass(frozen=True, kw_only=True)
class ListColumns:
    """Where the columns of a list are.

    at:    our name -> position: desa, second_desa (kelurahan beside desa), code, kecamatan, kabupaten, number, status,
           remark, year, decree
    marks: lokus year (0 not written) -> position of a column that marks the members of that year
    plain_years: lokus year -> position of a column whose heading is a year alone; it may hold anything
    """

    at: dict[str, int]
    marks: dict[int, int] = field(default_factory=dict)
    plain_years: dict[int, int] = field(default_factory=dict)

    @property
    def score(self) -> int:
        """How many headings were understood; 0 where no column holds the desa."""
        return len(self.at) + len(self.marks) if {"desa", "code"} & set(self.at) else 0


def columns_of(cells: Sequence[str]) -> ListColumns:
    """A row read as a header; the first column of each name counts."""
    at: dict[str, int] = {}
    marks: dict[int, int] = {}
    plain_years: dict[int, int] = {}
    for position, cell in enumerate(cells):
        name = _column(cell)
        if name == "mark":
            marks.setdefault(year_in(cell), position)
        elif name == "plain_year":
            plain_years.setdefault(year_in(cell), position)
        elif name == "desa" and "desa" in at:
            at.setdefault("second_desa", position)
        elif name:
            at.setdefault(name, position)
    if "desa" not in at and "code" not in at and list(marks) == [0]:
        # "LOKUS" above the names themselves.
        at["desa"] = marks.pop(0)
    return ListColumns(at=at, marks=marks, plain_years=plain_years)


def header_score(cells: Sequence[str]) -> int:
    return columns_of(cells).score


def is_of_children(cells: Sequence[str]) -> bool:
    """Whether a row is the header of a list of children."""
    return any(field_of(cell) in OF_CHILDREN for cell in cells)


def status_of(text: str) -> str | None:
    """ "Lokus baru" -> "baru", "keluar (kuota penuh)" -> "keluar", "" where nothing is said.

    None for a word that is no status.
    """
    return STATUS_WORDS.get(form(re.sub(r"\(.*", "", text)))


def mark_of(text: str) -> bool | None:
    """Whether a cell marks a member, None for a word that is no mark."""
    if any(tick in text for tick in TICKS):
        return True
    word = form(text)
    return True if word in YES else False if word in NOT else None


def _column(cell: str) -> str:
    whole = form(cell)
    plain = form(re.sub(r"\(.*?\)|\[.*?\]", "", cell)) or whole
    bare = _AROUND.sub("", plain)
    if plain in YEARS:
        return "year"
    if re.fullmatch(r"(tahun|thn)?20\d\d", plain):
        return "plain_year"
    if plain in NUMBERS:
        return "number"
    if plain in CODES or _AROUND.sub("", whole) in CODES:
        return "code"
    if bare in DESA:
        return "desa"
    if bare in KECAMATAN:
        return "kecamatan"
    if bare in STATUSES or whole in STATUSES:
        return "status"
    if plain in REMARKS:
        return "remark"
    if plain in DECREES or bare in DECREES:
        return "decree"
    if bare in ("", "yatidak") and ("lokus" in plain or "fokus" in plain):
        return "desa" if "nama" in plain else "mark"
    return "kabupaten" if field_of(cell) == "kabupaten" else ""
