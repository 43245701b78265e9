"""Maps of routine figures: prevalence, the children behind it, the same without its hotspot, and the periods played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.charts.count_classes import count_scheme
from stunting.charts.map_view import MapFrame, MapPanel, MapView
from stunting.classes import AreaState, ClassScheme
from stunting.frames import column_of, records
from stunting.geography import PLURALS
from stunting.indicators import Indicator
from stunting.languages import N_, Words, _
from stunting.routine.periods import Period
from stunting.routine.rates import no_coverage_short

MOST_NAMED_DESA = 10


class Arrangement(StrEnum):
    """How many maps, and of what; the value stands in the link."""

    PAIR = "pasangan"
    SINGLE = "satu"
    TRIPLE = "tiga"
    PLAY = "waktu"


ARRANGEMENTS = Words(
    {
        Arrangement.PAIR.value: "Prevalensi dan jumlah",
        Arrangement.SINGLE.value: "Satu peta",
        Arrangement.TRIPLE.value: "… dan tanpa hotspot",
        Arrangement.PLAY.value: "Putar waktu",
    }
)


@dataclass(frozen=True, kw_only=True)
class Hotspot:
    """The unit that moves the figure of the whole area most, and the figure without it."""

    area_code: str
    area_name: str
    value_pct: float
    without_pct: float
    without_hits_n: int
    without_base_n: int

    @property
    def sentence(self) -> str:
        return _(
            "Tanpa {area_name}: {without_pct} ({without_hits_n} dari {without_base_n}), dengan semuanya {value_pct}",
            area_name=self.area_name,
            without_pct=formats.percent(self.without_pct),
            without_hits_n=formats.number(self.without_hits_n),
            without_base_n=formats.number(self.without_base_n),
            value_pct=formats.percent(self.value_pct),
        )


def hotspot(units: pd.DataFrame, *, indicator: Indicator) -> Hotspot | None:
    """The unit whose removal changes the total rate most for the better; None where fewer than three are shown."""
    shown = units[units["value_pct"].notna() & units["hits_n"].notna()]
    if len(shown) < 3:
        return None
    hits, base = (shown[name].to_numpy(dtype=float) for name in ("hits_n", "base_n"))
    without = 100 * (hits.sum() - hits) / (base.sum() - base)
    position = int(without.argmin() if indicator.is_higher_worse else without.argmax())
    return Hotspot(
        area_code=str(shown["area_code"].iloc[position]),
        area_name=str(shown["area_name"].iloc[position]),
        value_pct=float(100 * hits.sum() / base.sum()),
        without_pct=float(without[position]),
        without_hits_n=int(hits.sum() - hits[position]),
        without_base_n=int(base.sum() - base[position]),
    )


def view(
    units: pd.DataFrame,
    *,
    arrangement: Arrangement,
    indicator: Indicator,
    scheme: ClassScheme,
    period: Period,
    level: str,
    lokus: Sequence[str] = (),
    lokus_label: str = "",
    source: str,
    title: str = "",
    played: Sequence[tuple[Period, pd.DataFrame]] = (),
) -> MapView:
    """The maps of one area by its units.

    units:  `District.areas_in_period`; played: the same of every period, oldest first, for Arrangement.PLAY
    title:  heading of a single map where the page has none
    """
    shared: dict[str, Any] = {
        "scheme": scheme,
        "quantity": indicator.label,
        "units": PLURALS[level],
        "source": source,
        "lokus": lokus_label or "lokus",
        "callouts": 0,
    }
    rows = _rows(units, indicator=indicator, level=level, lokus=lokus)
    rate = MapPanel(frame=rows, title=title or indicator.label, subtitle=_shown(units, level))
    if arrangement is Arrangement.PLAY and played:
        frames = tuple(
            MapFrame(
                key=one.key,
                label=one.label,
                frame=_rows(frame, indicator=indicator, level=level, lokus=lokus),
                subtitle=_shown(frame, level),
            )
            for one, frame in played
        )
        known = {one.key for one in frames}
        return MapView(
            panels=(MapPanel(title=indicator.label, frames=frames),),
            period=period.key if period.key in known else None,
            pick_period=_("Pakai periode ini"),
            **shared,
        )
    if arrangement is Arrangement.SINGLE or not indicator.is_higher_worse:
        return MapView(panels=(rate,), **shared)
    panels = [rate, _cases(rows, indicator=indicator)]
    found = hotspot(units, indicator=indicator) if arrangement is Arrangement.TRIPLE else None
    if found is not None:
        left_out = rows.assign(is_excluded=rows["code"] == found.area_code)
        panels.append(
            MapPanel(frame=left_out, title=_("Tanpa {area_name}", area_name=found.area_name), subtitle=found.sentence)
        )
    return MapView(panels=tuple(panels), excluded=_("hotspot, dikeluarkan"), **shared)


def _cases(rows: pd.DataFrame, *, indicator: Indicator) -> MapPanel:
    """The children behind the rate, in classes of their number."""
    total = rows["count_n"].sum()
    counted = indicator.counted
    return MapPanel(
        frame=rows,
        title=_("Jumlah {counted}", counted=counted),
        subtitle=_("{total} {counted} di wilayah yang angkanya tampil", total=formats.number(total), counted=counted),
        quantity=_("Jumlah {counted}", counted=counted),
        scheme=count_scheme(rows["count_n"].tolist(), counted=counted),
    )


def _rows(units: pd.DataFrame, *, indicator: Indicator, level: str, lokus: Sequence[str]) -> pd.DataFrame:
    hidden = np.array([one in (AreaState.SUPPRESSED, AreaState.NO_DATA) for one in units["state"]], dtype=bool)
    columns = {
        "code": units["area_code"],
        "value_pct": units["value_pct"],
        "state": units["state"],
        "count_n": np.where(hidden, np.nan, units["hits_n"].to_numpy(dtype=float, na_value=np.nan)),
        "is_lokus": units["area_code"].isin(list(lokus)),
    }
    if level == "desa":
        worst = units["value_pct"].rank(ascending=not indicator.is_higher_worse, method="first")
        columns["label"] = (MOST_NAMED_DESA + 1 - worst).clip(lower=0).fillna(0)
    return pd.DataFrame({**columns, "notes": column_of(units, [notes(row, indicator) for row in records(units)])})


def notes(row: Any, indicator: Indicator) -> tuple[str, ...]:
    """The lines of a tooltip: numerator and denominator, interval, coverage; or why there is no rate."""
    if row.state in (AreaState.NO_DATA, AreaState.SUPPRESSED):
        return (row.state.label,)
    counted = _(
        "{hits_n} dari {base_n} {base}",
        hits_n=formats.number(row.hits_n),
        base_n=formats.number(row.base_n),
        base=indicator.base,
    )
    lines = [
        counted
        if row.state is not AreaState.SMALL_N
        else _("{base_n} {base}: n kecil", base_n=formats.number(row.base_n), base=indicator.base)
    ]
    if pd.notna(row.ci_low_pct):
        lines.append(_("interval {ci_low_pct}", ci_low_pct=formats.interval(row.ci_low_pct, row.ci_high_pct)))
    if indicator.is_higher_worse:
        lines.append(
            _("cakupan {coverage_pct}", coverage_pct=formats.percent(row.coverage_pct))
            if pd.notna(row.coverage_pct)
            else no_coverage_short(row)
        )
    return tuple(lines)


def _shown(units: pd.DataFrame, level: str) -> str:
    """How many areas have a figure."""
    known = int(units["value_pct"].notna().sum())
    return _(
        "{known} dari {units_n} {plurals} tampil angkanya",
        known=formats.number(known),
        units_n=formats.number(len(units)),
        plurals=PLURALS[level],
    )


def table(units: pd.DataFrame, *, indicator: Indicator) -> pd.DataFrame:
    """The numbers behind the maps, one row per area, with the headings a reader knows."""
    return pd.DataFrame(
        {
            N_("Kode"): units["area_code"],
            N_("Wilayah"): units["area_name"],
            N_("Di dalam"): units["parent_name"],
            f"{indicator.label} (%)": units["value_pct"],
            N_("Interval bawah (%)"): units["ci_low_pct"],
            N_("Interval atas (%)"): units["ci_high_pct"],
            indicator.counted.capitalize(): units["hits_n"],
            indicator.base.capitalize(): units["base_n"],
            N_("Sasaran"): units["target_n"],
            N_("Cakupan (%)"): units["coverage_pct"],
            N_("Keadaan"): [one.label for one in units["state"]],
        }
    )
