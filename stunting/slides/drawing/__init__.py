"""Drawings of slides as SVG: for a screen in the colours of its theme, for paper in fixed ones."""

from __future__ import annotations

from stunting.slides.drawing.inks import Inks, Size
from stunting.slides.drawings import Drawing


def draw(drawing: Drawing, *, size: Size, inks: Inks, watermark: str = "") -> str:
    """The drawing as SVG of exactly this size: `<svg viewBox="0 0 width height" role="img" aria-label=alt>`.

    No letter is smaller than `inks.SMALLEST_PX`, no text is cut by the edge, no two texts lie over each other. The
    legend is one group `<g class="kunci">`. An area of a map is `<path class="wilayah" data-kode="351408">`, one that
    opens a slide of its own also `tabindex="0" role="button"`. The ids inside begin with a prefix that differs between
    drawings, so that several may stand in one page.

    watermark: "DATA CONTOH" or ""
    """
    raise NotImplementedError
