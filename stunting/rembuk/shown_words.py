"""What a step shows, in words: "Peta · Kecamatan · Prevalensi dan jumlah"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stunting import formats
from stunting.campaigns.kinds import KINDS
from stunting.classes import OFFERED, QUINTILES
from stunting.errors import StuntingError
from stunting.geography import Register
from stunting.indicators import INDICATORS
from stunting.promises.states import STATE_LABELS
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import AREA, SHOWN_PAGES, TAB, UNIT
from stunting.routine.district import TARGET_LABELS
from stunting.routine.maps import ARRANGEMENTS
from stunting.routine.recap import COMPARISONS
from stunting.routine.selection import AGE_LABELS, LOKUS_LABELS
from stunting.services.service import GROUPS, LISTS
from stunting.sources import survey

WORDS_ONLY = "Hanya judul"
_UNITS = {
    "provinsi": "per provinsi",
    "kabupaten": "per kabupaten/kota",
    "kecamatan": "per kecamatan",
    "puskesmas": "per puskesmas",
    "desa": "per desa/kelurahan",
}
_NAMED = {
    UNIT: _UNITS,
    "indikator": {one.key: one.label for one in INDICATORS},
    "susun": ARRANGEMENTS,
    "lapis": {"rutin": "pencatatan rutin", "prevalensi": "survei", "jumlah": "survei, jumlah balita"},
    "banding": COMPARISONS,
    "jk": {"L": "Laki-laki", "P": "Perempuan"},
    "umur": AGE_LABELS,
    "sasaran": TARGET_LABELS,
    "gambar": {"lingkaran": "lingkaran", "kolom": "kolom"},
    "stabil": {"ya": "distabilkan"},
    "tampilan": {
        "rutin": "pencatatan rutin",
        "dua": "dua survei",
        "antarwaktu": "antarwaktu",
        "peringkat": "peringkat",
        "jangkauan": "jangkauan",
        "sebelum-sesudah": "sebelum dan sesudah",
        "peta": "peta",
    },
    "jenis": {
        "komitmen": "komitmen",
        "rtl": "tindak lanjut",
        "semua": "komitmen dan tindak lanjut",
        "spesifik": "spesifik",
        "sensitif": "sensitif",
    },
    "jenis-kegiatan": {key: label.lower() for key, label in KINDS.items()},
    "ukuran": {"kegiatan": "jumlah kegiatan", "peserta": "peserta", "terakhir": "bulan sejak terakhir"},
    "kebutuhan": {"stunting": "balita stunting", "krs": "keluarga berisiko"},
    "satuan-dana": {"kecamatan": "per kecamatan", "desa": "per desa/kelurahan"},
    "isi": {"persen": "persen", "orang": "orang"},
    "layanan": LISTS,
    "kelompok": GROUPS,
    "keadaan": {one.value: label.lower() for one, label in STATE_LABELS.items()},
    "skema": {one.key: one.label for offered in OFFERED.values() for one in offered}
    | {QUINTILES: "lima kelas sama isi"},
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
        return WORDS_ONLY
    params = {key: value for key, value in step.params.items() if (key, value) != (AREA, area_code)}
    said = [_word(key, params[key], register) for key in _ORDER if key in params]
    others = len(set(params) - set(_ORDER))
    more = [f"{others} pilihan lain"] if others else []
    return " · ".join([page_title(step), *filter(None, said), *more])


def _word(key: str, value: str, register: Register) -> str:
    if key in _NAMED:
        return _NAMED[key].get(value, value)
    return _WORDED[key](value, register) if key in _WORDED else value


def _area(code: str, register: Register) -> str:
    return register.get(code).official_name if code in register else f"wilayah {code} (tidak ada di rilis ini)"


def _compared(codes: str, _: Register) -> str:
    count = codes.count(",") + 1
    return f"{count} kabupaten/kota" if count > 1 else ""


def _period(value: str, _: Register) -> str:
    """ "bt:2025-08" -> "Bulan Timbang Agustus 2025"; windows may have other keys."""
    kind, _colon, key = value.partition(":")
    year, _dash, month = key.partition("-")
    if len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12:
        moment = formats.month(int(year), int(month))
        return f"Bulan Timbang {moment}" if kind == "bt" else moment
    return key


def _survey(key: str, _: Register) -> str:
    try:
        return survey(key).label
    except StuntingError:
        return key.upper()


def _round(before: str) -> Callable[[str, Register], str]:
    def said(value: str, register: Register) -> str:
        key, _dash, year = value.rpartition("-")
        return f"{before} {_survey(key, register)} {year}"

    return said


def _list_of_year(year: str, _: Register) -> str:
    return f"lokus {year}"


def _lokus(value: str, _: Register) -> str:
    state, _dash, year = value.partition("-")
    return f"{LOKUS_LABELS.get(state, state)} {year}"


def _puskesmas(_id: str, _: Register) -> str:
    return "satu puskesmas"


_WORDED: Mapping[str, Callable[[str, Register], str]] = {
    AREA: _area,
    "kec": _area,
    "prov": _area,
    "kab": _compared,
    "periode": _period,
    "survei": _survey,
    "dengan": _round("dengan"),
    "dari": _round("dari"),
    "ke": _round("ke"),
    "daftar": _list_of_year,
    "lokus_tahun": _list_of_year,
    "lokus": _lokus,
    "pkm": _puskesmas,
}
