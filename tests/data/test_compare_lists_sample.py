"""Lists of the sample release compared, against a plain recomputation from the raw counts."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting.indicators import indicator
from stunting.lokus.comparison import ListAsked, compare_lists
from stunting.lokus.comparison_words import reach_sentences
from stunting.lokus.over_time import LOKUS, OTHERS, before_after, lokus_over_time
from stunting.releases import open_release
from stunting.routine.district import District, Mode, Question, newest
from stunting.routine.periods import PeriodKind
from stunting.routine.selection import Selection

LISTS = [("1801", 2025), ("1801", 2026), ("3520", 2024)]
STUNTING = indicator("stunting")
WINDOW = "2025-08"


@pytest.fixture(scope="module")
def district(built_layout):
    opened = open_release(built_layout)
    yield District(opened.database)
    opened.database.close()


@pytest.fixture(scope="module")
def raw(built_layout):
    folder = built_layout.raw / "contoh"
    counted = pd.read_parquet(folder / "growth_window.parquet")
    return counted[counted["window_key"] == WINDOW], pd.read_parquet(folder / "lokus.parquet")


def asked(district, mode):
    return [
        ListAsked(kabupaten_code=code, lokus_year=year, period=newest(district.periods(code, mode=mode)))
        for code, year in LISTS
    ]


def compared(district, mode, **more):
    return compare_lists(
        district, lists=asked(district, mode), question=Question(indicator=STUNTING, mode=mode, **more)
    )


def test_shares_are_those_of_the_raw_counts(district, raw):
    counted, lokus = raw
    for found in compared(district, Mode.INTERNAL):
        own = counted[counted["desa_code"].str.startswith(found.kabupaten_code)]
        codes = lokus.loc[
            (lokus["lokus_year"] == found.lokus_year) & lokus["desa_code"].str.startswith(found.kabupaten_code),
            "desa_code",
        ]
        inside = own[own["desa_code"].isin(codes)]

        assert found.period.key == WINDOW
        assert found.size == len(codes)
        assert found.reached_pct == pytest.approx(100 * inside["stunted_n"].sum() / own["stunted_n"].sum())
        assert found.base_pct == pytest.approx(100 * inside["measured_n"].sum() / own["measured_n"].sum())
        assert found.lokus.coverage_pct == pytest.approx(100 * inside["measured_n"].sum() / inside["target_n"].sum())


def test_no_list_of_that_length_reaches_more_than_the_best(district, raw):
    counted, _ = raw
    for found in compared(district, Mode.INTERNAL):
        own = counted[counted["desa_code"].str.startswith(found.kabupaten_code)]
        most = own.groupby("desa_code")["stunted_n"].sum().sort_values(ascending=False)

        assert found.best_n == most.iloc[: found.size].sum()
        assert found.random_pct < found.reached_pct <= found.best_pct


def test_sums_of_desa_are_the_figures_of_the_kabupaten_with_the_lokus_filter(district):
    for found in compared(district, Mode.INTERNAL):
        for side, lokus in ((found.lokus, "ya"), (found.others, "tidak")):
            question = Question(
                indicator=STUNTING,
                mode=Mode.INTERNAL,
                selection=Selection(lokus=lokus, lokus_year=found.lokus_year),
            )
            row = district.areas_in_period(
                within=found.kabupaten_code, level="kabupaten", period=found.period, question=question
            ).iloc[0]
            assert (side.hits_n, side.base_n, side.covered_n, side.target_n) == tuple(
                int(row[name]) for name in ("hits_n", "base_n", "covered_n", "target_n")
            )
            assert (side.value_pct, side.low_pct, side.coverage_pct, side.state) == (
                row["value_pct"],
                row["ci_low_pct"],
                row["coverage_pct"],
                row["state"],
            )


def test_mode_publik_says_what_is_true_and_never_more_than_it_shows(district):
    for public, internal in zip(compared(district, Mode.PUBLIC), compared(district, Mode.INTERNAL), strict=True):
        for seen, full in ((public.lokus, internal.lokus), (public.others, internal.others)):
            assert seen.hits_n in (None, full.hits_n)
            assert seen.hits_n not in (1, 2, 3, 4)
        shown = district.areas_in_period(
            within=public.kabupaten_code,
            level="desa",
            period=public.period,
            question=Question(indicator=STUNTING, mode=Mode.PUBLIC),
        )["hits_n"].dropna()
        assert public.best_n == shown.sort_values(ascending=False).iloc[: public.size].sum() <= internal.best_n
        assert public.whole.hits_n == internal.whole.hits_n
        assert public.hidden_desa_n > 0


def test_a_hidden_side_has_no_share_no_difference_and_no_sentence_with_its_count(district):
    first = compared(district, Mode.PUBLIC)[0]
    said = " ".join(reach_sentences(first, indicator=STUNTING))

    assert first.lokus.hits_n is None
    assert pd.isna(first.reached_pct)
    assert first.short_n is None
    assert pd.isna(first.gap[0])
    assert "disembunyikan" in said
    assert str(compared(district, Mode.INTERNAL)[0].lokus.hits_n) not in said


def test_an_official_target_is_the_one_of_the_lokus_filter(district):
    # The sample has official targets of one kabupaten; where there are none, coverage is unknown and rates stay.
    plain, official = (compared(district, Mode.INTERNAL, target_kind=kind)[0] for kind in ("", "proyeksi"))

    assert official.lokus.value_pct == plain.lokus.value_pct
    assert pd.isna(official.lokus.coverage_pct) or official.lokus.coverage_pct != plain.lokus.coverage_pct


@pytest.mark.parametrize("mode", list(Mode))
def test_a_series_ends_with_the_figures_of_the_comparison(district, mode):
    for found in compared(district, mode):
        series = lokus_over_time(
            district,
            kabupaten_code=found.kabupaten_code,
            lokus_year=found.lokus_year,
            kind=PeriodKind.WINDOW,
            question=Question(indicator=STUNTING, mode=mode),
        )
        for side, expected in ((LOKUS, found.lokus), (OTHERS, found.others)):
            last = series.of(side).iloc[-1]
            assert last["period"].key == WINDOW
            assert (None if pd.isna(last["hits_n"]) else int(last["hits_n"])) == expected.hits_n
        assert series.is_sample


def test_before_and_after_of_the_sample_are_two_augusts(district):
    question = Question(indicator=STUNTING, mode=Mode.INTERNAL)
    series = lokus_over_time(
        district, kabupaten_code="3520", lokus_year=2024, kind=PeriodKind.WINDOW, question=question
    )
    found = before_after(series)

    assert (found.before.key, found.after.key) == ("2023-08", "2025-08")
    assert all(step.is_known for step in found.steps)
