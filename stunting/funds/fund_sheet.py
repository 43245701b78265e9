"""A sheet of budgets: read as a whole, every bad row named; and the empty one that is handed out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from stunting import formats
from stunting.errors import StuntingError
from stunting.funds.kinds import FUNDS, fund_of
from stunting.geography import Area, Register, compact
from stunting.languages import _, in_indonesian
from stunting.own_sheets import WrittenRow, area_of, read_rows, refused, short_text
from stunting.own_templates import Template, desa_rows, template_xlsx

T = TypeVar("T")
HEADINGS = {
    "year": ("tahun", "ta", "tahunanggaran", "thn"),
    "fund": ("sumberdana", "dana", "sumberanggaran", "sumberpembiayaan", "sumberpendanaan"),
    "activity": ("kegiatan", "namakegiatan", "uraian", "uraiankegiatan", "subkegiatan", "belanja"),
    "budget_rp": ("anggaran", "pagu", "paguanggaran", "jumlahanggaran", "anggaranrp", "nilai"),
    "realised_rp": ("realisasi", "realisasianggaran", "realisasirp", "terserap"),
    "is_direct": ("langsung", "sasaranlangsung", "langsungkesasaran", "menyentuhsasaran"),
    "source": ("sumber", "sumberdata", "dokumen"),
}
NEEDED = ("fund", "activity", "budget_rp")
TEMPLATE = {
    "kode_wilayah": (
        14,
        "kode Kemendagri desa; atau kecamatan/kabupaten bila dananya tidak dirinci per desa",  # no text
    ),
    "kecamatan": (22, "nama kecamatan"),  # no text
    "desa": (22, "nama desa/kelurahan"),  # no text
    "tahun": (8, "tahun anggaran"),  # no text
    "sumber_dana": (14, ", ".join(FUNDS)),
    "kegiatan": (40, "satu baris per kegiatan"),  # no text
    "anggaran": (16, "rupiah penuh, misalnya 15000000 atau Rp15.000.000"),  # no text
    "realisasi": (16, "rupiah penuh; kosong bila belum diketahui, jangan 0"),  # no text
    "langsung": (
        10,
        "ya bila sampai ke sasaran (makanan, jamban, pendampingan); tidak bila rapat atau honor",  # no text
    ),
    "sumber": (30, "APBDes, RKA, atau laporan yang mencatatnya"),  # no text
}
YES = {"ya", "y", "1", "true", "langsung", "v"}
NO = {"", "tidak", "t", "0", "false", "tidaklangsung", "bukan"}
LARGEST = 10**13
# With zeros before it; Python refuses to read a number of thousands of digits.
MOST_DIGITS = 40
FIRST_YEAR = 2015


@dataclass(frozen=True, kw_only=True)
class Fund:
    """One checked budget of the user; realised_rp is None where it is not known yet."""

    area_code: str
    year: int
    fund: str
    activity: str
    budget_rp: int
    realised_rp: int | None
    is_direct: bool
    source: str

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What a budget is told apart by."""
        return self.area_code, self.year, self.fund, self.activity.casefold()


@dataclass(frozen=True, kw_only=True)
class FundDraft:
    """A sheet that was read and found good; nothing is stored yet."""

    file: str
    kabupaten_code: str
    kabupaten_name: str
    funds: tuple[Fund, ...]
    notes: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({one.year for one in self.funds}))

    def sentences(self) -> list[str]:
        """What the sheet holds, for a reader."""
        total = formats.rupiah(sum(one.budget_rp for one in self.funds))
        desa_n = len({one.area_code for one in self.funds if len(one.area_code) == 10})
        years = ", ".join(map(str, self.years))
        return [
            _(
                "{file}: {funds_n} baris {kabupaten_name}, {years}; {total} di {desa_n} desa/kelurahan.",
                file=self.file,
                funds_n=formats.number(len(self.funds)),
                kabupaten_name=self.kabupaten_name,
                years=years,
                total=total,
                desa_n=formats.number(desa_n),
            ),
            *self.notes,
        ]


def read_funds(
    content: bytes | Path, *, register: Register, kabupaten: Area, name: str, year: int | None = None, source: str = ""
) -> FundDraft:
    """A sheet with one row per area, year, source of money and activity, checked as a whole.

    year: of rows without one; source: of rows without one, "" for the name of the file

    Raises:
        ImportRefusedError: no such sheet, or a bad row; `problems` has one sentence for each.
    """
    rows = read_rows(content, name=name, headings=HEADINGS, needed=NEEDED)
    told = " ".join(source.split()) or f"lembar {name}"  # no text
    problems: list[str] = []
    notes: list[str] = []
    funds: list[Fund] = []
    first: dict[tuple[str, int, str, str], int] = {}
    for row in rows:
        one, wrong = _fund(row, register, kabupaten, year, told)
        if one.key in first and not wrong:
            wrong = [
                _(
                    "dana, kegiatan, dan tahun yang sama sudah ada di baris {first}. Jumlahkan keduanya.",
                    first=first[one.key],
                )
            ]
        first.setdefault(one.key, row.number)
        problems += [_("Baris {number}: {sentence}", number=row.number, sentence=sentence) for sentence in wrong]
        funds.append(one)
        if one.realised_rp is not None and one.realised_rp > one.budget_rp:
            notes.append(
                _(
                    "Baris {number}: realisasi {realised_rp} lebih besar daripada anggaran "
                    "{budget_rp}. Disimpan apa adanya.",
                    number=row.number,
                    realised_rp=formats.rupiah(one.realised_rp),
                    budget_rp=formats.rupiah(one.budget_rp),
                )
            )
    if problems:
        raise refused(name, problems)
    if not funds:
        raise refused(name, [_("Tidak ada baris dana di bawah judul. Isi tabelnya.")])
    unsplit = sum(len(one.area_code) < 10 for one in funds)
    if unsplit:
        notes.append(_("{unsplit} baris tingkat kecamatan atau kabupaten; tidak dibagi ke desa.", unsplit=unsplit))
    return FundDraft(
        file=name,
        kabupaten_code=kabupaten.code,
        kabupaten_name=kabupaten.official_name,
        funds=tuple(funds),
        notes=tuple(notes),
    )


def _fund(row: WrittenRow, register: Register, kabupaten: Area, year: int | None, told: str) -> tuple[Fund, list[str]]:
    """The budget of a row, and everything that is wrong with it; then it is not to be used."""
    wrong: list[str] = []

    def tried(make: Callable[[], T], otherwise: T) -> T:
        try:
            return make()
        except StuntingError as refused_cell:
            wrong.append(str(refused_cell))
            return otherwise

    activity = tried(lambda: short_text(row["activity"], label=_("kegiatan"), longest=400), "")
    if not row["activity"]:
        wrong.append(_("kegiatan kosong. Isi untuk apa dananya."))
    one = Fund(
        area_code=tried(lambda: area_of(row, register, kabupaten).code, ""),
        year=tried(lambda: _year(row["year"], year), 0),
        fund=tried(lambda: _fund_key(row["fund"]), ""),
        activity=activity,
        budget_rp=tried(lambda: _required(row["budget_rp"]), 0),
        realised_rp=tried(lambda: money(row["realised_rp"], label=_("realisasi")), None),
        is_direct=tried(lambda: _direct(row["is_direct"]), False),
        source=tried(lambda: short_text(row["source"] or told, label=_("sumber"), longest=400), ""),
    )
    return one, wrong


def _year(written: str, default: int | None) -> int:
    text = written or (str(default) if default else "")
    last = dt.date.today().year + 1
    if not re.fullmatch(r"\d{4}", text) or not FIRST_YEAR <= int(text) <= last:
        raise StuntingError(
            _(
                "tahun '{text}' tidak dapat dipakai. Tulis tahun {first_year} sampai {last}.",
                text=text[:20],
                first_year=FIRST_YEAR,
                last=last,
            )
        )
    return int(text)


def _fund_key(written: str) -> str:
    key = fund_of(written)
    if not key:
        raise StuntingError(
            _("sumber dana '{written}' tidak dikenal. Pilih {funds}.", written=written[:40], funds=", ".join(FUNDS))
        )
    return key


def _required(written: str) -> int:
    value = money(written, label=_("anggaran"))
    if value is None:
        raise StuntingError(_("anggaran kosong. Isi rupiahnya, atau hapus barisnya."))
    return value


def money(written: str, *, label: str) -> int | None:
    """Whole rupiah, None where blank: "Rp15.000.000,00" and "15000000" are the same.

    Raises:
        StuntingError: it is no such number, or larger than any budget of a kabupaten.
    """
    text = re.sub(r"^\s*(?:rp\.?|idr)\s*", "", written.strip(), flags=re.IGNORECASE).replace(" ", "")
    if text in ("", "-", "–"):
        return None
    text = re.sub(r"(?<=\d{3})(?:,\d{2}|,-|\.-)$", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) or re.fullmatch(r"\d{1,3}(?:,\d{3})+", text):
        text = re.sub(r"[.,]", "", text)
    text = re.sub(r"\.0+$", "", text)
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS or int(text) > LARGEST:
        raise StuntingError(
            _(
                "{label} '{written}' bukan rupiah penuh. Tulis misalnya 15000000 atau Rp15.000.000.",
                label=label,
                written=written[:20],
            )
        )
    return int(text)


def _direct(written: str) -> bool:
    plain = compact(written) if written not in ("1", "0") else written
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise StuntingError(_("kolom langsung '{written}' tidak terbaca. Tulis ya atau tidak.", written=written[:20]))


@in_indonesian
def template(register: Register, kabupaten: Area, *, year: int | None = None) -> bytes:
    """An XLSX for one kabupaten with a row per desa, to be copied for each further activity; untouched rows are left.

    year: what is filled in already
    """
    return template_xlsx(
        Template(
            sheet="dana",
            title=f"Dana untuk stunting, {kabupaten.official_name}",  # no text
            columns=TEMPLATE,
            text_n=3,
            rows=desa_rows(register, kabupaten.code, *([] if year is None else [year])),
            choices={"sumber_dana": list(FUNDS), "langsung": ("ya", "tidak")},
            remarks=("Baris tanpa sumber dana, kegiatan, dan anggaran tidak dibaca.",),  # no text
        )
    )
