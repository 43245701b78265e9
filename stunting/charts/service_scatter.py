"""Kaitan: coverage of one service beside the routine prevalence of the same areas, one point per area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import records
from stunting.languages import _
from stunting.services.service import Service

# Names that lie nearer to each other than these shares of the axes are left out; they stand in the table.
NEAR_X, NEAR_Y = 0.09, 0.06


def service_scatter(
    pairs: pd.DataFrame,
    *,
    service: Service,
    target_pct: float | None,
    place: str,
    periods: str,
    units: str,
    source: str,
    marked: str,
    notes: Sequence[str],
    is_sample: bool,
) -> Picture:
    """Points of `association.paired`; hollow where too few children were measured, an orange ring for the chosen area.

    target_pct: drawn as an upright line where there is one
    """
    rows = list(records(pairs))
    named = _named(rows, marked)
    figure = composed(
        height=410,
        is_sample=is_sample,
        traces=[
            _points([row for row in rows if not row.is_low], "circle", _("cakupan pengukuran cukup"), named),
            _points([row for row in rows if row.is_low], "circle-open", _("cakupan pengukuran rendah"), named),
            _points([row for row in rows if row.area_code == marked], "circle-open", _("wilayah terpilih"), None),
        ],
        layout={
            "xaxis": {
                "title": {"text": f"{service.short} (%)"},
                "ticksuffix": "%",
                "showgrid": True,
                "rangemode": "normal",
            },
            "yaxis": {
                "title": {"text": _("Prevalensi stunting, e-PPGBM (%)")},
                "ticksuffix": "%",
                "rangemode": "normal",
            },
            "shapes": [] if target_pct is None else [_target(target_pct)],
            "margin": {"l": 64, "r": 16, "t": 16, "b": 48},
        },
    )
    return Picture(
        figure=figure,
        title=_(
            "{service} dan prevalensi stunting menurut {units}, {place}",
            service=service.short,
            units=units,
            place=place,
        ),
        subtitle=_(
            "{periods}. Satu titik satu {units}; titik berongga: balita diukur kurang dari 80% sasaran.",
            periods=periods,
            units=units,
        )
        + (
            ""
            if target_pct is None
            else _(" Garis hijau: target {target_pct}.", target_pct=formats.percent(target_pct))
        ),
        source=source,
        alt=_(
            "Grafik titik cakupan {service} dan prevalensi stunting {rows_n} {units} di {place}. ",
            service=service.short,
            rows_n=len(rows),
            units=units,
            place=place,
        )
        + "; ".join(_spoken(row) for row in rows[:40])
        + ".",
        table=_table(rows, service),
        is_sample=is_sample,
        notes=tuple(notes),
    )


def _points(rows: Sequence[Any], symbol: str, name: str, named: frozenset[str] | None) -> dict[str, Any]:
    """named: codes of the points that carry their name; None for the ring around the chosen area"""
    ring = named is None
    colour = theme.ACCENT if ring else theme.PREVALENCE[3]
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers+text" if named else "markers",
        "x": [row.coverage_pct for row in rows],
        "y": [row.prevalence_pct for row in rows],
        "text": [_name(row) if row.area_code in named else "" for row in rows] if named else None,
        "textposition": "top center",
        "textfont": {"size": 12, "color": theme.MUTED},
        "marker": {
            "size": 20 if ring else 11,
            "symbol": symbol,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "customdata": [_spoken(row) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _name(row: Any) -> str:
    return str(row.area_name).removeprefix("Kec. ").removeprefix("Desa ")


def _named(rows: Sequence[Any], marked: str) -> frozenset[str]:
    """Which points carry their name: the chosen one, then the highest, as far as they leave each other room."""
    wide, high = (_span([getattr(row, name) for row in rows]) for name in ("coverage_pct", "prevalence_pct"))
    kept: list[Any] = []
    for row in sorted(rows, key=lambda one: (one.area_code != marked, -one.prevalence_pct)):
        # The words stand above the point, where another point would lie under them.
        is_free = not any(
            abs(row.coverage_pct - one.coverage_pct) < NEAR_X / 2 * wide
            and 0.02 * high < one.prevalence_pct - row.prevalence_pct < NEAR_Y * high
            for one in rows
        ) and all(
            abs(row.coverage_pct - one.coverage_pct) > NEAR_X * wide
            or abs(row.prevalence_pct - one.prevalence_pct) > NEAR_Y * high
            for one in kept
        )
        if is_free:
            kept.append(row)
    return frozenset(row.area_code for row in kept)


def _span(values: Sequence[float]) -> float:
    return max(values) - min(values) if values else 0.0


def _target(value: float) -> dict[str, Any]:
    line = {"color": theme.TARGET, "width": 2, "dash": "dash"}
    return {"type": "line", "x0": value, "x1": value, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _spoken(row: Any) -> str:
    prevalence = _(
        "prevalensi {prevalence_pct} dari {base_n} balita diukur",
        prevalence_pct=formats.percent(row.prevalence_pct),
        base_n=formats.number(row.base_n),
    )
    return _(
        "{area_name}: cakupan {coverage_pct}, {prevalence}",
        area_name=row.area_name,
        coverage_pct=formats.percent(row.coverage_pct),
        prevalence=prevalence,
    )


def _table(rows: Sequence[Any], service: Service) -> pd.DataFrame:
    columns = [
        _("Kode"),
        _("Wilayah"),
        f"{service.short} (%)",
        _("Terlayani"),
        _("Sasaran"),
        _("Prevalensi stunting (%)"),
    ]
    columns += [_("Balita diukur"), _("Cakupan pengukuran (%)")]
    return pd.DataFrame(
        [
            (
                row.area_code,
                row.area_name,
                round(float(row.coverage_pct), 1),
                int(row.numerator_n),
                int(row.denominator_n),
                round(float(row.prevalence_pct), 1),
                int(row.base_n),
                None if pd.isna(row.measured_pct) else round(float(row.measured_pct), 1),
            )
            for row in rows
        ],
        columns=columns,
    )
