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
from stunting.languages import N_, _
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
            _line(_("tidak berubah"), [0, top], [0, top], colour=theme.FAINT, dash="dot"),
            _points(_("desa lain"), others, colour=OTHER, size=7),
            _line(
                _("diharapkan dari desa lain"), [0, top], [start, start + slope * top], colour=theme.INK, dash="solid"
            ),
            _points(_("desa lokus"), ours, colour=LOKUS, size=10),
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
        title=_("Desa {list_label} dan desa lain sebelum dan sesudah, {place}", list_label=list_label, place=place),
        subtitle=_(
            "Persen balita stunting per desa: {before_label} (mendatar) dan {after_label} (tegak).",
            before_label=before_label,
            after_label=effect.after_label,
        ),
        source=source,
        alt=(
            _(
                "Sebaran {frame_n} desa. Dari desa lain diharapkan {start} sesudah 20,0% "
                "sebelumnya. Dari {ours_n} desa lokus, {above} naik. {sentence}",
                frame_n=len(frame),
                start=formats.percent(start + slope * 20),
                ours_n=len(ours),
                above=above,
                sentence=effect.sentence,
            )
        ),
        table=_desa_table(frame),
        is_sample=is_sample,
        notes=(
            _(
                "Garis tegas lebih landai daripada garis putus-putus: {by_itself}. Garis ini "
                "gambaran; selisihnya dihitung dengan semua Bulan Timbang sebelumnya.",
                by_itself=_(BY_ITSELF),
            ),
            f"{_(NO_CAUSE)}.",
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
            _(
                "<b>{area_name}</b>, {name}<br>sebelum {before_pct} (n = {before_n})<br>sesudah "
                "{after_pct} (n = {after_n})<br>diharapkan {expected_pct}",
                area_name=one.area_name,
                name=name,
                before_pct=formats.percent(one.before_pct),
                before_n=one.before_n,
                after_pct=formats.percent(one.after_pct),
                after_n=one.after_n,
                expected_pct=formats.percent(one.expected_pct),
            )
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
            N_("Kode"): frame["area_code"],
            "Desa/kelurahan": frame["area_name"],
            N_("Lokus"): np.where(frame["is_lokus"], _("ya"), _("tidak")),
            N_("Sebelum (%)"): frame["before_pct"],
            _("n sebelum"): frame["before_n"],
            N_("Sesudah (%)"): frame["after_pct"],
            _("n sesudah"): frame["after_n"],
            N_("Diharapkan (%)"): frame["expected_pct"],
            N_("Desa serupa"): ["; ".join(names[code] for code in codes) for codes in frame["neighbours"]],
        }
    )
