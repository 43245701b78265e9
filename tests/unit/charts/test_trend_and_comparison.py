"""Intervals, sample sizes and old areas in the trend and in the comparisons."""

import pandas as pd
import pytest

from stunting.charts import comparison
from stunting.charts.trend import Series, trend
from stunting.exports import map_files, tables
from stunting.exports.stamp import Stamp
from stunting.indicators import indicator
from stunting.measures import Estimate, Round

STUNTING = indicator("stunting")
NO_TARGETS = pd.DataFrame({"area_code": [], "year": [], "value_pct": [], "basis": [], "is_verified": []})
FIRST, LAST = Round(survey="ssgi", year=2021), Round(survey="ssgi", year=2024)
STAMP = Stamp(title="Uji", subtitle="", source="Sumber: uji", release_id="uji")


def estimate(year, value, low=None, high=None, *, n=None, area="1801", area_name="", survey="ssgi"):
    return Estimate(
        area_code=area,
        area_name=area_name,
        survey=survey,
        year=year,
        value_pct=value,
        ci_low_pct=low,
        ci_high_pct=high,
        n=n,
        source="=1+1 <b>",
    )


def marks(picture):
    return next(trace for trace in picture.figure.data if trace.mode == "markers+text")


def test_an_interval_that_begins_at_zero_is_drawn_to_zero():
    series = Series(name="Kab. Uji", estimates=[estimate(2021, 2.0, 0.0, 4.5)])

    picture = trend(series, targets=NO_TARGETS, indicator=STUNTING)

    assert list(marks(picture).error_y.arrayminus) == [2.0]
    assert list(marks(picture).error_y.array) == [2.5]


def test_a_sample_size_stays_a_whole_number_where_another_is_missing():
    series = Series(name="Kab. Uji", estimates=[estimate(2021, 20.0), estimate(2024, 18.0, n=512)])

    table = trend(series, targets=NO_TARGETS, indicator=STUNTING).table

    assert table["n"].dtype == "Int64"
    assert ";512;" in tables.to_csv(table, STAMP).decode("utf-8-sig")


def test_a_figure_before_the_split_carries_the_name_of_the_old_area():
    old = estimate(2021, 29.5, area="91-lama", area_name="Provinsi Papua (sebelum pemekaran 2022)")
    new = estimate(2024, 24.7, area="91", area_name="Provinsi Papua")

    picture = trend(Series(name="Provinsi Papua", estimates=[old, new]), targets=NO_TARGETS, indicator=STUNTING)

    assert picture.table["Wilayah"].tolist() == ["Provinsi Papua (sebelum pemekaran 2022)", "Provinsi Papua"]
    before, now = (t for t in picture.figure.data if t.mode == "markers+text")
    assert "sebelum pemekaran" in before.customdata[0]
    assert "sebelum pemekaran" not in now.customdata[0]


@pytest.mark.parametrize("kind", ["dumbbell", "slope"])
def test_comparisons_show_interval_and_n_in_tooltip_and_table(kind):
    series = [Series(name="Kab. Uji", estimates=[estimate(2021, 24, 23, 25, n=600), estimate(2024, 20, 19, 21)])]

    picture = (
        comparison.dumbbell(series, first=FIRST, last=LAST, indicator=STUNTING)
        if kind == "dumbbell"
        else comparison.slope(series, indicator=STUNTING)
    )

    tooltips = [text for trace in picture.figure.data if trace.customdata is not None for text in trace.customdata]
    assert any("23,0–25,0%" in text and "n = 600" in text for text in tooltips)
    assert {23.0, 600} <= {value for column in picture.table for value in picture.table[column].dropna().tolist()}


def test_each_change_of_a_dumbbell_has_its_own_statement():
    series = [
        Series(name="Kab. Turun", estimates=[estimate(2021, 24, 23, 25), estimate(2024, 20, 19, 21)]),
        Series(name="Kab. Setara", estimates=[estimate(2021, 20, 18, 22), estimate(2024, 19, 17, 21)]),
        Series(name="Kab. Tanpa", estimates=[estimate(2021, 30), estimate(2024, 10)]),
    ]

    picture = comparison.dumbbell(series, first=FIRST, last=LAST, indicator=STUNTING)

    said = picture.table.set_index("Wilayah")["Pernyataan"]
    assert "turun" in said["Kab. Turun"]
    assert "setara" in said["Kab. Setara"]
    assert "tidak dapat diuji" in said["Kab. Tanpa"]
    assert not any(sentence in picture.subtitle for sentence in said)


def test_one_statement_that_holds_for_all_stands_above_the_dumbbell():
    series = [Series(name="Kab. Uji", estimates=[estimate(2021, 24), estimate(2024, 20)])]

    picture = comparison.dumbbell(series, first=FIRST, last=LAST, indicator=STUNTING)

    assert "tidak dapat diuji" in picture.subtitle


def test_the_table_of_a_map_keeps_sample_sizes_whole():
    frame = pd.DataFrame(
        {
            "area_code": ["1801", "1802"],
            "area_name": ["Kab. A", "Kab. B"],
            "parent_name": "Provinsi C",
            "value_pct": [20.0, None],
            "ci_low_pct": [18.0, None],
            "ci_high_pct": [22.0, None],
            "n": [512.0, None],
            "source": ["uji", None],
            "is_verified": [True, None],
        }
    )

    from stunting.classes import WHO_2018

    table = map_files.table([LAST], [frame], WHO_2018)

    assert table["n SSGI 2024"].tolist()[0] == 512
    assert table["n SSGI 2024"].dtype == "Int64"
