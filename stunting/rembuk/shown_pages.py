"""The pages that a step may show in the hall, and which of their choices it may carry.

Only what is listed here is carried: a choice that a page gets later stays out until somebody has looked at it. The hall
sees mode publik alone, so the choices of mode internal are refused with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stunting.campaigns.kinds import KINDS as EVENT_KINDS
from stunting.classes import OFFERED, QUINTILES, SCHEMES
from stunting.errors import StuntingError, nearest
from stunting.indicators import INDICATORS
from stunting.languages import N_, Worded, Words, _
from stunting.lokus import link
from stunting.promises.states import State
from stunting.routine import recap
from stunting.routine.district import TARGET_LABELS, Mode
from stunting.routine.maps import ARRANGEMENTS
from stunting.routine.selection import AGES
from stunting.services.service import GROUPS, LISTS, SENSITIF, SPESIFIK
from stunting.sources import SURVEYS
from stunting.typed_texts import one_line

AREA, MODE, RELEASE, UNIT, TAB = "wilayah", "mode", "rilis", "satuan", "tab"
LONGEST_VALUE = 160
AREA_FORM = r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{10}"
SURVEY_YEAR = r"[a-z]+-[0-9]{4}"
YEAR = r"[0-9]{4}"
ANY = f".{{1,{LONGEST_VALUE}}}"


class AgendaError(StuntingError):
    """An agenda that cannot be read, kept or changed as asked; the sentence says what to do."""


@dataclass(frozen=True, kw_only=True)
class ShownPage:
    """A page for the hall. choices: a choice of its link -> the form of its values, a regular expression."""

    key: str
    title: Worded = Worded()
    choices: Mapping[str, str]


def _one_of(*values: str) -> str:
    return "|".join(re.escape(value) for value in values)


_ROUTINE = {
    "indikator": _one_of(*(one.key for one in INDICATORS)),
    # Years, and windows that cut a month, are no periods of mode publik.
    "periode": r"(bt|bulan):[A-Za-z0-9._-]{1,60}",  # no text
    "jk": "L|P",
    "umur": _one_of(*filter(None, AGES)),
    "pkm": ANY,
    "lokus": r"(ya|tidak)-[0-9]{4}",  # no text
    "sasaran": _one_of(*filter(None, TARGET_LABELS)),
}
_SCHEMES = dict.fromkeys([*SCHEMES, *(one.key for offered in OFFERED.values() for one in offered), QUINTILES])
_ROUND = {
    "tahun": YEAR,
    "survei": _one_of(*(one.key for one in SURVEYS)),
    "skema": _one_of(*_SCHEMES),
}
_TWO_ROUNDS = {"dari": SURVEY_YEAR, "ke": SURVEY_YEAR}
_COMPARED = {"kab": r"[0-9]{4}(,[0-9]{4}){0,11}"}

SHOWN_PAGES: Mapping[str, ShownPage] = {
    one.key: one
    for one in (
        ShownPage(key="ringkasan", title=N_("Ringkasan"), choices=_ROUTINE),
        ShownPage(
            key="peta",
            title=N_("Peta"),
            choices={
                **_ROUND,
                **_ROUTINE,
                "lapis": "rutin|prevalensi|jumlah",  # no text
                UNIT: "provinsi|kabupaten|kecamatan|desa",  # no text
                "susun": _one_of(*ARRANGEMENTS),
                "dengan": SURVEY_YEAR,
                "gambar": "lingkaran|kolom",  # no text
            },
        ),
        ShownPage(
            key="tabel",
            title=N_("Tabel"),
            choices={
                **_ROUTINE,
                UNIT: _one_of(*(key for key in recap.UNITS if key != recap.POSYANDU)),
                "banding": _one_of(*recap.COMPARISONS),
                "urut": r"-?[a-z0-9_]{1,40}",
            },
        ),
        ShownPage(
            key="tren",
            title=N_("Tren"),
            choices={
                **_ROUTINE,
                **_TWO_ROUNDS,
                TAB: "Rutin|Survei|Dua angka|Uji klaim|Target",  # no text
                "survei_dua": SURVEY_YEAR,
                "rutin_dua": ANY,
                "klaim": ANY,
                "angka1": ANY,
                "angka2": ANY,
                "deret": r"rutin|survei-[a-z]+",  # no text
                "tuju": r"(target|kelas)-[0-9.]{1,8}",  # no text
                "sampai": YEAR,
            },
        ),
        ShownPage(
            key="banding",
            title=N_("Banding"),
            choices={
                **_ROUND,
                **_ROUTINE,
                **_TWO_ROUNDS,
                **_COMPARED,
                "tampilan": "rutin|dua|antarwaktu|peringkat",  # no text
                UNIT: "kecamatan|desa",  # no text
                "prov": r"[0-9]{2}",
                "stabil": "ya",
            },
        ),
        ShownPage(
            key="lokus",
            title=N_("Lokus"),
            choices={
                **_ROUTINE,
                **_COMPARED,
                # The tab Pilih shows nothing in mode publik.
                TAB: "Daftar|SK dan keputusan|Banding|Dampak",  # no text
                "tampilan": "jangkauan|antarwaktu|sebelum-sesudah|peta",  # no text
                "daftar": YEAR,
                "dipilih": ANY,
                "sesudah": ANY,
                "lokus_tahun": YEAR,
            },
        ),
        ShownPage(
            key="komitmen",
            title=N_("Komitmen"),
            choices={
                # Of foster parents the hall sees what the kabupaten released, and no other part of that tab.
                TAB: "Tagih janji|Orang tua asuh|Kampanye|Rupiah",  # no text
                "jenis": "komitmen|rtl|semua",  # no text
                "rembuk": r"[a-z0-9][a-z0-9-]{2,59}",
                "lembaga": ANY,
                "kec": r"[0-9]{6}",
                "keadaan": _one_of(*State),
                "tahun_rembuk": YEAR,
                "per": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
                "jenis-kegiatan": _one_of(*EVENT_KINDS),
                "tahun-kegiatan": YEAR,
                "ukuran": "kegiatan|peserta|terakhir",  # no text
                "tahun-dana": YEAR,
                "kebutuhan": "stunting|krs",  # no text
                "satuan-dana": "kecamatan|desa",  # no text
            },
        ),
        ShownPage(
            key="layanan",
            title=N_("Layanan"),
            choices={
                **_ROUTINE,
                # The others draw a desa, or are for entering data.
                TAB: "Cakupan|Terlemah|Keluarga berisiko",  # no text
                "layanan": _one_of(*LISTS),
                "kelompok": _one_of(*GROUPS),
                "jenis": _one_of(SPESIFIK, SENSITIF),
                "lapor": r"[0-9]{4}-(tahun|s[12]|tw[1-4]|m(0[1-9]|1[0-2]))",  # no text
                "isi": "persen|orang",  # no text
            },
        ),
    )
}
NOT_SHOWN = Words(
    {
        "data": "Halaman Data membuka berkas impor, jadi tidak ditayangkan",
        "rembuk": "Halaman Rembuk untuk menyiapkan dan mencatat, jadi tidak ditayangkan",
        "kasus": "Halaman Kasus memuat data anak, jadi tidak ditayangkan",
    }
)
_CHOOSING_LOKUS = N_("skenario pemilihan lokus hanya ada di mode internal, jadi tidak ditayangkan")
RESTRICTED = Words(
    {
        "posyandu": "angka per posyandu hanya ada di mode internal, jadi tidak ditayangkan",
        "skenario": "skenario tersimpan hanya ada di mode internal, jadi tidak ditayangkan",
        "pratinjau": "pratinjau Lampiran SK hanya ada di mode internal, jadi tidak ditayangkan",
        RELEASE: "rilis dipilih untuk seluruh agenda, lewat pembekuan",
        **dict.fromkeys(link.PARAMS, _CHOOSING_LOKUS),
    }
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What of a view may be shown in the hall. notes: one sentence for everything that was left out."""

    page: str
    params: Mapping[str, str]
    notes: tuple[str, ...]


def check(page: str, params: Mapping[str, str]) -> None:
    """Whether a step may show this view; page "" is a step of words.

    Raises:
        AgendaError: the page or one of its choices may not be shown, with the reason.
    """
    complaint = _complaint_about_page(page)
    if not complaint and not page and params:
        complaint = _("Langkah tanpa halaman tidak membawa pilihan tampilan")
    complaints = [complaint] if complaint else [said for key in params if (said := _complaint(page, key, params[key]))]
    if complaints:
        raise AgendaError(_("{complaints}. Ubah langkahnya.", complaints=complaints[0]))


def shown_of(page: str, params: Mapping[str, str]) -> Shown:
    """The part of any view that may be shown in the hall, for a file from elsewhere or the address of an open page.

    Mode publik and empty choices go without a word: a step is always in mode publik.
    """
    complaint = _complaint_about_page(page)
    if complaint or not page:
        said = (_("{complaint}; langkahnya menjadi langkah tanpa halaman.", complaint=complaint),) if complaint else ()
        return Shown(page="", params={}, notes=said)
    kept, notes = {}, []
    for key, value in params.items():
        if not value or (key, value) == (MODE, Mode.PUBLIC.value):
            continue
        complaint = _complaint(page, key, value)
        if complaint:
            notes.append(_("{complaint}; dilepas.", complaint=complaint))
        else:
            kept[key] = value
    return Shown(page=page, params=kept, notes=tuple(notes))


def _complaint_about_page(page: str) -> str:
    if not page or page in SHOWN_PAGES:
        return ""
    if page in NOT_SHOWN:
        return NOT_SHOWN[page]
    offers = nearest(page, SHOWN_PAGES) or tuple(SHOWN_PAGES)
    return _(
        "Halaman '{page}' tidak dapat ditayangkan; yang dapat: {offers}", page=_quoted(page), offers=", ".join(offers)
    )


def _complaint(page: str, key: str, value: str) -> str:
    """What speaks against one choice, "" where nothing does."""
    shown = SHOWN_PAGES[page]
    if key == MODE:
        if value == Mode.PUBLIC.value:
            return ""
        return _("Pilihan 'mode' bernilai '{value}': layar rembuk selalu dalam mode publik", value=_quoted(value))
    form = AREA_FORM if key == AREA else shown.choices.get(key)
    if form is None and key in RESTRICTED:
        return _(
            "Pilihan '{key}' di halaman {shown}: {restricted}", key=key, shown=shown.title, restricted=RESTRICTED[key]
        )
    if form is None:
        return _("Pilihan '{key}' tidak dikenal di halaman {shown}", key=_quoted(key), shown=shown.title)
    if one_line(value) != value or not re.fullmatch(form, value):
        return _(
            "Nilai '{value}' untuk '{key}' tidak dapat ditayangkan di halaman {shown}",
            value=_quoted(value),
            key=key,
            shown=shown.title,
        )
    return ""


def _quoted(text: str) -> str:
    return one_line(text)[:40]
