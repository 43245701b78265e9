"""Figures as PNG without a browser: the Plotly figure of the page, drawn once more by matplotlib.

Only the marks our charts use are known (lines, markers, bars, texts, lines across); another mark is an error,
so that a new kind of chart cannot lose something on its way to paper.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import matplotlib as mpl
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator

from stunting import formats
from stunting.charts import theme
from stunting.exports import fonts
from stunting.exports.page import DPI, burn_watermark, png_bytes, wrap
from stunting.exports.stamp import Stamp

WIDTH_PX = 1080
LEGEND_PX = 30
SYMBOLS = {"circle": "o", "diamond": "D", "square": "s", "triangle-up": "^", "line-ew": "_"}
HALO = [withStroke(linewidth=2.4, foreground=theme.PAPER)]
DASHES = {"solid": "-", "dash": (0, (5, 3)), "dot": (0, (1, 2)), None: "-"}


def to_png(figure: go.Figure, stamp: Stamp) -> bytes:
    """A PNG 1080 pixels wide with title above and source, release and notes burned in below."""
    height_px = max(560, (figure.layout.height or 420) + 230 + 22 * len(stamp.notes))
    with mpl.rc_context({"font.family": fonts.families(), "font.size": 10.5}):
        page = Figure(figsize=(WIDTH_PX / DPI, height_px / DPI), dpi=DPI, facecolor=theme.PAPER)
        FigureCanvasAgg(page)
        top, bottom = _frame(page, stamp, height_px)
        if figure.layout.showlegend or any(note.yref == "paper" and note.y == 1 for note in figure.layout.annotations):
            top -= LEGEND_PX / height_px
        axes = page.add_axes((0.09, bottom, 0.87, top - bottom))
        _style(axes, figure)
        for trace in figure.data:
            _draw(axes, trace)
        for shape in figure.layout.shapes:
            _line_across(axes, shape)
        _limits(axes, figure)
        for note in figure.layout.annotations:
            _annotate(axes, note)
        _legend(axes, figure)
        _fit_left(page, axes)
        _fit_right(page, axes)
        return png_bytes(page)


def _frame(page: Figure, stamp: Stamp, height_px: int) -> tuple[float, float]:
    """Write title and foot; returns the top and bottom that remain for the drawing (fractions)."""

    def line(pixels: float) -> float:
        return pixels / height_px

    title = wrap(stamp.title, 66)
    page.text(0.03, 1 - line(26), title, fontsize=15, fontweight="bold", color=theme.INK, va="top")
    y = 1 - line(34 + 31 * (title.count("\n") + 1))
    subtitle = wrap(stamp.subtitle, 105)
    page.text(0.03, y, subtitle, fontsize=10, color=theme.MUTED, va="top")
    top = y - line(24 + 22 * (subtitle.count("\n") + 1))
    foot = "\n".join(wrap(text, 124) for text in (stamp.source, *stamp.notes, f"Rilis data: {stamp.release_id}"))
    page.text(0.03, line(14), foot, fontsize=8.8, color=theme.MUTED, va="bottom", linespacing=1.35)
    bottom = line(14 + 25 * (foot.count("\n") + 1) + 52)
    if stamp.is_sample:
        burn_watermark(page, size=34)
    return top, bottom


def _style(axes: Axes, figure: go.Figure) -> None:
    axes.set_facecolor(theme.PAPER)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(theme.FAINT)
    axes.tick_params(colors=theme.MUTED, length=0)
    axes.set_axisbelow(True)
    if figure.layout.xaxis.showgrid:
        axes.grid(visible=True, axis="x", color="#e6eaee", lw=0.8)
    if figure.layout.yaxis.showgrid:
        axes.grid(visible=True, axis="y", color="#e6eaee", lw=0.8)


def _draw(axes: Axes, trace: Any) -> None:
    if isinstance(trace, go.Bar):
        _draw_bars(axes, trace)
    elif isinstance(trace, go.Scatter):
        _draw_scatter(axes, trace)
    else:
        raise TypeError(f"no picture for a trace of type {type(trace).__name__}")


def _line_across(axes: Axes, shape: Any) -> None:
    """A line through the whole drawing: upright at one x, or level at one y."""
    style = {"color": shape.line.color, "lw": 1.2, "ls": DASHES[shape.line.dash]}
    if shape.y0 == shape.y1:
        axes.axhline(shape.y0, zorder=0.6 if shape.layer == "below" else 3, **style)
    else:
        axes.axvline(shape.x0, zorder=0.6, **style)


def _draw_bars(axes: Axes, trace: go.Bar) -> None:
    if trace.orientation == "h":
        _draw_level_bars(axes, trace)
    else:
        _draw_upright_bars(axes, trace)


def _draw_upright_bars(axes: Axes, trace: go.Bar) -> None:
    axes.bar(
        list(trace.x),
        list(trace.y),
        color=list(trace.marker.color),
        edgecolor=list(trace.marker.line.color),
        linewidth=[w * 0.7 for w in trace.marker.line.width],
        width=0.8,
    )
    for x, value, text in zip(trace.x, trace.y, trace.text, strict=True):
        axes.annotate(
            text, (x, value), xytext=(0, 3), textcoords="offset points", ha="center", fontsize=9.2, path_effects=HALO
        )


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
    if "lines" in mode:
        style = "steps-post" if trace.line.shape == "hv" else "default"
        axes.plot(
            list(trace.x),
            list(trace.y),
            color=trace.line.color,
            lw=(trace.line.width or 2) * 0.7,
            ls=DASHES[trace.line.dash],
            drawstyle=style,
            solid_capstyle="round",
            label=trace.name if trace.showlegend and "markers" not in mode else None,
        )
    if "markers" not in mode:
        return
    symbols = trace.marker.symbol
    symbols = [symbols] * len(trace.x) if isinstance(symbols, str) else list(symbols)
    for position, (x, y, symbol) in enumerate(zip(trace.x, trace.y, symbols, strict=True)):
        is_open = symbol.endswith("-open")
        axes.plot(
            [x],
            [y],
            marker=SYMBOLS[symbol.removesuffix("-open")],
            ms=(trace.marker.size or 8) * 0.62,
            mfc=theme.PAPER if is_open else trace.marker.color,
            mec=trace.marker.color if is_open else trace.marker.line.color or trace.marker.color,
            mew=1.4,
            ls="",
            zorder=4,
            clip_on=False,
            label=trace.name if trace.showlegend and position == 0 else None,
        )
        if "text" in mode and trace.text is not None:
            where = trace.textposition if isinstance(trace.textposition, str) else trace.textposition[position]
            _point_text(axes, x, y, trace.text[position], where)
    if trace.error_y.visible:
        spans = [list(trace.error_y.arrayminus), list(trace.error_y.array)]
        axes.errorbar(list(trace.x), list(trace.y), yerr=spans, fmt="none", ecolor=trace.error_y.color, elinewidth=1.1)


def _point_text(axes: Axes, x: float, y: float | str, text: str, where: str) -> None:
    offsets = {"top center": (0, 8), "bottom center": (0, -8), "middle right": (8, 0), "middle left": (-8, 0)}
    align = {"top center": "center", "bottom center": "center", "middle right": "left", "middle left": "right"}
    sides = {"top center": "bottom", "bottom center": "top"}
    axes.annotate(
        plain(text),
        (x, y),
        xytext=offsets[where],
        textcoords="offset points",
        ha=align[where],
        va=sides.get(where, "center"),
        fontsize=10.5,
        path_effects=HALO,
        fontweight="bold" if "<b>" in text else "normal",
        color=theme.INK,
        annotation_clip=False,
        zorder=6,
    )


def _limits(axes: Axes, figure: go.Figure) -> None:
    x, y = figure.layout.xaxis, figure.layout.yaxis
    if x.range:
        axes.set_xlim(x.range)
    if x.rangemode == "tozero":
        axes.set_xlim(left=0, right=axes.get_xlim()[1] * 1.08)
    if y.range:
        axes.set_ylim(y.range)
    if y.rangemode == "tozero":
        axes.set_ylim(bottom=0, top=axes.get_ylim()[1] * 1.08)
    if x.tickvals:
        axes.set_xticks(list(x.tickvals), list(x.ticktext))
    for axis, layout in ((axes.xaxis, x), (axes.yaxis, y)):
        if layout.ticksuffix:
            # Whole numbers only: a tick at 2,5 would be written as 3.
            axis.set_major_locator(MaxNLocator(integer=True))
            axis.set_major_formatter(FuncFormatter(partial(_tick, suffix=layout.ticksuffix)))
    if y.tickformat:
        decimals = int(re.sub(r"\D", "", y.tickformat) or 0)
        axes.yaxis.set_major_formatter(FuncFormatter(partial(_tick, suffix="", decimals=decimals)))
    axes.set_xlabel(x.title.text or "", color=theme.MUTED)
    axes.set_ylabel(y.title.text or "", color=theme.MUTED)


def _tick(value: float, _position: int | None, *, suffix: str, decimals: int = 0) -> str:
    return f"{formats.number(value, decimals=decimals)}{suffix}"


def _annotate(axes: Axes, note: Any) -> None:
    if note.name == "watermark":
        return
    transform = axes.get_xaxis_transform() if note.yref == "paper" else axes.transData
    if note.xref == "paper":
        transform = axes.get_yaxis_transform()
    axes.annotate(
        plain(note.text),
        (note.x, note.y),
        xycoords=transform,
        xytext=((note.xshift or 0) * 0.6, (note.yshift or 0) * 0.6 + {"bottom": 3, "top": -4}.get(note.yanchor, 0)),
        textcoords="offset points",
        ha={"left": "left", "right": "right"}.get(note.xanchor, "center"),
        va={"bottom": "bottom", "top": "top"}.get(note.yanchor, "center"),
        fontsize=(note.font.size or 12) * 0.72,
        color=note.font.color,
        path_effects=HALO,
        annotation_clip=False,
    )


def _legend(axes: Axes, figure: go.Figure) -> None:
    if not figure.layout.showlegend:
        return
    handles, labels = axes.get_legend_handles_labels()
    if labels:
        axes.legend(handles, labels, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=6, frameon=False, fontsize=9.5)


def _fit_left(page: Figure, axes: Axes) -> None:
    """Give long area names the room they need on the left."""
    canvas = page.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    box = axes.get_tightbbox(canvas.get_renderer())
    assert box is not None
    overhang = page.bbox.width * 0.03 - box.x0
    if overhang > 0:
        place = axes.get_position()
        shift = overhang / page.bbox.width
        axes.set_position((place.x0 + shift, place.y0, place.width - shift, place.height))


def _fit_right(page: Figure, axes: Axes) -> None:
    """Give words beside the right end of a line the room they need."""
    canvas = page.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    box = axes.get_tightbbox(canvas.get_renderer())
    assert box is not None
    overhang = box.x1 - page.bbox.width * 0.985
    if overhang > 0:
        place = axes.get_position()
        axes.set_position((place.x0, place.y0, place.width - overhang / page.bbox.width, place.height))


def plain(text: str) -> str:
    """A Plotly label without its markup."""
    return re.sub(r"<[^>]+>", "", text.replace("<br>", "\n"))
