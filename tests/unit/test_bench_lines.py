"""The verdicts of the performance report."""

import pytest

from scripts.bench.__main__ import report
from scripts.bench.lines import Line, quantile


def test_the_95th_percentile_is_the_sample_that_95_of_100_do_not_exceed():
    assert quantile(range(1, 101), 0.95) == 95


def test_the_median_of_three_is_the_middle_one():
    assert quantile([30.0, 10.0, 20.0], 0.5) == 20.0


@pytest.mark.parametrize(
    ("samples", "verdict"), [((10, 20, 30), "ok"), ((10, 20, 300), "**over**"), ((), "not measured")]
)
def test_a_line_is_over_when_its_95th_percentile_is(samples, verdict):
    assert Line(what="x", unit="ms", samples=samples, budget_p95=100).verdict == verdict


def test_a_line_without_a_budget_has_no_verdict():
    assert Line(what="x", unit="ms", samples=(1.0,)).verdict == ""


def test_what_could_not_be_measured_stands_in_the_report_with_its_reason():
    page = report([Line(what="map", unit="ms", note="no release")], command="python -m scripts.bench")

    assert "| map |  | - | - | 0 | not measured | no release |" in page
