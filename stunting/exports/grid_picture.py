"""A table of short words with coloured cells as PNG, with title, source and notes burned in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from stunting.charts import theme
from stunting.exports import fonts
from stunting.exports.page import DPI, burn_watermark, png_bytes, wrap
from stunting.exports.stamp import Stamp
from stunting.languages import in_indonesian

WIDTH_PX, WIDE_PX = 1080, 1620
SIDE, LINE, FOOT_LINE = 24, 22, 21
# Pixels of a letter of a heading that stands upright.
UPRIGHT = 8.6


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """One cell: its words, their lines already broken, and its ground."""

    text: str
    ground: str = theme.PAPER
    is_bold: bool = False


@in_indonesian
def to_png(
    headers: Sequence[str],
    rows: Sequence[Sequence[GridCell]],
    stamp: Stamp,
    *,
    widths: Sequence[float],
    is_wide: bool = False,
    turned: bool = False,
    size: float = 9.5,
) -> bytes:
    """widths: shares of the width; turned: headings but the first stand upright."""
    width = WIDE_PX if is_wide else WIDTH_PX
    per_line = round(width / 8.4)
    title = wrap(stamp.title, round(per_line * 0.62))
    foot = [stamp.source, *stamp.notes, f"Rilis data: {stamp.release_id}"]
    feet = [wrap(line, per_line) for line in foot]
    head_px = (
        24 + UPRIGHT * max(map(len, headers)) if turned else LINE * (1 + max(one.count("\n") + 1 for one in headers))
    )
    heights = [LINE * (0.6 + max(cell.text.count("\n") + 1 for cell in row)) for row in rows]
    top_px = 40 + 30 * (title.count("\n") + 1) + FOOT_LINE * (wrap(stamp.subtitle, per_line).count("\n") + 1)
    foot_px = 24 + FOOT_LINE * sum(one.count("\n") + 1 for one in feet)
    height = round(top_px + head_px + sum(heights) + foot_px)
    with mpl.rc_context({"font.family": fonts.families(), "font.size": size}):
        page = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=theme.PAPER)
        FigureCanvasAgg(page)
        axes = page.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.axis("off")
        axes.text(SIDE, 22, title, va="top", fontsize=16, fontweight="bold", color=theme.INK)
        axes.text(SIDE, 30 + 30 * (title.count("\n") + 1), wrap(stamp.subtitle, per_line), va="top", color=theme.MUTED)
        share = (width - 2 * SIDE) / sum(widths)
        left = [SIDE + share * sum(widths[:at]) for at in range(len(widths))]
        y = float(top_px + head_px)
        for at, heading in enumerate(headers):
            is_turned = turned and at > 0
            axes.text(
                left[at] + (share * widths[at] / 2 if is_turned else 4),
                y - 5,
                heading,
                va="bottom",
                ha="center" if is_turned else "left",
                rotation=90 if is_turned else 0,
                color=theme.MUTED,
                fontweight="bold",
            )
        axes.plot([SIDE, width - SIDE], [y, y], color=theme.MUTED, linewidth=1)
        for row, row_px in zip(rows, heights, strict=True):
            for at, cell in enumerate(row):
                axes.add_patch(
                    Rectangle((left[at], y), share * widths[at] - 2, row_px - 2, color=cell.ground, linewidth=0)
                )
                is_centred = turned and at > 0
                axes.text(
                    left[at] + (share * widths[at] / 2 if is_centred else 4),
                    y + row_px / 2,
                    cell.text,
                    va="center",
                    ha="center" if is_centred else "left",
                    color=theme.INK,
                    fontweight="bold" if cell.is_bold else "normal",
                )
            y += row_px
        y += 16
        for line in feet:
            axes.text(SIDE, y, line, va="top", color=theme.MUTED)
            y += FOOT_LINE * (line.count("\n") + 1)
        if stamp.is_sample:
            burn_watermark(page, size=34)
        return png_bytes(page)
