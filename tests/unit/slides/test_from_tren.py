"""Slides of the page Tren, on the shipped data: their numbers are those of the release."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from stunting import formats, queries
from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.measures import required_aarr
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import SHOWN_PAGES
from stunting.routine.district import Question, newest
from stunting.routine.periods import PeriodKind
from stunting.slides import from_tren
from stunting.slides.drawings import Line, Point, SeriesDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

CLAIM = "21% → 13%, 3 tahun"
TABS = ("Rutin", "Survei", "Dua angka", "Uji klaim", "Target")


def slide(sources: Sources, code: str, **params: str) -> Slide:
    step = Step(key="langkah", title="Judul", page="tren", params=params)
    return from_tren.slide(sources, step, sources.register.get(code))


def panel(found: Slide, number: int) -> tuple[Line, ...]:
    assert isinstance(found.drawing, SeriesDrawing)
    return found.drawing.panels[number][1]


def points(found: Slide) -> list[Point]:
    assert isinstance(found.drawing, SeriesDrawing)
    return [point for _, lines in found.drawing.panels for line in lines for point in line.points]


def estimates(sources: Sources, code: str) -> pd.DataFrame:
    return queries.estimates_of_areas(sources.db, key="stunting", codes=[code])


def windows(sources: Sources, code: str, key: str = "stunting") -> pd.DataFrame:
    area = sources.register.get(code)
    return sources.district.over_time(
        code=code, level=area.level, kind=PeriodKind.WINDOW, question=Question(indicator=indicator(key))
    )


def test_every_tab_that_a_step_may_carry_has_a_slide():
    assert set(from_tren.TABS) == set(SHOWN_PAGES["tren"].choices["tab"].split("|"))


@pytest.mark.parametrize("code", ["1801", "3514"])
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_a_kabupaten_shows_figure_sentence_source_and_date(sources, code, tab):
    found = slide(sources, code, tab=tab, **({"klaim": CLAIM} if tab == "Uji klaim" else {}))

    assert found.figure is not None
    assert found.figure.text
    assert found.sentence
    assert found.source.startswith("Sumber: ")
    assert found.data_date
    assert found.chips[0] == sources.register.get(code).official_name
    assert isinstance(found.drawing, SeriesDrawing)
    assert found.drawing.alt
    assert points(found)
    words = " ".join([found.sentence, found.source, *found.footnotes, *found.chips, found.drawing.alt])
    assert "**" not in words
    assert "internal" not in words


def test_without_a_tab_routine_figures_come_first_where_there_are_some(sources):
    assert slide(sources, "1801").data_date == "Bulan Timbang Agustus 2025"
    assert slide(sources, "180104").data_date == "Bulan Timbang Agustus 2025"
    assert slide(sources, "1101").data_date == "SKI 2023"
    assert slide(sources, "35").data_date == "SSGI 2024"


def test_a_survey_slide_has_every_published_figure_and_the_newest_large(sources):
    found = slide(sources, "1801", tab="Survei")

    frame = estimates(sources, "1801")
    drawn = sorted((one.x, one.value) for one in points(found))
    assert drawn == sorted(zip(frame["year"].astype(float), frame["value_pct"], strict=True))
    newest_row = frame[frame["year"] == frame["year"].max()].iloc[0]
    assert found.figure is not None
    assert found.figure.value == newest_row["value_pct"]
    assert found.figure.text == formats.percent(newest_row["value_pct"])
    assert found.figure.detail == "interval dan n tidak dipublikasikan"


def test_no_line_joins_two_surveys_of_another_design(sources):
    lines = panel(slide(sources, "3514", tab="Survei"), 0)

    assert {line.name: [point.label for point in line.points] for line in lines} == {
        "SSGI": ["2021", "2022", "2024"],
        "SKI": ["2023"],
    }
    assert {line.symbol for line in lines} == {"circle", "diamond"}


def test_figures_from_before_a_split_are_hollow_and_on_a_line_of_their_own(sources):
    lines = panel(slide(sources, "91", tab="Survei"), 0)

    former = next(line for line in lines if line.name == "SSGI sebelum pemekaran")
    assert [point.is_hollow for point in former.points] == [True, True]
    assert not any(point.is_hollow for line in lines if line is not former for point in line.points)


def test_targets_ahead_of_a_survey_are_levels_of_their_year(sources):
    found = slide(sources, "35", tab="Survei")

    assert isinstance(found.drawing, SeriesDrawing)
    levels = {(level.x, level.value) for level in found.drawing.levels}
    assert {(2025.0, 18.8), (2029.0, 14.2)} <= levels
    assert any("RPJMN 2025-2029" in note for note in found.footnotes)


def test_two_rounds_of_the_step_are_the_change_that_is_told(sources):
    same = slide(sources, "3514", tab="Survei", dari="ssgi-2021", ke="ssgi-2022")
    other = slide(sources, "3514", tab="Survei", dari="ssgi-2022", ke="ski-2023")

    assert same.data_date == "SSGI 2022"
    assert "Dibanding SSGI 2021 (21,5%), angkanya 1,0 poin persen lebih rendah." in same.sentence
    assert "tidak dapat dibandingkan. SSGI dan SKI memakai rancangan survei yang berbeda." in other.sentence


def test_a_round_that_the_release_does_not_have_is_told_with_those_it_has(sources):
    with pytest.raises(NoDataError, match=r"tidak punya angka 'ssgi-2019'.*SSGI 2024"):
        slide(sources, "3514", tab="Survei", dari="ssgi-2019")


def test_surveys_of_a_kecamatan_are_those_of_its_kabupaten_and_say_so(sources):
    found = slide(sources, "180104", tab="Survei")

    assert found.chips[0] == "Kab. Lampung Selatan"
    assert any("berhenti di tingkat kabupaten/kota" in note for note in found.footnotes)


@pytest.mark.parametrize("code", ["1801", "180104", "3514", "3514061024"])
def test_a_routine_slide_has_the_figures_of_the_release(sources, code):
    found = slide(sources, code, tab="Rutin")

    frame = windows(sources, code)
    rates, coverage = panel(found, 0)[0].points, panel(found, 1)[0].points
    assert [one.value for one in rates] == [None if pd.isna(one) else one for one in frame["value_pct"]]
    assert [one.value for one in coverage] == [None if pd.isna(one) else one for one in frame["coverage_pct"]]
    last = frame.iloc[-1]
    assert found.figure is not None
    assert found.figure.value == last["value_pct"]
    counted = f"{formats.number(last['hits_n'])} dari {formats.number(last['base_n'])} balita diukur"
    assert found.figure.detail == f"{counted}; cakupan {formats.percent(last['coverage_pct'])}"


def test_points_of_low_coverage_are_hollow(sources):
    rates = panel(slide(sources, "3514", tab="Rutin"), 0)[0].points

    frame = windows(sources, "3514")
    assert [one.is_hollow for one in rates] == (frame["coverage_pct"] < 80).tolist()
    assert any(one.is_hollow for one in rates)


def test_a_hidden_period_keeps_its_place_and_cuts_the_line(sources):
    found = slide(sources, "3514061024", tab="Rutin")

    (line,) = panel(found, 0)
    hidden = [number for number, one in enumerate(line.points) if one.value is None]
    assert hidden
    assert all(number + 1 in line.breaks for number in hidden)
    assert all(line.points[number].text == "" for number in hidden)
    assert "mode publik: sebagian angka disembunyikan" in found.chips


def test_a_coverage_has_no_second_drawing_of_itself(sources):
    found = slide(sources, "1801", tab="Rutin", indikator="cakupan")

    assert isinstance(found.drawing, SeriesDrawing)
    assert len(found.drawing.panels) == 1
    assert found.figure is not None
    assert found.figure.value == windows(sources, "1801", "cakupan")["value_pct"].iloc[-1]


def test_the_period_of_the_step_is_the_one_that_is_told(sources):
    found = slide(sources, "3514", tab="Rutin", periode="bulan:2025-12")

    assert found.data_date == "Desember 2025"
    assert "Dibanding Desember 2024" in found.sentence
    assert any("Belum lengkap, angka sementara: Desember 2025." in note for note in found.footnotes)


def test_two_numbers_stand_in_two_drawings_with_one_figure(sources):
    found = slide(sources, "3514", tab="Dua angka")

    assert isinstance(found.drawing, SeriesDrawing)
    assert len(found.drawing.panels) == 2
    surveys, (routine,) = panel(found, 0), panel(found, 1)
    assert [one.value for line in surveys for one in line.points] == [21.5, 20.5, 26.1, 27.9]
    assert [one.value for one in routine.points] == windows(sources, "3514")["value_pct"].tolist()
    assert found.figure is not None
    assert found.figure.value == routine.points[-1].value
    assert found.sentence.startswith("SSGI 2024 26,1% dan e-PPGBM Bulan Timbang Agustus 2025 10,2%")
    assert any("tidak dibandingkan langsung" in note for note in found.footnotes)


def test_two_numbers_begin_with_the_period_of_the_other_slides_and_say_so_in_the_link(sources):
    offered = sources.periods("3514")
    first = newest(offered)
    assert first is not None

    assert slide(sources, "3514", tab="Dua angka").params == {"rutin_dua": f"bt-{first.key}-R"}


def test_an_announced_rate_is_no_sample_and_names_who_announced_it(sources):
    found = slide(sources, "3514", tab="Dua angka", rutin_dua="bt-2025-02-P")

    assert not found.is_sample
    assert "diumumkan" in found.source
    (line,) = panel(found, 1)
    assert not line.is_joined


def test_two_numbers_need_both(sources):
    with pytest.raises(NoDataError, match="Belum ada angka rutin"):
        slide(sources, "1101", tab="Dua angka")


def test_a_claim_across_two_methods_is_refused_and_drawn_apart(sources):
    found = slide(sources, "3514", tab="Uji klaim", klaim="dari 26,1% (2024) menjadi 10,2% (2025)")

    assert found.figure is not None
    assert found.figure.text == "Tidak dapat dibandingkan"
    assert isinstance(found.drawing, SeriesDrawing)
    assert [heading for heading, _ in found.drawing.panels] == ["Survei nasional", "Pencatatan rutin (e-PPGBM)"]
    assert not any(line.is_joined for _, lines in found.drawing.panels for line in lines)


def test_a_claim_shows_the_two_figures_it_means(sources):
    found = slide(sources, "3514", tab="Uji klaim", klaim=CLAIM)

    frame = windows(sources, "3514")
    wanted = [one for one in frame["period"] if one.key in ("2020-08", "2023-08")]
    values = frame.loc[[one in wanted for one in frame["period"]], "value_pct"].tolist()
    assert [one.value for one in points(found)] == values
    assert found.figure is not None
    assert found.figure.label == f"Klaim: “{CLAIM}”"
    assert found.figure.detail.startswith(f"Selisih {formats.points(values[1] - values[0])} (interval 95% ")


def test_the_figures_of_the_step_are_those_that_are_held_against_the_claim(sources):
    found = slide(sources, "3514", tab="Uji klaim", klaim="turun 2% sejak 2023", angka1="ssgi-2022", angka2="ssgi-2024")

    assert [one.value for one in points(found)] == [20.5, 26.1]


@pytest.mark.parametrize("params", [{}, {"klaim": "halo"}, {"klaim": CLAIM, "angka1": "ssgi-2000"}])
def test_a_claim_that_cannot_be_read_or_held_against_figures_is_a_sentence(sources, params):
    with pytest.raises(NoDataError):
        slide(sources, "3514", tab="Uji klaim", **params)


def test_a_target_shows_the_pace_it_needs_beside_the_one_that_was_recorded(sources):
    found = slide(sources, "1801", tab="Target", deret="rutin", tuju="kelas-2.5", sampai="2030")

    last = windows(sources, "1801").iloc[-1]
    assert found.figure is not None
    assert found.figure.value == pytest.approx(
        required_aarr(value_pct=last["value_pct"], year=2025, target_pct=2.5, target_year=2030)
    )
    assert found.figure.detail.startswith("Laju tercatat: turun ")
    assert isinstance(found.drawing, SeriesDrawing)
    (level,) = found.drawing.levels
    assert (level.value, level.x) == (2.5, None)
    assert any("lebih sedikit per bulan" in note for note in found.footnotes)


def test_a_projection_is_hollow_inside_its_band_and_measured_figures_are_not_joined(sources):
    found = slide(sources, "1801", tab="Target")

    past, ahead = panel(found, 0)
    august = windows(sources, "1801")
    august = august[[one.month == 8 for one in august["period"]]]
    assert [one.value for one in past.points] == pytest.approx(august["value_pct"].tolist())
    assert not past.is_joined
    assert all(one.is_hollow for one in ahead.points)
    assert isinstance(found.drawing, SeriesDrawing)
    ((start, end, _),) = found.drawing.bands
    assert past.points[-1].x < start < ahead.points[0].x < ahead.points[-1].x < end


def test_a_routine_series_is_never_held_against_the_national_target(sources):
    routine = slide(sources, "3514", tab="Target", deret="rutin")
    survey = slide(sources, "3514", tab="Target", deret="survei-ssgi")

    assert "Target nasional" not in routine.chips
    assert not any("RPJMN" in note for note in routine.footnotes)
    assert "Target 2025: 18,8%" in survey.chips


def test_an_area_without_three_points_of_one_method_is_told_so(sources):
    with pytest.raises(NoDataError, match="tiga titik dari satu cara ukur"):
        slide(sources, "1101", tab="Target")


def test_slides_of_sample_kabupaten_say_so_and_those_of_surveys_do_not(sources):
    assert slide(sources, "3514", tab="Rutin").is_sample
    assert slide(sources, "3514", tab="Target").is_sample
    assert not slide(sources, "3514", tab="Survei").is_sample
    assert not slide(sources, "3514", tab="Target", deret="survei-ssgi").is_sample


def test_a_slide_is_the_same_when_it_is_made_again(sources):
    once, again = (slide(sources, "1801", tab="Target") for _ in range(2))

    assert dataclasses.asdict(once) == dataclasses.asdict(again)
