"""The marks of a Plotly figure, drawn by matplotlib: lines, bands, points, bars and their words."""

from __future__ import annotations

import html
import itertools
import math
import re
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from stunting.charts import theme

SYMBOLS = {"circle": "o", "diamond": "D", "square": "s", "triangle-up": "^", "line-ew": "_"}
HALO = [withStroke(linewidth=2.4, foreground=theme.PAPER)]
DASHES = {"solid": "-", "dash": (0, (5, 3)), "dot": (0, (1, 2)), None: "-"}


def draw(axes: Axes, trace: Any) -> None:
    if isinstance(trace, go.Bar):
        _draw_bars(axes, trace)
    elif isinstance(trace, go.Scatter):
        _draw_scatter(axes, trace)
    else:
        raise TypeError(f"no picture for a trace of type {type(trace).__name__}")


def _draw_bars(axes: Axes, trace: go.Bar) -> None:
    if trace.orientation == "h":
        _draw_level_bars(axes, trace)
    else:
        _draw_upright_bars(axes, trace)


def _draw_upright_bars(axes: Axes, trace: go.Bar) -> None:
    marker = trace.marker
    is_hatched = bool(marker.pattern.shape)
    axes.bar(
        list(trace.x),
        list(trace.y),
        color=_one_or_each(marker.color),
        edgecolor=_one_or_each(marker.line.color),
        linewidth=[w * 0.7 for w in marker.line.width] if isinstance(marker.line.width, tuple) else 0.7 * is_hatched,
        width=trace.width or 0.8,
        hatch="////" if is_hatched else None,
    )
    for x, value, text in zip(trace.x, trace.y, trace.text or (), strict=False):
        axes.annotate(
            text, (x, value), xytext=(0, 3), textcoords="offset points", ha="center", fontsize=9.2, path_effects=HALO
        )


def _one_or_each(value: str | tuple[str, ...]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def _draw_level_bars(axes: Axes, trace: go.Bar) -> None:
    names = [plain(name) for name in trace.y]
    axes.barh(
        names,
        list(trace.x),
        color=list(trace.marker.color),
        edgecolor=list(trace.marker.line.color),
        linewidth=[w * 0.7 for w in trace.marker.line.width],
        height=0.72,
    )
    axes.margins(y=0.6 / max(len(names), 1))
    for name, value, text in zip(names, trace.x, trace.text, strict=True):
        axes.annotate(
            text, (value, name), xytext=(4, 0), textcoords="offset points", va="center", fontsize=9.2, path_effects=HALO
        )
    for label, raw in zip(axes.get_yticklabels(), trace.y, strict=False):
        label.set_color(theme.INK)
        label.set_fontweight("bold" if "<b>" in raw else "normal")


def _draw_scatter(axes: Axes, trace: go.Scatter) -> None:
    mode = trace.mode or "lines"
    if trace.fill == "toself":
        _draw_filled(axes, trace)
    elif "lines" in mode:
        axes.plot(
            _with_gaps(trace.x),
            _with_gaps(trace.y),
            color=_colour(trace.line.color),
            alpha=trace.opacity,
            lw=(trace.line.width or 2) * 0.7,
            ls=DASHES[trace.line.dash],
            drawstyle="steps-post" if trace.line.shape == "hv" else "default",
            solid_capstyle="round",
            label=trace.name if trace.showlegend and "markers" not in mode else None,
        )
    # A mark that is not seen keeps words off the mark it stands for.
    if "markers" in mode and trace.marker.opacity != 0:
        _draw_points(axes, trace)
    if "text" in mode and trace.text is not None:
        for position, (x, y) in enumerate(zip(trace.x, trace.y, strict=True)):
            where = trace.textposition if isinstance(trace.textposition, str) else trace.textposition[position]
            _point_text(axes, x, y, trace.text[position], where, is_strong="markers" in mode)
    if "markers" in mode and trace.error_y.visible:
        spans = [list(trace.error_y.arrayminus), list(trace.error_y.array)]
        axes.errorbar(list(trace.x), list(trace.y), yerr=spans, fmt="none", ecolor=trace.error_y.color, elinewidth=1.1)


def _draw_filled(axes: Axes, trace: go.Scatter) -> None:
    """Each part between two gaps is an area of its own."""
    corners = zip(trace.x, trace.y, strict=True)
    for is_gap, part in itertools.groupby(corners, key=lambda corner: corner[0] is None):
        if not is_gap:
            xs, ys = zip(*part, strict=True)
            axes.fill(xs, ys, color=_colour(trace.fillcolor), lw=0, zorder=0.8)


def _draw_points(axes: Axes, trace: go.Scatter) -> None:
    symbols = trace.marker.symbol
    symbols = [symbols] * len(trace.x) if isinstance(symbols, str) else list(symbols)
    for position, (x, y, symbol) in enumerate(zip(trace.x, trace.y, symbols, strict=True)):
        is_open = symbol.endswith("-open")
        axes.plot(
            [x],
            [y],
            marker=SYMBOLS[symbol.removesuffix("-open")],
            ms=(trace.marker.size or 8) * 0.62,
            mfc=_inside(trace.marker.size) if is_open else trace.marker.color,
            mec=trace.marker.color if is_open else trace.marker.line.color or trace.marker.color,
            mew=1.4,
            ls="",
            zorder=4,
            clip_on=False,
            label=trace.name if trace.showlegend and position == 0 else None,
        )


def _inside(size: float | None) -> str:
    """An open mark covers what lies under it; a ring around another mark does not."""
    return "none" if (size or 0) > 15 else theme.PAPER


def _with_gaps(values: Sequence[Any]) -> list[Any]:
    return [math.nan if value is None else value for value in values]


def _colour(text: str | None) -> str | tuple[float, ...] | None:
    """ "rgba(77,149,196,0.24)" as matplotlib wants it."""
    if text is None or not text.startswith("rgba("):
        return text
    red, green, blue, opacity = (float(part) for part in text[5:-1].split(","))
    return (red / 255, green / 255, blue / 255, opacity)


def _point_text(axes: Axes, x: float, y: float | str, text: str, where: str, *, is_strong: bool) -> None:
    up_down, side = where.split()
    shift = 8 if is_strong else 0
    axes.annotate(
        plain(text),
        (x, y),
        xytext=(
            {"left": -shift, "right": shift}.get(side, 0) if up_down == "middle" else 0,
            {"top": shift, "bottom": -shift}.get(up_down, 0),
        ),
        textcoords="offset points",
        ha={"left": "right", "right": "left"}.get(side, "center"),
        va={"top": "bottom", "bottom": "top"}.get(up_down, "center"),
        fontsize=10.5,
        path_effects=HALO,
        fontweight="bold" if "<b>" in text else "normal",
        color=theme.INK,
        annotation_clip=False,
        zorder=6,
    )


def plain(text: str) -> str:
    """A Plotly label without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", text.replace("<br>", "\n")))
