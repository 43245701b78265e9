""" "Kejayan berapa?": a card for every kecamatan and desa, with a number or the reason why not."""

from __future__ import annotations

from collections import Counter

import pytest

from stunting import formats
from stunting.classes import AreaState
from stunting.frames import records
from stunting.indicators import indicator
from stunting.routine.district import District, Mode, Question, newest
from stunting.slides.cards import cards_of


def test_every_registered_kecamatan_and_desa_has_a_card(sources, pasuruan):
    assert Counter(one.level for one in pasuruan.cards) == {"kecamatan": 24, "desa": 365}
    assert len({one.code for one in pasuruan.cards}) == 24 + 365
    assert all(one.parent_name == sources.register.get(one.code[:-4]).official_name for one in pasuruan.cards[24:])


@pytest.mark.parametrize("level", ["kecamatan", "desa"])
def test_the_figure_of_a_card_is_that_of_the_release(release, pasuruan, level):
    district = District(release.database)
    period = newest(district.periods("3514", mode=Mode.PUBLIC))
    rows = district.areas_in_period(
        within="3514", level=level, period=period, question=Question(indicator=indicator("stunting"))
    )
    cards = {one.code: one for one in pasuruan.cards}

    for row in records(rows):
        card = cards[row.area_code]
        if row.state in (AreaState.VALUE, AreaState.LOW_COVERAGE):
            assert card.figure.value == row.value_pct
            assert card.figure.text == formats.percent(row.value_pct)
            assert f"{formats.number(row.hits_n)} dari {formats.number(row.base_n)} balita diukur" in card.figure.detail
        else:
            assert card.figure.value is None


def test_a_card_without_a_rate_says_why(sources):
    reasons = {
        AreaState.SUPPRESSED: "disembunyikan untuk melindungi data anak",
        AreaState.SMALL_N: "kurang dari 20 balita diukur",
        AreaState.NO_DATA: "tidak ada balita diukur yang tercatat",
    }
    seen = set()
    for code in ("3514", "1801", "6209"):
        period = newest(sources.periods(code))
        rows = sources.areas(
            within=code, level="desa", period=period, question=Question(indicator=indicator("stunting"))
        )
        cards = {one.code: one for one in cards_of(sources, sources.register.get(code))}
        for row in records(rows):
            if row.state in reasons:
                seen.add(row.state)
                assert cards[row.area_code].figure.detail.startswith(reasons[row.state])

    assert AreaState.SUPPRESSED in seen


def test_a_kecamatan_that_meets_has_its_own_card_and_those_of_its_desa(sources):
    cards = cards_of(sources, sources.register.get("351406"))

    assert [one.code for one in cards if one.level == "kecamatan"] == ["351406"]
    assert {one.code for one in cards if one.level == "desa"} == {
        one.code for one in sources.register.children("351406")
    }


def test_a_province_has_the_cards_of_the_kabupaten_with_figures(sources):
    assert {one.code[:4] for one in cards_of(sources, sources.register.get("35"))} == {"3514", "3520"}


def test_a_card_says_its_source_and_that_it_is_invented(pasuruan):
    assert all(one.source.startswith("Sumber: ") and one.is_sample and one.data_date for one in pasuruan.cards)


def test_without_routine_figures_there_are_no_cards(sources):
    assert cards_of(sources, sources.register.get("1101")) == ()
