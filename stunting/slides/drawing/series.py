"""Values over time."""

from __future__ import annotations

from stunting.slides.drawing.svg import Scene
from stunting.slides.drawings import SeriesDrawing


def draw(scene: Scene, drawing: SeriesDrawing) -> None:
    raise NotImplementedError
