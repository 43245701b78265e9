"""What stands in a PowerPoint file is what stands on the slide, and can be edited."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pptx
import pytest
from pptx.dml.color import RGBColor
from pptx.util import Emu, Pt
from pypdf import PdfReader

from stunting.exports.slides_pptx import TemplateError, to_pptx
from tests.decks import BARS, DECK, NOTES, PAIRS, ROUTINE, SLIDES, SURVEY, TABLE
from tests.office import converted


@pytest.fixture(scope="module")
def made():
    return to_pptx(DECK)


@pytest.fixture(scope="module")
def slides(made):
    return list(pptx.Presentation(io.BytesIO(made)).slides)


def texts(slide):
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return "\n".join(found)


def charts(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def values(chart):
    return [list(series.values) for series in chart.plots[0].series]


def labels(series):
    return re.findall(r"<a:t>(.*?)</a:t>", pptx.oxml.xmlchemy.serialize_for_reading(series._element))


def test_every_step_is_a_slide_with_its_title(slides):
    assert [slide.shapes.title.text_frame.text for slide in slides] == [one.title for one in SLIDES]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_slide_carries_figure_base_sentence_source_choices_and_release(slides, number):
    said, slide = texts(slides[number]), SLIDES[number]

    for text in (
        slide.figure.text,
        slide.figure.label,
        slide.figure.detail,
        slide.sentence,
        slide.source,
        *slide.chips,
    ):
        assert text in said
    assert DECK.release_id in said
    assert "data dibekukan" in said


def test_survey_and_routine_have_a_chart_each(slides):
    survey, routine = charts(slides[1])

    assert [one for one in values(survey)[0] if one is not None] == [21.3, 13.4]
    assert [one for one in values(routine)[0] if one is not None] == [12.75, 11.25, 10.5]


def test_the_labels_are_those_of_the_slide(slides):
    survey, routine = charts(slides[1])

    assert labels(survey.plots[0].series[0]) == [point.text for point in SURVEY.points if point.value is not None]
    assert labels(routine.plots[0].series[0]) == [point.text for point in ROUTINE.points]


def test_a_missing_value_and_another_definition_leave_a_gap(slides):
    for chart in charts(slides[1]):
        element = chart.plots[0].series[0]._element
        counted = int(element.find(".//{*}yVal//{*}ptCount").get("val"))
        written = [int(one.get("idx")) for one in element.findall(".//{*}yVal//{*}pt")]

        assert len(set(range(counted)) - set(written)) == 1


def test_intervals_are_error_bars_of_the_right_length(slides):
    plus = charts(slides[1])[0].plots[0].series[0]._element.findall(".//{*}errBars/{*}plus//{*}v")

    assert [float(one.text) for one in plus] == pytest.approx([23.7 - 21.3, 15.6 - 13.4])


def test_a_ranking_keeps_its_values_and_says_what_is_hidden(slides):
    (chart,) = charts(slides[2])

    assert values(chart) == [[18.25, 14.5, None]]
    assert next(iter(chart.plots[0].categories)) == "Kejayan · 18,3% · peringkat 1–3"
    assert list(chart.plots[0].categories)[2] == "Tosari · disembunyikan"
    assert BARS.rest in texts(slides[2])


def test_pairs_keep_both_values_and_the_difference(slides):
    (chart,) = charts(slides[3])

    assert values(chart) == [[one.before for one in PAIRS.pairs], [one.after for one in PAIRS.pairs]]
    assert next(iter(chart.plots[0].categories)) == "Kejayan (turun 2,3 poin persen)"


def test_a_table_has_every_cell_and_the_total_last(slides):
    (grid,) = [shape.table for shape in slides[4].shapes if shape.has_table]
    written = [[cell.text_frame.text for cell in row.cells] for row in grid.rows]

    assert written[0] == list(TABLE.headers)
    assert written[1:-1] == [[cell.text for cell in row] for row in TABLE.rows]
    assert written[-1] == [cell.text for cell in TABLE.total]


def test_every_drawing_has_an_alternative_text(slides):
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_sample_data_are_marked_across_every_slide_with_figures(slides):
    marked = ["DATA CONTOH" in texts(slide) for slide in slides]

    assert marked == [one.is_sample for one in SLIDES]


def test_notes_are_there_for_the_speaker_and_can_be_left_out(made, slides):
    assert slides[1].notes_slide.notes_text_frame.text == NOTES
    handed_on = to_pptx(DECK, has_notes=False)
    with zipfile.ZipFile(io.BytesIO(handed_on)) as packed:
        assert not any(NOTES.encode() in packed.read(name) for name in packed.namelist())


def test_the_file_names_neither_a_person_nor_a_computer(made):
    known = pptx.Presentation(io.BytesIO(made)).core_properties

    assert (known.author, known.last_modified_by) == ("", "")


def test_an_office_opens_it_with_commas_as_decimals(made, tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(made)
    (pdf,) = converted([path], to="pdf", into=tmp_path / "pdf")
    pages = [page.extract_text() for page in PdfReader(pdf).pages]

    assert len(pages) == len(SLIDES)
    assert "21,3%" in pages[1]
    assert not re.search(r"\d\.\d%", "".join(pages))


def template(*, is_dark=False):
    """A presentation with two slides of its own and another size; optionally light letters on a dark ground."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Emu(9_144_000), Emu(6_858_000)
    for _ in range(2):
        presentation.slides.add_slide(presentation.slide_layouts[0])
    title: Any = presentation.slide_masters[0].placeholders[0]
    title.text_frame.paragraphs[0].font.size = Pt(20)
    stream = io.BytesIO()
    presentation.save(stream)
    if not is_dark:
        return stream.getvalue()
    return rewritten(
        stream.getvalue(),
        lambda name, content: (
            content.replace(b'bg1="lt1" tx1="dk1"', b'bg1="dk1" tx1="lt1"') if "slideMaster1.xml" in name else content
        ),
    )


def rewritten(packed, change):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return stream.getvalue()


def test_a_template_keeps_its_size_and_loses_its_slides():
    presentation = pptx.Presentation(io.BytesIO(to_pptx(DECK, template=template())))

    assert presentation.slide_width == 9_144_000
    assert len(presentation.slides) == len(SLIDES)


def test_nothing_leaves_the_slide_of_a_narrow_template():
    presentation = pptx.Presentation(io.BytesIO(to_pptx(DECK, template=template())))

    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height


def test_letters_are_light_on_a_dark_template():
    presentation = pptx.Presentation(io.BytesIO(to_pptx(DECK, template=template(is_dark=True))))
    runs = [
        run
        for shape in presentation.slides[1].shapes
        if shape.has_text_frame and shape.name != "Tanda data contoh" and not shape.is_placeholder
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]

    assert runs
    assert {run.font.color.rgb for run in runs} <= {RGBColor(0xF5, 0xF8, 0xFA), RGBColor(0xC3, 0xCD, 0xD6)}


def test_a_template_file_of_powerpoint_is_taken():
    potx = rewritten(
        template(),
        lambda name, content: (
            content.replace(b"presentationml.presentation.main+xml", b"presentationml.template.main+xml")
            if name == "[Content_Types].xml"
            else content
        ),
    )

    assert len(pptx.Presentation(io.BytesIO(to_pptx(DECK, template=potx))).slides) == len(SLIDES)


@pytest.mark.parametrize("broken", [b"", b"bukan powerpoint", b"PK\x03\x04" + bytes(200), to_pptx(DECK)[:5_000]])
def test_a_file_that_is_no_template_is_refused_with_a_sentence(broken):
    with pytest.raises(TemplateError, match="Unggah berkas PowerPoint"):
        to_pptx(DECK, template=broken)


def test_a_slide_without_marks_has_no_watermark():
    real = replace(DECK, slides=tuple(replace(one, is_sample=False) for one in SLIDES), is_sample=False)

    assert not any("DATA CONTOH" in texts(slide) for slide in pptx.Presentation(io.BytesIO(to_pptx(real))).slides)


def test_a_long_title_is_written_smaller_and_not_over_the_choices():
    long = replace(SLIDES[1], title="Peta prevalensi dan jumlah balita stunting menurut kecamatan dan desa")
    made = to_pptx(replace(DECK, slides=(long, *SLIDES[2:])))

    title = next(iter(pptx.Presentation(io.BytesIO(made)).slides)).shapes.title

    (run,) = title.text_frame.paragraphs[0].runs
    assert Pt(18) <= run.font.size < Pt(30)
    assert 2 * run.font.size * 1.2 <= title.height or run.font.size * 0.66 * len(long.title) <= title.width
