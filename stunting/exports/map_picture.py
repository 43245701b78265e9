"""A map as a PNG: the panels, legend and words of the page, drawn without a browser."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from stunting.charts import theme
from stunting.charts.map_legend import EXCLUDED_PATTERN, PATTERNS, largest_count, legend, parts_of
from stunting.charts.map_rows import EXCLUDED, LETTERS, Rows
from stunting.charts.map_view import MapPanel, MapView, palette_of
from stunting.classes import AreaState
from stunting.exports import fonts, map_names
from stunting.exports.map_files import Shapes, lines, view_rows
from stunting.exports.map_key import HATCHES, Key
from stunting.exports.page import DPI, burn_watermark, png_bytes, wrap
from stunting.exports.stamp import Stamp
from stunting.languages import _

WIDTH_PX = 1600
MARGIN_PX = 40
GAP_PX = 16
MOST_PX = 1150
LEAST_PX = 260
PATTERN_OF = {LETTERS[state]: pattern for state, pattern in PATTERNS.items()} | {EXCLUDED: EXCLUDED_PATTERN}
# Where areas are not coloured by class.
GROUND = "#e6eaee"
# Shapes leave a hundredth of their size free at each side.
ROOM = 1.02


def to_png(payload_gzip: bytes, view: MapView, stamp: Stamp) -> bytes:
    """The map as a PNG 1600 pixels wide: up to three panels, one legend, title, source, credit and release.

    A view that plays shows its first shown period (`MapView.period`, else the last one).
    """
    shapes = Shapes.of(payload_gzip)
    rows = [view_rows(view, panel, shapes) for panel in view.panels]
    count = len(rows)
    panel_px = (WIDTH_PX - 2 * MARGIN_PX - GAP_PX * (count - 1)) / count
    map_px = min(MOST_PX, max(LEAST_PX, panel_px * shapes.content["height"] / shapes.content["width"]))
    key = Key(
        legend(view, [[one] for one in rows], shapes.order),
        panels=count,
        width_px=WIDTH_PX - 2 * MARGIN_PX,
        circle_px=circle_px(len(shapes.codes), (panel_px, map_px)),
    )
    title = wrap(stamp.title, 86)
    subtitle = wrap(stamp.subtitle, 128)
    foot = "\n".join(
        wrap(t, 150) for t in (stamp.source, *stamp.notes, _("Rilis data: {release_id}", release_id=stamp.release_id))
    )
    headings = [_heading(view, panel, panel_px) for panel in view.panels]
    lines_of = [(text.count("\n") + bool(text), under.count("\n") + bool(under)) for text, under in headings]
    under_px = 34 * max(above for above, _ignored1 in lines_of)
    heading_px = under_px + 25 * max(below for _ignored2, below in lines_of)
    heading_px += 8 * bool(heading_px)
    title_px = 26 + 38 * (title.count("\n") + 1)
    top_px = title_px + 27 * (subtitle.count("\n") + 1) + 14
    foot_px = 14 + 28 * (foot.count("\n") + 1)
    height_px = top_px + heading_px + map_px + key.height_px + foot_px + 44
    with mpl.rc_context({"font.family": fonts.families(), "hatch.linewidth": 0.5}):
        page = Figure(figsize=(WIDTH_PX / DPI, height_px / DPI), dpi=DPI, facecolor=theme.PAPER)
        FigureCanvasAgg(page)

        def write(x_px: float, y_px: float, text: str, **style: Any) -> None:
            page.text(x_px / WIDTH_PX, 1 - y_px / height_px, text, **({"va": "top", "color": theme.INK} | style))

        write(MARGIN_PX, 26, title, fontsize=17, fontweight="bold")
        write(MARGIN_PX, title_px, subtitle, fontsize=11.5, color=theme.MUTED)
        write(MARGIN_PX, height_px - 14, foot, fontsize=9.5, va="bottom", color=theme.MUTED, linespacing=1.4)
        for number, (panel, one, (heading, under)) in enumerate(zip(view.panels, rows, headings, strict=True)):
            left = MARGIN_PX + number * (panel_px + GAP_PX)
            write(left, top_px, heading, fontsize=13, fontweight="bold")
            write(left, top_px + under_px, under, fontsize=10.5, color=theme.MUTED, linespacing=1.2)
            bottom = 1 - (top_px + heading_px + map_px) / height_px
            axes = page.add_axes((left / WIDTH_PX, bottom, panel_px / WIDTH_PX, map_px / height_px))
            _map(axes, shapes, view, panel, one, (panel_px, map_px), _largest(view, number, rows))
        key.draw(page, left_px=MARGIN_PX, top_px=top_px + heading_px + map_px + 24)
        if stamp.is_sample:
            burn_watermark(page, size=44, y=0.55, rotation=20)
        return png_bytes(page)


def _heading(view: MapView, panel: MapPanel, panel_px: float) -> tuple[str, str]:
    """What stands over a panel; over the only one no title, which is the title of the page."""
    period = view.periods[list(view.periods)[view.shown]] if view.periods else ""
    is_only = len(view.panels) == 1
    said = [period, "" if is_only and not period else view.subtitle_of(panel)]
    return "" if is_only else wrap(panel.title, int(panel_px / 14)), wrap(
        " · ".join(filter(None, said)), int(panel_px / 10.5)
    )


def _largest(view: MapView, number: int, rows: Sequence[Rows]) -> float:
    part = next(part for part in parts_of(view) if number in part.panels)
    return largest_count(part, [[one] for one in rows])


def _map(
    axes: Axes,
    shapes: Shapes,
    view: MapView,
    panel: MapPanel,
    rows: Rows,
    size_px: tuple[float, float],
    largest: float,
) -> None:
    """Draw one panel: areas, states, borders, circles, outlines, names."""
    width, height = shapes.content["width"], shapes.content["height"]
    palette = palette_of(view.scheme_of(panel))
    is_coloured = view.is_coloured(panel)
    drawn = range(len(shapes.codes))
    paths = [Path.make_compound_path(*(Path(ring, closed=True) for ring in rings)) for rings in shapes.rings]
    colours = [
        (palette[rows.classes[i]] if rows.classes[i] >= 0 else theme.PAPER)
        if is_coloured or rows.letters[i] == EXCLUDED
        else GROUND
        for i in drawn
    ]
    axes.set_facecolor(theme.SEA)
    axes.add_collection(PathCollection(paths, facecolors=colours, edgecolors=theme.PAPER, linewidths=0.35))
    for i in drawn:
        hatch = HATCHES.get(PATTERN_OF.get(rows.letters[i], ""))
        if hatch and (is_coloured or rows.letters[i] == EXCLUDED):
            is_dark = theme.contrast(colours[i], theme.PAPER) >= 3
            over = rows.letters[i] == LETTERS[AreaState.LOW_COVERAGE]
            ink = (theme.PAPER if is_dark else theme.INK) if over else theme.MUTED
            axes.add_patch(PathPatch(paths[i], facecolor="none", edgecolor=ink, hatch=hatch, lw=0))
            axes.add_patch(PathPatch(paths[i], facecolor="none", edgecolor=theme.FAINT, lw=0.4))
    for name, colour, wide in (("borders", theme.PAPER, 0.5), ("outline", theme.INK, 0.7)):
        axes.add_collection(LineCollection(lines(shapes.content.get(name) or ""), colors=colour, linewidths=wide))
    for colour, wide in ((theme.PAPER, 3.4), (theme.INK, 1.9)):
        lokus = [paths[i] for i in drawn if rows.is_lokus[i]]
        axes.add_collection(PathCollection(lokus, facecolors="none", edgecolors=colour, linewidths=wide, zorder=3))
    out = [paths[i] for i in drawn if rows.letters[i] == EXCLUDED]
    axes.add_collection(
        PathCollection(out, facecolors="none", edgecolors=theme.INK, linewidths=1.3, linestyles="--", zorder=3)
    )
    # The sea reaches to both edges.
    step = min(size_px[0] / width, size_px[1] / height) / ROOM
    axes.set_xlim((width - size_px[0] / step) / 2, (width + size_px[0] / step) / 2)
    axes.set_ylim((height + size_px[1] / step) / 2, (height - size_px[1] / step) / 2)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    radii = np.zeros(len(colours))
    if view.circles_of(panel) and largest:
        radii = _circles(axes, shapes, rows, largest, size_px)
    map_names.write(axes, shapes, rows, colours, radii, per_step=step, has_circles=bool(view.circles_of(panel)))


def circle_px(units: int, size_px: tuple[float, float]) -> float:
    """Radius of the largest circle in pixels: smaller where many areas share a panel."""
    crowd = min(max(math.sqrt(units / 40), 1), 2)
    return min(max(math.sqrt(size_px[0] * size_px[1]) / 20, 20), 44) / crowd


def _circles(axes: Axes, shapes: Shapes, rows: Rows, largest: float, size_px: tuple[float, float]) -> np.ndarray:
    """Draw the counts, small ones on top; returns the radius of each in pixels."""
    spots = np.array(shapes.content["labels"], dtype=float).reshape(-1, 3)
    most = circle_px(len(spots), size_px)
    counts = np.nan_to_num(rows.counts[: len(spots)])
    radii = np.where(counts > 0, np.maximum(most * np.sqrt(counts / largest), 2), 0)
    order = [int(i) for i in np.argsort(-radii) if radii[i] > 0]
    axes.scatter(
        spots[order, 0],
        spots[order, 1],
        s=(2 * radii[order] * 72 / DPI) ** 2,
        c=theme.PREVALENCE[3],
        alpha=0.62,
        edgecolors=theme.PAPER,
        linewidths=0.7,
        zorder=4,
    )
    return radii
