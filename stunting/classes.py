"""Classes of a prevalence, and the states of an area that has none.

One `ClassScheme` holds the edges; map, legend, table, file and slide all ask it, so they cannot disagree.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from stunting import formats
from stunting.errors import UnknownChoiceError, nearest
from stunting.languages import N_, Worded, WordedRow, Words, _


@dataclass(frozen=True, kw_only=True)
class ClassScheme:
    """Ordered classes of a value in percent, low to high.

    edges: the inner limits; a value equal to an edge belongs to the class above it
    names: one per class, len(edges) + 1
    """

    key: str
    label: Worded = Worded()
    edges: tuple[float, ...]
    names: WordedRow = WordedRow()
    source: Worded = Worded()

    def __post_init__(self) -> None:
        assert len(self.names) == len(self.edges) + 1, "one name per class"
        assert list(self.edges) == sorted(self.edges), "edges rise"

    def __len__(self) -> int:
        return len(self.names)

    def classify(self, values_pct: ArrayLike) -> np.ndarray:
        """Class number of each value, 0 for the lowest; -1 where the value is missing."""
        values = np.asarray(values_pct, dtype=float)
        # Published values have one decimal; rounding first keeps 9.999999 out of the class below 10.
        classes = np.searchsorted(self.edges, np.round(values, 6), side="right").astype(np.int8)
        classes[np.isnan(values)] = -1
        return classes

    def ranges(self) -> tuple[str, ...]:
        """The limits of each class in Indonesian writing: "< 2,5%", "2,5–< 10%", ..., "≥ 30%"."""
        written = [formats.number(edge, decimals=0 if float(edge).is_integer() else 1) for edge in self.edges]
        if not written:
            return (_("semua nilai"),)
        inner = [f"{low}–< {high}%" for low, high in itertools.pairwise(written)]
        return (f"< {written[0]}%", *inner, f"≥ {written[-1]}%")


class AreaState(StrEnum):
    """Why an area is not simply coloured; each has its own pattern and its own legend entry."""

    VALUE = "value"
    NO_DATA = "no_data"
    SMALL_N = "small_n"
    LOW_COVERAGE = "low_coverage"
    SUPPRESSED = "suppressed"
    NO_BOUNDARY = "no_boundary"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = Words(
    {
        AreaState.VALUE: "ada nilai",
        AreaState.NO_DATA: "tidak ada data",
        AreaState.SMALL_N: "n kecil (kurang dari 20 diukur)",
        AreaState.LOW_COVERAGE: "cakupan rendah (di bawah 80%)",
        AreaState.SUPPRESSED: "disembunyikan (melindungi 1–4 balita)",
        AreaState.NO_BOUNDARY: "tanpa batas wilayah",
    }
)

WHO_2018 = ClassScheme(
    key="who2018",
    label=N_("WHO/UNICEF 2018"),
    edges=(2.5, 10, 20, 30),
    names=(N_("Sangat rendah"), N_("Rendah"), N_("Sedang"), N_("Tinggi"), N_("Sangat tinggi")),
    source=N_("de Onis dkk. 2018, ambang prevalensi WHO-UNICEF untuk stunting balita"),
)
WHO_1995 = ClassScheme(
    key="who1995",
    label=N_("WHO 1995 (lama)"),
    edges=(20, 30, 40),
    names=(N_("Rendah"), N_("Sedang"), N_("Tinggi"), N_("Sangat tinggi")),
    source=N_("WHO 1995, masih dipakai di sebagian paparan daerah"),
)
TARGET_2029 = ClassScheme(
    key="target",
    label=N_("Terhadap target RPJMN 2029"),
    edges=(5, 14.2, 18.8),
    names=(
        N_("Memenuhi target RPJPN 2045"),
        N_("Memenuhi target RPJMN 2029"),
        N_("Memenuhi target RPJMN 2025 saja"),
        N_("Di atas target RPJMN 2025"),
    ),
    source=N_("RPJMN 2025-2029 (18,8% pada 2025; 14,2% pada 2029) dan RPJPN 2025-2045 (5%); target nasional"),
)
SCHEMES = {scheme.key: scheme for scheme in (WHO_2018, TARGET_2029, WHO_1995)}
WASTING_2018 = ClassScheme(
    key="who2018w",
    label=N_("WHO/UNICEF 2018 (wasting, overweight)"),
    edges=(2.5, 5, 10, 15),
    names=(N_("Sangat rendah"), N_("Rendah"), N_("Sedang"), N_("Tinggi"), N_("Sangat tinggi")),
    source=N_("de Onis dkk. 2018, ambang prevalensi WHO-UNICEF untuk wasting dan overweight balita"),
)
UNDERWEIGHT_1995 = ClassScheme(
    key="who1995u",
    label=N_("WHO 1995 (underweight)"),
    edges=(10, 20, 30),
    names=(N_("Rendah"), N_("Sedang"), N_("Tinggi"), N_("Sangat tinggi")),
    source=N_("WHO 1995, kelas keparahan underweight balita"),
)
COVERAGE = ClassScheme(
    key="cakupan",
    label=N_("Cakupan: 80% dan 90%"),
    edges=(80, 90),
    names=(N_("Rendah"), N_("Perlu catatan"), N_("Memadai")),
    source=N_("kebiasaan penyajian: di bawah 80% belum mewakili seluruh balita; target nasional Juni 2024 90%"),
)
QUINTILES = "kuintil"
_QUINTILE_LABEL = N_("Kuintil wilayah ini")
# The classes that are offered for an indicator, the one it opens with first; quintiles are made from the values.
OFFERED = {
    "stunting": tuple(SCHEMES.values()),
    "sangat_pendek": (),
    "wasting": (WASTING_2018,),
    "underweight": (UNDERWEIGHT_1995,),
    "overweight": (WASTING_2018,),
    "cakupan": (COVERAGE,),
    "ds": (COVERAGE,),
    "nd": (),
}


def schemes_of(indicator: str) -> dict[str, str]:
    """Key and label of the schemes that are offered for an indicator."""
    return {**{one.key: one.label for one in OFFERED[indicator]}, QUINTILES: _(_QUINTILE_LABEL)}


def scheme_for(key: str, values_pct: ArrayLike) -> ClassScheme:
    """The scheme of a key; quintiles of the values that are shown.

    Raises:
        UnknownChoiceError: there is no such scheme.
    """
    if key == QUINTILES:
        return quintiles(values_pct)
    known = {one.key: one for offered in OFFERED.values() for one in offered}
    if key not in known:
        raise UnknownChoiceError(key, nearest(key, known))
    return known[key]


def quintiles(values_pct: ArrayLike) -> ClassScheme:
    """Up to five classes with as many areas each as the values allow; equal values share a class."""
    values = np.asarray(values_pct, dtype=float)
    known = np.round(values[~np.isnan(values)], 1)
    edges = sorted(set(np.round(np.quantile(known, (0.2, 0.4, 0.6, 0.8)), 1).tolist())) if len(known) else []
    inner = tuple(edge for edge in edges if len(known) and known.min() < edge <= known.max())
    return ClassScheme(
        key=QUINTILES,
        label=_(_QUINTILE_LABEL),
        edges=inner,
        names=tuple(_("Kelompok {number}", number=number) for number in range(1, len(inner) + 2)),
        source=_("seperlima wilayah yang tampil per kelas; berubah menurut periode dan wilayah"),
    )


def class_scheme(key: str) -> ClassScheme:
    """The class scheme with this key.

    Raises:
        UnknownChoiceError: the registry has no such scheme.
    """
    if key not in SCHEMES:
        raise UnknownChoiceError(key, nearest(key, SCHEMES))
    return SCHEMES[key]
