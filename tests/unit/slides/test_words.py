"""The texts around a number."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pandas as pd

from stunting.classes import AreaState
from stunting.indicators import indicator
from stunting.measures import Estimate
from stunting.routine.choices import Choice
from stunting.routine.district import Question
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.selection import Selection
from stunting.slides import words

PERIOD = Period(
    start=dt.date(2026, 8, 1),
    end=dt.date(2026, 8, 31),
    kind=PeriodKind.WINDOW,
    key="2026-08",
    label="Bulan Timbang Agustus 2026",
    short="BT Agu 2026",
)


def choice(key="stunting", **selection):
    return Choice(period=PERIOD, question=Question(indicator=indicator(key), selection=Selection(**selection)))


def row(**columns):
    known = {
        "state": AreaState.VALUE,
        "hits_n": 142,
        "base_n": 1000,
        "value_pct": 14.2,
        "coverage_pct": 86.1,
        "is_coverage_suppressed": False,
    }
    return SimpleNamespace(**{**known, **columns})


def test_a_rate_stands_with_its_children_and_its_coverage():
    figure = words.routine_figure(row(), choice(), place="Kab. Pasuruan")

    assert figure.text == "14,2%"
    assert figure.label == "Prevalensi stunting (e-PPGBM), Kab. Pasuruan"
    assert figure.detail == "142 dari 1.000 balita diukur; cakupan 86,1%"


def test_a_rate_of_some_children_says_which():
    figure = words.routine_figure(row(), choice(sex="f", age="baduta"), place="Kab. Pasuruan")

    assert figure.label == "Prevalensi stunting (e-PPGBM), Kab. Pasuruan (perempuan; baduta (0–23 bulan))"


def test_a_hidden_rate_has_no_number_at_all():
    hidden = row(state=AreaState.SUPPRESSED, hits_n=pd.NA, base_n=pd.NA, value_pct=float("nan"))

    figure = words.routine_figure(hidden, choice(), place="Desa Kejayan")

    assert (figure.text, figure.detail, figure.value) == (
        "tidak ditampilkan",
        "disembunyikan untuk melindungi data anak",
        None,
    )


def test_too_few_children_have_no_rate():
    few = row(state=AreaState.SMALL_N, base_n=12, value_pct=float("nan"))

    figure = words.routine_figure(few, choice(), place="Desa Kejayan")

    assert (figure.text, figure.detail, figure.value) == (
        "tidak ditampilkan",
        "kurang dari 20 balita diukur (12)",
        None,
    )


def test_nothing_measured_is_no_zero():
    nothing = row(state=AreaState.NO_DATA, hits_n=pd.NA, base_n=pd.NA, value_pct=float("nan"))

    assert words.routine_figure(nothing, choice(), place="Desa Kejayan").text == "tidak ada data"


def test_low_coverage_is_a_caution_of_a_rate_and_not_of_a_coverage():
    low = row(coverage_pct=79.9)

    assert words.low_coverage(low, choice()) == (
        "Cakupan pengukuran di bawah 80%: angka belum mewakili seluruh balita.",
    )
    assert words.low_coverage(low, choice("cakupan")) == ()
    assert words.low_coverage(row(coverage_pct=80.0), choice()) == ()


def test_chips_say_what_is_not_as_usual():
    area = SimpleNamespace(official_name="Kab. Pasuruan")

    assert words.routine_chips(choice(), area=area) == ("Kab. Pasuruan", "Bulan Timbang Agustus 2026")
    assert words.routine_chips(choice("wasting", sex="m"), area=area, unit="kecamatan", hides=True) == (
        "Kab. Pasuruan",
        "Bulan Timbang Agustus 2026",
        "Prevalensi wasting",
        "laki-laki",
        "per kecamatan",
        "mode publik: sebagian angka disembunyikan",
    )


def test_a_published_figure_says_interval_and_n_or_that_there_are_none():
    bare = Estimate(area_code="3514", survey="ssgi", year=2024, value_pct=14.2)
    full = Estimate(
        area_code="3514", survey="ssgi", year=2024, value_pct=14.2, ci_low_pct=13.1, ci_high_pct=15.3, n=1234
    )

    assert words.survey_figure(bare, place="Kab. Pasuruan").detail == "interval dan n tidak dipublikasikan"
    assert words.survey_figure(full, place="Kab. Pasuruan").detail == "interval 95% 13,1–15,3%; n 1.234"
    assert words.survey_source(full) == (
        "Sumber: SSGI 2024 (Kementerian Kesehatan), angka yang dipublikasikan; n 1.234."
    )


def test_sentences_lose_their_marks_and_cautions_their_doubles():
    assert words.read_out("Ada **142** anak.", "", "Cukup.") == "Ada 142 anak. Cukup."
    assert words.cautions(("a", ""), ("b", "a")) == ("a", "b")
