"""Drawings of slides as SVG: for a screen in the colours of its theme, for paper in fixed ones."""

from __future__ import annotations

from stunting.slides.drawing import bars, map, pairs, series, table
from stunting.slides.drawing.inks import Inks, Size
from stunting.slides.drawing.svg import Scene
from stunting.slides.drawings import BarsDrawing, Drawing, MapDrawing, PairsDrawing, SeriesDrawing


def draw(drawing: Drawing, *, size: Size, inks: Inks, watermark: str = "") -> str:
    """The drawing as SVG of exactly this size: `<svg viewBox="0 0 width height" role="img" aria-label=alt>`.

    No letter is smaller than `inks.SMALLEST_PX`, no text is cut by the edge, no two texts lie over each other. The
    legend is one group `<g class="kunci">`. An area of a map is `<path class="wilayah" data-kode="351408">`, one that
    opens a slide of its own also `tabindex="0" role="button"`. The ids inside begin with a prefix that differs between
    drawings, so that several may stand in one page.

    watermark: "DATA CONTOH" or ""
    """
    scene = Scene(size=size, inks=inks)
    if isinstance(drawing, MapDrawing):
        map.draw(scene, drawing)
    elif isinstance(drawing, SeriesDrawing):
        series.draw(scene, drawing)
    elif isinstance(drawing, BarsDrawing):
        bars.draw(scene, drawing)
    elif isinstance(drawing, PairsDrawing):
        pairs.draw(scene, drawing)
    else:
        table.draw(scene, drawing)
    return scene.svg(alt=drawing.alt, watermark=watermark)


def suited(drawing: Drawing, size: Size) -> Size:
    """The size a drawing asks for: as it is given, but maps in a picture that scrolls are as high as they need."""
    return map.suited(drawing, size) if size.is_scrolled and isinstance(drawing, MapDrawing) else size
