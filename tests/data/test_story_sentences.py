"""The sentences of Ringkasan over many areas and periods of the sample series, in both modes.

Every numeral must be one of the values that were asked for, "setara" stands exactly where the interval contains 0, and
no sentence names a cause.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest

from stunting import formats, queries
from stunting.frames import records
from stunting.geography import Area, Register
from stunting.indicators import INDICATORS, indicator
from stunting.measures import Estimate
from stunting.paths import Layout
from stunting.proportions import RoutineChange, routine_change
from stunting.releases import open_release
from stunting.routine import district, story
from stunting.routine.district import District, Mode, Question
from stunting.routine.figures import RoutineFigure
from stunting.routine.periods import Period
from stunting.routine.rates import COVERAGE_HIDDEN, SMALLEST_N

KABUPATEN = ("1801", "1811", "3514", "3520", "6209")
SEED = 20261122
TOLD = 150
NUMERAL = re.compile(r"[+−]?\d[\d.]*(?:,\d+)?%?")
CAUSES = re.compile(
    r"\b(karena|akibat|sebab|menyebabkan|disebabkan|penyebab|berkat|dampak|berdampak|pengaruh|mempengaruhi|"
    r"memengaruhi|gara-gara|hasil dari|terbukti|berhasil|gagal|keberhasilan|efektif)\b",
    re.IGNORECASE,
)
# A limit that a sentence names, not a result.
LIMITS = {"80%", str(SMALLEST_N)}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One story and everything it may quote."""

    area: Area
    period: Period
    mode: Mode
    row: Any
    step: RoutineChange | None
    units: pd.DataFrame | None
    survey: Estimate | None
    sentences: tuple[str, ...]


@pytest.fixture(scope="module")
def told(built_layout: Layout) -> Iterator[list[Told]]:
    opened = open_release(built_layout)
    register = Register.from_parquet(built_layout.raw / "wilayah" / "wilayah.parquet")
    answers = District(opened.database)
    surveys = {code: _survey(opened.database, code) for code in KABUPATEN}
    rng = random.Random(SEED)
    yield [_story(answers, register, surveys, mode, rng) for mode in Mode for _ in range(TOLD)]
    opened.database.close()


def _survey(db, code: str) -> Estimate | None:
    series = queries.series_of(queries.estimates_of_areas(db, key="stunting", codes=[code]), code)
    return max(series, key=lambda one: one.year, default=None)


def _story(answers: District, register: Register, surveys, mode: Mode, rng: random.Random) -> Told:
    kabupaten = register.get(rng.choice(KABUPATEN))
    area = kabupaten
    for _ in range(rng.randrange(3)):
        area = rng.choice(register.children(area.code))
    offered = answers.periods(kabupaten.code, mode=mode)
    period = rng.choice(offered)
    asked = rng.choice([indicator("stunting"), *INDICATORS])
    question = Question(indicator=asked, mode=mode)

    def row_in(when: Period) -> Any:
        return next(
            records(answers.areas_in_period(within=area.code, level=area.level, period=when, question=question))
        )

    row, before, step = row_in(period), district.compared_with(offered, period), None
    if before is not None and pd.notna(row.value_pct):
        earlier = row_in(before)
        if pd.notna(earlier.value_pct):
            step = routine_change(
                RoutineFigure.of_row(earlier, indicator=asked, period=before),
                RoutineFigure.of_row(row, indicator=asked, period=period),
            )
    units = (
        answers.areas_in_period(within=area.code, level=area.child_level, period=period, question=question)
        if area.child_level
        else None
    )
    survey = surveys[kabupaten.code] if area == kabupaten and asked.has_survey else None
    sentences = story.sentences(
        area.official_name,
        row,
        indicator=asked,
        period=period,
        step=step,
        units=units,
        level=area.child_level or "desa",
        survey=survey,
    )
    return Told(
        area=area, period=period, mode=mode, row=row, step=step, units=units, survey=survey, sentences=sentences
    )


def quotable(one: Told) -> set[str]:
    """Every value of the answers behind a story, as it is written."""
    row = one.row
    values = {
        formats.number(value)
        for value in (row.hits_n, row.base_n, row.covered_n, row.target_n, row.severely_stunted_n)
        if pd.notna(value)
    }
    values |= {formats.percent(value) for value in (row.value_pct, row.coverage_pct) if pd.notna(value)}
    if pd.notna(row.severely_stunted_n) and pd.notna(row.stunted_n):
        values.add(formats.number(row.stunted_n - row.severely_stunted_n))
    if one.step is not None:
        values |= {
            formats.percent(value)
            for figure in (one.step.before, one.step.after)
            for value in (figure.value_pct, figure.coverage_pct)
            if value is not None
        }
        if one.step.low_points is not None:
            points = (one.step.points, one.step.low_points, one.step.high_points)
            values |= {formats.signed(value) for value in points} | {formats.number(abs(points[0]), decimals=1)}
    if one.units is not None:
        shown = one.units[one.units["value_pct"].notna()]
        values.add(formats.number(len(shown)))
        values |= {formats.percent(value) for value in shown["value_pct"]}
        values |= {formats.number(value) for value in shown["hits_n"]}
    if one.survey is not None:
        values.add(formats.percent(one.survey.value_pct))
    return values


def numerals(one: Told) -> set[str]:
    """The numerals of a story, without those in names of areas, periods and surveys."""
    text = " ".join(one.sentences).replace(COVERAGE_HIDDEN, "")
    names = [one.area.official_name, one.period.label]
    names += [one.step.before.period.label] if one.step else []
    names += [one.survey.round_label] if one.survey else []
    names += one.units["area_name"].tolist() if one.units is not None else []
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return {found.rstrip(".") for found in NUMERAL.findall(text)}


def test_every_numeral_is_a_value_of_the_answers(told):
    wrong = {(one.sentences, tuple(numerals(one) - quotable(one) - LIMITS)) for one in told}

    assert {pair for pair in wrong if pair[1]} == set()
    assert sum(len(numerals(one)) for one in told) > 1000


def test_setara_stands_exactly_where_the_interval_contains_zero(told):
    compared = [one for one in told if one.step is not None and one.step.low_points is not None]

    for one in compared:
        contains_zero = one.step.low_points <= 0 <= one.step.high_points
        assert any("**setara**" in sentence for sentence in one.sentences) == contains_zero
    assert {one.step.low_points <= 0 <= one.step.high_points for one in compared} == {True, False}


def test_no_sentence_names_a_cause(told):
    assert [sentence for one in told for sentence in one.sentences if CAUSES.search(sentence)] == []


def test_every_area_is_told_in_one_to_five_sentences_that_end(told):
    for one in told:
        assert 1 <= len(one.sentences) <= 5
        assert all(sentence.endswith(".") for sentence in one.sentences)


def test_mode_publik_tells_no_count_of_one_to_four(told):
    small = {"1", "2", "3", "4"}
    public = [one for one in told if one.mode is Mode.PUBLIC]

    for one in public:
        # How many areas are shown is no count of children.
        children = re.sub(rf"Di antara \d+ |{COVERAGE_HIDDEN}", "", " ".join(one.sentences))
        assert not small & set(re.findall(r"(?<![\d.,−+])\d+(?![\d.,%])", children.replace(one.period.label, "")))
    assert any(pd.isna(one.row.value_pct) for one in public)
    assert any(pd.notna(one.row.value_pct) for one in public)


def test_a_hidden_figure_is_one_sentence_without_numbers(told):
    hidden = [one for one in told if one.row.is_suppressed]

    assert hidden
    assert all(len(one.sentences) == 1 and not numerals(one) for one in hidden)
