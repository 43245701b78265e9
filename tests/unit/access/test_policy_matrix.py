"""Role x thing x area: what the one table says, and that the gate says nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from stunting.access import gate, viewer
from stunting.access.gate import AccessDeniedError
from stunting.access.policy import POLICY, Reach, Role, Thing, reach
from stunting.access.viewer import EXPORTS, NOBODY, OWNER, Grant, Viewer
from tests.access_world import BESIDE, KABUPATEN, OWN, RELATIONS, someone

# Written out once more by hand, so that a slip in the table is seen: thing -> roles that have it in their areas.
HAVE = {
    Thing.COUNTS: {"pimpinan", "analis", "operator"},
    Thing.CHILDREN: {"operator"},
    Thing.CASES: {"operator"},
    Thing.IMPORTS: {"analis", "operator"},
    Thing.TABLES: {"analis"},
    Thing.LEDGER: {"pimpinan", "analis", "operator"},
    Thing.LEDGER_WRITING: {"analis"},
    Thing.MEETINGS: {"analis"},
    Thing.RELEASES: {"analis", "admin"},
    Thing.ACCOUNTS: {"admin"},
    Thing.AUDIT: {"pimpinan", "admin"},
    Thing.SEE_AS: {"analis", "admin"},
    Thing.DATA_FILES: {"analis"},
    Thing.PICTURES: {"pimpinan", "analis"},
    Thing.CLIPBOARD: {"analis"},
}
CASES = [(role, thing, relation) for role in Role for thing in Thing for relation in RELATIONS]


@pytest.mark.parametrize(("role", "thing", "relation"), CASES)
def test_the_gate_says_what_the_table_says(role, thing, relation):
    is_allowed = thing is Thing.FIGURES or (role.value in HAVE[thing] and relation in ("own", "inside"))

    with viewer.looking_as(someone(role)):
        assert gate.allows(thing, RELATIONS[relation]) is is_allowed
        if is_allowed:
            assert gate.require(thing, RELATIONS[relation]).may(thing, RELATIONS[relation])
        else:
            with pytest.raises(AccessDeniedError):
                gate.require(thing, RELATIONS[relation])


def test_every_thing_and_every_role_stands_in_the_table_or_is_refused():
    assert {*HAVE} == {*Thing} - {Thing.FIGURES}
    assert {*POLICY} == {*Role}
    assert reach(Role.PUBLIC, Thing.COUNTS) is Reach.NOWHERE


@pytest.mark.parametrize("thing", [one for one in Thing if one is not Thing.FIGURES])
def test_nobody_has_nothing_and_the_owner_of_a_laptop_everything(thing):
    assert not NOBODY.may(thing, OWN)
    assert NOBODY.areas(thing) == ()
    assert OWNER.may(thing, OWN)
    assert OWNER.areas(thing) == ("00",)


def test_two_roles_in_two_areas_keep_apart():
    both = Viewer(
        name="sari",
        grants=(Grant(role=Role.LEADER, area_codes=(KABUPATEN,)), Grant(role=Role.OPERATOR, area_codes=(OWN,))),
    )

    assert both.may(Thing.COUNTS, BESIDE)
    assert not both.may(Thing.CHILDREN, BESIDE)
    assert both.areas(Thing.COUNTS) == (KABUPATEN,)
    assert both.areas(Thing.CHILDREN) == (OWN,)


def test_a_grant_ends_with_its_last_day():
    grant = Grant(role=Role.ANALYST, area_codes=(OWN,), until=dt.date(2026, 5, 31), reason="Rembuk")
    on = replace(someone(Role.PUBLIC, name="budi"), grants=(grant,), today=lambda: dt.date(2026, 5, 31))

    assert on.may(Thing.COUNTS, OWN)
    assert not replace(on, today=lambda: dt.date(2026, 6, 1)).may(Thing.COUNTS, OWN)


@pytest.mark.parametrize("kept", sorted(EXPORTS))
def test_ways_to_take_something_along_are_granted_apart(kept):
    grant = Grant(role=Role.ANALYST, area_codes=(OWN,), exports=frozenset({kept}))
    analyst = Viewer(name="budi", grants=(grant,))

    assert {one for one in EXPORTS if analyst.may(one, OWN)} == {kept}
    assert analyst.may(Thing.COUNTS, OWN)


def test_a_way_to_take_something_along_that_the_role_has_not_is_not_added():
    leader = Viewer(name="bupati", grants=(Grant(role=Role.LEADER, area_codes=(OWN,), exports=EXPORTS),))

    assert {one for one in EXPORTS if leader.may(one, OWN)} == {Thing.PICTURES}


def test_the_parts_of_an_area_are_those_where_something_is_allowed():
    two = Viewer(name="budi", grants=(Grant(role=Role.LEADER, area_codes=(OWN, BESIDE, "1801")),))

    with viewer.looking_as(two):
        assert gate.parts(Thing.COUNTS, KABUPATEN) == (OWN, BESIDE)
        assert gate.parts(Thing.COUNTS, f"{OWN}2001") == (f"{OWN}2001",)
        assert gate.parts(Thing.COUNTS, "3520") == ()
        assert gate.parts(Thing.COUNTS, "00") == ("1801", OWN, BESIDE)


def test_work_of_another_thread_keeps_the_rights_of_who_started_it():
    with viewer.looking_as(someone(Role.LEADER)):
        ask = gate.bound(lambda: gate.allows(Thing.COUNTS, OWN))
    with viewer.looking_as(NOBODY):
        assert ask()
        assert not gate.allows(Thing.COUNTS, OWN)


@pytest.mark.parametrize(
    ("who", "words"),
    [(NOBODY, "Masuk"), (someone(Role.ADMIN), "Minta hak kepada admin"), (someone(Role.LEADER), "wilayah lain")],
)
def test_a_refusal_is_a_sentence_with_a_way_out(who, words):
    with viewer.looking_as(who), pytest.raises(AccessDeniedError, match=words):
        gate.require(Thing.COUNTS, BESIDE)
