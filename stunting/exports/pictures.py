"""Figures as PNG without a browser: the Plotly figure of the page, drawn once more by matplotlib.

Only the marks our charts use are known (lines, bands, markers, bars, texts, lines across); another mark is an error,
so that a new kind of chart cannot lose something on its way to paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

import matplotlib as mpl
import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

from stunting import formats
from stunting.charts import theme
from stunting.exports import fonts
from stunting.exports.marks import DASHES, HALO, draw, plain
from stunting.exports.page import DPI, burn_watermark, png_bytes, wrap
from stunting.exports.stamp import Stamp
from stunting.languages import _

WIDTH_PX = 1080
LEGEND_PX = 30
# Characters in a line of the foot.
FOOT_WIDTH = 124


def to_png(figure: go.Figure, stamp: Stamp) -> bytes:
    """A PNG 1080 pixels wide with title above and source, release and notes burned in below."""
    height_px = _height_px(figure, stamp)
    with mpl.rc_context({"font.family": fonts.families(), "font.size": 10.5, "hatch.linewidth": 0.6}):
        page = Figure(figsize=(WIDTH_PX / DPI, height_px / DPI), dpi=DPI, facecolor=theme.PAPER)
        FigureCanvasAgg(page)
        top, bottom = _frame(page, stamp, height_px)
        top -= _room_above(figure) / height_px
        panels = _panels(page, figure, bottom=bottom, top=top)
        for trace in figure.data:
            # A trace on an axis that only carries words at the right has nothing to draw.
            axes = panels.get(getattr(trace, "yaxis", None) or "y")
            if axes is not None:
                draw(axes, trace)
        for shape in figure.layout.shapes:
            for axes in panels.values() if shape.yref == "paper" else [panels[_panel_of(shape.yref)]]:
                _line(axes, shape)
        for name, axes in panels.items():
            _limits(axes, figure.layout.xaxis, figure.layout["yaxis" + name[1:]])
        if "yaxis2" in figure.layout and "y2" not in panels:
            _right_labels(panels["y"], figure.layout["yaxis2"])
        for note in figure.layout.annotations:
            _annotate(panels[_panel_of(note.yref)], note)
        _legend(panels["y"], figure)
        _fit_left(page, list(panels.values()))
        _fit_right(page, list(panels.values()))
        return png_bytes(page)


def _height_px(figure: go.Figure, stamp: Stamp) -> int:
    """Room for the drawing, the words above it, and the foot; a source or note of several lines has them all.

    A figure whose words stand between its marks says in its `meta` how much higher it is on paper ("paper_height").
    """
    drawing = (figure.layout.height or 420) * (figure.layout.meta or {}).get("paper_height", 1)
    further = sum(wrap(text, FOOT_WIDTH).count("\n") for text in (stamp.source, *stamp.notes))
    return max(560, round(drawing) + 230 + 22 * len(stamp.notes) + 25 * further)


def _room_above(figure: go.Figure) -> int:
    """Pixels for a legend or for words above the drawing, one or two lines."""
    above = [note for note in figure.layout.annotations if note.yref == "paper" and note.y == 1]
    lines = max((note.text.count("<br>") + 1 for note in above), default=0)
    return max(LEGEND_PX if figure.layout.showlegend else 0, LEGEND_PX + 20 * (lines - 1) if lines else 0)


def _panels(page: Figure, figure: go.Figure, *, bottom: float, top: float) -> dict[str, Axes]:
    """The drawing, or several above each other on one x axis, under the names of their y axes."""
    layout, height = figure.layout, top - bottom
    names = [key for key in layout if key.startswith("yaxis") and not layout[key].overlaying]
    panels = {}
    for key in names:
        low, high = layout[key].domain or (0, 1)
        panels["y" + key[5:]] = page.add_axes((0.09, bottom + low * height, 0.87, (high - low) * height))
    lowest = min(panels.values(), key=lambda axes: axes.get_position().y0)
    for name, axes in panels.items():
        if axes is not lowest:
            axes.tick_params(labelbottom=False)
            axes.spines["bottom"].set_visible(False)
        _style(axes, layout.xaxis, layout["yaxis" + name[1:]])
    return panels


def _panel_of(yref: str | None) -> str:
    """ "y2 domain" -> "y2"; what lies on the whole figure belongs to the first panel."""
    return "y" if yref in (None, "paper") else yref.split(" ")[0]


def _right_labels(axes: Axes, y: Any) -> None:
    """Words at the right end of each row."""
    twin = axes.twinx()
    twin.set_ylim(axes.get_ylim())
    twin.set_yticks(list(y.tickvals), [plain(text) for text in y.ticktext], fontsize=9.2)
    twin.tick_params(length=0, colors=theme.INK)
    for spine in twin.spines.values():
        spine.set_visible(False)


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
    foot = "\n".join(
        wrap(text, FOOT_WIDTH)
        for text in (stamp.source, *stamp.notes, _("Rilis data: {release_id}", release_id=stamp.release_id))
    )
    page.text(0.03, line(14), foot, fontsize=8.8, color=theme.MUTED, va="bottom", linespacing=1.35)
    bottom = line(14 + 25 * (foot.count("\n") + 1) + 52)
    if stamp.is_sample:
        burn_watermark(page, size=34)
    return top, bottom


def _style(axes: Axes, x: Any, y: Any) -> None:
    axes.set_facecolor(theme.PAPER)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(theme.FAINT)
    axes.tick_params(colors=theme.MUTED, length=0)
    axes.set_axisbelow(True)
    if x.showgrid:
        axes.grid(visible=True, axis="x", color="#e6eaee", lw=0.8)
    if y.showgrid:
        axes.grid(visible=True, axis="y", color="#e6eaee", lw=0.8)


def _line(axes: Axes, shape: Any) -> None:
    """A line through the whole drawing, upright at one x or level at one y; or upright from one row to another."""
    style = {"color": shape.line.color, "lw": 1.2, "ls": DASHES[shape.line.dash]}
    zorder = 0.6 if shape.layer == "below" else 3
    if shape.y0 == shape.y1:
        axes.axhline(shape.y0, zorder=zorder, **style)
    elif shape.yref in (None, "y"):
        axes.plot([shape.x0, shape.x1], [shape.y0, shape.y1], zorder=zorder, **style)
    else:
        axes.axvline(shape.x0, zorder=0.6, **style)


def _limits(axes: Axes, x: Any, y: Any) -> None:
    if x.range:
        axes.set_xlim(x.range)
    if x.rangemode == "tozero":
        axes.set_xlim(left=0, right=axes.get_xlim()[1] * 1.08)
    if y.range:
        axes.set_ylim(y.range)
    if y.rangemode == "tozero":
        axes.set_ylim(bottom=0, top=axes.get_ylim()[1] * 1.08)
    for axis, layout in ((axes.xaxis, x), (axes.yaxis, y)):
        if layout.ticksuffix:
            # Whole numbers only: a tick at 2,5 would be written as 3.
            axis.set_major_locator(MultipleLocator(layout.dtick) if layout.dtick else MaxNLocator(integer=True))
            axis.set_major_formatter(FuncFormatter(partial(_tick, suffix=layout.ticksuffix)))
        if layout.tickvals is not None:
            axis.set_ticks(list(layout.tickvals), [plain(text) for text in layout.ticktext])
        if layout.showticklabels is False or layout.visible is False:
            axis.set_ticks([])
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
    is_high, is_wide = note.yref == "paper" or (note.yref or "").endswith("domain"), note.xref == "paper"
    transforms = {
        (False, False): axes.transData,
        (True, False): axes.get_xaxis_transform(),
        (False, True): axes.get_yaxis_transform(),
        (True, True): axes.transAxes,
    }
    axes.annotate(
        plain(note.text),
        (note.x, note.y),
        xycoords=transforms[is_high, is_wide],
        xytext=((note.xshift or 0) * 0.6, (note.yshift or 0) * 0.6 + {"bottom": 3, "top": -4}.get(note.yanchor, 0)),
        textcoords="offset points",
        ha={"left": "left", "right": "right"}.get(note.xanchor, "center"),
        va={"bottom": "bottom", "top": "top"}.get(note.yanchor, "center"),
        multialignment=note.align or "center",
        fontsize=(note.font.size or 12) * 0.72,
        color=note.font.color,
        path_effects=HALO,
        bbox={"fc": theme.PAPER, "ec": note.bordercolor, "lw": 0.8, "pad": 1.5} if note.bordercolor else None,
        annotation_clip=False,
    )


def _legend(axes: Axes, figure: go.Figure) -> None:
    if not figure.layout.showlegend:
        return
    handles, labels = axes.get_legend_handles_labels()
    if labels:
        axes.legend(handles, labels, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=6, frameon=False, fontsize=9.5)


def _fit_left(page: Figure, panels: Sequence[Axes]) -> None:
    """Give long area names the room they need on the left."""
    overhang = page.bbox.width * 0.03 - min(box.x0 for box in _boxes(page, panels))
    if overhang > 0:
        shift = overhang / page.bbox.width
        for axes in panels:
            place = axes.get_position()
            axes.set_position((place.x0 + shift, place.y0, place.width - shift, place.height))


def _fit_right(page: Figure, panels: Sequence[Axes]) -> None:
    """Give words beside the right end of a line the room they need."""
    overhang = max(box.x1 for box in _boxes(page, panels)) - page.bbox.width * 0.985
    if overhang > 0:
        for axes in panels:
            place = axes.get_position()
            axes.set_position((place.x0, place.y0, place.width - overhang / page.bbox.width, place.height))


def _boxes(page: Figure, panels: Sequence[Axes]) -> list[Any]:
    """What the panels take up with all their words, also those of a second axis at the right."""
    canvas = page.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    twins = [twin for axes in panels for twin in page.axes if twin is not axes and twin.bbox.bounds == axes.bbox.bounds]
    boxes = [axes.get_tightbbox(canvas.get_renderer()) for axes in (*panels, *twins)]
    return [box for box in boxes if box is not None]
