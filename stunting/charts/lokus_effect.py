"""Whether lokus villages did better than their history let expect: estimates beside each other, and the desa behind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import records
from stunting.lokus.effect import MATCHED_METHOD, METHOD, NAIVE_METHOD, Effect
from stunting.lokus.effect_words import BY_ITSELF, LIMITS, NO_CAUSE, conclusion, span

ROW_PX = 48
MAIN, GREY = theme.PREVALENCE[3], theme.MUTED
LOKUS, OTHER = theme.ACCENT, theme.PREVALENCE[1]
FEWEST_POINTS = 3.0


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One estimate: its words, its mark, and where it stands."""

    words: str
    method: str
    points: float
    low: float
    high: float
    symbol: str
    colour: str
    lokus_n: int
    others_n: int

    @property
    def numbers(self) -> str:
        return f"{formats.signed(self.points)} ({span(self.low, self.high)})"


def effect_dots(
    effect: Effect, placebos: Sequence[Effect], *, place: str, list_label: str, source: str, is_sample: bool = False
) -> Picture:
    """Difference of lokus and other desa with 95 % intervals, percentage points, zero in sight.

    With correction (ANCOVA and similar desa), without (grey), and where nothing can have happened (placebo).
    list_label: "lokus 2025"
    """
    rows = _rows(effect, placebos)
    last = len(rows) - 1
    low, high = _range(rows)
    figure = composed(
        height=90 + ROW_PX * len(rows),
        is_sample=is_sample,
        traces=[trace for number, row in enumerate(rows) for trace in _marks(row, last - number)],
        layout={
            "xaxis": {**_ticks(low, high), "range": [low, high], "showgrid": True, "title": {"text": "poin persen"}},
            "yaxis": {"range": [-0.5, last + 0.8], "showticklabels": False, "showgrid": False},
            "margin": {"l": 16, "r": 16, "t": 34, "b": 44},
            "annotations": [
                *(_heading(row, last - number, left=low) for number, row in enumerate(rows)),
                _side("← lokus lebih rendah", x=0, anchor="left"),
                _side("lokus lebih tinggi →", x=1, anchor="right"),
            ],
            "shapes": [
                {
                    "type": "line",
                    "x0": 0,
                    "x1": 0,
                    "y0": 0,
                    "y1": 1,
                    "yref": "paper",
                    "line": {"color": theme.INK, "width": 1.4},
                    "layer": "below",
                }
            ],
        },
    )
    spoken = "; ".join(f"{row.words} {row.numbers}" for row in rows)
    return Picture(
        figure=figure,
        title=f"Apakah desa {list_label} lebih baik daripada yang diharapkan? {place}, {effect.after_label}",
        subtitle="Selisih prevalensi stunting desa lokus dan desa lain, poin persen; garis mendatar: interval 95%. "
        "Di kiri nol: lokus lebih rendah daripada yang diharapkan.",
        source=source,
        alt=f"Selisih desa lokus dan desa lain dalam poin persen dengan interval 95%: {spoken}.",
        table=_table(rows),
        is_sample=is_sample,
        notes=(effect.sentence, conclusion(effect, placebos), *effect.cautions, *LIMITS),
    )


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
            f"Garis tegas lebih landai daripada garis putus-putus: {BY_ITSELF}. Garis ini gambaran; selisihnya dihitung "
            "dengan semua Bulan Timbang sebelumnya.",
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


def _rows(effect: Effect, placebos: Sequence[Effect]) -> list[_Row]:
    size = {"lokus_n": effect.n_lokus, "others_n": effect.n_others}
    return [
        _Row(
            words="Dengan koreksi (ANCOVA)",
            method=METHOD,
            points=effect.points,
            low=effect.low,
            high=effect.high,
            symbol="circle",
            colour=MAIN,
            **size,
        ),
        _Row(
            words="Dibandingkan dengan desa serupa",
            method=MATCHED_METHOD,
            points=effect.matched_points,
            low=effect.matched_low,
            high=effect.matched_high,
            symbol="diamond",
            colour=MAIN,
            **size,
        ),
        _Row(
            words="Tanpa koreksi",
            method=NAIVE_METHOD,
            points=effect.naive_points,
            low=effect.naive_low,
            high=effect.naive_high,
            symbol="circle-open",
            colour=theme.FAINT,
            **size,
        ),
        *(
            _Row(
                words=f"Uji tiruan: {one.label}",
                method=METHOD,
                points=one.points,
                low=one.low,
                high=one.high,
                symbol="square-open",
                colour=GREY,
                lokus_n=one.n_lokus,
                others_n=one.n_others,
            )
            for one in placebos
        ),
    ]


def _marks(row: _Row, y: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "name": f"{row.words}: interval",
            "x": [row.low, row.high],
            "y": [y, y],
            "mode": "lines",
            "line": {"color": row.colour, "width": 4},
            "opacity": 0.55,
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "name": row.words,
            "x": [row.points],
            "y": [y],
            "mode": "markers",
            "marker": {
                "symbol": row.symbol,
                "size": 12,
                "color": row.colour,
                "line": {"color": row.colour, "width": 2},
            },
            "customdata": [f"<b>{row.words}</b><br>{row.numbers} poin persen<br>{row.lokus_n} desa lokus"],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]


def _heading(row: _Row, y: int, *, left: float) -> dict[str, Any]:
    """The words above the mark, from the left edge."""
    is_main = row.colour == MAIN
    return {
        "x": left,
        "y": y,
        "yshift": 17,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "text": f"{'<b>' if is_main else ''}{row.words}: {row.numbers}{'</b>' if is_main else ''}",
        "font": {"size": 13, "color": theme.INK if is_main else theme.MUTED},
    }


def _side(text: str, *, x: float, anchor: str) -> dict[str, Any]:
    return {
        "x": x,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
        "text": text,
        "font": {"size": 13, "color": theme.MUTED},
    }


def _range(rows: Sequence[_Row]) -> tuple[float, float]:
    low = min(-FEWEST_POINTS, *(row.low for row in rows))
    high = max(FEWEST_POINTS, *(row.high for row in rows))
    return math.floor(low) - 0.5, math.ceil(high) + 0.5


def _ticks(low: float, high: float) -> dict[str, Any]:
    step = next(step for step in (1, 2, 5, 10, 20) if (high - low) / step <= 9 or step == 20)
    values = [value for value in range(-100, 101, step) if low <= value <= high]
    return {"tickvals": values, "ticktext": [formats.signed(value, decimals=0) for value in values]}


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


def _table(rows: Sequence[_Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Perbandingan": [row.words for row in rows],
            "Selisih (poin persen)": [row.points for row in rows],
            "Batas bawah": [row.low for row in rows],
            "Batas atas": [row.high for row in rows],
            "Desa lokus": [row.lokus_n for row in rows],
            "Desa lain": [row.others_n for row in rows],
            "Cara hitung": [row.method for row in rows],
        }
    )


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
