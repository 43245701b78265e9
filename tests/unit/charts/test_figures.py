"""Trend, ranking and slope: what a reader may not take from them is said in them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from stunting.charts import theme
from stunting.charts.columns import columns
from stunting.charts.comparison import _spread, ranking
from stunting.charts.trend import Series, trend
from stunting.classes import WHO_2018
from stunting.indicators import indicator
from stunting.measures import Estimate

FORMER = "Provinsi Papua (sebelum pemekaran 2022)"
NO_TARGETS = pd.DataFrame(columns=["area_code", "year", "value_pct", "basis", "source", "is_verified"])


def target(area_code, year, value_pct):
    row = {"area_code": area_code, "year": year, "value_pct": value_pct, "basis": "RPJMN", "source": ""}
    return pd.DataFrame([row | {"is_verified": True}])


@pytest.fixture
def papua():
    old = Estimate(area_code="91-lama", survey="ssgi", year=2021, value_pct=29.5, area_name=FORMER)
    new = Estimate(area_code="94", survey="ssgi", year=2024, value_pct=32.5, area_name="Provinsi Papua Tengah")
    return Series(name="Provinsi Papua Tengah", estimates=[old, new])


def test_a_figure_of_the_area_before_its_split_is_hollow_and_named(papua):
    picture = trend(papua, targets=NO_TARGETS, indicator=indicator("stunting"))

    marks = {trace.name: trace.marker.color for trace in picture.figure.data if trace.marker.color}
    assert marks == {"SSGI sebelum pemekaran": theme.PAPER, "SSGI": theme.PREVALENCE[4]}
    assert any(FORMER in note for note in picture.notes)
    assert picture.table["Wilayah"].tolist() == [FORMER, "Provinsi Papua Tengah"]


@pytest.mark.parametrize(("owner", "name"), [("00", "Target nasional"), ("94", "Target daerah")])
def test_a_target_says_whose_it_is(papua, owner, name):
    picture = trend(papua, targets=target(owner, 2029, 14.2), indicator=indicator("stunting"))

    assert name in [trace.name for trace in picture.figure.data]
    assert any(note.startswith(f"{name} 14,2% pada 2029") for note in picture.notes)


def test_a_trend_says_that_interval_and_n_were_not_published(papua):
    picture = trend(papua, targets=NO_TARGETS, indicator=indicator("stunting"))

    assert "interval dan n tidak dipublikasikan" in picture.source


def province(count):
    return pd.DataFrame(
        {
            "area_code": [f"35{n:02}" for n in range(count)],
            "area_name": [f"Kab. {n}" for n in range(count)],
            "value_pct": np.linspace(5, 30, count),
            "ci_low_pct": np.nan,
            "ci_high_pct": np.nan,
            "n": np.nan,
            "is_verified": True,
        }
    )


def test_a_ranking_says_what_its_order_is_worth():
    picture = ranking(
        province(38),
        indicator=indicator("stunting"),
        scheme=WHO_2018,
        round_label="SSGI 2024",
        place="Provinsi Jawa Timur",
        chosen=(),
    )

    assert "tidak membuktikan perbedaan" in picture.subtitle
    assert "WHO/UNICEF 2018" in picture.subtitle


def test_labels_that_would_touch_spread_around_their_middle():
    ends = [(11.1, 2024, "a", ""), (10.4, 2024, "b", ""), (10.3, 2024, "c", ""), (26.1, 2024, "d", "")]

    heights = {name: y for _, _, name, _, y in _spread(ends, gap=1.5)}

    assert heights["d"] == 26.1
    assert heights["b"] == pytest.approx(10.6)
    assert (heights["a"], heights["c"]) == pytest.approx((12.1, 9.1))


def test_columns_ask_for_no_base_map_and_keep_all_areas_in_sight():
    frame = pd.DataFrame(
        {"area_name": ["Sabang", "Merauke"], "lat": [5.9, -8.5], "lon": [95.3, 140.4], "desa_n": [18, 190]}
    )

    deck = columns(frame, label="desa/kelurahan")

    assert deck.map_provider is None
    # Streamlit leaves the base map out for this placeholder only; an empty style is replaced by one from the internet.
    assert deck.map_style == "__MAP_STYLE__"
    assert deck.initial_view_state.longitude == pytest.approx(117.85)
    assert 3 < deck.initial_view_state.zoom < 4.2
