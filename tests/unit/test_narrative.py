"""The sentences a leader reads out."""

import pandas as pd
import pytest

from stunting import narrative
from stunting.classes import WHO_2018
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.measures import Estimate

MESUJI = Area(
    code="1811",
    level="kabupaten",
    kind="kabupaten",
    name="Mesuji",
    official_name="Kab. Mesuji",
    parent_code="18",
    lat=None,
    lon=None,
)


def estimate(year, value, survey="ssgi", **more):
    return Estimate(area_code="1811", survey=survey, year=year, value_pct=value, **more)


def targets(*rows):
    return pd.DataFrame(rows, columns=["year", "value_pct", "basis"])


def test_the_headline_names_figure_survey_place_and_class():
    text = narrative.headline(MESUJI, estimate(2024, 11.1, is_verified=True), WHO_2018)

    assert text == (
        "Menurut SSGI 2024, **11,1%** balita di Kab. Mesuji tergolong stunting: kelas “sedang” (WHO/UNICEF 2018)."
    )


def test_a_single_source_is_said():
    assert "satu sumber" in narrative.headline(MESUJI, estimate(2024, 11.1), WHO_2018)


def test_a_fall_without_intervals_is_not_called_a_fall():
    series = [estimate(2022, 22.5), estimate(2024, 11.1)]

    text = narrative.change_sentence(narrative.change_to_newest(series), series, series[-1])

    assert "11,4 poin persen lebih rendah" in text
    assert "tidak dapat diuji" in text
    assert "turun" not in text


def test_a_survey_of_another_design_is_quoted_but_not_compared():
    series = [estimate(2022, 22.5), estimate(2023, 5.0, survey="ski")]

    text = narrative.change_sentence(narrative.change_to_newest(series), series, series[-1])

    assert "tidak dibandingkan" in text
    assert "poin persen" not in text


def test_a_change_whose_interval_holds_zero_is_equal():
    series = [
        estimate(2022, 20.0, ci_low_pct=18.0, ci_high_pct=22.0),
        estimate(2024, 18.0, ci_low_pct=16.0, ci_high_pct=20.0),
    ]

    text = narrative.change_sentence(narrative.change_to_newest(series), series, series[-1])

    assert "**setara**" in text


def test_the_previous_round_skips_surveys_of_another_design():
    series = [estimate(2022, 22.5), estimate(2023, 5.0, survey="ski"), estimate(2024, 11.1)]

    assert narrative.previous_comparable(series, series[-1]).year == 2022


def test_no_figure_is_a_sentence():
    with pytest.raises(NoDataError):
        narrative.latest([])


def test_rank_counts_only_areas_with_a_figure_and_ties_share_a_place():
    frame = pd.DataFrame({"area_code": ["a", "b", "c", "1811"], "value_pct": [30.0, 11.1, None, 11.1]})

    found = narrative.position(frame, "1811", "Provinsi Lampung")

    assert (found.rank, found.of) == (2, 3)


def test_the_way_to_a_target_asks_for_a_pace():
    text = narrative.target_sentence(targets((2029, 14.2, "RPJMN 2025-2029")), estimate(2024, 19.8), "Indonesia")

    assert "14,2% pada 2029 (RPJMN 2025-2029)" in text
    assert "6,4% per tahun sejak 2024" in text


def test_a_past_target_is_compared_with_the_figure():
    text = narrative.target_sentence(targets((2023, 15.5, "Pemkab")), estimate(2024, 11.1), "Kab. Mesuji")

    assert "di bawah target itu" in text


def test_without_a_target_there_is_no_sentence():
    assert narrative.target_sentence(targets(), estimate(2024, 11.1), "Kab. Mesuji") is None
