"""The files of a real agenda carry the figures of its slides, and its slides those of the release."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from dataclasses import replace

import pptx
import pytest
from PIL import Image
from pypdf import PdfReader

from stunting import formats, queries, releases
from stunting.exports import slide_files, slide_page, slide_sheets, slides_pptx
from stunting.exports.slide_files import KINDS, Options
from stunting.frames import records
from stunting.geography import Register
from stunting.indicators import indicator
from stunting.letterhead import Letterhead
from stunting.rembuk.agenda import Kind, freeze
from stunting.rembuk.facts import facts_of
from stunting.rembuk.ready_agendas import ready_agenda
from stunting.routine.district import District, Mode, Question, newest
from stunting.slides.building import deck_of
from stunting.slides.drawings import BarsDrawing, MapDrawing, PairsDrawing, SeriesDrawing, TableDrawing
from tests.decks import DECK

DISTRICT = "1801"
FORBIDDEN = ("http://", "https://", "//cdn")


@pytest.fixture(scope="module")
def deck(built_layout):
    opened = releases.open_release(built_layout)
    with opened.database as db:
        register = Register(queries.registered_areas(db))
        area = register.get(DISTRICT)
        agenda = ready_agenda(Kind.DISTRICT, area, register, facts_of(db, area=area, register=register))
        return deck_of(opened, freeze(agenda, opened.id))


@pytest.fixture(scope="module")
def shown(deck):
    return [one for one in deck.slides if not one.is_words]


@pytest.fixture(scope="module")
def page(deck):
    return slide_page.to_html(deck).decode("utf-8")


@pytest.fixture(scope="module")
def sheets(deck):
    return [squeezed(one.extract_text()) for one in PdfReader(io.BytesIO(slide_sheets.to_pdf(deck))).pages]


@pytest.fixture(scope="module")
def presentation(deck):
    return pptx.Presentation(io.BytesIO(slides_pptx.to_pptx(deck)))


def squeezed(text):
    """Without the spaces, line breaks and places to break that a page puts between words."""
    return re.sub(r"[\s\u200b\u00ad-]+", "", text)


def written(drawing):
    """Every figure that a drawing writes."""
    if isinstance(drawing, SeriesDrawing):
        return [point.text for _, lines in drawing.panels for line in lines for point in line.points if point.text]
    if isinstance(drawing, BarsDrawing):
        return [bar.text for bar in drawing.bars]
    if isinstance(drawing, PairsDrawing):
        return [text for one in drawing.pairs for text in (one.before_text, one.after_text) if text]
    if isinstance(drawing, TableDrawing):
        return [cell.text for row in (*drawing.rows, drawing.total) for cell in row]
    return []


def test_every_sort_of_drawing_is_in_this_agenda(shown):
    assert {MapDrawing, SeriesDrawing, BarsDrawing, TableDrawing} <= {type(one.drawing) for one in shown}


def test_the_figure_of_the_first_screen_is_that_of_the_release(built_layout, deck):
    with releases.open_release(built_layout, deck.release_id).database as db:
        district = District(db)
        period = newest(district.periods(DISTRICT, mode=Mode.PUBLIC))
        asked = Question(indicator=indicator("stunting"), mode=Mode.PUBLIC)
        (row,) = records(district.areas_in_period(within=DISTRICT, level="kabupaten", period=period, question=asked))
    figure = next(one for one in deck.slides if one.key == "hasil-pengukuran").figure

    assert figure.text == formats.percent(100 * row.hits_n / row.base_n)
    assert formats.number(row.hits_n) in figure.detail
    assert formats.number(row.base_n) in figure.detail


def test_the_sheets_show_every_figure_with_its_base_and_source(shown, sheets):
    # The first page is the agenda.
    for slide, text in zip(shown, sheets[1:], strict=True):
        for said in (slide.title, slide.figure.text, slide.figure.detail, slide.sentence, slide.source):
            assert squeezed(said) in text


def test_only_sheets_of_sample_figures_are_marked_and_all_say_what_is_inside(shown, sheets):
    assert {one.is_sample for one in shown} == {True, False}
    for slide, text in zip(shown, sheets[1:], strict=True):
        assert ("BUKANDATASEBENARNYA" in text) == slide.is_sample
        assert "memuatDATACONTOH" in text


def test_the_page_file_holds_the_slides_word_by_word(deck, page):
    inside = json.loads(re.search(r'<script type="application/json" id="isi">(.*?)</script>', page, re.S)[1])
    slides = inside["deck"]["slides"]

    assert [one["title"] for one in slides] == [one.title for one in deck.slides]
    assert [one["figure"] and one["figure"]["text"] for one in slides] == [
        one.figure and one.figure.text for one in deck.slides
    ]
    assert [one["source"] for one in slides] == [one.source for one in deck.slides]
    assert inside["deck"]["release"]["id"] == deck.release_id


def test_the_page_file_drills_into_the_kecamatan_of_its_maps(deck, page):
    inside = json.loads(re.search(r'<script type="application/json" id="isi">(.*?)</script>', page, re.S)[1])
    (step, children) = next(iter(inside["deck"]["children"].items()))

    assert set(children) == set(next(one for one in deck.slides if one.key == step).children)
    for size in ("wide", "tall", "narrow"):
        assert all(inside["drawings"][size][f"{step}/{code}"].startswith("<svg") for code in children)


def test_the_page_file_is_one_file_below_fifteen_megabytes_and_asks_nobody(page):
    own = page.replace("http://www.w3.org/2000/svg", "")

    assert len(page.encode()) < 15_000_000
    assert not any(address in own for address in FORBIDDEN)
    assert not re.search(r'\b(?:src|href)="(?!data:|#)[^"]', page)
    assert 'url("data:font/ttf' in page


def test_the_page_file_says_nothing_that_is_for_the_speaker_alone(deck, page):
    notes = [line for step in deck.agenda.steps for line in step.notes.splitlines() if len(line) > 20]

    assert notes
    assert not any(json.dumps(line, ensure_ascii=False)[1:-1] in page for line in notes)


def test_what_a_text_says_cannot_leave_its_place_in_the_page_file():
    bad = '</script><script>alert("x")</script><!--'
    slides = tuple(replace(one, title=bad, sentence=bad) for one in DECK.slides)
    made = slide_page.to_html(replace(DECK, slides=slides)).decode("utf-8")

    inside = json.loads(re.search(r'<script type="application/json" id="isi">(.*?)</script>', made, re.S)[1])

    assert made.count("<script") == slide_page.PAGE.read_text(encoding="utf-8").count("<script")
    assert {one["title"] for one in inside["deck"]["slides"]} == {bad}


def test_the_charts_of_the_presentation_hold_the_values_of_the_drawings(deck, presentation):
    for slide, made in zip(deck.slides, presentation.slides, strict=True):
        charts = [shape.chart for shape in made.shapes if shape.has_chart]
        if isinstance(slide.drawing, SeriesDrawing):
            found = [[v for v in one.values if v is not None] for c in charts for one in c.plots[0].series]
            for _, lines in slide.drawing.panels:
                for line in lines:
                    assert [point.value for point in line.points if point.value is not None] in found
        if isinstance(slide.drawing, BarsDrawing):
            assert list(charts[0].plots[0].series[0].values) == [bar.value for bar in slide.drawing.bars]


def test_the_tables_of_the_presentation_hold_every_cell(deck, presentation):
    for slide, made in zip(deck.slides, presentation.slides, strict=True):
        if isinstance(slide.drawing, TableDrawing):
            (grid,) = [shape.table for shape in made.shapes if shape.has_table]
            cells = [cell.text_frame.text for row in grid.rows for cell in row.cells]
            assert not [text for text in written(slide.drawing) if not any(text in cell for cell in cells)]


def test_maps_are_pictures_with_an_alternative_text(deck, presentation):
    for slide, made in zip(deck.slides, presentation.slides, strict=True):
        if isinstance(slide.drawing, MapDrawing):
            (picture,) = [shape for shape in made.shapes if shape.shape_type == 13]
            assert picture._element.xpath(".//p:cNvPr")[0].get("descr") == slide.drawing.alt


def test_nothing_lies_outside_a_slide_and_no_text_under_another(presentation):
    for slide in presentation.slides:
        places = {shape.name: shape for shape in slide.shapes}
        foot = places["Sumber"]
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top + shape.height <= presentation.slide_height
            if shape.shape_type in (13,) or shape.has_chart or shape.has_table:
                assert shape.top + shape.height <= foot.top + 10


def test_a_header_of_two_words_has_two_lines_and_its_table_keeps_its_place(presentation):
    frames = [shape for slide in presentation.slides for shape in slide.shapes if shape.has_table]
    assert frames
    for frame in frames:
        header, *rows = frame.table.rows
        letters = frame.table.cell(0, 0).text_frame.paragraphs[0].runs[0].font.size

        assert header.height + sum(row.height for row in rows) == frame.height
        assert any(" " in cell.text for cell in header.cells)
        assert header.height >= 2 * 1.2 * letters


def test_a_picture_is_as_wide_as_a_telephone_shows_it_and_small_enough_to_send(deck, shown):
    for slide in shown:
        png = slide_sheets.to_png(deck, slide)
        with Image.open(io.BytesIO(png)) as picture:
            assert picture.width == 1_080
        assert len(png) < 1_000_000


def test_the_archive_has_one_picture_per_slide_with_figures(deck, shown):
    packed = zipfile.ZipFile(io.BytesIO(KINDS["png"].make(deck, Options())))

    assert len(packed.namelist()) == len(shown)
    assert all(deck.release_id in name for name in packed.namelist())


def test_where_borders_come_from_is_said_on_the_map_and_on_the_source_sheet_once(deck, page, presentation):
    inside = json.loads(re.search(r'<script type="application/json" id="isi">(.*?)</script>', page, re.S)[1])
    for slide, sent, made in zip(deck.slides, inside["deck"]["slides"], presentation.slides, strict=True):
        credit = slide.drawing.credit if isinstance(slide.drawing, MapDrawing) else ""
        drawn = inside["drawings"]["wide"][slide.key]

        assert sent["credit"] == credit
        assert not credit or credit not in " ".join(slide.footnotes)
        assert not credit or squeezed(credit) in squeezed(html.unescape(re.sub("<[^>]*>", "", drawn)))
        assert not credit or not any(credit in one.text_frame.text for one in made.shapes if one.has_text_frame)


def test_the_colour_of_the_house_stands_over_every_file(deck, shown):
    own = replace(slide_files.only(deck, shown[0]), letterhead=Letterhead(accent="#7a0019"))
    with Image.open(io.BytesIO(slide_sheets.to_png(own, shown[0]))) as picture:
        above = picture.convert("RGB").getpixel((540, 4))
    (slide,) = pptx.Presentation(io.BytesIO(slides_pptx.to_pptx(own))).slides
    band = next(one for one in slide.shapes if one.name == "Garis warna daerah")

    assert above == (0x7A, 0x00, 0x19)
    assert str(band.fill.fore_color.rgb) == "7A0019"
    assert band.top == 0
    assert '"colour":"#7a0019"' in slide_page.to_html(own).decode().replace(": ", ":")


def test_the_government_stands_beside_the_title_and_not_on_it(deck, shown):
    stream = io.BytesIO()
    Image.new("RGB", (900, 300), "#14532d").save(stream, format="PNG")
    kop = Letterhead(government="Pemerintah Kabupaten Lampung Selatan", logo_png=stream.getvalue())
    own = replace(slide_files.only(deck, shown[0]), letterhead=kop)

    (slide,) = pptx.Presentation(io.BytesIO(slides_pptx.to_pptx(own))).slides

    places = {one.name: one for one in slide.shapes}
    name, logo, title = places["Pemerintah daerah"], places["Logo"], slide.shapes.title
    assert name.text_frame.text == kop.government
    assert title.left + title.width <= name.left
    assert name.left + name.width <= logo.left
    assert logo.width == pytest.approx(3 * logo.height, rel=0.01)


def test_a_template_of_the_kabupaten_keeps_its_own_head(deck, shown):
    template = slides_pptx.to_pptx(DECK)
    (slide,) = pptx.Presentation(
        io.BytesIO(slides_pptx.to_pptx(slide_files.only(deck, shown[0]), template=template))
    ).slides

    assert not {"Garis warna daerah", "Pemerintah daerah", "Logo"} & {one.name for one in slide.shapes}


def test_names_of_files_of_sample_data_say_so(deck):
    assert slide_files.file_name(deck, "pptx").startswith("data-contoh-")
    assert slide_files.file_name(replace(deck, is_sample=False), "pptx").startswith("rembuk-")


@pytest.mark.parametrize("kind", KINDS)
def test_one_view_alone_has_the_same_files(deck, shown, kind):
    assert KINDS[kind].make(slide_files.only(deck, shown[0]), Options())


def test_the_same_deck_gives_the_same_page_and_sheets(deck):
    assert slide_sheets.to_pdf(deck) == slide_sheets.to_pdf(deck)
    assert KINDS["png"].make(slide_files.only(deck, deck.slides[3]), Options()) == KINDS["png"].make(
        slide_files.only(deck, deck.slides[3]), Options()
    )
