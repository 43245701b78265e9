"""Projections: the line and its fan against textbook formulas, the chance of a target, and how often the fan held."""

import csv
import datetime as dt
import math
from collections import defaultdict

import numpy as np
import pytest
from scipy import stats

from stunting import backtest
from stunting.errors import NoDataError
from stunting.paths import ROOT
from stunting.projection import project, routine_points, survey_points
from stunting.target_counts import fewer_per_month
from stunting.trend_line import Borrowed, Point, borrow, fit_line
from tests.claim_figures import NATIONAL, routine, survey


def points(*values, start=2020, log_variance=0.0):
    return [
        Point(at=float(start + year), value_pct=value, log_variance=log_variance) for year, value in enumerate(values)
    ]


def test_an_exponential_is_found_again_and_continued():
    fit = fit_line(points(20, 18, 16.2, 14.58))

    assert fit.aarr_pct == pytest.approx(10)
    assert fit.quantile(2024, 0.5) == pytest.approx(13.122)


def test_without_sampling_variances_the_fan_is_the_textbook_prediction_interval():
    values = [22.5, 21.4, 18.1, 15.5, 13.0]
    t, y = np.arange(5.0), np.log(values)
    line = stats.linregress(t, y)
    residual = math.sqrt(((y - line.intercept - line.slope * t) ** 2).sum() / 3)
    error = residual * math.sqrt(1 + 1 / 5 + (6 - 2) ** 2 / 10)

    fit = fit_line(points(*values))

    for probability in (0.025, 0.1, 0.5, 0.9, 0.975):
        by_hand = math.exp(line.intercept + 6 * line.slope + stats.t(3).ppf(probability) * error)
        assert fit.quantile(2026, probability) == pytest.approx(by_hand)


def test_where_sampling_explains_everything_there_is_no_variance_between_years():
    fit = fit_line(points(20, 18.2, 16.1, 14.6, log_variance=0.01))

    # Four equal weights of 100; two years beyond the middle of 1,5: 1/400 + 2,5^2 / (100 * 5) + 0,01.
    assert fit.between_variance == 0
    assert fit.predict(2024)[1] == pytest.approx(math.sqrt(1 / 400 + 2.5**2 / 500 + 0.01))


def test_a_small_year_weighs_less():
    even = points(20, 18, 16, 14)
    odd = [*even[:3], Point(at=2023.0, value_pct=40, log_variance=4.0)]

    assert fit_line(odd).aarr_pct == pytest.approx(fit_line(even[:3]).aarr_pct, abs=1.5)


@pytest.mark.parametrize("values", [(), (20,), (20, 18)])
def test_fewer_than_three_points_are_refused_with_a_sentence(values):
    with pytest.raises(NoDataError, match="sedikitnya 3 titik"):
        project(points(*values), until=2030)


def test_a_figure_of_zero_has_no_logarithm():
    with pytest.raises(NoDataError, match="nol"):
        project(points(3, 2, 0), until=2030)


def test_no_year_ahead_is_refused():
    with pytest.raises(NoDataError, match="sesudah angka terakhir"):
        project(points(20, 18, 16), until=2022)


def test_surveys_of_two_designs_are_not_projected_together():
    with pytest.raises(NoDataError, match="rancangan"):
        survey_points(NATIONAL)


def test_routine_figures_of_two_denominators_are_not_projected_together():
    with pytest.raises(NoDataError, match="penyebut"):
        routine_points([routine(2019, 10, 100, 110, base="balita ditimbang"), routine(2020, 10, 100, 110)])


def test_a_published_interval_gives_the_variance_of_the_logarithm():
    # 20 +- 1,96 points: standard error 1 point, 5 % of the value.
    (point,) = survey_points([survey("ssgi", 2022, 20.0, 1.959964)])

    assert point.log_variance == pytest.approx(0.05**2, rel=1e-5)


def test_counts_give_the_variance_of_the_logarithm():
    (point,) = routine_points([routine(2023, 130, 1_000, 1_100)])

    # (1 - p) / (n p) = 1/130 - 1/1000; 14 August is day 226 of the year.
    assert point.log_variance == pytest.approx(1 / 130 - 1 / 1_000)
    assert point.at == pytest.approx(2023.616, abs=0.001)


def test_the_fan_opens_with_the_years_and_holds_its_middle():
    found = project(points(22.5, 21.4, 18.1, 15.5, 13.0), until=2029, target_pct=10).fan

    assert [one.year for one in found] == [2025, 2026, 2027, 2028, 2029]
    widths = [one.high_95_pct / one.low_95_pct for one in found]
    assert widths == sorted(widths)
    for one in found:
        assert one.low_95_pct < one.low_80_pct < one.middle_pct < one.high_80_pct < one.high_95_pct <= 100


def test_the_chance_of_a_target_at_the_middle_is_one_half():
    fit = fit_line(points(22.5, 21.4, 18.1, 15.5, 13.0))

    assert fit.chance_below(2025, fit.quantile(2025, 0.5)) == pytest.approx(0.5)
    assert fit.chance_below(2025, fit.quantile(2025, 0.8)) == pytest.approx(0.8)
    assert fit.chance_below(2025, 0) == 0


def test_the_first_years_with_a_chance_of_50_and_80_percent_are_named():
    found = project(points(22.5, 21.4, 18.1, 15.5, 13.0), until=2032, target_pct=10.2)

    # The middle is 11,6 (2025), 10,1 (2026) and 8,7 (2027).
    assert (found.even_year, found.likely_year) == (2026, 2027)
    chances = {int(one.year): one.target_chance for one in found.fan}
    assert chances[found.even_year - 1] < 0.5 <= chances[found.even_year]
    assert chances[found.likely_year - 1] < 0.8 <= chances[found.likely_year]
    assert "50% pada 2026 dan sedikitnya 80% pada 2027" in found.sentence
    assert "5 titik 2020–2024" in found.sentence


def test_a_target_that_the_pace_does_not_reach_is_said_so():
    found = project(points(20, 20.5, 19.8, 20.4), until=2030, target_pct=5)

    assert found.even_year is None
    assert "belum lebih mungkin" in found.sentence


def test_a_projection_ends_after_ten_years():
    assert project(points(20, 18, 16), until=2099).fan[-1].year == 2032


def test_a_fan_too_wide_to_plan_with_says_so():
    assert any("terlalu lebar" in note for note in project(points(22.5, 5.0, 11.1), until=2026).notes)
    assert len(project(points(20, 18.1, 16.1, 14.6, 13.2), until=2026).notes) == 1


def test_neighbours_lend_their_variance_and_narrow_the_fan_of_three_points():
    neighbours = [points(20, 18.5, 16, 14.4), points(12, 10.5, 9.9, 8.7), points(25, 23, 20.2, 18.4)]
    lent = borrow(neighbours)

    alone, together = (
        project(points(20, 17.5, 16.4), until=2023),
        project(points(20, 17.5, 16.4), until=2023, borrowed=lent),
    )

    assert lent.series_n == 3
    assert together.fit.df == 5
    assert together.fan[0].high_95_pct < alone.fan[0].high_95_pct
    assert "dipinjam dari 3 deret lain" in together.numbers


def test_a_borrowed_variance_is_averaged_by_degrees_of_freedom():
    own = fit_line(points(20, 17, 17, 13))

    together = fit_line(points(20, 17, 17, 13), borrowed=Borrowed(between_variance=0.001, series_n=9))

    assert together.between_variance == pytest.approx((2 * own.between_variance + 4 * 0.001) / 6)


def test_series_of_two_points_lend_nothing():
    assert borrow([points(20, 18), points(12, 0, 10)]) is None


@pytest.mark.parametrize(("point_n", "between_sd"), [(7, 0.05), (7, 0.1), (10, 0.03), (10, 0.1)])
def test_the_fan_of_one_series_holds_90_to_99_of_100_hidden_points(point_n, between_sd):
    series = backtest.synthetic_series(series_n=300, point_n=point_n, base_n=2_000, between_sd=between_sd, seed=7)

    assert 90 <= backtest.score(map(backtest.leave_last_out, series)).in_95_pct <= 99


@pytest.mark.parametrize(("point_n", "between_sd"), [(4, 0.05), (4, 0.1), (5, 0.03), (7, 0.03), (7, 0.1)])
def test_the_fan_with_neighbours_holds_90_to_99_of_100_hidden_points(point_n, between_sd):
    series = backtest.synthetic_series(series_n=300, point_n=point_n, base_n=2_000, between_sd=between_sd, seed=7)
    lent = borrow(series[:25])

    found = backtest.score(backtest.leave_last_out(one, borrowed=lent) for one in series[25:])

    assert found.series_n == 275
    assert 90 <= found.in_95_pct <= 99
    assert found.width_95_points < 25


def published(code_length):
    """Series of SSGI 2021, 2022 and 2024 of all areas that have the three figures."""
    series = defaultdict(list)
    with (ROOT / "data" / "raw" / "survei" / "prevalensi.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["survey"] == "ssgi" and row["indicator"] == "stunting" and len(row["area_code"]) == code_length:
                series[row["area_code"]].append(Point(at=float(row["year"]), value_pct=float(row["value_pct"])))
    return [one for code, one in series.items() if len(one) == 3 and code != "00"]


def test_no_published_series_has_the_four_comparable_points_that_a_test_without_neighbours_needs():
    assert all(backtest.leave_last_out(one) is None for one in published(4) + published(2))


def test_the_fan_of_two_published_points_holds_the_third_but_its_middle_is_worse_than_no_change():
    found = backtest.score(backtest.leave_last_out_of_each(published(4)))

    assert found.series_n >= 30
    assert found.in_95_pct >= 90
    assert found.error_points > found.unchanged_error_points


def test_a_series_of_four_points_hides_the_last_and_keeps_the_error_of_no_change():
    found = backtest.leave_last_out(points(20, 18, 16.2, 16.2))

    assert found.middle_pct == pytest.approx(14.58, abs=0.01)
    assert found.error_points == pytest.approx(-1.62, abs=0.01)
    assert found.unchanged_error_points == 0


def test_nothing_to_score_is_no_figure():
    assert math.isnan(backtest.score([None]).in_95_pct)


def test_children_fewer_per_month_are_whole_and_reach_the_target_in_time():
    # 1.700 of 10.000 in August 2025; 14 % allow 1.400; 300 fewer in 16 months: 18,75, so 19.
    found = fewer_per_month(routine(2025, 1_700, 10_000, 11_000), target_pct=14, by=dt.date(2026, 12, 31))

    assert (found.allowed_n, found.fewer_n, found.months_n, found.per_month_n) == (1_400, 300, 16, 19)
    assert "300 lebih sedikit, atau sekitar 19 lebih sedikit per bulan selama 16 bulan" in found.sentence
    assert "1.700 dari 10.000 balita diukur; cakupan 90,9%" in found.sentence


def test_29_percent_of_100_children_are_29_children():
    assert fewer_per_month(routine(2025, 30, 100, 110), target_pct=29, by=dt.date(2025, 9, 1)).allowed_n == 29


def test_a_reached_target_asks_for_nobody():
    found = fewer_per_month(routine(2025, 100, 1_000, 1_100), target_pct=14, by=dt.date(2026, 8, 1))

    assert found.per_month_n == 0
    assert "sudah di bawah atau sama dengan 14,0%" in found.sentence


def test_a_target_date_in_the_past_is_refused():
    with pytest.raises(NoDataError, match="Pilih bulan target sesudah Agustus 2025"):
        fewer_per_month(routine(2025, 1, 10, 11), target_pct=14, by=dt.date(2025, 8, 31))
