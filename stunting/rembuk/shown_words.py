"""What a step shows, in words: "Peta · Kecamatan · Prevalensi dan jumlah"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stunting import formats
from stunting.campaigns.kinds import KINDS
from stunting.classes import OFFERED, QUINTILES
from stunting.errors import StuntingError
from stunting.geography import Register
from stunting.indicators import INDICATORS
from stunting.languages import N_, Words, _, _n
from stunting.promises.states import STATE_LABELS
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import AREA, SHOWN_PAGES, TAB, UNIT
from stunting.routine.district import TARGET_LABELS
from stunting.routine.maps import ARRANGEMENTS
from stunting.routine.recap import COMPARISONS
from stunting.routine.selection import AGE_LABELS, LOKUS_LABELS
from stunting.services.service import GROUPS, LISTS
from stunting.sources import survey

WORDS_ONLY = N_("Hanya judul")
_NAMED: Mapping[str, Mapping[str, str]] = {
    UNIT: Words(
        {
            "provinsi": "per provinsi",
            "kabupaten": "per kabupaten/kota",
            "kecamatan": "per kecamatan",
            "puskesmas": "per puskesmas",
            "desa": "per desa/kelurahan",
        }
    ),
    "susun": ARRANGEMENTS,
    "lapis": Words({"rutin": "pencatatan rutin", "prevalensi": "survei", "jumlah": "survei, jumlah balita"}),
    "banding": COMPARISONS,
    "jk": Words({"L": "Laki-laki", "P": "Perempuan"}),
    "umur": AGE_LABELS,
    "sasaran": TARGET_LABELS,
    "gambar": Words({"lingkaran": "lingkaran", "kolom": "kolom"}),
    "stabil": Words({"ya": "distabilkan"}),
    "tampilan": Words(
        {
            "rutin": "pencatatan rutin",
            "dua": "dua survei",
            "antarwaktu": "antarwaktu",
            "peringkat": "peringkat",
            "jangkauan": "jangkauan",
            "sebelum-sesudah": "sebelum dan sesudah",
            "peta": "peta",
        }
    ),
    "jenis": Words(
        {
            "komitmen": "komitmen",
            "rtl": "tindak lanjut",
            "semua": "komitmen dan tindak lanjut",
            "spesifik": "spesifik",
            "sensitif": "sensitif",
        }
    ),
    "ukuran": Words({"kegiatan": "jumlah kegiatan", "peserta": "peserta", "terakhir": "bulan sejak terakhir"}),
    "kebutuhan": Words({"stunting": "balita stunting", "krs": "keluarga berisiko"}),
    "satuan-dana": Words({"kecamatan": "per kecamatan", "desa": "per desa/kelurahan"}),
    "isi": Words({"persen": "persen", "orang": "orang"}),
    "layanan": LISTS,
    "kelompok": GROUPS,
}
# Read when they are said, in the language of whoever looks.
_LISTED: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "indikator": lambda: {one.key: one.label for one in INDICATORS},
    "jenis-kegiatan": lambda: {key: label.lower() for key, label in KINDS.items()},
    "keadaan": lambda: {one.value: label.lower() for one, label in STATE_LABELS.items()},
    "skema": lambda: (
        {one.key: one.label for offered in OFFERED.values() for one in offered} | {QUINTILES: _("lima kelas sama isi")}
    ),
}
# In the order in which they are read; what is not listed here is a detail of the page.
_ORDER = (
    TAB, "indikator", "lapis", UNIT, "tampilan", "susun", AREA, "kab", "prov", "periode", "survei", "tahun", "dengan",
    "dari", "ke", "daftar", "lokus_tahun", "banding", "jk", "umur", "lokus", "pkm", "sasaran", "stabil", "skema",
    "layanan", "lapor", "kelompok", "jenis", "isi", "tahun_rembuk", "kec", "lembaga", "keadaan", "ukuran",
    "jenis-kegiatan", "tahun-kegiatan", "kebutuhan", "tahun-dana", "satuan-dana",
)  # fmt: skip


def page_title(step: Step) -> str:
    """ "Peta", "" for a step of words."""
    return SHOWN_PAGES[step.page].title if step.page else ""


def shown_words(step: Step, register: Register, *, area_code: str) -> str:
    """Page and choices of a step as a list names them; the area only where it is another than that of the agenda."""
    if not step.page:
        return _(WORDS_ONLY)
    params = {key: value for key, value in step.params.items() if (key, value) != (AREA, area_code)}
    said = [_word(key, params[key], register) for key in _ORDER if key in params]
    others = len(set(params) - set(_ORDER))
    more = [_n("{n} pilihan lain", others, n=others)] if others else []
    return " · ".join([page_title(step), *filter(None, said), *more])


def _word(key: str, value: str, register: Register) -> str:
    named = _NAMED.get(key) or _LISTED.get(key, dict)()
    if named:
        return named.get(value, value)
    return _WORDED[key](value, register) if key in _WORDED else value


def _area(code: str, register: Register) -> str:
    return (
        register.get(code).official_name
        if code in register
        else _("wilayah {code} (tidak ada di rilis ini)", code=code)
    )


def _compared(codes: str, _register: Register) -> str:
    count = codes.count(",") + 1
    return _("{count} kabupaten/kota", count=count) if count > 1 else ""


def _period(value: str, _register: Register) -> str:
    """ "bt:2025-08" -> "Bulan Timbang Agustus 2025"; windows may have other keys."""
    kind, _colon, key = value.partition(":")
    year, _dash, month = key.partition("-")
    if len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12:
        moment = formats.month(int(year), int(month))
        return _("Bulan Timbang {moment}", moment=moment) if kind == "bt" else moment
    return key


def _survey(key: str, _register: Register) -> str:
    try:
        return survey(key).label
    except StuntingError:
        return key.upper()


def _round(before: str) -> Callable[[str, Register], str]:
    def said(value: str, register: Register) -> str:
        key, _dash, year = value.rpartition("-")
        return f"{_(before)} {_survey(key, register)} {year}"

    return said


def _list_of_year(year: str, _register: Register) -> str:
    return _("lokus {year}", year=year)


def _lokus(value: str, _register: Register) -> str:
    state, _dash, year = value.partition("-")
    return f"{LOKUS_LABELS.get(state, state)} {year}"


def _puskesmas(_id: str, _register: Register) -> str:
    return _("satu puskesmas")


def _tab(name: str, _register: Register) -> str:
    return _(name)


_WORDED: Mapping[str, Callable[[str, Register], str]] = {
    TAB: _tab,
    AREA: _area,
    "kec": _area,
    "prov": _area,
    "kab": _compared,
    "periode": _period,
    "survei": _survey,
    "dengan": _round(N_("dengan")),
    "dari": _round(N_("dari")),
    "ke": _round(N_("ke")),
    "daftar": _list_of_year,
    "lokus_tahun": _list_of_year,
    "lokus": _lokus,
    "pkm": _puskesmas,
}
