"""The answers of a release in mode publik and mode internal agree with each other and with the release."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from stunting.errors import NoDataError
from stunting.indicators import INDICATORS, indicator
from stunting.paths import Layout
from stunting.releases import open_release
from stunting.routine.district import District, Mode, Question, compared_with, newest
from stunting.routine.maps import hotspot
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.public_store import PublicStore
from stunting.routine.selection import Selection

SHOWN = ["hits_n", "base_n", "value_pct", "ci_low_pct", "ci_high_pct", "coverage_pct", "target_n", "covered_n"]
PLACES = [("3514", "kabupaten"), ("351406", "kecamatan"), ("3514061024", "desa"), ("35", "provinsi"), ("00", "negara")]
LEVELS = ("negara", "provinsi", "kabupaten", "kecamatan", "desa")


@pytest.fixture(scope="module")
def answers(built_layout: Layout) -> Iterator[District]:
    opened = open_release(built_layout)
    yield District(opened.database)
    opened.database.close()


def question(key: str = "stunting", mode: Mode = Mode.INTERNAL, **chosen) -> Question:
    return Question(indicator=indicator(key), mode=mode, selection=Selection(**chosen))


def august(answers: District, mode: Mode) -> Period:
    found = newest(answers.periods("3514", mode=mode))
    assert found is not None
    return found


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("code", "level"), PLACES)
@pytest.mark.parametrize("kind", [PeriodKind.MONTH, PeriodKind.WINDOW])
def test_a_series_has_the_figures_of_each_of_its_periods(answers, mode, code, level, kind):
    asked = question(mode=mode)
    series = answers.over_time(code=code, level=level, kind=kind, question=asked)

    for position in sorted({0, len(series) // 2, len(series) - 1} & set(range(len(series)))):
        period = series["period"].iloc[position]
        alone = answers.areas_in_period(within=code, level=level, period=period, question=asked)
        expected = alone[alone["area_code"] == code][[*SHOWN, "state"]].iloc[0]
        found = series[[*SHOWN, "state"]].iloc[position]
        assert found["state"] is expected["state"]
        assert np.array_equal(
            found[SHOWN].astype("Float64").to_numpy(float, na_value=np.nan),
            expected[SHOWN].astype("Float64").to_numpy(float, na_value=np.nan),
            equal_nan=True,
        )


@pytest.mark.parametrize("key", [one.key for one in INDICATORS])
def test_a_series_of_every_indicator_has_the_figures_of_its_newest_period_in_mode_publik(answers, key):
    asked = question(key, Mode.PUBLIC)
    series = answers.over_time(code="351406", level="kecamatan", kind=PeriodKind.WINDOW, question=asked)
    alone = answers.areas_in_period(
        within="351406", level="kecamatan", period=series["period"].iloc[-1], question=asked
    )

    assert series["hits_n"].tolist()[-1:] == alone["hits_n"].tolist()


@pytest.mark.parametrize("mode", list(Mode))
def test_periods_are_in_the_order_of_time_in_a_series(answers, mode):
    series = answers.over_time(code="3514", level="kabupaten", kind=PeriodKind.MONTH, question=question(mode=mode))

    days = [one.start for one in series["period"]]
    assert days == sorted(days)
    assert len(set(days)) == len(days) > 12


def test_what_mode_publik_shows_is_what_mode_internal_shows(answers):
    period = august(answers, Mode.PUBLIC)
    for level in LEVELS:
        public, internal = (
            answers.areas_in_period(within="00", level=level, period=period, question=question(mode=mode))
            for mode in (Mode.PUBLIC, Mode.INTERNAL)
        )
        is_shown = public["hits_n"].notna()

        assert public["area_code"].tolist() == internal["area_code"].tolist()
        assert public.loc[is_shown, "hits_n"].tolist() == internal.loc[is_shown, "hits_n"].tolist()
        assert public.loc[is_shown, "value_pct"].equals(internal.loc[is_shown, "value_pct"])


@pytest.mark.parametrize("key", [one.key for one in INDICATORS])
@pytest.mark.parametrize("level", LEVELS)
def test_mode_publik_has_no_numerator_and_no_rest_of_one_to_four(answers, key, level):
    for period in (august(answers, Mode.PUBLIC), answers.periods("3514", mode=Mode.PUBLIC)[0]):
        frame = answers.areas_in_period(within="00", level=level, period=period, question=question(key, Mode.PUBLIC))
        shown = frame[frame["hits_n"].notna() & frame["base_n"].notna()]
        rest = shown["base_n"] - shown["hits_n"]

        assert not frame["hits_n"].isin([1, 2, 3, 4]).any()
        assert not frame["base_n"].isin([1, 2, 3, 4]).any()
        assert not rest.isin([1, 2, 3, 4]).any()
        if key == "stunting":
            assert not (frame["stunted_n"] - frame["severely_stunted_n"]).isin([1, 2, 3, 4]).any()


def test_a_hidden_row_has_no_rate_interval_or_class_to_read_it_from(answers):
    period = august(answers, Mode.PUBLIC)
    frame = answers.areas_in_period(within="3514", level="desa", period=period, question=question(mode=Mode.PUBLIC))
    hidden = frame[frame["is_suppressed"]]

    assert len(hidden) > 20
    assert hidden[["hits_n", "value_pct", "ci_low_pct", "ci_high_pct", "stunted_n"]].isna().all(axis=None)


def test_a_kind_of_period_that_is_not_offered_is_an_empty_series(answers):
    series = answers.over_time(
        code="3514", level="kabupaten", kind=PeriodKind.YEAR, question=question(mode=Mode.PUBLIC)
    )

    assert series.empty
    assert {"period", *SHOWN, "state", "is_sample"} <= set(series.columns)


def test_mode_publik_leaves_out_nothing_but_years_and_windows_that_cut_a_month(answers):
    public, internal = (set(answers.periods("3514", mode=mode)) for mode in Mode)

    assert public <= internal
    assert {one.kind for one in public} == {PeriodKind.MONTH, PeriodKind.WINDOW}
    assert all(one.kind is not PeriodKind.MONTH for one in internal - public)


@pytest.mark.parametrize("level", ["kecamatan", "desa"])
@pytest.mark.parametrize("choice", [{"sex": "f"}, {"age": "baduta"}])
def test_mode_publik_answers_sex_and_age_below_the_kabupaten_with_a_sentence(answers, level, choice):
    with pytest.raises(NoDataError, match="mulai tingkat kabupaten/kota"):
        answers.areas_in_period(
            within="3514",
            level=level,
            period=august(answers, Mode.PUBLIC),
            question=question(mode=Mode.PUBLIC, **choice),
        )


def test_a_page_opens_with_the_newest_weighing_month(answers):
    assert august(answers, Mode.PUBLIC).label == "Bulan Timbang Agustus 2025"


def test_a_weighing_month_is_compared_with_the_same_one_a_year_before(answers):
    offered = answers.periods("3514", mode=Mode.PUBLIC)

    assert compared_with(offered, august(answers, Mode.PUBLIC)).label == "Bulan Timbang Agustus 2024"


def test_the_first_period_is_compared_with_nothing(answers):
    offered = answers.periods("3514", mode=Mode.INTERNAL)
    first = next(one for one in offered if one.kind is PeriodKind.MONTH)

    assert compared_with(offered, first) is None
    assert newest(()) is None


def test_areas_without_routine_data_have_no_period(answers):
    assert answers.periods("1101", mode=Mode.INTERNAL) == ()
    assert answers.over_time(code="1101", level="kabupaten", kind=PeriodKind.MONTH, question=question()).empty


@pytest.mark.parametrize("mode", list(Mode))
def test_the_hotspot_is_the_lowest_total_that_leaving_out_one_kecamatan_gives(answers, mode):
    frame = answers.areas_in_period(
        within="3520", level="kecamatan", period=august(answers, mode), question=question(mode=mode)
    )
    shown = frame[frame["value_pct"].notna()]
    without = {
        code: 100 * others["hits_n"].sum() / others["base_n"].sum()
        for code in shown["area_code"]
        for others in [shown[shown["area_code"] != code]]
    }

    found = hotspot(frame, indicator=indicator("stunting"))

    assert found.without_pct == pytest.approx(min(without.values()))
    assert without[found.area_code] == pytest.approx(found.without_pct)


def test_sessions_that_ask_at_once_get_the_same_protected_counts(built_layout):
    opened = open_release(built_layout)
    periods = District(opened.database).periods("3514", mode=Mode.PUBLIC)[-6:]
    store = PublicStore(opened.database)
    found: list[pd.DataFrame] = []

    def ask() -> None:
        store.load([one for one in periods if one.kind is PeriodKind.MONTH], PeriodKind.MONTH)
        for one in periods:
            found.append(store.of(one).areas(level="kecamatan", within="3514", indicator=indicator("stunting")))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(found) == 4 * len(periods)
    alone = PublicStore(opened.database)
    expected = [
        alone.of(one).areas(level="kecamatan", within="3514", indicator=indicator("stunting")) for one in periods
    ]
    assert all(any(frame.equals(one) for one in expected) for frame in found)
    opened.database.close()
