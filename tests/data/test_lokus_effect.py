"""The lokus comparison of the sample lists: which Bulan Timbang answer, and mode publik beside mode internal."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from stunting import releases
from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.lokus.effect import Kind, Reading
from stunting.lokus.effect_data import effect_of_list, is_before, list_waves
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import Period, PeriodKind


@pytest.fixture(scope="module")
def district(built_layout):
    opened = releases.open_release(built_layout)
    yield District(opened.database)
    opened.database.close()


@pytest.fixture(scope="module")
def internal(district):
    return effect_of_list(district, kabupaten_code="1801", lokus_year=2025, mode=Mode.INTERNAL)


@pytest.fixture(scope="module")
def public(district):
    return effect_of_list(district, kabupaten_code="1801", lokus_year=2025, mode=Mode.PUBLIC)


def window(year, month):
    start = dt.date(year, month, 1)
    end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return Period(start=start, end=end, kind=PeriodKind.WINDOW, key=f"{start:%Y-%m}", label="", short="")


def test_before_is_before_the_year_of_the_decision_and_after_from_the_lokus_year_on(internal):
    waves = internal.waves

    assert (waves.decided_year, len(waves.codes)) == (2024, 27)
    assert [one.key for one in waves.before][-2:] == ["2023-02", "2023-08"]
    assert [one.key for one in waves.after] == ["2025-02", "2025-08"]


def test_the_outcome_of_the_same_season_comes_first(internal):
    assert internal.after.key == "2025-08"


def test_another_outcome_can_be_asked_for(district):
    found = effect_of_list(district, kabupaten_code="3520", lokus_year=2024, mode=Mode.INTERNAL, after_key="2025-08")

    assert found.effect.after_label == "Bulan Timbang Agustus 2025"
    with pytest.raises(NoDataError, match="Pilih Bulan Timbang Februari 2024"):
        effect_of_list(district, kabupaten_code="3520", lokus_year=2024, mode=Mode.INTERNAL, after_key="2023-08")


def test_a_list_without_any_wave_after_is_refused(district):
    with pytest.raises(NoDataError, match="Belum ada Bulan Timbang pada 2026"):
        list_waves(district, kabupaten_code="1801", lokus_year=2026, mode=Mode.INTERNAL)


def test_a_year_without_a_list_is_refused(district):
    with pytest.raises(NoDataError, match="Belum ada daftar lokus 2020"):
        list_waves(district, kabupaten_code="1801", lokus_year=2020, mode=Mode.INTERNAL)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, [True, False, False]),
        ("2024-06-01", [True, True, False]),
        # A decree of another year does not tell when the list was chosen.
        ("2025-01-05", [True, False, False]),
    ],
)
def test_the_day_of_the_decree_counts_where_it_lies_in_the_year_of_the_decision(day, expected):
    days = pd.Series([day], dtype="datetime64[s]")
    windows = [window(2023, 8), window(2024, 2), window(2024, 8)]

    assert [is_before(one, days, decided_year=2024) for one in windows] == expected


@pytest.mark.parametrize(("code", "year"), [("1801", 2025), ("3520", 2024)])
def test_invented_lists_without_any_effect_show_none_and_the_plain_comparison_does(district, code, year):
    effect = effect_of_list(district, kabupaten_code=code, lokus_year=year, mode=Mode.INTERNAL).effect

    assert effect.verdict is Reading.UNCLEAR
    assert effect.naive_high < 0


def test_placebos_of_both_kinds_are_made(internal):
    assert [one.kind for one in internal.placebos] == [Kind.PRETENDED] * 3 + [Kind.SAME] * 3
    assert internal.is_sample


def test_mode_publik_counts_what_it_leaves_out(district, public):
    question = Question(indicator=indicator("stunting"), mode=Mode.PUBLIC)
    shown = district.areas_in_period(within="1801", level="desa", period=public.after, question=question)
    hidden = int(shown["is_suppressed"].sum())
    effect = public.effect

    assert effect.left_out_lokus + effect.left_out_others >= hidden > 0
    assert any(f"hitungan {hidden} desa" in said for said in effect.cautions)


def test_mode_publik_shows_no_desa_that_is_hidden_there(district, public):
    question = Question(indicator=indicator("stunting"), mode=Mode.PUBLIC)
    for period in (public.waves.before[-1], public.after):
        shown = district.areas_in_period(within="1801", level="desa", period=period, question=question)
        hidden = shown.loc[shown["is_suppressed"], "area_code"]

        assert not public.effect.frame["area_code"].isin(hidden).any()


def test_lists_of_other_years_are_named(internal):
    assert any("desa pembanding masuk daftar lokus tahun lain" in said for said in internal.effect.cautions)


def test_the_window_of_the_choice_can_be_said_and_is_then_the_last_before(district, internal):
    said = effect_of_list(district, kabupaten_code="1801", lokus_year=2025, mode=Mode.INTERNAL, chosen_from="2024-02")

    assert said.waves.before[-1].key == "2024-02"
    assert any("Dianggap dipilih dari Bulan Timbang Agustus 2023" in one for one in internal.effect.cautions)
    assert not any("Dianggap dipilih" in one for one in said.effect.cautions)
    with pytest.raises(NoDataError, match="tidak dapat dipilih"):
        list_waves(district, kabupaten_code="1801", lokus_year=2025, mode=Mode.INTERNAL, chosen_from="2025-02")
