"""From an agenda to its deck: one slide per step, in mode publik, and nothing fails silently."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

import pandas as pd
import pytest

from stunting.indicators import indicator
from stunting.languages import ENGLISH, use
from stunting.rembuk.agenda import Agenda, Kind, Step, freeze, link
from stunting.rembuk.ready_agendas import LEVELS
from stunting.rembuk.shown_pages import SHOWN_PAGES, AgendaError, check
from stunting.routine.district import Mode, Question, newest
from stunting.slides.building import MAKERS, checked_area, deck_of, problems_of
from stunting.slides.sources import Sources
from tests.agendas import RELEASE

MEETINGS = [
    (kind, code)
    for code, level in (("1801", "kabupaten"), ("180104", "kecamatan"), ("1101", "kabupaten"), ("3514", "kabupaten"))
    for kind in Kind
    if level in LEVELS[kind]
]
NUMERAL = re.compile(r"\d")


def texts(record: object) -> list[str]:
    """Every text a record holds, also inside its parts."""
    if isinstance(record, str):
        return [record]
    if isinstance(record, pd.DataFrame):
        return []
    if is_dataclass(record):
        return [text for one in fields(record) for text in texts(getattr(record, one.name))]
    if isinstance(record, dict):
        return [text for value in record.values() for text in texts(value)]
    if isinstance(record, (tuple, list)):
        return [text for value in record for text in texts(value)]
    return []


@pytest.mark.parametrize(("kind", "code"), MEETINGS)
def test_every_ready_made_agenda_builds_without_a_problem(deck, kind, code):
    made = deck(kind, code)

    assert made.problems == ()
    assert [one.key for one in made.slides] == [one.key for one in made.agenda.steps]
    assert [one.title for one in made.slides] == [one.title for one in made.agenda.steps]


@pytest.mark.parametrize(("kind", "code"), MEETINGS)
def test_every_figure_says_its_source_its_date_and_its_place(deck, kind, code):
    for one in deck(kind, code).slides:
        if one.figure is not None:
            assert one.source.startswith("Sumber: ")
            assert one.data_date
            assert one.chips
            assert one.sentence
            assert "**" not in one.sentence


def test_every_page_that_may_be_shown_has_a_maker():
    assert set(MAKERS) == set(SHOWN_PAGES)


def test_a_step_of_words_shows_its_question_and_not_its_speaker(pasuruan):
    discussion = next(one for one in pasuruan.slides if one.key == "diskusi")
    step = pasuruan.agenda.step("diskusi")

    assert discussion.is_words
    assert discussion.sentence == ""
    assert not any(step.speaker in text for text in texts(discussion))


def test_a_view_the_release_cannot_show_is_said_and_the_meeting_goes_on(release):
    agenda = Agenda(
        name="Rembuk",
        kind=Kind.DISTRICT,
        area_code="1101",
        steps=(
            Step(key="a", title="Peta rutin", page="peta", params={"lapis": "rutin"}),
            Step(key="b", title="Penutup"),
        ),
    )

    deck = deck_of(release, agenda)

    assert [one.is_words for one in deck.slides] == [True, True]
    assert deck.slides[0].sentence.startswith("Belum ada data rutin (e-PPGBM) untuk Kab. Aceh Selatan.")
    assert deck.problems == (f"Langkah “Peta rutin”: {deck.slides[0].sentence}",)
    assert problems_of(release, agenda, deck) == deck.problems


def test_a_page_says_in_its_own_language_what_a_slide_says_in_indonesian(release):
    step = Step(key="a", title="Keluarga berisiko", page="layanan", params={"tab": "Keluarga berisiko"})
    agenda = Agenda(name="Rembuk", kind=Kind.DISTRICT, area_code="1101", steps=(step,))

    with use(ENGLISH):
        deck = deck_of(release, agenda)
        (said,) = problems_of(release, agenda, deck)

    assert deck.problems == (f"Langkah “Keluarga berisiko”: {deck.slides[0].sentence}",)
    assert said.startswith("Step “Keluarga berisiko”: There are no numbers of families at risk for Kab. Aceh Selatan")


def test_a_refusal_of_an_agenda_is_said_to_its_reader(release, ready):
    agenda = freeze(ready(Kind.OWN, "1101"), RELEASE)

    with use(ENGLISH), pytest.raises(AgendaError, match=f"frozen on release {RELEASE}"):
        checked_area(Sources(release=release), agenda)


def test_a_frozen_agenda_is_built_on_its_own_release_alone(release, ready):
    frozen = freeze(ready(Kind.OWN, "1101"), release.id)

    assert deck_of(release, frozen).release_id == release.id
    with pytest.raises(AgendaError, match=f"dibekukan pada rilis {RELEASE}"):
        deck_of(release, freeze(frozen, RELEASE))


def test_the_link_of_a_slide_has_every_choice_of_its_step_and_may_be_shown(pasuruan):
    for one in pasuruan.slides:
        if one.page:
            assert dict(one.params).items() >= link(pasuruan.agenda, pasuruan.agenda.step(one.key)).items()
            assert one.params["mode"] == "publik"
            check(one.page, one.params)


def test_the_link_of_a_kecamatan_is_that_of_the_step_in_its_own_area(pasuruan):
    slide = next(one for one in pasuruan.slides if one.key == "peta")
    child = slide.children["351406"]

    assert child.page == "peta"
    assert dict(child.params) == {**slide.params, "wilayah": "351406", "satuan": "desa"}


def test_slides_ask_nothing_in_mode_internal(sources):
    area = sources.register.get("3514")
    period = newest(sources.periods("3514"))
    question = Question(indicator=indicator("stunting"), mode=Mode.INTERNAL)

    with pytest.raises(AssertionError, match="mode publik"):
        sources.area_row(area, period=period, question=question)


def test_the_release_and_its_day_stand_in_the_deck(release, pasuruan):
    assert pasuruan.release_id == release.id
    assert pasuruan.release_created == release.manifest.created
    assert pasuruan.is_sample


def test_a_deck_without_figures_of_invented_children_is_no_sample(deck):
    made = deck(Kind.OWN, "1101")

    assert not made.is_sample
    assert made.cards == ()


def test_no_count_of_mode_internal_stands_in_a_deck(sources, pasuruan):
    """The desa whose count is hidden have neither number nor class in any drawing, and no figure on their card."""
    cards = {one.code: one for one in pasuruan.cards}
    units = sources.areas(
        within="3514",
        level="desa",
        period=newest(sources.periods("3514")),
        question=Question(indicator=indicator("stunting")),
    )
    hidden = set(units.loc[units["is_suppressed"], "area_code"])
    assert hidden

    for code in hidden:
        assert cards[code].figure.value is None
        assert not NUMERAL.search(cards[code].figure.text)
    for slide in [*pasuruan.slides, *(child for one in pasuruan.slides for child in one.children.values())]:
        view = getattr(slide.drawing, "view", None)
        if view is None:
            continue
        assert not hidden & set(slide.drawing.labels)
        for panel in view.panels:
            rows = view.frame_of(panel)
            mine = rows[rows["code"].isin(hidden)]
            assert mine["value_pct"].isna().all()
            assert mine["count_n"].isna().all()
