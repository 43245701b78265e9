"""Pictures as files: the house typeface, and nothing of the figure lost."""

from __future__ import annotations

import io

from matplotlib import font_manager
from matplotlib.image import imread

from stunting.charts.trend import Series, trend
from stunting.exports import fonts, pictures
from stunting.exports.stamp import Stamp
from stunting.indicators import indicator
from stunting.measures import Estimate
from tests.unit.charts.test_figures import target


def test_files_are_set_in_source_sans():
    assert fonts.families() == ("Source Sans Pro", "DejaVu Sans")
    assert "SourceSansPro" in font_manager.findfont("Source Sans Pro", fallback_to_default=False)


def test_without_the_font_package_files_are_still_drawn(monkeypatch):
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_font_package")

    assert fonts.families.__wrapped__() == ("DejaVu Sans",)


def test_a_picture_grows_with_its_notes():
    series = Series(name="Kab. Mesuji", estimates=[Estimate(area_code="1811", survey="ski", year=2023, value_pct=5.0)])
    picture = trend(series, targets=target("1811", 2023, 15.5), indicator=indicator("stunting"))
    heights = []
    for notes in ((), ("satu",) * 5):
        stamp = Stamp(title="Uji", subtitle="Persen balita.", source="Sumber: uji.", release_id="r", notes=notes)
        heights.append(imread(io.BytesIO(pictures.to_png(picture.figure, stamp))).shape[0])

    assert heights[1] > heights[0]
