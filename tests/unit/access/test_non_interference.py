"""Rows outside of somebody's areas change nothing they see inside, and outside they see what mode publik shows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stunting.access import viewer
from stunting.access.policy import Role, Thing
from stunting.access.viewer import NOBODY, OWNER, Viewer
from stunting.db import Database
from stunting.errors import StuntingError
from stunting.indicators import indicator
from stunting.routine import recap
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.selection import Selection
from stunting.services import registry
from stunting.services.situation import Situation
from tests.access_world import DESA, KABUPATEN, OWN, counted, someone, write
from tests.unit.access.test_doors import _area

ROLES = [Role.LEADER, Role.ANALYST, Role.OPERATOR]
LEVELS = ("kecamatan", "desa")
SELECTIONS = (
    Selection(),
    Selection(sex="m"),
    Selection(lokus="tidak", lokus_year=2025),
)
SHOWN = ["area_code", "hits_n", "base_n", "value_pct", "target_n", "covered_n", "coverage_pct", "is_suppressed"]


def opened(folder: Path, name: str, rows: dict[str, tuple[int, int, int]]) -> Database:
    return Database(write(folder / f"{name}.duckdb", rows))


def frames(
    district: District, *, mode: Mode = Mode.INTERNAL, keys: Sequence[str] = ("stunting",)
) -> dict[tuple[str, ...], pd.DataFrame]:
    """What every door of routine figures answers about the country, a kabupaten and kecamatan."""
    found = {}
    for key in keys:
        for selection in SELECTIONS:
            question = Question(indicator=indicator(key), mode=mode, selection=selection)
            for within in ("00", KABUPATEN):
                for period in district.periods(within, mode=mode)[-2:]:
                    for level in LEVELS:
                        name = (key, selection.words, within, level, period.key, period.kind.value)
                        try:
                            found[name] = district.areas_in_period(
                                within=within, level=level, period=period, question=question
                            )
                        except StuntingError as refused:
                            found[name] = pd.DataFrame({"area_code": [], "said": [str(refused)] * 0})
    return found


def rows_of(frame: pd.DataFrame, code: str, *, inside: bool) -> pd.DataFrame:
    names = [name for name in SHOWN if name in frame]
    chosen = frame["area_code"].astype(str).str.startswith(code)
    return frame.loc[chosen if inside else ~chosen, names].reset_index(drop=True).astype(object).map(_plain)


def _plain(value: object) -> object:
    return None if pd.isna(value) else float(value) if isinstance(value, int | float) else value


def looking(role: Role) -> Viewer:
    return someone(role, OWN)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[District, District]]:
    """Two countries that differ everywhere but in one kecamatan; somebody who may see everything was there before."""
    folder = tmp_path_factory.mktemp("dunia")
    mine = {code: given for code, given in counted(1).items() if code.startswith(OWN)}
    with opened(folder, "a", counted(2) | mine) as one, opened(folder, "b", counted(3) | mine) as other:
        found = District(one), District(other)
        for district in found:
            frames(district, keys=("stunting",))
        yield found


@pytest.mark.parametrize("role", ROLES)
def test_other_rows_change_nothing_inside_and_outside_is_mode_publik(worlds, role):
    keys = ("stunting", "cakupan") if role is Role.LEADER else ("stunting",)
    answers = []
    for district in worlds:
        with viewer.looking_as(looking(role)):
            internal = frames(district, keys=keys)
        with viewer.looking_as(NOBODY):
            public = frames(district, mode=Mode.PUBLIC, keys=keys)
        answers.append(internal)
        for name, frame in internal.items():
            if name in public and len(public[name]):
                assert rows_of(frame, OWN, inside=False).equals(rows_of(public[name], OWN, inside=False)), name
    assert answers[0].keys() == answers[1].keys()
    for name, frame in answers[0].items():
        assert rows_of(frame, OWN, inside=True).equals(rows_of(answers[1][name], OWN, inside=True)), name


def test_inside_are_the_true_counts(tmp_path):
    rows = counted(5)
    with opened(tmp_path, "a", rows) as db, viewer.looking_as(looking(Role.LEADER)):
        district = District(db)
        period = _window(district)
        question = Question(indicator=indicator("stunting"), mode=Mode.INTERNAL)
        frame = district.areas_in_period(within=KABUPATEN, level="desa", period=period, question=question)

    own = frame[frame["area_code"].str.startswith(OWN)]
    assert own["hits_n"].astype(int).tolist() == [rows[code][0] for code in own["area_code"]]
    assert not own["is_suppressed"].any()
    assert frame[~frame["area_code"].str.startswith(OWN)]["is_suppressed"].any()


def test_a_period_that_mode_publik_does_not_offer_is_hidden_outside(tmp_path):
    with opened(tmp_path, "a", counted(5)) as db, viewer.looking_as(looking(Role.LEADER)):
        district = District(db)
        window = _window(district)
        cut = replace(window, end=window.end.replace(day=20))
        question = Question(indicator=indicator("stunting"), mode=Mode.INTERNAL)
        frame = district.areas_in_period(within=KABUPATEN, level="desa", period=cut, question=question)

    is_own = frame["area_code"].str.startswith(OWN)
    assert frame.loc[~is_own, "is_suppressed"].all()
    assert frame.loc[~is_own, "hits_n"].isna().all()
    assert frame.loc[is_own, "hits_n"].notna().all()


@pytest.mark.parametrize("role", [Role.LEADER, Role.ANALYST])
def test_periods_asked_at_once_show_what_each_of_them_shows(tmp_path, role):
    with opened(tmp_path, "a", counted(5)) as db, viewer.looking_as(looking(role)):
        district = District(db)
        periods = [one for one in district.periods(KABUPATEN, mode=Mode.INTERNAL) if one.kind is PeriodKind.MONTH]
        where = {
            "within": KABUPATEN,
            "level": "desa",
            "question": Question(indicator=indicator("stunting"), mode=Mode.INTERNAL),
        }
        at_once = district.areas_in_periods(periods, **where)
        alone = [district.areas_in_period(period=one, **where) for one in periods]

    assert at_once
    for found, expected in zip(at_once, alone, strict=True):
        pd.testing.assert_frame_equal(found, expected)
        assert not rows_of(found, OWN, inside=True)["hits_n"].isna().any()


def test_totals_above_the_own_area_are_those_of_mode_publik(tmp_path):
    with opened(tmp_path, "a", counted(7)) as db:
        district = District(db)
        found = []
        for who, mode in ((looking(Role.ANALYST), Mode.INTERNAL), (NOBODY, Mode.PUBLIC)):
            with viewer.looking_as(who):
                question = Question(indicator=indicator("stunting"), mode=mode)
                series = district.over_time(
                    code=KABUPATEN, level="kabupaten", kind=PeriodKind.WINDOW, question=question
                )
                table = recap.read(
                    district,
                    area=_area(KABUPATEN),
                    unit=recap.PUSKESMAS,
                    period=_window(district),
                    before=None,
                    question=question,
                )
                found.append((series[SHOWN], table.rows[["area_code", "hits_n"]], table.total[["hits_n", "base_n"]]))
    for mine, public in zip(*found, strict=True):
        assert mine.astype(object).map(_plain).equals(public.astype(object).map(_plain))


def test_services_outside_are_those_of_mode_publik(tmp_path):
    with opened(tmp_path, "a", counted(7)) as db:
        answers = {}
        situation = Situation(District(db))
        asked = [registry.BY_KEY["rematri_ttd"]]
        for name, who, mode in (
            # Their answer is kept before others ask.
            ("owner", OWNER, Mode.INTERNAL),
            ("own", looking(Role.LEADER), Mode.INTERNAL),
            ("public", NOBODY, Mode.PUBLIC),
        ):
            with viewer.looking_as(who):
                period = situation.periods(KABUPATEN, mode=mode)[0]
                answers[name] = situation.coverage(
                    _area(KABUPATEN),
                    level="kecamatan",
                    services=asked,
                    period=period,
                    mode=mode,
                ).cells
        assert answers["own"].equals(answers["public"])


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), code=st.sampled_from([OWN, f"{OWN}2003", KABUPATEN]))
def test_whatever_others_count_my_counts_stay(tmp_path_factory, seed, code):
    chance = random.Random(seed)
    mine = {one: given for one, given in counted(seed).items() if one.startswith(code)}
    folder = tmp_path_factory.mktemp("dunia")
    who = someone(chance.choice(ROLES), code)
    question = Question(indicator=indicator("stunting"), mode=Mode.INTERNAL)
    found = []
    for number in range(2):
        with opened(folder, str(number), counted(seed + number + 1) | mine) as db, viewer.looking_as(who):
            assert who.may(Thing.COUNTS, code)
            district = District(db)
            frame = district.areas_in_period(within="00", level="desa", period=_window(district), question=question)
            found.append(rows_of(frame, code, inside=True))
    assert found[0].equals(found[1])
    assert len(found[0]) == sum(one.startswith(code) for one in DESA)


def _window(district: District) -> Period:
    known = district.periods(KABUPATEN, mode=Mode.INTERNAL)
    return max((one for one in known if one.kind is PeriodKind.WINDOW), key=lambda one: one.end)
