"""Every desa before and after: lokus villages beside the line that the other villages let expect."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import records
from stunting.lokus.effect import Effect
from stunting.lokus.effect_words import BY_ITSELF, NO_CAUSE

LOKUS, OTHER = theme.ACCENT, theme.PREVALENCE[1]


def before_after(
    effect: Effect, *, place: str, list_label: str, before_label: str, source: str, is_sample: bool = False
) -> Picture:
    """Each desa before and after, lokus highlighted, with the line that the other desa let expect."""
    frame = effect.frame
    top = _top(frame)
    slope, start = expected_line(frame)
    others, ours = frame[~frame["is_lokus"]], frame[frame["is_lokus"]]
    figure = composed(
        height=460,
        is_sample=is_sample,
        traces=[
            _line("tidak berubah", [0, top], [0, top], colour=theme.FAINT, dash="dot"),
            _points("desa lain", others, colour=OTHER, size=7),
            _line("diharapkan dari desa lain", [0, top], [start, start + slope * top], colour=theme.INK, dash="solid"),
            _points("desa lokus", ours, colour=LOKUS, size=10),
        ],
        layout={
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
            "xaxis": {"range": [0, top], "ticksuffix": "%", "showgrid": True, "title": {"text": before_label}},
            "yaxis": {"range": [0, top], "ticksuffix": "%", "title": {"text": effect.after_label}},
            "margin": {"l": 8, "r": 16, "t": 60, "b": 44},
        },
    )
    above = int((ours["after_pct"] > ours["before_pct"]).sum())
    return Picture(
        figure=figure,
        title=f"Desa {list_label} dan desa lain sebelum dan sesudah, {place}",
        subtitle=f"Persen balita stunting per desa: {before_label} (mendatar) dan {effect.after_label} (tegak).",
        source=source,
        alt=(
            f"Sebaran {len(frame)} desa. Dari desa lain diharapkan {formats.percent(start + slope * 20)} sesudah 20,0% "
            f"sebelumnya. Dari {len(ours)} desa lokus, {above} naik. {effect.sentence}"
        ),
        table=_desa_table(frame),
        is_sample=is_sample,
        notes=(
            f"Garis tegas lebih landai daripada garis putus-putus: {BY_ITSELF}. Garis ini gambaran; selisihnya "
            "dihitung dengan semua Bulan Timbang sebelumnya.",
            f"{NO_CAUSE}.",
        ),
    )


def expected_line(frame: pd.DataFrame) -> tuple[float, float]:
    """Slope and start (percent) of the line through the desa that are not lokus, each weighted by its children after.

    Without any spread before, the line is level.
    """
    others = frame[~frame["is_lokus"]]
    x, y, weight = (others[name].to_numpy(dtype=np.float64) for name in ("before_pct", "after_pct", "after_n"))
    middle_x, middle_y = np.average(x, weights=weight), np.average(y, weights=weight)
    spread = float((weight * (x - middle_x) ** 2).sum())
    slope = float((weight * (x - middle_x) * (y - middle_y)).sum()) / spread if spread else 0.0
    return slope, float(middle_y - slope * middle_x)


def _line(name: str, x: list[float], y: list[float], *, colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "x": x,
        "y": y,
        "mode": "lines",
        "line": {"color": colour, "width": 2, "dash": dash},
        "showlegend": True,
        "hoverinfo": "skip",
    }


def _points(name: str, frame: pd.DataFrame, *, colour: str, size: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "x": frame["before_pct"].tolist(),
        "y": frame["after_pct"].tolist(),
        "mode": "markers",
        "marker": {"symbol": "circle", "size": size, "color": colour, "line": {"color": theme.PAPER, "width": 1}},
        "showlegend": True,
        "customdata": [
            f"<b>{one.area_name}</b>, {name}<br>sebelum {formats.percent(one.before_pct)} (n = {one.before_n})<br>"
            f"sesudah {formats.percent(one.after_pct)} (n = {one.after_n})<br>"
            f"diharapkan {formats.percent(one.expected_pct)}"
            for one in records(frame)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _top(frame: pd.DataFrame) -> float:
    return float(min(100, max(10, 5 * math.ceil(1.02 * frame[["before_pct", "after_pct"]].to_numpy().max() / 5))))


def _desa_table(frame: pd.DataFrame) -> pd.DataFrame:
    names = dict(zip(frame["area_code"], frame["area_name"], strict=True))
    return pd.DataFrame(
        {
            "Kode": frame["area_code"],
            "Desa/kelurahan": frame["area_name"],
            "Lokus": np.where(frame["is_lokus"], "ya", "tidak"),
            "Sebelum (%)": frame["before_pct"],
            "n sebelum": frame["before_n"],
            "Sesudah (%)": frame["after_pct"],
            "n sesudah": frame["after_n"],
            "Diharapkan (%)": frame["expected_pct"],
            "Desa serupa": ["; ".join(names[code] for code in codes) for codes in frame["neighbours"]],
        }
    )
