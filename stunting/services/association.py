"""Coverage of a service beside the routine prevalence of the same areas: whether they go together, never why."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting import formats
from stunting.classes import AreaState
from stunting.languages import N_, _
from stunting.measures import Z_95
from stunting.services.coverage import State

# Fewer areas say nothing about their order.
FEWEST = 10
CAUTION = N_(
    "Hubungan, bukan bukti sebab: wilayah berbeda dalam banyak hal sekaligus, dan pola "
    "antarwilayah tidak berlaku untuk tiap anak."
)


@dataclass(frozen=True, kw_only=True)
class Association:
    """Spearman's rank correlation with its 95 % interval; NaN where too few areas have both figures, or all agree.

    n: areas with both figures; left_out_n: areas that lack one
    """

    rho: float
    low: float
    high: float
    n: int
    left_out_n: int


def spearman(first: np.ndarray, second: np.ndarray) -> tuple[float, float, float]:
    """Rank correlation and its interval: Fisher's z with the standard error of Bonett and Wright (2000).

    NaN with fewer than `FEWEST` pairs, or where one side is the same everywhere.
    """
    if len(first) < FEWEST:
        return math.nan, math.nan, math.nan
    one, other = (pd.Series(values).rank().to_numpy() for values in (first, second))
    if one.std() == 0 or other.std() == 0:
        return math.nan, math.nan, math.nan
    rho = float(np.corrcoef(one, other)[0, 1])
    if abs(rho) > 1 - 1e-12:
        return math.copysign(1.0, rho), math.copysign(1.0, rho), math.copysign(1.0, rho)
    half = Z_95 * math.sqrt((1 + rho**2 / 2) / (len(first) - 3))
    return rho, math.tanh(math.atanh(rho) - half), math.tanh(math.atanh(rho) + half)


def paired(cells: pd.DataFrame, growth: pd.DataFrame) -> pd.DataFrame:
    """Areas with both figures.

    cells: of one service, as `coverage.coverage_of`; growth: as `District.areas_in_period` of the same areas

    Columns: area_code, area_name, coverage_pct, numerator_n, denominator_n, prevalence_pct, base_n (children measured),
        measured_pct (coverage of measuring, null where unknown), is_low (measured too few to speak for all).
        A cell above 100% is left out: it is a fault of the report.
    """
    known = cells[(cells["state"] == State.VALUE) & ~cells["is_over"].to_numpy(dtype=bool)]
    told = growth[growth["value_pct"].notna()]
    joined = known[["area_code", "area_name", "value_pct", "numerator_n", "denominator_n"]].merge(
        told[["area_code", "value_pct", "base_n", "coverage_pct", "state"]].rename(
            columns={"value_pct": "prevalence_pct", "coverage_pct": "measured_pct"}
        ),
        on="area_code",
        validate="one_to_one",
    )
    joined["is_low"] = [one is AreaState.LOW_COVERAGE for one in joined["state"]]
    return joined.rename(columns={"value_pct": "coverage_pct"}).drop(columns="state")


def association(pairs: pd.DataFrame, *, area_n: int) -> Association:
    """The correlation of `paired`; area_n: all areas, also those without figures."""
    rho, low, high = spearman(
        pairs["coverage_pct"].to_numpy(dtype=float), pairs["prevalence_pct"].to_numpy(dtype=float)
    )
    return Association(rho=rho, low=low, high=high, n=len(pairs), left_out_n=area_n - len(pairs))


def sentence(found: Association, *, units: str, is_higher_better: bool) -> str:
    """What may be said of it."""
    if found.n < FEWEST:
        return _(
            "Hanya {n} {units} yang punya kedua angka; korelasi dihitung mulai {fewest}. Titiknya tetap digambar.",
            n=formats.number(found.n),
            units=units,
            fewest=FEWEST,
        )
    if math.isnan(found.rho):
        return _(
            "Salah satu angka sama di {n} {units}, jadi tidak ada urutan untuk dibandingkan.",
            n=formats.number(found.n),
            units=units,
        )
    interval = _("{low} s.d. {high}", low=_signed(found.low), high=_signed(found.high))
    counted = _("Korelasi peringkat Spearman {rho}, interval 95% {interval}", rho=_signed(found.rho), interval=interval)
    if found.low <= 0 <= found.high:
        return _(
            "{counted}, {n} {units}: belum terlihat hubungan yang jelas.",
            counted=counted,
            n=formats.number(found.n),
            units=units,
        )
    with_more = _("lebih tinggi") if found.rho > 0 else _("lebih rendah")
    subject = _("yang cakupannya lebih tinggi") if is_higher_better else _("yang angkanya lebih tinggi")
    return _(
        "{counted}: {units} {subject} cenderung prevalensinya {with_more} ({n} {units}). Ini "
        "hubungan, bukan bukti sebab.",
        counted=counted,
        units=units,
        subject=subject,
        with_more=with_more,
        n=formats.number(found.n),
    )


def _signed(value: float) -> str:
    return formats.signed(value, decimals=2)
