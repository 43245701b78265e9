"""The convergence actions in both vocabularies: the eight of 2019-2024, and those since 2025.

They are data: a scheme may come without a change of the program. Local events go on saying "8 Aksi" after 2024.
"""

from __future__ import annotations

from dataclasses import dataclass

from stunting.languages import N_, Worded, Words, _

EIGHT, SINCE_2025 = "8aksi", "2025"
SCHEMES = Words({EIGHT: "8 Aksi Konvergensi", SINCE_2025: "Aksi Konvergensi 2025"})
DISTRICT, ALL_LEVELS = ("kabupaten",), ("kecamatan", "kabupaten", "provinsi")


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action.

    scheme: of `SCHEMES`
    levels: who carries it out
    is_verified: False: its wording comes from a weak source
    """

    scheme: str
    code: str
    name: Worded = Worded()
    levels: tuple[str, ...]
    is_verified: bool = True

    @property
    def said_code(self) -> str:
        """ "3", "Utama 1"."""
        kind, _space, number = self.code.rpartition(" ")
        return f"{_(kind)} {number}" if kind else number

    @property
    def label(self) -> str:
        """ "Aksi 3: Rembuk Stunting"."""
        return _("Aksi {code}: {name}", code=self.said_code, name=self.name)


_EIGHT = (
    N_("Analisis Situasi"),
    N_("Rencana Kegiatan"),
    N_("Rembuk Stunting"),
    N_("Peraturan Bupati/Wali Kota tentang kewenangan desa"),
    N_("Pembinaan Kader Pembangunan Manusia"),
    N_("Sistem Manajemen Data Stunting"),
    N_("Pengukuran dan Publikasi Stunting"),
    N_("Reviu Kinerja Tahunan"),
)
_MAIN = (N_("Analisis Situasi"), N_("Penguatan Perencanaan"), N_("Penguatan Pelaksanaan"), N_("Penilaian Hasil"))
_SUPPORTING = (N_("Regulasi"), N_("Publikasi"))
_MAIN_KIND, _SUPPORTING_KIND = N_("Utama"), N_("Pendukung")

ACTIONS = (
    *(Action(scheme=EIGHT, code=str(at), name=name, levels=DISTRICT) for at, name in enumerate(_EIGHT, start=1)),
    *(
        Action(scheme=SINCE_2025, code=f"{_MAIN_KIND} {at}", name=name, levels=ALL_LEVELS)
        for at, name in enumerate(_MAIN, start=1)
    ),
    # Whether there are more supporting actions is not settled.
    *(
        Action(scheme=SINCE_2025, code=f"{_SUPPORTING_KIND} {at}", name=name, levels=ALL_LEVELS, is_verified=False)
        for at, name in enumerate(_SUPPORTING, start=1)
    ),
)


def of_scheme(scheme: str) -> tuple[Action, ...]:
    """The actions of one scheme, in their order.

    Raises:
        KeyError: no such scheme.
    """
    SCHEMES[scheme]
    return tuple(one for one in ACTIONS if one.scheme == scheme)
