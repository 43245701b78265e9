"""Maps."""

from __future__ import annotations

from stunting.slides.drawing.svg import Scene
from stunting.slides.drawings import MapDrawing


def draw(scene: Scene, drawing: MapDrawing) -> None:
    raise NotImplementedError
