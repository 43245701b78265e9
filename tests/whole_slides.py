"""What every slide of figures has, whatever it shows."""

from __future__ import annotations

from stunting.slides.slide import Slide


def assert_is_whole(slide: Slide) -> None:
    """Figure with its base, plain sentences, source, filters, date of the data, and words for the drawing."""
    assert slide.figure is not None
    assert slide.figure.label
    assert slide.figure.detail
    assert slide.sentence.endswith(".")
    assert "*" not in slide.sentence
    assert slide.source.startswith("Sumber: ")
    assert slide.chips
    assert slide.data_date
    assert slide.drawing.alt.endswith(".")
