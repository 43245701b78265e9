"""Lihat sebagai only takes rights away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stunting.access import see_as
from stunting.access.policy import Role, Thing
from stunting.access.viewer import NOBODY, OWNER, Grant, Viewer
from tests.access_world import BESIDE, KABUPATEN, OWN, someone

AREAS = st.sampled_from(["00", "35", KABUPATEN, OWN, BESIDE, f"{OWN}2001", "1801"])
GRANTS = st.builds(lambda role, area: Grant(role=role, area_codes=(area,)), st.sampled_from(list(Role)), AREAS)


@given(
    grants=st.lists(GRANTS, max_size=3),
    written=st.one_of(
        st.text(max_size=12), st.builds(lambda role, area: f"{role.value}:{area}", st.sampled_from(list(Role)), AREAS)
    ),
    area=AREAS,
)
def test_nothing_is_allowed_that_was_not_allowed_before(grants, written, area):
    before = Viewer(name="budi", grants=(Grant(role=Role.PUBLIC), *grants))
    after = see_as.seen_through(before, written)

    for thing in Thing:
        assert before.may(thing, area) or not after.may(thing, area)
        assert all(before.may(thing, code) for code in after.areas(thing))


def test_the_owner_of_a_laptop_sees_what_a_leader_would_see():
    seen = see_as.seen_through(OWNER, f"pimpinan:{OWN}")

    assert seen.seen_as
    assert not seen.is_owner
    assert {thing: seen.areas(thing) for thing in Thing} == {
        thing: someone(Role.LEADER).areas(thing) for thing in Thing
    }


def test_who_may_not_look_as_somebody_else_keeps_their_own_rights():
    leader = someone(Role.LEADER)

    assert see_as.seen_through(leader, "publik") is leader
    assert see_as.seen_through(NOBODY, "admin") is NOBODY


@pytest.mark.parametrize("written", ["bupati", "pimpinan:", "pimpinan:12345", "pimpinan:abc", "analis:٣٥", ":", "%00"])
def test_a_link_that_means_nothing_shows_what_the_public_sees(written):
    asked = see_as.read(written)
    seen = see_as.seen_through(OWNER, written)

    if asked is None:
        assert [thing for thing in Thing if seen.areas(thing)] == [Thing.FIGURES]
    else:
        assert asked.area_code == "00"


def test_what_is_written_is_read_again():
    for role in see_as.OFFERED:
        for area in ("00", "35", KABUPATEN, OWN, f"{OWN}2001"):
            one = see_as.SeenRole(role=role, area_code=area)
            assert see_as.read(one.written) == one
