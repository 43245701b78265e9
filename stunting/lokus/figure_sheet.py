"""Sheets with figures per desa, as CSV or spreadsheet: the template comes from `figure_template`.

Cells leave this module as they were read, under the columns their headings mean; `figure_rows` decides what they say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stunting.build.desa_figures import OWN
from stunting.build.family_recap import RECAP
from stunting.errors import ImportRefusedError
from stunting.geography import compact
from stunting.imports.fields import CHILD
from stunting.languages import _
from stunting.lokus.sheets import raw_sheets_of

PLACES = {
    "code": (
        *("kode", "kodedesa", "kodewilayah", "kodekemendagri", "kodedesakelurahan", "kodedesakel", "kodekelurahan"),
        *("kemendagrikodedesakelurahan", "kodekemendagridesa", "kodedesakemendagri"),
    ),
    "kabupaten": CHILD["kabupaten"],
    "kecamatan": CHILD["kecamatan"],
    "desa": CHILD["desa"],
    "year": ("tahun", "year", "thn", "tahundata"),
}
FIGURES = {
    "krs_n": (
        *("totalkrs", "krs", "jumlahkrs", "jmlkrs", "krsn", "keluargaberisiko", "keluargaberisikostunting"),
        *("jumlahkeluargaberisiko", "jumlahkeluargaberisikostunting", "totalkeluargaberisiko"),
    ),
    "family_n": (
        *("jumlahkeluargasasaran", "keluargasasaran", "jmlkeluargasasaran", "totalkeluargasasaran", "familyn"),
        "sasarankeluarga",
    ),
    "service_received_n": (
        *("layananditerima", "layananyangditerima", "jumlahlayananditerima", "jumlahlayananyangditerima"),
        *("indikatorditerima", "indikatoryangditerima", "jumlahindikatoryangditerima", "jumlahditerima"),
    ),
    "service_due_n": (
        *("layananseharusnya", "layananseharusnyaditerima", "layananyangseharusnyaditerima", "seharusnyaditerima"),
        *("jumlahlayananseharusnya", "jumlahlayananyangseharusnyaditerima", "indikatoryangseharusnyaditerima"),
        *("indikatorseharusnyaditerima", "jumlahindikatoryangseharusnyaditerima", "jumlahseharusnyaditerima"),
    ),
    "not_at_risk_n": ("tidakberisiko", "keluargatidakberisiko", "jumlahtidakberisiko"),
    "all_family_n": ("jumlahkeluarga", "jmlkeluarga", "totalkeluarga"),
    **{one.key: one.forms for one in RECAP},
}
UNREAD = (
    *("no", "nomor", "nourut", "provinsi", "prov", "namaprovinsi", "puskesmas", "namapuskesmas", "keterangan", "ket"),
    *("catatan", "sumber", "sumberdata", "kodekecamatan", "kodekabupaten", "kodeprovinsi", "kodebps", "bpskode"),
    *("bpskodedesakelurahan", "bpskodekecamatan", "lat", "lon", "latitude", "longitude"),
)
# Headings of lists of persons or households: nothing of them may be kept.
PERSONAL = (
    *(*CHILD["nik"], *CHILD["birth_date"], *CHILD["parents"], *CHILD["mother"], *CHILD["father"]),
    *("kk", "nokk", "nomorkk", "nokartukeluarga", "nomorkartukeluarga", "kepalakeluarga", "namakepalakeluarga"),
    *("nohp", "nomorhp", "telepon", "notelepon", "namakk"),
)
HEADER_ROWS = 15
LONGEST_LABEL = 60
LOW_IS_WORSE = re.compile(r"↓|\(?\s*(?:makin\s+)?rendah\s*(?:=|itu|makin)?\s*buruk\s*\)?", re.IGNORECASE)
HIGH_IS_WORSE = re.compile(r"↑|\(?\s*(?:makin\s+)?tinggi\s*(?:=|itu|makin)?\s*buruk\s*\)?", re.IGNORECASE)
UNIT = re.compile(r"\(([^()]{1,15})\)")


@dataclass(frozen=True, kw_only=True)
class OwnColumn:
    """A column the kabupaten brought along; is_higher_worse: a higher value speaks for the desa."""

    key: str
    label: str
    unit: str = ""
    is_higher_worse: bool = True


@dataclass(frozen=True, kw_only=True)
class FigureSheet:
    """One sheet below its header.

    columns: known column -> position ("code", "desa", "krs_n", ...)
    others:  position -> a further heading; whether its column holds numbers is seen in the rows
    rows:    (number as a spreadsheet counts it, cells), blank ones left out
    """

    name: str
    columns: dict[str, int]
    others: dict[int, str]
    rows: tuple[tuple[int, Sequence[object]], ...]


def read_sheet(name: str, content: bytes | Path) -> FigureSheet:
    """The first sheet of a file that names its desa and has a figure.

    Raises:
        ImportRefusedError: unreadable, no header, a column twice, or a list of persons.
    """
    for sheet in raw_sheets_of(content, name=name, header_score=_known_n):
        rows = [] if sheet.is_hidden else sheet.rows
        head = next((at for at, (_ignored1, cells) in enumerate(rows[:HEADER_ROWS]) if _is_header(cells)), None)
        if head is None:
            continue
        columns, others = _columns(name, rows[head][1])
        below = tuple((number, cells) for number, cells in rows[head + 1 :] if any(map(_text, cells)))
        return FigureSheet(name=name, columns=columns, others=others, rows=below)
    raise ImportRefusedError(
        _(
            "{name} tidak punya baris judul dengan kolom desa (atau kode_desa) dan sedikitnya "
            "satu kolom angka. Buat contohnya dengan `python -m stunting figures template`.",
            name=name,
        )
    )


def own_column(heading: str) -> OwnColumn:
    """What a heading says of an own column: "Cakupan air (%) ↓" is a percentage of which less is worse."""
    is_higher_worse = not LOW_IS_WORSE.search(heading)
    bare = HIGH_IS_WORSE.sub(" ", LOW_IS_WORSE.sub(" ", heading))
    unit = UNIT.search(bare)
    label = " ".join(UNIT.sub(" ", bare, count=1).replace("%", " ").split()).strip(" -:,")
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].strip("_")
    return OwnColumn(
        key=f"{OWN}{slug}",
        label=label,
        unit=unit[1].strip() if unit else "%" if "%" in bare else "",
        is_higher_worse=is_higher_worse,
    )


def meaning(heading: str) -> str:
    """Our name of a heading, "" where it is none: "Total KRS (keluarga)" is krs_n."""
    form = compact(heading)
    bare = compact(re.sub(r"\([^)]*\)", "", heading))
    names = {**PLACES, **FIGURES}
    return next((one for one, forms in names.items() if form in forms or bare in forms), "")


def heading_problem(heading: str) -> str:
    """Why a column with numbers cannot be taken under this heading, "" where it can."""
    column, shown = own_column(heading), heading[:LONGEST_LABEL]
    if column.key == OWN:
        return _("Judul kolom '{shown}' tidak punya nama. Tulis dengan huruf.", shown=shown)
    if len(column.label) > LONGEST_LABEL or "<" in heading or ">" in heading:
        return _("Judul kolom '{shown}' terlalu panjang atau memuat tanda < atau >. Singkatkan.", shown=shown)
    if re.search(r"\b20\d\d\b", heading):
        return _(
            "Judul kolom '{shown}' memuat tahun. Tulis tahun di kolom tahun, satu baris per desa dan tahun.",
            shown=shown,
        )
    return ""


def _known_n(cells: Sequence[str]) -> int:
    return sum(bool(meaning(cell)) for cell in cells)


def _is_header(cells: Sequence[object]) -> bool:
    """Whether a row has a heading for the desa and at least one more."""
    known = {meaning(_text(cell)) for cell in cells}
    filled = sum(bool(_text(cell)) for cell in cells)
    return bool(known & {"desa", "code"}) and filled >= 2 and not any(isinstance(cell, float) for cell in cells)


def _columns(name: str, cells: Sequence[object]) -> tuple[dict[str, int], dict[int, str]]:
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    problems: list[str] = []
    if any(compact(_text(cell)) in PERSONAL for cell in cells):
        raise ImportRefusedError(
            _(
                "{name} berisi daftar orang atau keluarga, bukan angka per desa; tidak ada yang "
                "dibaca. Pakai rekap satu baris per desa. Daftar balita dimasukkan dengan `python"
                " -m stunting import`.",
                name=name,
            )
        )
    for at, cell in enumerate(cells):
        heading = _text(cell)
        if not heading or compact(heading) in UNREAD:
            continue
        known = meaning(heading)
        if known in columns:
            problems.append(
                _("Kolom '{heading}' ada dua kali, atau dua judul berarti sama.", heading=heading[:LONGEST_LABEL])
            )
        elif known:
            columns[known] = at
        else:
            others[at] = heading
    if problems:
        raise ImportRefusedError(
            _("{name} ditolak, tidak ada yang disimpan. Perbaiki judul kolomnya.", name=name), problems
        )
    return columns, others


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())
