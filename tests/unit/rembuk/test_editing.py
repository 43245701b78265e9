"""Changes of an agenda lose no step, invent none, and leave the one before as it was."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.rembuk import editing
from stunting.rembuk.agenda import KEY_FORM, LONGEST_KEY, Agenda, Kind, Step, freeze
from stunting.rembuk.shown_pages import AgendaError
from tests.agendas import AGENDA, LIST, MAP, RELEASE, WELCOME, keys

CALM = settings(deadline=None, max_examples=60)
LENGTHS = st.lists(st.integers(0, 60), min_size=1, max_size=12)


def agenda_of(lengths):
    steps = tuple(Step(key=f"a-{n}", title=f"Langkah {n}", minutes=length) for n, length in enumerate(lengths))
    return Agenda(name="Rapat", kind=Kind.OWN, area_code="3514", steps=steps)


@CALM
@given(lengths=LENGTHS, chosen=st.integers(0, 11), position=st.integers(-3, 20))
def test_moving_changes_the_order_alone(lengths, chosen, position):
    before = agenda_of(lengths)
    key = f"a-{chosen % len(lengths)}"

    after = editing.move(before, key, position=position)

    assert sorted(keys(after)) == sorted(keys(before))
    assert after.position(key) == min(max(position, 0), len(lengths) - 1)
    assert [one for one in keys(after) if one != key] == [one for one in keys(before) if one != key]
    assert editing.move(after, key, position=before.position(key)) == before


@CALM
@given(lengths=LENGTHS, position=st.integers(-3, 20))
def test_what_is_put_in_can_be_taken_out_again(lengths, position):
    before = agenda_of(lengths)

    after = editing.insert(before, WELCOME, position=position)

    assert after.minutes == before.minutes + WELCOME.minutes
    assert editing.remove(after, WELCOME.key) == before


@CALM
@given(lengths=LENGTHS, chosen=st.integers(0, 11), again=st.integers(1, 3))
def test_a_copy_stands_behind_its_step_under_a_key_of_its_own(lengths, chosen, again):
    agenda = agenda_of(lengths)
    key = f"a-{chosen % len(lengths)}"

    for _ in range(again):
        agenda = editing.duplicate(agenda, key)

    place = agenda.position(key)
    copied = agenda.steps[place + 1]
    assert replace(copied, key=key) == agenda.step(key)
    assert len(set(keys(agenda))) == len(lengths) + again


@CALM
@given(lengths=LENGTHS, start=st.times())
def test_every_step_begins_when_the_one_before_ends(lengths, start):
    timed = editing.schedule(agenda_of(lengths), start=start)

    assert timed[0].start == start
    assert all(one.end == after.start for one, after in itertools.pairwise(timed))
    first, last = (dt.datetime.combine(dt.date(2000, 1, 1), one) for one in (start, timed[-1].end))
    assert (last - first) % dt.timedelta(days=1) == dt.timedelta(minutes=sum(lengths))


@CALM
@given(wanted=st.text(max_size=80), taken=st.sets(st.sampled_from(["langkah", "a", "b-1", "paparan"])))
def test_any_title_gives_a_key_that_is_free_and_valid(wanted, taken):
    key = editing.free_key(wanted, taken)

    assert key not in taken
    assert KEY_FORM.fullmatch(key)
    assert len(key) <= LONGEST_KEY


def test_a_step_is_added_at_the_end_and_replaced_in_its_place():
    photo = Step(key="foto", title="Foto bersama")

    longer = editing.add(AGENDA, photo)
    other = editing.replace_step(longer, "peta", replace(MAP, key="peta-kasus", minutes=7))

    assert keys(longer) == ["sambutan", "peta", "lokus", "foto"]
    assert keys(other) == ["sambutan", "peta-kasus", "lokus", "foto"]
    assert keys(AGENDA) == ["sambutan", "peta", "lokus"]


def test_a_key_stands_for_one_step():
    with pytest.raises(AgendaError, match="dipakai dua kali"):
        editing.add(AGENDA, MAP)
    with pytest.raises(AgendaError, match="dipakai dua kali"):
        editing.replace_step(AGENDA, "lokus", replace(LIST, key="peta"))


@pytest.mark.parametrize(
    "change",
    [
        lambda agenda: editing.move(agenda, "foto", position=0),
        lambda agenda: editing.remove(agenda, "foto"),
        lambda agenda: editing.duplicate(agenda, "foto"),
        lambda agenda: editing.replace_step(agenda, "foto", MAP),
    ],
    ids=["move", "remove", "duplicate", "replace"],
)
def test_a_step_that_is_not_there_cannot_be_changed(change):
    with pytest.raises(AgendaError, match="tidak ada di agenda ini"):
        change(AGENDA)


def test_a_frozen_agenda_can_still_be_put_in_another_order():
    moved = editing.move(freeze(AGENDA, RELEASE), "lokus", position=0)

    assert keys(moved) == ["lokus", "sambutan", "peta"]
    assert moved.release_id == RELEASE


def test_the_clock_of_a_meeting():
    timed = editing.schedule(AGENDA, start=dt.time(8, 50))

    assert [(editing.written_time(one.start), editing.written_time(one.end)) for one in timed] == [
        ("08.50", "09.05"),
        ("09.05", "09.10"),
        ("09.10", "09.20"),
    ]


@pytest.mark.parametrize(
    ("written", "meant"), [("09.00", dt.time(9)), ("9:30", dt.time(9, 30)), (" 23.59 ", dt.time(23, 59))]
)
def test_a_time_is_read_as_it_is_written(written, meant):
    assert editing.start_time(written) == meant


@pytest.mark.parametrize("written", ["", "9", "24.00", "09.60", "jam 9", "９.00", "09.00\n1"])
def test_what_is_no_time_is_a_sentence(written):
    with pytest.raises(AgendaError, match=r"Tulis misalnya 09\.00"):
        editing.start_time(written)
