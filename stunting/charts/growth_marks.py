"""Visits of one child as they are drawn and read: on which curve, at which level, with which doubt."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.anthro.rules import DAYS_PER_MONTH, HEIGHT_FROM_DAY, LYING_MINUS_STANDING_CM, STANDS_FROM
from stunting.anthro.tables import DAYS, Lms, standards
from stunting.charts import theme
from stunting.languages import N_, Worded, Words, _

# As the import writes them.
LYING, STANDING = "l", "h"
POSTURES = Words({LYING: "telentang", STANDING: "berdiri"})
# The tables end at five years.
LAST_DAY = DAYS - 1
# Where their part of the tables begins.
STARTS = {"m": 0, "f": DAYS}
SEXES = Words({"m": "laki-laki", "f": "perempuan"})

# What a mark says, how it looks.
KINDS = {
    "plain": (N_("diukur"), "circle", theme.PREVALENCE[4]),
    "corrected": (N_("posisi disesuaikan"), "square", theme.PREVALENCE[4]),
    "unknown": (N_("posisi tak tertulis"), "circle-open", theme.PREVALENCE[4]),
    "flagged": (N_("tidak masuk akal"), "diamond-open", theme.ACCENT),
}


@dataclass(frozen=True, kw_only=True)
class Index:
    """One pair of measure and age: which column is drawn, and on which curves."""

    key: str
    label: Worded = Worded()
    unit: str
    measure: str
    z: str
    flag: str
    decimals: int


INDEXES = {
    one.key: one
    for one in (
        Index(
            key="tbu", label=N_("Panjang/tinggi badan menurut umur (TB/U)"), unit="cm", measure="height_cm", z="haz",
            flag="is_haz_flagged", decimals=1,
        ),
        Index(
            key="bbu", label=N_("Berat badan menurut umur (BB/U)"), unit="kg", measure="weight_kg", z="waz",
            flag="is_waz_flagged", decimals=1,
        ),
    )
}  # fmt: skip


def visits_table(visits: pd.DataFrame) -> pd.DataFrame:
    """The visits as a table to read, oldest first."""
    ordered = visits.sort_values("age_days")
    return pd.DataFrame(
        {
            N_("Umur (bulan)"): [months(int(days)) for days in ordered["age_days"]],
            N_("BB (kg)"): [_said(value, 1) for value in ordered["weight_kg"]],
            N_("TB (cm)"): [_said(value, 1) for value in ordered["height_cm"]],
            N_("Cara ukur"): [POSTURES.get(str(one), _("tidak tertulis")) for one in ordered["posture"]],
            N_("ZS TB/U"): [_z(*pair) for pair in zip(ordered["haz"], ordered["is_haz_flagged"], strict=True)],
            N_("ZS BB/U"): [_z(*pair) for pair in zip(ordered["waz"], ordered["is_waz_flagged"], strict=True)],
        }
    )


def standard_length(height_cm: float, *, age_days: int, posture: str) -> float:
    """The length the standard compares: lying to 24 months, standing from then on; in cm.

    A child below nine months who is said to stand was not measured standing.
    """
    if posture == STANDING and STANDS_FROM <= age_days < HEIGHT_FROM_DAY:
        return height_cm + LYING_MINUS_STANDING_CM
    if posture == LYING and age_days >= HEIGHT_FROM_DAY:
        return height_cm - LYING_MINUS_STANDING_CM
    return height_cm


def curve(index: Index, sex: str, z: float) -> np.ndarray:
    """The value at a z-score for each day of age, 0-1826; in cm or kg."""
    found = standards()
    table: Lms = found.length_for_age if index.key == "tbu" else found.weight_for_age
    start = STARTS[sex]
    l, m, s = (part[start : start + DAYS] for part in (table.l, table.m, table.s))  # noqa: E741
    return np.asarray(m * np.power(1.0 + l * s * z, 1.0 / l))


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One measurement in the drawing.

    value:    where it is drawn, as the standard compares it
    measured: what was read from the instrument
    z:        NaN where there is none
    kind:     a key of KINDS
    """

    age_days: int
    value: float
    measured: float
    z: float
    posture: str
    kind: str

    @property
    def month(self) -> float:
        return self.age_days / DAYS_PER_MONTH


def marks_of(visits: pd.DataFrame, index: Index) -> tuple[Mark, ...]:
    """The visits that have the measure, oldest first."""
    rows = visits[visits[index.measure].notna()].sort_values("age_days")
    return tuple(_mark(row, index) for row in rows.to_dict("records"))


def _mark(row: Mapping[Hashable, Any], index: Index) -> Mark:
    measured, age, posture = float(row[index.measure]), int(row["age_days"]), str(row["posture"])
    is_length = index.key == "tbu"
    value = standard_length(measured, age_days=age, posture=posture) if is_length else measured
    if row[index.flag] is True or row[index.flag] == 1:
        kind = "flagged"
    elif is_length and posture not in POSTURES:
        kind = "unknown"
    else:
        kind = "plain" if value == measured else "corrected"
    z = math.nan if pd.isna(row[index.z]) else float(row[index.z])
    return Mark(age_days=age, value=value, measured=measured, z=z, posture=posture, kind=kind)


def cautions(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """What the reader is told about doubtful marks."""
    said = []
    if any(one.kind == "corrected" for one in marks):
        said.append(
            _(
                "Persegi: diukur berdiri sebelum 24 bulan atau telentang sesudahnya; titik "
                "disesuaikan 0,7 cm menurut WHO."
            )
        )
    if any(one.kind == "flagged" for one in marks):
        said.append(_("Belah ketupat: nilai di luar batas masuk akal WHO; ukur ulang. Tidak ikut dalam garis."))
    return tuple(said)


def spoken(marks: tuple[Mark, ...], index: Index, name: str) -> str:
    """What a reader who cannot see the figure should know."""
    if not marks:
        return _("{index} {name}: belum ada pengukuran.", index=index.label, name=name)
    first, last = marks[0], marks[-1]
    return _(
        "{index} {name}: {marks_n} pengukuran, dari {measured} {unit} pada umur {age_days} "
        "bulan sampai {measured2} {unit} pada umur {age_days2} bulan.",
        index=index.label,
        name=name,
        marks_n=len(marks),
        measured=formats.number(first.measured, decimals=index.decimals),
        unit=index.unit,
        age_days=months(first.age_days),
        measured2=formats.number(last.measured, decimals=index.decimals),
        age_days2=months(last.age_days),
    )


def months(days: int) -> int:
    return math.floor(days / DAYS_PER_MONTH)


def _said(value: Any, decimals: int) -> str:
    return _("tidak diukur") if pd.isna(value) else formats.number(float(value), decimals=decimals)


def _z(value: Any, is_flagged: Any) -> str:
    if not pd.isna(is_flagged) and bool(is_flagged):
        return _("tidak masuk akal")
    return "–" if pd.isna(value) else formats.signed(float(value), decimals=2)
