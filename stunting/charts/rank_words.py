"""The areas of a ranking, and what it says in words and as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.classes import AreaState
from stunting.frames import whole_numbers
from stunting.indicators import Indicator
from stunting.languages import N_, _

LEAST_N, LOW_COVERAGE_PCT = 20, 80
LOKUS = "◆"


@dataclass(frozen=True, kw_only=True)
class Area:
    """One row; numbers are NaN where there is none."""

    code: str
    name: str
    value_pct: float
    ci_low_pct: float
    ci_high_pct: float
    base_n: float
    counted_n: float
    coverage_pct: float
    rank_low: float
    rank_high: float
    stabilised_pct: float
    is_lokus: bool
    state: str

    @property
    def is_drawable(self) -> bool:
        is_kept = self.state in ("", AreaState.VALUE, AreaState.LOW_COVERAGE)
        return is_kept and not math.isnan(self.value_pct) and self.base_n >= LEAST_N

    @property
    def is_low(self) -> bool:
        return self.coverage_pct < LOW_COVERAGE_PCT or self.state == AreaState.LOW_COVERAGE

    @property
    def reason(self) -> str:
        """Why the area has no row in the drawing."""
        if self.state not in ("", AreaState.VALUE, AreaState.LOW_COVERAGE):
            return AreaState(self.state).label
        return (AreaState.SMALL_N if self.base_n < LEAST_N else AreaState.NO_DATA).label

    @property
    def ranks(self) -> str:
        """ "3–9", "3" where both are the same, "" where no ranks were worked out."""
        if math.isnan(self.rank_low) or math.isnan(self.rank_high):
            return ""
        low, high = formats.number(self.rank_low), formats.number(self.rank_high)
        return low if low == high else f"{low}–{high}"


def areas_of(frame: pd.DataFrame, indicator: Indicator) -> list[Area]:
    nothing = [math.nan] * len(frame)

    def column(name: str) -> list[float]:
        return [math.nan if pd.isna(v) else float(v) for v in frame[name].tolist()] if name in frame else nothing

    numbers = {
        "value_pct": column("value_pct"),
        "ci_low_pct": column("ci_low_pct"),
        "ci_high_pct": column("ci_high_pct"),
        "base_n": column(indicator.denominator),
        "counted_n": column(indicator.numerator),
        "coverage_pct": column("coverage_pct"),
        "rank_low": column("rank_low"),
        "rank_high": column("rank_high"),
        "stabilised_pct": column("stabilised_pct"),
    }
    lokus = frame["is_lokus"].tolist() if "is_lokus" in frame else [False] * len(frame)
    states = frame["state"].tolist() if "state" in frame else [""] * len(frame)
    texts = zip(frame["area_code"].tolist(), frame["area_name"].tolist(), lokus, states, strict=True)
    return [
        Area(
            code=code,
            name=name,
            is_lokus=bool(is_lokus),
            state=state,
            **{key: values[place] for key, values in numbers.items()},
        )
        for place, (code, name, is_lokus, state) in enumerate(texts)
    ]


def notes(areas: Sequence[Area], shown: Sequence[Area], hidden: int, units: str) -> tuple[str, ...]:
    said = []
    if hidden:
        said.append(
            _(
                "Digambar {shown_n} {units}, dan {hidden} lainnya di tabel.",
                shown_n=len(shown),
                units=units,
                hidden=formats.number(hidden),
            )
        )
    if any(one.is_lokus for one in shown):
        said.append(_("{lokus} lokus.", lokus=LOKUS))
    if any(one.is_low for one in shown):
        said.append(_("Berongga: cakupan di bawah 80%, angka belum mewakili seluruh balita."))
    left_out = [one for one in areas if not one.is_drawable]
    for reason in dict.fromkeys(one.reason for one in left_out):
        names = [one.name for one in left_out if one.reason == reason]
        rest = _(", dan {names_n} lainnya di tabel", names_n=len(names) - 8) if len(names) > 9 else ""
        said.append(
            _(
                "Tidak digambar, {reason}: {names}{rest}.",
                reason=reason,
                names=", ".join(names[:8] if rest else names),
                rest=rest,
            )
        )
    return tuple(said)


def spoken(shown: Sequence[Area], hidden: int, indicator: Indicator, place: str, period_label: str) -> str:
    head = _(
        "Grafik peringkat {indicator} {place}, {period_label}",
        indicator=indicator.label.lower(),
        place=place,
        period_label=period_label,
    )
    first = [
        f"{one.name} {formats.percent(one.value_pct)} ({formats.interval(one.ci_low_pct, one.ci_high_pct)})"
        + (_(" peringkat {ranks}", ranks=one.ranks) if one.ranks else "")
        for one in shown[:5]
    ]
    rest = len(shown) + hidden - len(first)
    return f"{head}: {'; '.join(first) or formats.missing()}{_('; dan {rest} lainnya', rest=rest) if rest else ''}."


def table(areas: Sequence[Area], indicator: Indicator) -> pd.DataFrame:
    def floats(values: Sequence[float]) -> pd.Series:
        return pd.Series(values, dtype=float)

    return pd.DataFrame(
        {
            N_("Kode"): [one.code for one in areas],
            N_("Wilayah"): [one.name for one in areas],
            f"{indicator.short} (%)": floats([one.value_pct if one.is_drawable else math.nan for one in areas]),
            N_("Interval bawah (%)"): floats([one.ci_low_pct if one.is_drawable else math.nan for one in areas]),
            N_("Interval atas (%)"): floats([one.ci_high_pct if one.is_drawable else math.nan for one in areas]),
            indicator.base.capitalize(): whole_numbers(one.base_n for one in areas),
            N_("Cakupan (%)"): floats([one.coverage_pct for one in areas]),
            N_("Peringkat"): [one.ranks if one.is_drawable else "" for one in areas],
            N_("Distabilkan (%)"): floats([one.stabilised_pct for one in areas]),
            N_("Lokus"): [_("ya") if one.is_lokus else _("tidak") for one in areas],
            N_("Keterangan"): [
                one.reason if not one.is_drawable else _("cakupan di bawah 80%") if one.is_low else "" for one in areas
            ],
        }
    )
