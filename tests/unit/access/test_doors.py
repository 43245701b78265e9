"""Every door, as every role, in every relation of areas: data for whoever may, a refusal for everybody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stunting import (
    action_queries,
    letterhead_store,
    lokus_queries,
    own_tables,
    queries,
    releases,
    routine_queries,
    saved_views,
)
from stunting.access import viewer
from stunting.access.gate import AccessDeniedError
from stunting.access.policy import Role, Thing
from stunting.access.viewer import NOBODY, OWNER, Viewer
from stunting.db import Database
from stunting.geography import Area
from stunting.indicators import indicator
from stunting.ledger import Ledger
from stunting.ledger.books import CASEBOOK
from stunting.letterhead import Letterhead
from stunting.lokus import scenario_store
from stunting.lokus.candidates import candidates
from stunting.paths import Layout
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import Agenda, Kind
from stunting.routine import posyandu
from stunting.routine.district import District, Mode, Question, newest
from stunting.routine.periods import PeriodKind, Span
from tests.access_world import KABUPATEN, MONTH, OWN, RELATIONS, counted, someone, write
from tests.small import layout_in

INTERNAL = Question(indicator=indicator("stunting"), mode=Mode.INTERNAL)
MONTHS = Span(kind=PeriodKind.MONTH)
WHO = {**{role.value: someone(role) for role in Role}, "tanpa akun": NOBODY, "pemilik": OWNER}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(write(tmp_path_factory.mktemp("rilis") / "kecil.duckdb", counted())) as opened:
        yield opened


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """An installation with an entry about each area in both books, and an agenda of each."""
    layout = layout_in(tmp_path_factory.mktemp("kantor"))
    ledger = Ledger.open(layout)
    for code in RELATIONS.values():
        ledger.append(kind="catatan", subject=code, author="Siti", reason="", release_id="", body={"di": code})
        agenda_store.save(layout.additions, Agenda(name=f"Rapat {code}", kind=Kind.OWN, area_code=code))
    return layout


def _area(code: str) -> Area:
    level = {4: "kabupaten", 6: "kecamatan", 10: "desa"}[len(code)]
    return Area(
        code=code, level=level, kind=level, name=code, official_name=code, parent_code=code[:4], lat=None, lon=None
    )


def _month(db: Database):
    district = District(db)
    return next(one for one in district.periods(KABUPATEN, mode=Mode.INTERNAL) if one.kind is PeriodKind.MONTH)


READ: dict[str, tuple[Thing, Callable[[Database, str], object]]] = {
    "routine_counts": (
        Thing.COUNTS,
        lambda db, code: routine_queries.routine_counts(db, within=code, level="desa", when=MONTHS),
    ),
    "routine_months": (Thing.COUNTS, lambda db, code: queries.routine_months(db, within=code)),
    "posyandu_counts": (Thing.COUNTS, lambda db, code: routine_queries.posyandu_counts(db, within=code)),
    "desa_figures": (Thing.COUNTS, lambda db, code: lokus_queries.desa_figures(db, within=code, last_year=2030)),
    "service_rows": (
        Thing.COUNTS,
        lambda db, code: action_queries.service_rows(db, within=code, year=2025, period="tahun"),
    ),
    "quality_of_unit": (
        Thing.COUNTS,
        lambda db, code: queries.quality_of_unit(db, level="kabupaten", unit_id=KABUPATEN, kabupaten_code=code),
    ),
    "quality_of_units": (
        Thing.COUNTS,
        lambda db, code: queries.quality_of_units(
            db, kabupaten_code=code, level="kabupaten", year=MONTH[0], month=MONTH[1]
        ),
    ),
    "quality_months": (Thing.COUNTS, lambda db, code: queries.quality_months(db, kabupaten_code=code)),
    "candidates": (
        Thing.COUNTS,
        lambda db, code: candidates(District(db), kabupaten_code=code, period=_month(db), lokus_year=2025),
    ),
}


@pytest.mark.parametrize("door", READ)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("relation", RELATIONS)
def test_counts_are_read_by_whoever_may_see_them_there(db, door, who, relation):
    thing, read = READ[door]
    looking: Viewer = WHO[who]

    with viewer.looking_as(looking):
        if looking.may(thing, RELATIONS[relation]):
            assert read(db, RELATIONS[relation]) is not None
        else:
            with pytest.raises(AccessDeniedError):
                read(db, RELATIONS[relation])


@pytest.mark.parametrize("who", WHO)
def test_posyandu_are_those_of_own_desa(db, who):
    looking: Viewer = WHO[who]
    with viewer.looking_as(looking):
        known = routine_queries.facilities_of_area(db, within=KABUPATEN)
        seen = {code[:6] for code in known.loc[known["kind"] == "posyandu", "desa_code"]}
        if looking.is_owner:
            assert seen == {OWN, "351402"}
            return
        assert seen == ({OWN} if looking.may(Thing.COUNTS, OWN) else set())
        ask = lambda: posyandu.in_period(District(db), area=_area(KABUPATEN), period=_month(db), question=INTERNAL)  # noqa: E731
        if seen:
            assert {code[:6] for code in ask()["parent_code"]} == {OWN}
        else:
            with pytest.raises(AccessDeniedError):
                ask()


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("relation", RELATIONS)
def test_the_ledger_tells_of_own_areas(layout, who, relation):
    looking: Viewer = WHO[who]
    code = RELATIONS[relation]
    ledger = Ledger.open(layout)

    with viewer.looking_as(looking):
        if looking.may(Thing.LEDGER, code):
            assert [one.subject for one in ledger.entries(subject=code)] == [code]
        elif looking.areas(Thing.LEDGER) and relation == "above":
            assert ledger.entries(subject=code) == ()
            assert {one.subject for one in ledger.entries(within=code)} == {RELATIONS["own"], RELATIONS["inside"]}
        else:
            with pytest.raises(AccessDeniedError):
                ledger.entries(subject=code)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("relation", RELATIONS)
def test_whoever_may_not_write_adds_nothing_to_the_ledger(layout, who, relation):
    looking: Viewer = WHO[who]
    ledger = Ledger.open(layout)
    before = len(ledger.entries())

    with viewer.looking_as(looking):
        given = {"author": "Siti", "reason": "", "release_id": "", "body": {}}
        if looking.may(Thing.LEDGER_WRITING, RELATIONS[relation]):
            ledger.append(kind="uji", subject=RELATIONS[relation], **given)
        else:
            with pytest.raises(AccessDeniedError):
                ledger.append(kind="uji", subject=RELATIONS[relation], **given)

    assert len(ledger.entries()) == before + looking.may(Thing.LEDGER_WRITING, RELATIONS[relation])


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("relation", RELATIONS)
def test_agendas_are_those_of_own_meetings(layout, who, relation):
    looking: Viewer = WHO[who]
    name = f"Rapat {RELATIONS[relation]}"

    with viewer.looking_as(looking):
        if looking.may(Thing.MEETINGS, RELATIONS[relation]):
            assert agenda_store.read(layout.additions, name).name == name
            assert name in {one.name for one in agenda_store.agendas(layout.additions)}
        else:
            with pytest.raises(AccessDeniedError):
                agenda_store.read(layout.additions, name)
            with pytest.raises(AccessDeniedError):
                agenda_store.remove(layout.additions, name)
            with pytest.raises(AccessDeniedError):
                agenda_store.save(
                    layout.additions, Agenda(name=name, kind=Kind.OWN, area_code=RELATIONS["own"]), replaces=True
                ) if looking.areas(Thing.MEETINGS) else agenda_store.agendas(layout.additions)


WRITE: dict[str, tuple[Thing, Callable[[Layout, str], object]]] = {
    "letterhead": (Thing.MEETINGS, lambda layout, code: letterhead_store.save(layout.additions, code, Letterhead())),
    "letterhead_removed": (Thing.MEETINGS, lambda layout, code: letterhead_store.remove(layout.additions, code)),
    "scenario_removed": (Thing.MEETINGS, lambda layout, code: scenario_store.remove(layout.additions, code, "x")),
    "scenarios": (Thing.COUNTS, lambda layout, code: scenario_store.scenarios(layout.additions, code)),
}


@pytest.mark.parametrize("door", WRITE)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("code", [KABUPATEN, "3520"])
def test_drafts_of_a_kabupaten_are_for_whoever_may_there(layout, door, who, code):
    thing, write_draft = WRITE[door]
    chosen = WHO[who]
    looking = someone(chosen.grants[-1].role, KABUPATEN) if chosen.grants else chosen

    with viewer.looking_as(looking):
        if looking.may(thing, code):
            write_draft(layout, code)
        else:
            with pytest.raises(AccessDeniedError):
                write_draft(layout, code)


@pytest.mark.parametrize("who", [one for one in WHO if one != "pemilik"])
def test_nobody_of_a_kecamatan_changes_the_release_of_everybody(layout, who):
    with viewer.looking_as(WHO[who]):
        with pytest.raises(AccessDeniedError):
            releases.use(layout, "20250101-000000-abcdef12")
        with pytest.raises(AccessDeniedError):
            releases.prune(layout)


def test_views_of_the_office_are_kept_by_those_who_prepare_meetings(tmp_path: Path):
    for name, looking in WHO.items():
        with viewer.looking_as(looking):
            if looking.areas(Thing.MEETINGS):
                saved_views.save(tmp_path, name=name, page="peta", params={})
            else:
                with pytest.raises(AccessDeniedError):
                    saved_views.save(tmp_path, name=name, page="peta", params={})
    assert {one.name for one in saved_views.read(tmp_path)} == {"analis", "pemilik"}


def test_a_table_changes_only_in_areas_of_whoever_hands_it_in():
    import pandas as pd

    before = pd.DataFrame({"desa_code": [f"{OWN}2001", "3514022001"], "value": ["1", "2"]})
    after = before.assign(value=["1", "3"])

    assert own_tables._changed_areas(before, after) == ["3514022001"]
    assert own_tables._changed_areas(None, before) == [f"{OWN}2001", "3514022001"]
    assert own_tables._changed_areas(before, before) == []
    assert own_tables._changed_areas(None, pd.DataFrame({"nama": ["x"]})) == ["00"]


def test_the_casebook_is_closed_to_whoever_may_see_no_children(layout):
    book = Ledger.of_file(layout.ledger / "kasus-uji.sqlite", CASEBOOK)
    for looking in WHO.values():
        with viewer.looking_as(looking):
            if looking.areas(Thing.CHILDREN):
                assert book.entries(subject=KABUPATEN) == ()
            else:
                with pytest.raises(AccessDeniedError):
                    book.entries(subject=KABUPATEN)


def test_mode_publik_is_the_same_for_everybody(db):
    asked = Question(indicator=indicator("stunting"), mode=Mode.PUBLIC)
    frames = []
    for looking in WHO.values():
        with viewer.looking_as(looking):
            district = District(db)
            period = newest(district.periods(KABUPATEN, mode=Mode.PUBLIC))
            assert period is not None
            frames.append(district.areas_in_period(within="00", level="desa", period=period, question=asked))

    assert all(one.equals(frames[0]) for one in frames)
    assert frames[0]["is_suppressed"].any()
    assert dt.date(2025, 8, 31) == period.end
