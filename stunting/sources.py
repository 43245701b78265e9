"""The surveys: who measured stunting, how, in which years, and what may stand on one line.

A survey is a weighted sample of children; a routine register (e-PPGBM) counts the children who came to be measured.
Only surveys live here. Two surveys of different design never share a line in a chart.
"""

from __future__ import annotations

from dataclasses import dataclass

from stunting.errors import UnknownSurveyError, nearest
from stunting.languages import N_, Worded

# The one column of SSGI 2024 below province level that a public copy carries was filled in part by a model at its
# source. In these three provinces it was compared with independent figures and holds; elsewhere it is left out.
SSGI_2024_KABUPATEN_PROVINCES = ("18", "35", "62")
SSGI_2024_KABUPATEN_NOTE = N_(
    "Angka SSGI 2024 tingkat kabupaten/kota hanya dimuat untuk Lampung, Jawa Timur, dan "
    "Kalimantan Tengah. Salinan publik untuk provinsi lain sebagian berisi nilai isian di "
    "sumbernya, sehingga tidak dimuat. Tambahkan angka resmi dengan perintah `survey add`."
)


@dataclass(frozen=True, kw_only=True)
class Survey:
    """One family of surveys.

    years:            rounds that were carried out and published
    comparable_group: points may be joined by a line only within one group
    is_running:       a round after the last known year is plausible
    break_note:       the sentence beside a gap to the next survey
    """

    key: str
    label: Worded = Worded()
    full_name: Worded = Worded()
    producer: Worded = Worded()
    method: Worded = Worded()
    years: tuple[int, ...]
    comparable_group: str
    is_running: bool
    break_note: Worded = Worded()


SURVEYS = (
    Survey(
        key="riskesdas",
        label=N_("Riskesdas"),
        full_name=N_("Riset Kesehatan Dasar"),
        producer=N_("Badan Penelitian dan Pengembangan Kesehatan, Kementerian Kesehatan"),
        method=N_(
            "Survei kesehatan rumah tangga dengan pengukuran panjang/tinggi badan balita; status "
            "gizi adalah satu dari banyak pokok yang ditanyakan."
        ),
        years=(2010, 2013, 2018),
        comparable_group="riskesdas",
        is_running=False,
        break_note=N_("Rancangan sampel Riskesdas berbeda dari survei status gizi sesudahnya; tidak dihubungkan."),
    ),
    Survey(
        key="ssgbi",
        label="SSGBI",
        full_name=N_("Studi Status Gizi Balita Indonesia"),
        producer=N_("Badan Penelitian dan Pengembangan Kesehatan, Kementerian Kesehatan"),
        method=N_("Pengukuran balita yang digabungkan dengan Susenas Maret 2019."),
        years=(2019,),
        comparable_group="ssgbi",
        is_running=False,
        break_note=N_("SSGBI 2019 menumpang pada Susenas; tidak dihubungkan dengan SSGI. Tahun 2020 tidak ada survei."),
    ),
    Survey(
        key="ssgi",
        label="SSGI",
        full_name=N_("Survei Status Gizi Indonesia"),
        producer=N_("Badan Kebijakan Pembangunan Kesehatan, Kementerian Kesehatan"),
        method=N_(
            "Survei khusus status gizi balita dengan instrumen yang sama pada 2021, 2022, dan "
            "2024. Putaran 2022 mencakup 486 dan putaran 2024 mencakup 507 kabupaten/kota."
        ),
        years=(2021, 2022, 2024),
        comparable_group="ssgi",
        is_running=True,
        break_note=N_("Pada 2023 status gizi diukur oleh SKI; garis SSGI 2022-2024 melompati tahun itu."),
    ),
    Survey(
        key="ski",
        label="SKI",
        full_name=N_("Survei Kesehatan Indonesia"),
        producer=N_("Badan Kebijakan Pembangunan Kesehatan, Kementerian Kesehatan"),
        method=N_("Survei terpadu: pengukuran status gizi balita di dalam survei kesehatan umum, penerus Riskesdas."),
        years=(2023,),
        comparable_group="ski",
        is_running=True,
        break_note=N_(
            "SKI 2023 memakai rancangan terpadu yang berbeda dari SSGI; titiknya tidak dihubungkan dengan SSGI."
        ),
    ),
)
_BY_KEY = {one.key: one for one in SURVEYS}


def survey(key: str) -> Survey:
    """The record of one survey.

    Raises:
        UnknownSurveyError: no such key; the nearest are offered.
    """
    found = _BY_KEY.get(key)
    if found is None:
        raise UnknownSurveyError(key, nearest(key, _BY_KEY) or tuple(_BY_KEY))
    return found


def is_comparable(first: str, second: str) -> bool:
    """Whether points of two surveys may be joined by a line.

    Raises:
        UnknownSurveyError: one of the keys does not exist.
    """
    return survey(first).comparable_group == survey(second).comparable_group
