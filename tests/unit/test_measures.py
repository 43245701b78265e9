"""Change and pace, against values worked out by hand."""

import pytest

from stunting import measures
from stunting.errors import NoDataError
from stunting.measures import Estimate, Verdict


def estimate(year, value, survey="ssgi", area="1801", low=None, high=None):
    return Estimate(area_code=area, survey=survey, year=year, value_pct=value, ci_low_pct=low, ci_high_pct=high)


def test_change_without_published_intervals_is_untestable():
    change = measures.change(estimate(2021, 21.8), estimate(2022, 22.5))

    assert change.verdict is Verdict.UNTESTABLE
    assert change.points == pytest.approx(0.7)
    assert "interval tidak dipublikasikan" in change.reason


def test_change_whose_interval_contains_zero_is_equal():
    # Standard errors 1.0204 each, so the margin is 1.96 * 1.443 = 2.83 points.
    change = measures.change(estimate(2021, 20, low=18, high=22), estimate(2022, 18, low=16, high=20))

    assert change.verdict is Verdict.EQUAL
    assert change.low_points == pytest.approx(-2 - 2.8284, abs=1e-3)
    assert change.high_points == pytest.approx(-2 + 2.8284, abs=1e-3)


def test_change_beyond_its_interval_has_a_direction():
    change = measures.change(estimate(2021, 24, low=23, high=25), estimate(2022, 20, low=19, high=21))

    assert change.verdict is Verdict.DOWN


def test_two_survey_designs_are_not_compared():
    change = measures.change(estimate(2022, 22.5), estimate(2023, 5.0, survey="ski"))

    assert change.verdict is Verdict.NOT_COMPARABLE


def test_old_papua_and_papua_are_two_areas():
    assert measures.comparable(estimate(2022, 34.6, area="91-lama"), estimate(2024, 24.7, area="91"))


def test_a_round_of_another_design_in_between_does_not_cut_a_line():
    series = [estimate(2022, 22.5), estimate(2023, 5.0, survey="ski"), estimate(2024, 11.1)]

    assert [[p.year for p in run] for run in measures.runs(series)] == [[2022, 2024], [2023]]


@pytest.mark.parametrize(
    ("first", "last", "years", "expected"),
    [(21, 13, 3, 14.8), (19.8, 14.2, 5, 6.4), (9.9, 5, 3, 20.4)],
)
def test_aarr_of_two_points(first, last, years, expected):
    pace = measures.aarr([estimate(2020, first), estimate(2020 + years, last)])

    assert pace.aarr_pct == pytest.approx(expected, abs=0.05)


def test_aarr_of_three_points_on_an_exponential_is_its_rate():
    pace = measures.aarr([estimate(2021, 20), estimate(2022, 18), estimate(2024, 14.58)])

    assert pace.aarr_pct == pytest.approx(10)
    assert (pace.first_year, pace.last_year, pace.point_n) == (2021, 2024, 3)


def test_aarr_across_designs_is_refused():
    with pytest.raises(NoDataError):
        measures.aarr([estimate(2022, 22.5), estimate(2023, 5.0, survey="ski")])


def test_required_pace_to_the_national_target():
    rate = measures.required_aarr(value_pct=19.8, year=2024, target_pct=14.2, target_year=2029)

    assert rate == pytest.approx(6.4, abs=0.05)
