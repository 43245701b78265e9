"""Slides of the page Layanan, on the shipped data: the same figures as the page in mode publik."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting.errors import NoDataError
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode
from stunting.services import registry
from stunting.services.coverage import Coverage
from stunting.services.service import ESSENTIAL
from stunting.services.situation import Situation
from stunting.services.weakest import weakest
from stunting.slides import from_layanan
from stunting.slides.drawings import BarsDrawing, TableDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources


def slide(sources: Sources, code: str, **params: str) -> Slide:
    step = Step(key="langkah", title="Judul", page="layanan", params=params)
    return from_layanan.slide(sources, step, sources.register.get(code))


def page_of(sources: Sources, code: str, *, level: str = "") -> Coverage:
    """What the page shows, asked directly."""
    answers = Situation(sources.district)
    area = sources.register.get(code)
    period = next(one for one in answers.periods(code, mode=Mode.PUBLIC) if one.period == "tahun")
    return answers.coverage(
        area, level=level or area.level, services=registry.of_list(ESSENTIAL), period=period, mode=Mode.PUBLIC
    )


@pytest.mark.parametrize("code", ["3514", "1811", "351406"])
def test_every_number_of_the_table_is_that_of_the_page(sources, code):
    found = slide(sources, code)

    assert isinstance(found.drawing, TableDrawing)
    by_name = {registry.get(row.service_key).short: row for row in page_of(sources, code).cells.itertuples()}
    for name, coverage, _, left, verdict in found.drawing.rows:
        row = by_name[name.text.split(" (")[0]]
        assert coverage.value == (None if pd.isna(row.value_pct) else round(row.value_pct, 1))
        assert left.value == (None if pd.isna(row.left_n) else row.left_n)
        assert verdict.text in (row.verdict, "")


def test_a_hall_reads_at_most_twelve_services_and_those_farthest_from_their_target_first(sources):
    found = slide(sources, "3514")

    assert len(found.drawing.rows) <= 12
    assert found.drawing.rest.startswith("… dan ")
    worst = max(weakest(page_of(sources, "3514"))["3514"], key=lambda one: one.row.short_pct)
    assert found.drawing.rows[0][0].text == worst.service.short
    assert f"Selisih terbesar: {worst.service.short}" in found.sentence


def test_the_weakest_services_are_those_of_the_page_with_the_kecamatan_below_target(sources):
    found = slide(sources, "3514", tab="Terlemah")

    names = [row[0].text for row in found.drawing.rows]
    assert names == [one.service.short for one in weakest(page_of(sources, "3514"))["3514"]]
    assert found.drawing.headers[-1] == "Kecamatan di bawah target"
    # What a narrow screen leaves out first is the second column.
    assert found.drawing.headers[1] == "Penyebab"
    assert "terburuk" not in f"{found.sentence} {found.footnotes}"


def test_families_at_risk_are_bars_of_their_own_bases(sources):
    found = slide(sources, "3514", tab="Keluarga berisiko")

    assert isinstance(found.drawing, BarsDrawing)
    assert {one.note.split(" ", 2)[2] for one in found.drawing.bars} == {"keluarga sasaran", "PUS"}
    assert any("tumpang tindih" in one for one in found.footnotes)


def test_choices_of_the_step_narrow_the_table(sources):
    found = slide(sources, "3514", kelompok="airsan", lapor="2024-tahun")

    assert [row[0].text for row in found.drawing.rows] != []
    assert {row[0].text for row in found.drawing.rows} == {"Air minum layak", "Sanitasi layak"}
    assert found.data_date == "Tahun 2024"


@pytest.mark.parametrize("tab", ["Cakupan", "Terlemah", "Keluarga berisiko"])
def test_an_area_without_reports_is_told_so(sources, tab):
    with pytest.raises(NoDataError, match="Belum ada"):
        slide(sources, "1101", tab=tab)


@pytest.mark.parametrize("tab", ["Cakupan", "Terlemah", "Keluarga berisiko"])
def test_the_country_is_too_large(sources, tab):
    with pytest.raises(NoDataError, match="Pilih wilayahnya"):
        slide(sources, "00", tab=tab)


def test_a_report_that_mode_publik_does_not_offer_is_refused(sources):
    with pytest.raises(NoDataError, match="tidak ada di rilis ini"):
        slide(sources, "3514", lapor="2025-tw1")
