"""What a step and an agenda may be, and the link that a step opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stunting.rembuk.agenda import (
    LONGEST_NOTES,
    LONGEST_TITLE,
    MOST_STEPS,
    Agenda,
    Kind,
    Step,
    freeze,
    link,
    thaw,
)
from stunting.rembuk.shown_pages import AgendaError
from tests.agendas import AGENDA, LIST, MAP, RELEASE, WELCOME


def test_a_step_of_words_opens_no_page():
    assert link(AGENDA, WELCOME) == {}


def test_a_step_without_an_area_shows_that_of_the_agenda():
    assert link(AGENDA, MAP) == {"wilayah": "3514", "lapis": "rutin", "satuan": "kecamatan", "mode": "publik"}


def test_a_step_keeps_its_own_area():
    elsewhere = replace(MAP, params={**MAP.params, "wilayah": "35"})

    assert link(AGENDA, elsewhere)["wilayah"] == "35"


@pytest.mark.parametrize("step", [MAP, LIST], ids=["map", "list"])
def test_every_view_is_asked_for_in_mode_publik(step):
    assert link(AGENDA, step)["mode"] == "publik"


def test_a_frozen_agenda_pins_its_release_in_every_link_and_a_thawed_one_in_none():
    frozen = freeze(AGENDA, RELEASE)

    assert frozen.is_frozen
    assert link(frozen, MAP)["rilis"] == RELEASE
    assert link(frozen, WELCOME) == {}
    assert thaw(frozen) == AGENDA
    assert "rilis" not in link(thaw(frozen), MAP)


@pytest.mark.parametrize("release_id", ["", "kemarin", "../20260222-080000-0a1b2c3d", f"{RELEASE}\n"])
def test_only_a_release_can_be_frozen(release_id):
    with pytest.raises(AgendaError):
        freeze(AGENDA, release_id)


def test_texts_are_cleaned_when_a_step_is_made():
    step = Step(
        key="a", title="  Paparan\u202e  Bappeda\n", notes="satu \n\n dua\t x \n", speaker="\u200b", decision=" ya? "
    )

    assert (step.title, step.notes, step.speaker, step.decision) == ("Paparan Bappeda", "satu\n\ndua x", "", "ya?")


def test_mode_publik_said_in_a_link_is_no_choice_of_a_step():
    step = Step(key="a", title="Peta", page="peta", params={"mode": "publik", "lapis": "rutin"})

    assert step == Step(key="a", title="Peta", page="peta", params={"lapis": "rutin"})


def test_the_choices_of_a_step_cannot_be_changed_from_outside():
    params = {"lapis": "rutin"}
    step = Step(key="a", title="Peta", page="peta", params=params)

    params["mode"] = "internal"

    assert step.params == {"lapis": "rutin"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " \u200b"}, "Beri judul"),
        ({"title": "x" * (LONGEST_TITLE + 1)}, "Judul langkah terlalu panjang"),
        ({"notes": "x" * (LONGEST_NOTES + 1)}, "Catatan terlalu panjang"),
        ({"decision": "x" * 301}, "Pertanyaan yang diputuskan terlalu panjang"),
        ({"speaker": "x" * 81}, "Pembicara terlalu panjang"),
        ({"key": ""}, "tidak sah"),
        ({"key": "Peta"}, "tidak sah"),
        ({"key": "../peta"}, "tidak sah"),
        ({"key": "peta-"}, "tidak sah"),
        ({"key": "x" * 41}, "tidak sah"),
        ({"minutes": -1}, "bilangan bulat 0 sampai 480"),
        ({"minutes": 481}, "bilangan bulat"),
        ({"minutes": 5.0}, "bilangan bulat"),
        ({"minutes": True}, "bilangan bulat"),
        ({"params": {"lapis": "rutin", "tahun": 2024}}, "tidak dapat dibaca"),
        ({"params": {f"p{number}": "x" for number in range(31)}}, "tidak dapat dibaca"),
        ({"page": ""}, "tidak membawa pilihan"),
    ],
    ids=range(17),
)
def test_a_wrong_step_is_refused_with_a_sentence(wrong, sentence):
    with pytest.raises(AgendaError, match=sentence):
        replace(MAP, **wrong)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Beri nama"),
        ({"name": "x" * 61}, "Nama agenda terlalu panjang"),
        ({"area_code": "351406"}, "memerlukan kode kabupaten/kota"),
        ({"area_code": "３５１４"}, "memerlukan kode"),
        ({"area_code": ""}, "memerlukan kode"),
        ({"kind": Kind.WORKSHOP}, "Minilokakarya kecamatan memerlukan kode kecamatan"),
        ({"steps": (MAP, MAP)}, "dipakai dua kali"),
        ({"steps": tuple(replace(MAP, key=f"a-{n}", minutes=0) for n in range(MOST_STEPS + 1))}, "Paling banyak 60"),
        ({"steps": tuple(replace(MAP, key=f"a-{n}", minutes=480) for n in range(4))}, "lebih lama dari satu hari"),
        ({"release_id": "x"}, "tidak sah"),
    ],
    ids=range(10),
)
def test_a_wrong_agenda_is_refused_with_a_sentence(wrong, sentence):
    with pytest.raises(AgendaError, match=sentence):
        replace(AGENDA, **wrong)


@pytest.mark.parametrize("code", ["35", "3514", "351406", "3514061001"])
def test_a_meeting_of_ones_own_may_be_of_any_area(code):
    assert Agenda(name="Rapat", kind=Kind.OWN, area_code=code).steps == ()


def test_an_agenda_knows_its_minutes_and_its_decisions():
    assert AGENDA.minutes == 30
    assert AGENDA.decisions == (LIST,)


def test_a_step_that_is_not_there_is_a_sentence():
    with pytest.raises(AgendaError, match="'foto' tidak ada"):
        AGENDA.step("foto")
