"""Changes of routine rates, against the worked examples of Newcombe (1998) and values by hand."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from stunting import proportions
from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.measures import Verdict
from stunting.routine.figures import RoutineFigure
from stunting.routine.periods import Period, PeriodKind


def month(year, number):
    return Period(
        start=dt.date(year, number, 1),
        end=dt.date(year, number, 28),
        kind=PeriodKind.MONTH,
        key=f"{year}-{number:02d}",
        label=f"bulan {number} {year}",
        short=f"{number}/{year}",
    )


def figure(hits, n, *, year=2025, number=8, covered=None, target=None, **more):
    return RoutineFigure(
        area_code=more.pop("area_code", "3514"),
        period=more.pop("period", month(year, number)),
        hits_n=hits,
        base_n=n,
        covered_n=covered,
        target_n=target,
        **more,
    )


# Newcombe (1998), Table II, method 10; his difference is first minus second, so the second is our earlier period.
@pytest.mark.parametrize(
    ("later", "earlier", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_newcombes(later, earlier, low, high):
    _, found_low, found_high = proportions.difference(*earlier, *later)

    assert (found_low / 100, found_high / 100) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_many_areas_at_once_give_the_same_as_one_by_one():
    x1, n1, x2, n2 = np.array([[48, 0, 3], [80, 10, 10], [56, 0, 9], [70, 20, 10]])

    together = np.array(proportions.difference(x1, n1, x2, n2))

    assert together[:, 2] == pytest.approx([float(v) for v in proportions.difference(3, 10, 9, 10)])


def test_nobody_measured_has_no_difference():
    assert np.isnan(proportions.difference(0, 0, 5, 10)).all()


def test_a_fall_beyond_its_interval_is_a_fall():
    # 21 % to 13 % of 1,000 each: standard error 1.67 points, so about -8 +- 3.3.
    change = proportions.routine_change(
        figure(210, 1000, year=2022, covered=1000, target=1050), figure(130, 1000, covered=1000, target=1050)
    )

    assert change.verdict is Verdict.DOWN
    assert (change.low_points, change.high_points) == (pytest.approx(-11.25, abs=0.1), pytest.approx(-4.72, abs=0.1))
    assert change.cautions == ()
    assert "poin persen" in change.sentence
    assert "210 dari 1.000 balita diukur; cakupan 95,2%" in change.sentence
    assert "balita yang sama" in change.note


def test_a_difference_whose_interval_contains_zero_is_equal():
    change = proportions.routine_change(figure(21, 100, year=2024), figure(18, 100))

    assert change.verdict is Verdict.EQUAL
    assert "setara" in change.sentence


def test_less_than_twenty_children_are_not_tested():
    change = proportions.routine_change(figure(10, 19, year=2024), figure(1, 100))

    assert change.verdict is Verdict.UNTESTABLE
    assert change.low_points is None


def test_a_period_without_anybody_measured_is_refused():
    with pytest.raises(NoDataError, match="Pilih periode lain"):
        proportions.routine_change(figure(0, 0, year=2024), figure(1, 100))


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ((850, 1000), (950, 1000), "Cakupan berubah"),
        ((790, 1000), (820, 1000), "di bawah 80%"),
        ((1000, 1000), (1020, 1000), "melebihi 100%"),
        ((None, None), (950, 1000), "tidak diketahui"),
    ],
)
def test_coverage_that_changes_or_is_low_gives_a_caution(before, after, word):
    change = proportions.routine_change(
        figure(80, 800, year=2024, covered=before[0], target=before[1]),
        figure(80, 800, covered=after[0], target=after[1]),
    )

    assert len(change.cautions) == 1
    assert word in change.cautions[0]


def test_a_coverage_of_nine_points_more_gives_none():
    change = proportions.routine_change(
        figure(80, 800, year=2024, covered=810, target=1000), figure(80, 800, covered=900, target=1000)
    )

    assert not change.is_cautioned


def test_february_and_august_are_two_months():
    change = proportions.routine_change(
        figure(80, 800, number=2, covered=800, target=900), figure(80, 800, covered=800, target=900)
    )

    assert change.cautions == ("Bulannya berbeda: bulan 2 2025 dan bulan 8 2025.",)


def test_a_year_and_a_month_are_not_compared():
    year = Period(
        start=dt.date(2024, 1, 1),
        end=dt.date(2024, 12, 31),
        kind=PeriodKind.YEAR,
        key="2024",
        label="tahun 2024",
        short="2024",
    )

    assert proportions.routine_change(figure(8, 80, period=year), figure(8, 80)).verdict is Verdict.NOT_COMPARABLE


def test_weighed_and_measured_children_are_not_compared():
    # Kab. Pasuruan 2019 counted 18.678 of 82.963 weighed children.
    change = proportions.routine_change(figure(18_678, 82_963, year=2019, base="balita ditimbang"), figure(9, 90))

    assert change.verdict is Verdict.NOT_COMPARABLE
    assert "balita ditimbang" in change.sentence


def test_two_areas_are_not_one_change():
    assert proportions.why_not(figure(1, 50), figure(1, 50, area_code="3520"))


def test_bounds_hold_none_and_all_of_the_unmeasured():
    # 10 % of 80 % measured: 8 % of all if no other is stunted, 28 % if all 20 % others are.
    low, high = proportions.bounds([10, 10, 10], [80, 100, 120])

    assert low == pytest.approx([8, 10, 10])
    assert high == pytest.approx([28, 10, 10])


def test_a_change_of_all_listed_children_lies_between_the_extremes():
    found = proportions.change_bounds(
        figure(200, 1000, year=2022, covered=900, target=1000), figure(100, 1000, covered=950, target=1000)
    )

    # [18, 28] then [9.5, 14.5]
    assert (found.low_points, found.high_points) == (pytest.approx(-18.5), pytest.approx(-3.5))
    assert found.is_direction_known
    assert "apa pun keadaan balita" in found.sentence


def test_without_listed_children_there_are_no_bounds():
    with pytest.raises(NoDataError, match="sasaran"):
        proportions.change_bounds(figure(1, 50), figure(1, 50))


def test_areas_of_a_frame_keep_their_order_and_an_absent_one_has_no_change():
    def frame(rows):
        return pd.DataFrame(rows, columns=["area_code", "stunted_n", "measured_n", "covered_n", "target_n"])

    before = frame([("a", 48, 80, 80, 100), ("b", 1, 19, 19, 20)])
    after = frame([("c", 5, 50, 50, 50), ("b", 1, 30, 30, 30), ("a", 56, 70, 70, None)])

    changes = proportions.change_frame(before, after, indicator=indicator("stunting"))

    assert changes["area_code"].tolist() == ["c", "b", "a"]
    assert changes["verdict"].tolist() == ["", "", "naik"]
    assert changes["low_points"].iloc[2] == pytest.approx(5.24, abs=0.01)
    assert changes["before_coverage_pct"].iloc[2] == pytest.approx(80)


def test_a_row_of_a_frame_becomes_a_figure_and_an_empty_target_stays_unknown():
    frame = pd.DataFrame(
        {
            "area_code": ["3514"],
            "area_name": ["Kab. Pasuruan"],
            "stunted_n": [417],
            "measured_n": [10_000],
            "covered_n": [9_000],
            "target_n": pd.array([None], dtype="Int64"),
        }
    )

    found = RoutineFigure.of_row(frame.iloc[0], indicator=indicator("stunting"), period=month(2025, 2))

    assert found.numbers == "4,2% (417 dari 10.000 balita diukur; cakupan tidak diketahui)"
    assert found.interval_pct == (pytest.approx(3.795, abs=0.01), pytest.approx(4.58, abs=0.01))


@pytest.mark.parametrize("key", ["stunting", "cakupan", "ds"])
def test_the_changes_of_every_indicator_have_one_row_per_area(key):
    counts = {"measured_n": 90, "covered_n": 90, "covered_weighed_n": 95, "weighed_n": 95, "target_n": 100}
    frame = pd.DataFrame({"area_code": ["3514", "3515"], "stunted_n": [10, 9], **counts})

    changes = proportions.change_frame(frame, frame, indicator=indicator(key))

    assert changes["area_code"].tolist() == ["3514", "3515"]
    assert changes["points"].tolist() == [0, 0]


def test_a_hidden_count_has_no_direction():
    before = pd.DataFrame(
        {"area_code": ["3514"], "stunted_n": [10], "measured_n": [90], "covered_n": 90, "target_n": 99}
    )
    after = before.assign(stunted_n=pd.array([None], dtype="Int64"))

    assert proportions.change_frame(before, after, indicator=indicator("stunting"))["verdict"].tolist() == [""]
