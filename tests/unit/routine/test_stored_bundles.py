import itertools
import random

import pandas as pd
import pytest

from stunting import routine_queries
from stunting.db import Database
from stunting.errors import NoDataError
from stunting.indicators import INDICATORS
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import PeriodKind
from stunting.routine.selection import Selection
from tests.national import release

PUSKESMAS = "3514-06"
SELECTIONS = (
    Selection(),
    Selection(lokus="ya", lokus_year=2025),
    Selection(lokus="tidak", lokus_year=2026),
    Selection(lokus="ya", lokus_year=2019),
    Selection(puskesmas_id=PUSKESMAS),
    Selection(puskesmas_id=PUSKESMAS, lokus="tidak", lokus_year=2025),
    Selection(sex="f"),
    Selection(age="baduta"),
    Selection(sex="m", age="48-59"),
)
PLACES = (
    ("00", "negara"),
    ("00", "provinsi"),
    ("00", "kabupaten"),
    ("35", "provinsi"),
    ("35", "kabupaten"),
    ("35", "desa"),
    ("3514", "kabupaten"),
    ("3514", "kecamatan"),
    ("3514", "desa"),
    ("351406", "kecamatan"),
    ("351406", "desa"),
    ("3514062001", "desa"),
)
SERIES = (("00", "negara"), ("35", "provinsi"), ("3514", "kabupaten"), ("351406", "kecamatan"), ("3514062001", "desa"))
KINDS = (PeriodKind.MONTH, PeriodKind.WINDOW)


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    """Where every answer is worked out from all desa, and where the build has stored the bundles."""
    folder = tmp_path_factory.mktemp("rilis")
    paths = [release(folder / f"{number}.duckdb", stored_from=number) for number in (1_000_000, 1)]
    with Database(paths[0]) as plain, Database(paths[1]) as stored:
        assert not routine_queries.has_public_bundles(plain)
        assert routine_queries.has_public_bundles(stored)
        yield District(plain), District(stored)


def same(plain, stored):
    pd.testing.assert_frame_equal(plain.reset_index(drop=True), stored.reset_index(drop=True), check_dtype=False)


def asked(question, ask, plain, stored, **where):
    """Both answers, or None where both refuse."""
    try:
        expected = ask(plain, question, **where)
    except NoDataError as refused:
        with pytest.raises(NoDataError, match=str(refused)[:20]):
            ask(stored, question, **where)
        return None
    return expected, ask(stored, question, **where)


def some(*choices, number):
    """Combinations by chance, the same ones every time."""
    return random.Random(20250801).sample(list(itertools.product(*choices)), number)


def test_stored_bundles_answer_as_bundles_that_are_worked_out(releases):
    plain, stored = releases
    periods = plain.periods("00", mode=Mode.PUBLIC)
    hidden_n = 0

    for selection, (within, level), one, period in some(SELECTIONS, PLACES, INDICATORS, periods, number=130):
        found = asked(
            Question(indicator=one, selection=selection),
            lambda answers, question, **where: answers.areas_in_period(question=question, **where),
            plain,
            stored,
            within=within,
            level=level,
            period=period,
        )
        if found:
            same(*found)
            hidden_n += int(found[0]["is_suppressed"].sum())
    assert hidden_n > 200


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("kind", KINDS)
def test_periods_that_are_asked_at_once_are_those_asked_one_by_one(releases, kind, mode):
    known = [one for one in releases[0].periods("00", mode=mode) if one.kind is kind]
    periods = [*known[:1], *known[-4:]] if len(known) > 5 else known

    for answers, selection, (within, level), indicator, target in some(
        releases, SELECTIONS, PLACES, INDICATORS[:3], ("", "riil"), number=30
    ):
        question = Question(indicator=indicator, selection=selection, mode=mode, target_kind=target)
        where = {"within": within, "level": level, "question": question}
        try:
            alone = [answers.areas_in_period(period=one, **where) for one in periods]
        except NoDataError as refused:
            with pytest.raises(NoDataError, match=str(refused)[:20]):
                answers.areas_in_periods(periods, **where)
            continue
        for expected, found in zip(alone, answers.areas_in_periods(periods, **where), strict=True):
            pd.testing.assert_frame_equal(found, expected)


def test_no_periods_have_no_areas(releases):
    question = Question(indicator=INDICATORS[0])

    assert releases[1].areas_in_periods([], within="35", level="kabupaten", question=question) == []


def test_a_series_from_stored_bundles_is_the_one_that_is_worked_out(releases):
    plain, stored = releases

    for selection, (code, level), kind, one in some(SELECTIONS, SERIES, KINDS, INDICATORS, number=60):
        found = asked(
            Question(indicator=one, selection=selection),
            lambda answers, question, **where: answers.over_time(question=question, **where),
            plain,
            stored,
            code=code,
            level=level,
            kind=kind,
        )
        if found:
            same(*found)


def test_puskesmas_from_stored_bundles_are_those_that_are_worked_out(releases):
    plain, stored = releases
    period = plain.periods("3514", mode=Mode.PUBLIC)[0]
    known = pd.DataFrame({"area_code": [f"3514-{number:02d}" for number in range(1, 25)]}).assign(area_name="P")

    for selection, one in some(SELECTIONS[:4], INDICATORS, number=8):
        question = Question(indicator=one, selection=selection)
        same(
            *(
                answers.puskesmas_in_period(known, within="3514", period=period, question=question)
                for answers in (plain, stored)
            )
        )
