"""The convergence actions in both vocabularies: the eight of 2019-2024, and those since 2025.

They are data: a scheme may come without a change of the program. Local events go on saying "8 Aksi" after 2024.
"""

from __future__ import annotations

from dataclasses import dataclass

EIGHT, SINCE_2025 = "8aksi", "2025"
SCHEMES = {EIGHT: "8 Aksi Konvergensi", SINCE_2025: "Aksi Konvergensi 2025"}
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
    name: str
    levels: tuple[str, ...]
    is_verified: bool = True

    @property
    def label(self) -> str:
        """ "Aksi 3: Rembuk Stunting"."""
        return f"Aksi {self.code}: {self.name}"


_EIGHT = (
    "Analisis Situasi",
    "Rencana Kegiatan",
    "Rembuk Stunting",
    "Peraturan Bupati/Wali Kota tentang kewenangan desa",
    "Pembinaan Kader Pembangunan Manusia",
    "Sistem Manajemen Data Stunting",
    "Pengukuran dan Publikasi Stunting",
    "Reviu Kinerja Tahunan",
)
_MAIN = ("Analisis Situasi", "Penguatan Perencanaan", "Penguatan Pelaksanaan", "Penilaian Hasil")
_SUPPORTING = ("Regulasi", "Publikasi")

ACTIONS = (
    *(Action(scheme=EIGHT, code=str(at), name=name, levels=DISTRICT) for at, name in enumerate(_EIGHT, start=1)),
    *(
        Action(scheme=SINCE_2025, code=f"Utama {at}", name=name, levels=ALL_LEVELS)
        for at, name in enumerate(_MAIN, start=1)
    ),
    # Whether there are more supporting actions is not settled.
    *(
        Action(scheme=SINCE_2025, code=f"Pendukung {at}", name=name, levels=ALL_LEVELS, is_verified=False)
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
