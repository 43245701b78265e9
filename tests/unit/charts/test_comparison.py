"""What the comparison charts may and may not say."""

import itertools

import pandas as pd
import pytest

from stunting.charts import comparison, theme
from stunting.charts.trend import Series
from stunting.classes import WHO_2018
from stunting.indicators import indicator
from stunting.measures import Estimate, Round

STUNTING = indicator("stunting")
SSGI_2021, SSGI_2024 = Round(survey="ssgi", year=2021), Round(survey="ssgi", year=2024)
SKI_2023 = Round(survey="ski", year=2023)


def series(name, **values):
    rounds = {"ssgi21": SSGI_2021, "ski23": SKI_2023, "ssgi24": SSGI_2024}
    return Series(
        name=name,
        estimates=[
            Estimate(area_code=name, survey=rounds[key].survey, year=rounds[key].year, value_pct=value)
            for key, value in values.items()
        ],
    )


TWO = [series("Kab. A", ssgi21=21.5, ski23=27.9, ssgi24=26.1), series("Kab. B", ssgi21=17.2, ssgi24=10.3)]


def bars(picture):
    return [trace for trace in picture.figure.data if trace.mode == "lines"]


def test_comparable_rounds_are_joined_by_a_bar():
    picture = comparison.dumbbell(TWO, first=SSGI_2021, last=SSGI_2024, indicator=STUNTING)

    assert len(bars(picture)) == 2
    assert "tidak dapat diuji" in picture.subtitle


def test_rounds_of_different_design_stay_apart_and_the_reason_is_said():
    picture = comparison.dumbbell(TWO, first=SSGI_2021, last=SKI_2023, indicator=STUNTING)

    assert bars(picture) == []
    assert "rancangan survei yang berbeda" in picture.subtitle
    assert picture.table["Perubahan (poin persen)"].isna().all()


def test_an_area_missing_in_one_round_is_listed_with_its_reason():
    picture = comparison.dumbbell(TWO, first=SSGI_2021, last=SKI_2023, indicator=STUNTING)

    row = picture.table.set_index("Wilayah").loc["Kab. B"]
    assert pd.isna(row["SKI 2023 (%)"])
    assert row["Pernyataan"] == "Salah satu survei tidak memuat wilayah ini."


def test_at_most_twelve_areas_are_drawn():
    many = [series(f"Kab. {n:02}", ssgi21=10.0 + n, ssgi24=9.0 + n) for n in range(15)]

    dumbbell = comparison.dumbbell(many, first=SSGI_2021, last=SSGI_2024, indicator=STUNTING)
    slope = comparison.slope(many, indicator=STUNTING)

    assert len(bars(dumbbell)) == 12
    assert slope.table["Wilayah"].nunique() == 12


def test_labels_at_the_end_of_slopes_keep_their_distance():
    close = [series(f"Kab. {n}", ssgi21=20.0, ssgi24=10.0 + n / 10) for n in range(5)]

    heights = sorted(note.y for note in comparison.slope(close, indicator=STUNTING).figure.layout.annotations)

    assert all(b - a >= 1 for a, b in itertools.pairwise(heights))


@pytest.fixture
def province():
    codes = [f"35{n:02}" for n in range(1, 21)]
    return pd.DataFrame(
        {
            "area_code": codes,
            "area_name": [f"Kab. {code}" for code in codes],
            "value_pct": [None, *range(5, 24)],
            "ci_low_pct": None,
            "ci_high_pct": None,
            "n": None,
            "is_verified": False,
        }
    ).astype({"value_pct": float})


def ranking(frame, **more):
    return comparison.ranking(
        frame,
        indicator=STUNTING,
        scheme=WHO_2018,
        round_label="SSGI 2024",
        place="Provinsi Jawa Timur",
        chosen=more.pop("chosen", ["3502"]),
        **more,
    )


def test_every_area_is_in_the_ranking_also_without_a_figure(province):
    bar = ranking(province).figure.data[0]

    assert len(bar.y) == 20
    assert bar.text[0] == "tidak ada data"


def test_the_highest_value_is_on_top(province):
    bar = ranking(province).figure.data[0]

    assert bar.x[-1] == 23
    assert ranking(province).table["Prevalensi (%)"].iloc[0] == 23


def test_bars_have_the_colours_of_their_class(province):
    bar = ranking(province).figure.data[0]

    expected = theme.class_colours(5)[WHO_2018.classify([23])[0]]
    assert bar.marker.color[-1] == expected


def test_at_most_twelve_numbers_are_written_and_the_chosen_is_among_them(province):
    bar = ranking(province).figure.data[0]

    written = [name for name, text in zip(bar.y, bar.text, strict=True) if text.endswith("%")]
    assert len(written) == 12
    assert "<b>Kab. 3502</b>" in written


def test_the_ranking_warns_that_neighbours_are_not_proven_apart(province):
    assert "tidak membuktikan perbedaan" in ranking(province).subtitle
