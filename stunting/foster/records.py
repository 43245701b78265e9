"""What is written down about foster parents: who gives, which child, what was given, how it ended.

A child is only its key; the desa and the month are all that stands beside it. A foster parent who wishes to stay
anonymous has no name here at all: what was typed is dropped before anything is kept.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from stunting import formats
from stunting.foster.programmes import FosterError
from stunting.languages import Words, _
from stunting.typed_texts import one_line

PARENT_KINDS = Words(
    {
        "pemerintah": "Pemerintah",
        "bumn_d": "BUMN/BUMD",
        "perusahaan": "Perusahaan",
        "lsm": "LSM",
        "kampus": "Kampus",
        "perorangan": "Perorangan",
    }
)
HELP_KINDS = Words(
    {
        "nutrisi": "Nutrisi",
        "non_nutrisi": "Non-nutrisi (jamban, rumah)",
        "air": "Air bersih",
        "edukasi": "Edukasi",
        "pendampingan": "Pendampingan",
    }
)
END_REASONS = Words(
    {
        "selesai": "Selesai sesuai rencana",
        "pindah": "Pindah",
        "meninggal": "Meninggal",
        "mengundurkan_diri": "Mengundurkan diri",
        "lulus_balita": "Lulus balita (genap lima tahun)",
        "lain": "Alasan lain",
    }
)
FIRST_DAY = dt.date(2018, 1, 1)
LONGEST_NAME, LONGEST_TEXT = 120, 300
MOST_RP = 100_000_000_000
KEY = re.compile(r"[0-9a-f]{32}")
# A number this long may be a NIK, a family card or a telephone: never a part of a name, a number of an SK or a note.
LONG_NUMBER = re.compile(r"\d(?:[\s.\-]?\d){9,}")


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A foster parent: a person or an institution.

    kind:   of PARENT_KINDS
    name:   as it may be shown and printed; "" when anonymous
    office: the institution a person gives for, "" without one or when anonymous
    decree: number of the SK that names them; "" where there is none
    """

    id: str
    kind: str
    name: str = ""
    is_anonymous: bool = False
    office: str = ""
    decree: str = ""


@dataclass(frozen=True, kw_only=True)
class Placement:
    """One child with one foster parent in one programme.

    child:        key of the child
    desa_code:    where the child lived when it was placed
    start, end:   first day, and the last day as planned
    amount_rp:    promised for each `amount_per` ("bulan" or "hari"); None where nothing was said
    """

    id: str
    parent: str
    child: str
    desa_code: str
    programme: str
    start: dt.date
    end: dt.date
    amount_rp: int | None = None
    amount_per: str = "bulan"


@dataclass(frozen=True, kw_only=True)
class Help:
    """Something given to one child; value_rp is None where nobody put a price on it."""

    placement: str
    day: dt.date
    kind: str
    text: str = ""
    value_rp: int | None = None


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A placement is over since `day`."""

    placement: str
    day: dt.date
    reason: str
    note: str = ""


def checked_parent(one: Parent) -> Parent:
    """A parent as it may be kept; of an anonymous one nothing but kind and SK is left.

    Raises:
        FosterError: the kind is unknown, or a name is missing or no name.
    """
    _among(one.kind, PARENT_KINDS, _("Jenis orang tua asuh"))
    one = replace(one, decree=_text(one.decree, _("Nomor SK"), is_number_allowed=True))
    if one.is_anonymous:
        return replace(one, name="", office="")
    name = _text(one.name, _("Nama orang tua asuh"), longest=LONGEST_NAME)
    if not name:
        raise FosterError(_("Tulis nama orang tua asuh, atau pilih “tanpa nama (anonim)”."))
    return replace(one, name=name, office=_text(one.office, _("Instansi"), longest=LONGEST_NAME))


def checked_placement(one: Placement) -> Placement:
    """A placement whose days, child and money make sense.

    Raises:
        FosterError: they do not.
    """
    if not KEY.fullmatch(one.child):
        raise FosterError(_("Anak belum dipilih. Ketik nomor kasus atau NIK-nya."))
    _check_day(one.start, _("Tanggal mulai"))
    if one.end <= one.start:
        raise FosterError(_("Tanggal selesai harus sesudah tanggal mulai, {date}.", date=formats.date(one.start)))
    if (one.end - one.start).days > 3 * 366:
        raise FosterError(_("Penempatan paling lama tiga tahun. Periksa tanggal selesai."))
    if one.amount_per not in ("bulan", "hari"):
        raise FosterError(_("Nilai bantuan ditulis per bulan atau per hari."))
    _check_rupiah(one.amount_rp)
    return one


def checked_help(one: Help, of: Placement) -> Help:
    """Help to a child that had begun to be helped.

    Raises:
        FosterError: the day, the kind or the value makes no sense.
    """
    _among(one.kind, HELP_KINDS, _("Jenis bantuan"))
    _check_day(one.day, _("Tanggal bantuan"))
    if one.day < of.start:
        raise FosterError(_("Tanggal bantuan mendahului mulai penempatan, {date}.", date=formats.date(of.start)))
    if one.day > dt.date.today():
        raise FosterError(_("Tanggal bantuan belum tiba. Catat sesudah bantuan diberikan."))
    _check_rupiah(one.value_rp)
    if one.value_rp is None and not one.text.strip():
        raise FosterError(_("Tulis bantuannya, atau nilainya dalam rupiah."))
    return replace(one, text=_text(one.text, _("Uraian bantuan")))


def checked_ending(one: Ending, of: Placement) -> Ending:
    """Why and when a placement is over.

    Raises:
        FosterError: the reason is unknown or the day makes no sense.
    """
    _among(one.reason, END_REASONS, _("Alasan selesai"))
    if one.day < of.start or one.day > dt.date.today():
        raise FosterError(_("Tanggal selesai harus dari {date} sampai hari ini.", date=formats.date(of.start)))
    return replace(one, note=_text(one.note, _("Catatan")))


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _among(key: str, known: Mapping[str, str], noun: str) -> None:
    if key not in known:
        raise FosterError(_("{noun} tidak dikenal. Yang ada: {known}.", noun=noun, known=", ".join(known)))


def _check_day(day: dt.date, noun: str) -> None:
    if not FIRST_DAY <= day <= months_later(dt.date.today(), 12):
        raise FosterError(_("{noun} {date} tidak masuk akal. Periksa tahunnya.", noun=noun, date=formats.date(day)))


def _check_rupiah(value: int | None) -> None:
    if value is not None and not 0 < value <= MOST_RP:
        raise FosterError(_("Nilai rupiah harus lebih dari nol; kosongkan bila tidak diketahui."))


def _text(text: str, noun: str, *, longest: int = LONGEST_TEXT, is_number_allowed: bool = False) -> str:
    said = one_line(text)
    if len(said) > longest:
        raise FosterError(_("{noun} terlalu panjang. Tulis paling banyak {longest} huruf.", noun=noun, longest=longest))
    if not is_number_allowed and LONG_NUMBER.search(said):
        # The number itself is not repeated: it may be a NIK.
        raise FosterError(
            _("{noun} memuat nomor panjang yang bisa berupa NIK atau telepon. Hapus nomor itu.", noun=noun)
        )
    if is_number_allowed and re.search(r"\d{16}", said):
        raise FosterError(_("{noun} memuat enam belas angka yang bisa berupa NIK. Hapus nomor itu.", noun=noun))
    return said
