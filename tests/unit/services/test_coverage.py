"""Coverage: sums over sums, every state with its own words, and nothing clamped."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from stunting.services import cell_words, judgement, registry, reports
from stunting.services.coverage import Coverage, State, coverage_of
from stunting.services.judgement import Target, Verdict
from stunting.services.reports import ReportPeriod

A, B, C = "1801012001", "1801012002", "1801022001"
DESA_N = {A: 1, B: 1, C: 1, "180101": 2, "180102": 1, "1801": 3}
NAMES = {"180101": "Kec. Satu", "180102": "Kec. Dua"}


def rows(*told) -> pd.DataFrame:
    """(area, service, numerator, denominator), or with False at the end where it was not scheduled."""
    frame = pd.DataFrame(
        [(*one, True) if len(one) == 4 else one for one in told],
        columns=["area_code", "service_key", "numerator_n", "denominator_n", "is_scheduled"],
    )
    counts = {name: frame[name].astype("Int64") for name in ("numerator_n", "denominator_n")}
    return frame.assign(source="uji", is_sample=False, **counts)


def target(value: float, *, area: str = "00", year: int = 2024) -> Target:
    return Target(value_pct=value, area_code=area, year=year, source="uji", is_verified=True)


def cells(*told, level="kecamatan", services=("pantau",), targets=None, period="tahun", hides=None) -> pd.DataFrame:
    areas = {"kecamatan": ["180101", "180102"], "kabupaten": ["1801"], "desa": [A, B, C]}[level]
    return coverage_of(
        reports.leaves(rows(*told), period=period),
        services=[registry.get(key) for key in services],
        areas=pd.DataFrame({"area_code": areas, "area_name": [NAMES.get(one, one) for one in areas]}),
        level=level,
        desa_n=DESA_N,
        targets=targets or {},
        hides=hides,
    )


def only(frame: pd.DataFrame, **wanted: str):
    (row,) = [row for row in frame.itertuples() if all(getattr(row, key) == value for key, value in wanted.items())]
    return row


def test_the_coverage_of_a_kabupaten_is_a_sum_over_a_sum_not_a_mean_of_percentages():
    row = only(cells((A, "pantau", 10, 100), (B, "pantau", 20, 20), (C, "pantau", 30, 30), level="kabupaten"))

    assert (row.numerator_n, row.denominator_n) == (60, 150)
    assert row.value_pct == pytest.approx(40.0)


def test_only_desa_that_reported_are_in_the_sum_and_their_number_stands_beside():
    row = only(cells((A, "pantau", 30, 60), level="kabupaten"))

    assert (row.reported_n, row.desa_n) == (1, 3)
    assert cell_words.reported(row) == "1 dari 3 desa/kelurahan melapor"


def test_the_most_detailed_report_counts_and_nothing_twice():
    told = [("180101", "pantau", 90, 100), (A, "pantau", 20, 40), (C, "pantau", 30, 40), ("1801", "pantau", 1, 900)]
    row = only(cells(*told, level="kabupaten"))

    assert (row.numerator_n, row.denominator_n) == (50, 80)


def test_a_report_per_kecamatan_stands_for_its_desa_and_tells_none_of_them():
    told = ("180101", "pantau", 90, 100)
    row = only(cells(told, level="kabupaten"))

    assert (row.numerator_n, row.reported_n) == (90, 2)
    assert only(cells(told, level="desa"), area_code=A).state is State.COARSER


def test_not_scheduled_is_its_own_state_and_never_zero():
    row = only(cells((A, "pantau", None, None, False), (B, "pantau", None, None, False)), area_code="180101")

    assert row.state is State.NOT_SCHEDULED
    assert math.isnan(row.numerator_n)
    assert cell_words.short_cell(row, in_people=False) == "TJ"
    assert cell_words.spoken(row, registry.get("pantau"), None).endswith("tidak dijadwalkan")


def test_a_month_in_which_a_service_is_not_asked_is_not_a_missing_report():
    row = only(
        cells((A, "asi", None, None), (B, "asi", None, None), services=("asi",), period="m03"), area_code="180101"
    )

    assert row.state is State.NOT_SCHEDULED


def test_half_a_report_is_no_report():
    row = only(cells((A, "pantau", None, 60)), area_code="180101")

    assert row.state is State.NO_DATA
    assert row.reported_n == 0


def test_fewer_than_twenty_have_no_rate_and_keep_their_counts():
    row = only(cells((C, "pantau", 9, 19)), area_code="180102")

    assert row.state is State.SMALL_N
    assert math.isnan(row.value_pct)
    assert cell_words.wide_cell(row, in_people=False) == ("n kecil", "9 dari 19")


def test_nobody_to_be_reached_is_not_a_small_number():
    row = only(cells((C, "gizi_buruk", 0, 0), services=("gizi_buruk",)), area_code="180102")

    assert row.state is State.NO_BASE


def test_desa_that_are_counted_are_never_too_few():
    told = [(code, "desa_stop_babs", reached, 1) for code, reached in ((A, 1), (B, 0), (C, 1))]
    row = only(cells(*told, services=("desa_stop_babs",), level="kabupaten"))

    assert row.value_pct == pytest.approx(200 / 3)


def test_more_than_all_is_shown_as_it_was_reported_and_left_out_of_the_people_left():
    told = [(A, "pantau", 90, 30), (C, "pantau", 40, 60)]
    over = only(cells(*told), area_code="180101")
    whole = only(cells(*told, level="kabupaten", targets={"pantau": target(90)}))

    assert over.value_pct == pytest.approx(300)
    assert over.is_over
    assert over.verdict is Verdict.NONE
    assert whole.value_pct == pytest.approx(130 / 90 * 100)
    assert whole.sound_pct == pytest.approx(40 / 60 * 100)
    assert (whole.left_n, whole.to_target_n, whole.over_n) == (20, 14, 1)
    assert whole.verdict is Verdict.BELOW


def test_what_cannot_be_true_is_named_with_the_rate_without_it():
    told = [(A, "pantau", 90, 30), (C, "pantau", 40, 60)]
    first, second = cell_words.over_sentences(cells(*told), cells(*told, level="kabupaten"))

    assert "Kec. Satu – Balita dipantau tumbuh kembang (90 dari 30)" in first
    assert "144,4% termasuk 1 laporan di atas 100%, 66,7% tanpa laporan itu" in second


def test_where_less_is_better_the_people_concerned_are_counted():
    row = only(
        cells((A, "unmet_need", 30, 200), services=("unmet_need",), targets={"unmet_need": target(10)}),
        area_code="180101",
    )

    assert row.left_n == 30
    assert row.to_target_n == 10
    assert row.verdict is Verdict.BELOW


@pytest.mark.parametrize(
    ("key", "value", "goal", "expected"),
    [
        ("pantau", 90.0, 90, Verdict.REACHED),
        ("pantau", 89.96, 90, Verdict.REACHED),
        ("pantau", 89.9, 90, Verdict.NEAR),
        ("pantau", 72.0, 90, Verdict.NEAR),
        ("pantau", 71.9, 90, Verdict.BELOW),
        ("ktd", 15.5, 15.5, Verdict.REACHED),
        ("ktd", 19.3, 15.5, Verdict.NEAR),
        ("ktd", 19.5, 15.5, Verdict.BELOW),
        ("pantau", math.nan, 90, Verdict.NONE),
    ],
)
def test_a_verdict_follows_the_figure_as_it_is_printed(key, value, goal, expected):
    assert judgement.judged(registry.get(key), value, target(goal)) is expected


def test_the_nearest_and_newest_target_holds():
    frame = pd.DataFrame(
        [("00", "pantau", 2025, 95.0), ("18", "pantau", 2023, 80.0), ("18", "pantau", 2024, 85.0)],
        columns=["area_code", "service_key", "year", "value_pct"],
    ).assign(source="uji", is_verified=False)

    assert judgement.targets_of(frame)["pantau"].value_pct == 85.0


def test_the_report_that_closes_a_year_ends_last_and_is_the_longest():
    frame = pd.DataFrame(
        [("1801", 2025, one, "pantau") for one in ("tw1", "tw4", "m12", "tahun", "s1")],
        columns=["kabupaten_code", "year", "period", "service_key"],
    )

    assert reports.closing(frame)["period"].tolist() == ["tahun"]
    assert reports.closing(frame[frame["period"].isin(["tw1", "s1"])])["period"].tolist() == ["s1"]
    assert sorted([ReportPeriod.of(2025, "tw1"), ReportPeriod.of(2025, "tahun"), ReportPeriod.of(2025, "tw4")])[
        -1
    ].key == ("2025-tahun")


def test_an_unknown_service_is_left_out():
    assert reports.leaves(rows((A, "entah", 1, 2)), period="tahun").empty


def test_the_table_of_a_file_has_a_word_for_every_cell_without_a_number():
    told = [(A, "pantau", None, None, False), (C, "pantau", 5, 10)]
    made = Coverage(
        cells=cells(*told), services=(registry.get("pantau"),), targets={}, is_sample=False, sources=("uji",)
    )

    table = cell_words.as_table(made, listed="29")

    assert table["Keterangan"].tolist() == ["tidak ada data", "n kecil"]
    assert table["Sasaran"].isna().tolist() == [True, False]


def test_in_mode_publik_a_service_of_diagnosed_children_begins_at_the_kabupaten():
    def nothing(_service, _codes, _group, size):

        return np.zeros(size, dtype=bool)

    told = [(A, "gizi_kurang", 20, 40), (C, "gizi_kurang", 30, 40)]

    inside = cells(*told, services=("gizi_kurang",), hides=nothing)
    assert list(inside["state"]) == [State.HIDDEN, State.HIDDEN]
    assert only(cells(*told, services=("gizi_kurang",), hides=nothing, level="kabupaten")).value_pct == 62.5


def test_a_headline_begins_with_the_reports_that_are_missing():
    found = cells((A, "pantau", 80, 100), level="kabupaten", targets={"pantau": target(90)})
    made = Coverage(
        cells=found,
        services=(registry.get("pantau"),),
        targets={"pantau": target(90)},
        is_sample=False,
        sources=("uji",),
    )

    assert cell_words.headline(made).startswith("Baru 1 dari 3 desa/kelurahan yang melapor. Dari 1 layanan")
