"""A survey beside routine records: what both can be true of, with values worked out by hand."""

import csv
import datetime as dt

import pytest

from stunting.errors import NoDataError
from stunting.gap_reasons import Reconciliation, Standing
from stunting.measures import Estimate
from stunting.paths import ROOT
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine.periods import Period, PeriodKind
from stunting.two_numbers import threshold_coverage, two_numbers

FEBRUARY = Period(
    start=dt.date(2025, 2, 1),
    end=dt.date(2025, 2, 28),
    kind=PeriodKind.WINDOW,
    key="2025-02",
    label="Bulan Timbang Februari 2025",
    short="BT Feb 2025",
)


def survey(value, low=None, high=None, year=2024, n=None):
    return Estimate(area_code="3514", survey="ssgi", year=year, value_pct=value, ci_low_pct=low, ci_high_pct=high, n=n)


def published(value, coverage=None):
    return PublishedRate(area_code="3514", period=FEBRUARY, value_pct=value, coverage_pct=coverage)


def counted(hits, n, covered, target):
    return RoutineFigure(area_code="3514", period=FEBRUARY, hits_n=hits, base_n=n, covered_n=covered, target_n=target)


def standings(pair):
    return {one.key: one.standing for one in pair.explanations}


def test_pasuruan_cannot_have_both_numbers_for_all_children_above_a_coverage_of_77_percent():
    # Published: 4,17 % (weighing month February 2025) and 26,1 % (SSGI 2024); no coverage was stated.
    # With every unmeasured child stunted, c*4,17 + (100-c) = 26,1 at c = 73,9 / 95,83 = 77,1 %.
    pair = two_numbers(survey(26.1), published(4.17))

    assert pair.verdict is Reconciliation.UNKNOWN
    assert pair.threshold_coverage_pct == pytest.approx(100 * 73.9 / 95.83)
    assert "Di atas cakupan 77,1%" in pair.sentence
    assert pair.gap_points == pytest.approx(21.93)


@pytest.mark.parametrize(
    ("coverage", "verdict"),
    [
        (78, Reconciliation.IMPOSSIBLE),
        (90, Reconciliation.IMPOSSIBLE),
        (100, Reconciliation.IMPOSSIBLE),
        (77, Reconciliation.ONLY_IF),
        (50, Reconciliation.ONLY_IF),
    ],
)
def test_pasuruan_by_coverage(coverage, verdict):
    assert two_numbers(survey(26.1), published(4.17, coverage)).verdict is verdict


def test_the_survey_figure_of_pasuruan_is_the_one_in_the_data():
    with (ROOT / "data" / "raw" / "survei" / "prevalensi.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["area_code"] == "3514" and row["year"] == "2024"]

    assert [float(row["value_pct"]) for row in rows] == [26.1]


def test_at_90_percent_coverage_all_listed_children_lie_between_3_8_and_13_8_percent():
    pair = two_numbers(survey(26.1), published(4.17, 90))

    assert (pair.low_pct, pair.high_pct) == (pytest.approx(3.753), pytest.approx(13.753))
    assert "hanya mungkin 3,8–13,8%" in pair.sentence
    # (26,1 - 0,9 * 4,17) / 0,1
    assert pair.implied_pct == pytest.approx(223.47)
    assert standings(pair)["cakupan"] is Standing.EXCLUDED
    assert next(one.key for one in pair.explanations) == "mutu"


def test_what_the_unmeasured_would_have_to_be_is_counted_in_children():
    # m 10 %, c 80 %, S 12 %: (12 - 8) / 0,2 = 20 %, twice the measured rate.
    pair = two_numbers(survey(12), counted(800, 8_000, 8_000, 10_000))

    assert pair.implied_pct == pytest.approx(20)
    assert pair.verdict is Reconciliation.POSSIBLE
    assert "dapat didamaikan bila 20,0% dari 2.000 balita yang tidak diukur" in pair.sentence
    assert standings(pair)["cakupan"] is Standing.OPEN


def test_four_times_the_measured_rate_is_unusual():
    # (16 - 8) / 0,2 = 40 % against 10 %.
    pair = two_numbers(survey(16), counted(800, 8_000, 8_000, 10_000))

    assert pair.verdict is Reconciliation.ONLY_IF
    assert "hanya cocok bila 40,0%" in pair.sentence
    assert "4,0 kali angka yang diukur: tidak lazim" in pair.sentence


def test_a_rate_above_the_highest_published_one_is_unusual():
    # 20 % among the unmeasured is twice the measured rate, but no kabupaten has more than 18 %.
    pair = two_numbers(survey(12), counted(800, 8_000, 8_000, 10_000), highest_published_pct=18)

    assert pair.verdict is Reconciliation.ONLY_IF


def test_an_interval_of_the_survey_widens_what_is_possible():
    point = two_numbers(survey(31), counted(800, 8_000, 8_000, 10_000))
    interval = two_numbers(survey(31, 26, 36), counted(800, 8_000, 8_000, 10_000))

    # (31 - 8) / 0,2 = 115 %; the lower end gives (26 - 8) / 0,2 = 90 %.
    assert point.verdict is Reconciliation.IMPOSSIBLE
    assert interval.verdict is Reconciliation.ONLY_IF
    assert interval.implied_range_pct == (pytest.approx(90), pytest.approx(140))
    assert "90,0–100,0%" in interval.sentence
    assert any("tidak dipublikasikan" in note for note in point.notes)
    assert not any("seolah-olah tanpa galat" in note for note in interval.notes)


def test_an_interval_that_holds_the_routine_rate_is_agreement():
    pair = two_numbers(survey(12, 9, 15), counted(1_000, 10_000, 10_000, 10_500))

    assert pair.verdict is Reconciliation.SAME
    assert pair.threshold_coverage_pct is None
    assert standings(pair)["galat"] is Standing.OPEN


def test_an_interval_without_the_routine_rate_rules_sampling_out_as_the_only_reason():
    pair = two_numbers(survey(20, 17, 23), counted(1_000, 10_000, 10_000, 12_000))

    assert standings(pair)["galat"] is Standing.EXCLUDED
    # The end of the interval nearest to the routine rate decides: (100 - 17) / 90.
    assert pair.threshold_coverage_pct == pytest.approx(100 * 83 / 90)


def test_a_survey_below_the_routine_rate_has_a_threshold_as_well():
    # Even with no stunted child among the others: c * 20 = 8 at c = 40 %.
    assert threshold_coverage(survey(8), 20) == pytest.approx(40)
    assert two_numbers(survey(8), counted(200, 1_000, 1_000, 2_000)).verdict is Reconciliation.IMPOSSIBLE
    assert two_numbers(survey(8), counted(200, 1_000, 1_000, 3_000)).verdict is Reconciliation.ONLY_IF


def test_a_coverage_above_100_percent_leaves_nobody_and_doubts_the_list():
    pair = two_numbers(survey(15), counted(100, 1_000, 1_050, 1_000))

    assert pair.verdict is Reconciliation.IMPOSSIBLE
    assert pair.unmeasured_n == 0
    assert "hanya mungkin 10,0%." in pair.sentence
    assert any("Cakupan di atas 100%" in one.sentence for one in pair.explanations)


@pytest.mark.parametrize(("value", "standing"), [(11, Standing.UNTESTED), (26.1, Standing.UNLIKELY)])
def test_without_an_interval_sampling_error_is_only_guessed(value, standing):
    # n 600 and design effect 2: 11 % has a margin of 3,5 points, 26,1 % one of 5,0 points.
    pair = two_numbers(survey(value), published(4.17))

    assert standings(pair)["galat"] is standing
    assert "misalnya n = 600" in next(one.sentence for one in pair.explanations if one.key == "galat")


def test_the_distance_in_time_is_said():
    assert any("terpaut sekitar 1 tahun" in note for note in two_numbers(survey(26.1), published(4.17)).notes)
    assert any("tahun yang sama" in note for note in two_numbers(survey(26.1, year=2025), published(4.17)).notes)


def test_nobody_stunted_among_the_measured_has_no_multiple():
    pair = two_numbers(survey(12), counted(0, 800, 800, 1_000))

    assert pair.verdict is Reconciliation.ONLY_IF
    assert "di antara yang diukur tidak ada" in pair.sentence


def test_two_areas_are_refused():
    other = PublishedRate(area_code="3520", period=FEBRUARY, value_pct=8.2)

    with pytest.raises(NoDataError, match="wilayah yang sama"):
        two_numbers(survey(26.1), other)


def test_no_sentence_names_a_cause():
    pair = two_numbers(survey(26.1), published(4.17, 90))
    said = " ".join([pair.sentence, *pair.notes, *(one.sentence for one in pair.explanations)])

    assert "karena" not in said
    assert "terbukti" not in said
