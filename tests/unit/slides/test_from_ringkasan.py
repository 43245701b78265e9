"""Slides of the page Ringkasan: one number, its map, its change."""

from __future__ import annotations

import pytest

from stunting import formats, narrative
from stunting.frames import records
from stunting.indicators import indicator
from stunting.rembuk.agenda import Step
from stunting.routine.district import District, Mode, Question, compared_with, newest
from stunting.slides.from_ringkasan import slide


def shown(sources, code, **params):
    step = Step(key="ringkasan", title="Ringkasan", page="ringkasan", params=params)
    return slide(sources, step, sources.register.get(code))


@pytest.mark.parametrize("code", ["3514", "1801", "1811", "180104", "3514062012"])
@pytest.mark.parametrize("key", ["stunting", "wasting", "cakupan"])
def test_the_numbers_are_those_of_the_release_in_mode_publik(sources, release, code, key):
    district = District(release.database)
    period = newest(district.periods(code[:4], mode=Mode.PUBLIC))
    level = sources.register.get(code).level
    question = Question(indicator=indicator(key))
    row = next(records(district.areas_in_period(within=code, level=level, period=period, question=question)))

    figure = shown(sources, code, indikator=key).figure

    if row.is_suppressed:
        assert (figure.text, figure.detail) == ("tidak ditampilkan", "disembunyikan untuk melindungi data anak")
    else:
        assert figure.value == row.value_pct
        assert figure.text == formats.percent(row.value_pct)
        assert figure.detail.startswith(f"{formats.number(row.hits_n)} dari {formats.number(row.base_n)} ")


def test_the_change_is_from_the_same_period_a_year_before(sources):
    periods = sources.periods("3514")
    before = compared_with(periods, newest(periods))

    assert f"Dibanding {before.label}" in shown(sources, "3514").sentence


def test_a_hidden_figure_points_to_that_of_the_area_around_it(sources):
    period = newest(sources.periods("1801"))
    rows = sources.areas(within="1801", level="desa", period=period, question=Question(indicator=indicator("stunting")))
    hidden = next(records(rows[rows["is_suppressed"]]))

    found = shown(sources, hidden.area_code)

    assert "disembunyikan untuk melindungi data anak" in found.sentence
    assert f"Yang dapat dibaca: {hidden.parent_name}" in found.sentence
    assert "mode publik: sebagian angka disembunyikan" in found.chips


def test_girls_have_a_figure_and_in_place_of_the_map_its_reason(sources):
    found = shown(sources, "3514", jk="P")

    assert found.figure.label.endswith("Kab. Pasuruan (perempuan)")
    assert "perempuan" in found.chips
    assert found.drawing is None
    assert any("jenis kelamin dan umur" in one for one in found.footnotes)


def test_without_routine_figures_the_newest_survey_is_shown(sources):
    latest = narrative.latest(sources.series("1101"))

    found = shown(sources, "1101")

    assert found.figure.text == formats.percent(latest.value_pct)
    assert latest.round_label in found.figure.label
    assert found.data_date == latest.round_label
    assert found.drawing.labels["1101"] == found.figure.text
    assert found.drawing.view.selected == "1101"


def test_a_kecamatan_without_routine_figures_says_whose_survey_figure_it_shows(sources):
    found = shown(sources, "110101")

    assert "Kab. Aceh Selatan" in found.figure.label
    assert any("bukan Kec. Bakongan" in one for one in found.footnotes)


def test_one_source_alone_is_said_with_who_published_it(sources):
    notes = shown(sources, "1101").footnotes

    assert "Angka SKI 2023 ini baru ditemukan di satu sumber: Badan Pangan Nasional (FSVA)." in notes
