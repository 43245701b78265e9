"""An agenda comes back as it was; a file from elsewhere is cleaned or refused with a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.rembuk import agenda_json
from stunting.rembuk.agenda import (
    LONGEST_DECISION,
    LONGEST_NOTES,
    LONGEST_SPEAKER,
    LONGEST_TITLE,
    MOST_STEPS,
    Agenda,
    Kind,
    Step,
    freeze,
)
from stunting.rembuk.agenda_json import LARGEST_BYTES, from_file, from_json, to_file, to_json
from stunting.rembuk.shown_pages import LONGEST_VALUE, AgendaError
from tests.agendas import AGENDA, MAP, RELEASE

TEXT = st.text(max_size=60)


def entry(**fields):
    return {**json.loads(to_json(AGENDA)), **fields}


def step(**fields):
    """The entry of an agenda whose only step is the map with some fields replaced, whatever they are."""
    (one,) = json.loads(to_json(replace(AGENDA, steps=(MAP,))))["steps"]
    return entry(steps=[{**one, **fields}])


@pytest.mark.parametrize(
    "agenda",
    [AGENDA, freeze(AGENDA, RELEASE), replace(AGENDA, steps=(), meeting_date=None), replace(AGENDA, name="½ “rembuk”")],
    ids=range(4),
)
def test_an_agenda_comes_back_as_it_was(agenda):
    assert from_json(to_json(agenda)) == agenda
    assert from_file(to_file(agenda)).agenda == agenda


@settings(deadline=None, max_examples=80)
@given(title=TEXT, notes=st.text(max_size=200), speaker=TEXT, decision=TEXT, minutes=st.integers(0, 480))
def test_whatever_is_typed_into_a_step_comes_back(title, notes, speaker, decision, minutes):
    one = Step(key="a", title=f"x{title}", notes=notes, speaker=speaker, decision=decision, minutes=minutes)
    agenda = Agenda(name="Rapat", kind=Kind.OWN, area_code="35", steps=(one,))

    assert from_json(to_json(agenda)) == agenda


def test_the_longest_agenda_can_be_kept():
    longest = Step(
        key="a",
        title="界" * LONGEST_TITLE,
        notes="界" * LONGEST_NOTES,
        speaker="界" * LONGEST_SPEAKER,
        decision="界" * LONGEST_DECISION,
        page="tren",
        params=dict.fromkeys(("klaim", "angka1", "angka2", "rutin_dua", "pkm"), "界" * LONGEST_VALUE),
    )
    agenda = replace(AGENDA, steps=tuple(replace(longest, key=f"a-{number}") for number in range(MOST_STEPS)))

    assert from_file(to_file(agenda)).agenda == agenda


def test_what_a_step_may_leave_out_has_its_default():
    text = json.dumps(
        {"form": 1, "name": "Rapat", "kind": "sendiri", "area_code": "35", "steps": [{"key": "a", "title": "Doa"}]}
    )

    assert from_json(text) == Agenda(name="Rapat", kind=Kind.OWN, area_code="35", steps=(Step(key="a", title="Doa"),))


@pytest.mark.parametrize(
    "wrong",
    [
        entry(form=2),
        entry(form=True),
        entry(name=""),
        entry(name=5),
        entry(name="x" * 61),
        entry(kind="rapat"),
        entry(kind=None),
        entry(area_code="../."),
        entry(area_code=3514),
        entry(meeting_date="22 Februari"),
        entry(meeting_date=20260222),
        entry(meeting_date=None),
        entry(release_id="x"),
        entry(release_id=None),
        entry(steps=None),
        entry(steps={}),
        entry(steps=["peta"]),
        entry(steps=[[]]),
        entry(steps=[{}]),
        entry(steps=[{"key": "a"}]),
        entry(steps=[{"key": "a", "title": "x"}] * 2),
        entry(steps=[{"key": f"a-{number}", "title": "x"} for number in range(61)]),
        entry(lain=1),
        step(lain=1),
        step(key="../x"),
        step(key=["a"]),
        step(title=None),
        step(title="x" * 121),
        step(notes={"a": 1}),
        step(minutes=float("nan")),
        step(minutes=float("inf")),
        step(minutes=10**30),
        step(minutes="5"),
        step(minutes=None),
        step(params=None),
        step(params=[["lapis", "rutin"]]),
        step(params={"lapis": 1}),
        step(params={"lapis": ["rutin"]}),
        step(params={f"p{number}": "x" for number in range(31)}),
        step(page=None),
        step(page=["peta"]),
    ],
    ids=range(41),
)
def test_what_no_page_could_have_made_is_refused_from_the_store_and_from_a_file(wrong):
    text = json.dumps(wrong)

    with pytest.raises(AgendaError):
        from_json(text)
    with pytest.raises(AgendaError):
        from_file(text.encode("utf-8"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"17",
        b"[]",
        b'"teks"',
        b"{}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
        b"\x00",
        b"\xff\xfe{",
        b"PK\x03\x04",
        b" " * (LARGEST_BYTES + 1),
    ],
    ids=range(14),
)
def test_a_file_that_is_no_agenda_is_a_sentence(content):
    with pytest.raises(AgendaError, match="Pilih berkas"):
        from_file(content)


def test_what_the_hall_may_not_see_is_left_out_of_a_file_and_said():
    content = json.dumps(step(params={"lapis": "rutin", "mode": "internal", "posyandu": "x", "anak": "7"})).encode()

    found = from_file(content)

    assert found.agenda.steps[0].params == {"lapis": "rutin"}
    assert [note.partition(":")[0] for note in found.notes] == ["Langkah “Peta prevalensi”"] * 3
    with pytest.raises(AgendaError, match="mode publik"):
        from_json(content.decode())


@pytest.mark.parametrize("page", ["data", "kasus", "https://contoh.id"])
def test_a_step_with_a_page_that_is_not_shown_stays_as_a_step_of_words(page):
    found = from_file(json.dumps(step(page=page)).encode())

    assert found.agenda.steps[0] == replace(MAP, page="", params={})
    assert len(found.notes) == 1


def test_a_frozen_agenda_from_elsewhere_says_which_release_it_needs():
    found = from_file(to_file(freeze(AGENDA, RELEASE)))

    assert found.agenda.release_id == RELEASE
    (note,) = found.notes
    assert RELEASE in note


def test_a_file_saved_again_by_an_editor_with_a_mark_at_its_start_is_read():
    assert from_file(b"\xef\xbb\xbf" + to_file(AGENDA)) == agenda_json.Imported(agenda=AGENDA, notes=())


def test_markup_and_formulas_are_kept_as_text():
    hostile = replace(MAP, title="<script>alert(1)</script>", notes="=cmd|'/c calc'!A1\n![x](http://x)")

    found = from_file(to_file(replace(AGENDA, steps=(hostile,))))

    assert found.agenda.steps == (hostile,)
