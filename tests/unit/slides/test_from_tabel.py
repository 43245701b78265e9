"""Slides of the page Tabel, on the shipped data: the rows of the recap, as many as a hall can read."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting import formats
from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.rembuk.agenda import Agenda, Kind, Step
from stunting.routine import recap, recap_columns
from stunting.routine.district import Mode, Question, newest
from stunting.routine.recap import Recap
from stunting.slides import building, from_tabel, recap_table
from stunting.slides.drawings import Cell, TableDrawing
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources


def slide(sources: Sources, code: str, **params: str) -> Slide:
    step = Step(key="langkah", title="Judul", page="tabel", params=params)
    return from_tabel.slide(sources, step, sources.register.get(code))


def table(found: Slide) -> TableDrawing:
    assert isinstance(found.drawing, TableDrawing)
    return found.drawing


def asked(sources: Sources, code: str, unit: str, comparison: str = recap.LAST_YEAR) -> Recap:
    """The recap of mode publik, asked directly."""
    area = sources.register.get(code)
    kabkota = sources.register.ancestor(code, "kabupaten") or area
    offered = sources.district.periods(kabkota.code, mode=Mode.PUBLIC)
    period = newest(offered)
    assert period is not None
    return recap.read(
        sources.district,
        area=area,
        unit=unit,
        period=period,
        before=recap.compared_period(offered, period, comparison),
        question=Question(indicator=indicator("stunting")),
    )


def numbers(row: tuple[Cell, ...]) -> list[float | None]:
    return [cell.value for cell in row[1:]]


def of_recap(row: pd.Series, *, has_change: bool = True) -> list[float | None]:
    fields = ["target_n", "base_n", "coverage_pct", "severely_stunted_n", "rest_n", "hits_n", "value_pct"]
    return [None if pd.isna(row[one]) else row[one] for one in [*fields, *(["points"] if has_change else [])]]


@pytest.mark.parametrize(("code", "unit"), [("1801", "kecamatan"), ("3514", "kecamatan"), ("180104", "desa")])
def test_every_number_is_that_of_the_recap(sources, code, unit):
    found = slide(sources, code, satuan=unit, urut="nama")

    release = asked(sources, code, unit)
    rows = release.rows.sort_values("area_name", kind="stable")
    shown = table(found)
    for drawn, (_, row) in zip(shown.rows, rows.iterrows(), strict=False):
        assert drawn[0].text == row["area_name"].removeprefix("Kec. ").removeprefix("Desa ")
        assert numbers(drawn) == of_recap(row)
    assert numbers(shown.total) == of_recap(release.total.iloc[0])
    assert found.figure is not None
    assert found.figure.value == release.total["value_pct"].iloc[0]


def test_columns_are_those_an_officer_expects(sources):
    shown = table(slide(sources, "1801"))

    assert shown.headers == (
        "Kecamatan",
        "Sasaran",
        "Diukur",
        "Cakupan (%)",
        "Sangat pendek",
        "Pendek",
        "Stunting (jumlah)",
        "Stunting (%)",
        "Perubahan (poin)",
    )
    assert shown.is_number == (False, *[True] * 8)


def test_without_a_comparison_there_is_no_column_of_change(sources):
    found = slide(sources, "1801", banding="tanpa")

    assert table(found).headers[-1] == "Stunting (%)"
    assert "Dibanding" not in found.sentence
    assert "stunting tertinggi tercatat di" in found.sentence


def test_a_hall_is_shown_no_more_rows_than_it_can_read_and_told_of_the_rest(sources):
    shown = table(slide(sources, "3514"))

    assert len(shown.rows) == recap_table.MOST_ROWS - 1
    assert shown.rest == "… dan 13 kecamatan lain di lembar"


def test_a_list_that_fits_is_whole_and_in_the_order_of_its_codes(sources):
    kecamatan = next(
        one.code for one in sources.register.children("1801") if 3 <= len(sources.register.children(one.code)) <= 12
    )
    found = slide(sources, kecamatan)

    names = [one.official_name.removeprefix("Desa ") for one in sources.register.children(kecamatan)]
    assert [row[0].text for row in table(found).rows] == names
    assert table(found).rest == ""
    assert found.params == {}


def test_where_not_all_rows_fit_the_highest_rates_come_first_and_slide_and_link_say_so(sources):
    found = slide(sources, "3514")

    rates = [row[7].value for row in table(found).rows]
    assert rates == sorted(rates, reverse=True)
    assert "urut Stunting (%), turun" in found.chips
    assert found.params == {"urut": "-persen"}


def test_the_order_of_the_step_is_the_order_of_the_rows(sources):
    counts = [row[6].value for row in table(slide(sources, "3514", urut="kasus")).rows]

    assert counts == sorted(counts)


def test_hidden_cells_stand_as_on_the_page_and_carry_no_number(sources):
    found = slide(sources, "1801", satuan="desa")

    cells = [cell for row in table(found).rows for cell in row[1:]]
    hidden = [cell for cell in cells if cell.text == recap_columns.HIDDEN_MARK]
    assert hidden
    assert all(cell.value is None for cell in cells if cell.text in (recap_columns.HIDDEN_MARK, recap_columns.UNKNOWN))
    assert not any(isinstance(cell.value, int) and 1 <= cell.value <= 4 for cell in cells)
    assert "mode publik: sebagian angka disembunyikan" in found.chips
    assert any(note.startswith("Disembunyikan (*)") for note in found.footnotes)


def test_a_cut_table_has_the_texts_of_the_whole_one(sources):
    found = slide(sources, "1801", satuan="desa")

    release = asked(sources, "1801", "desa")
    shown = recap_table.columns(release)
    rows = recap_columns.sorted_rows(release.rows, recap_columns.columns(release), "-persen")
    texts = recap_columns.cells(rows, shown, mode=Mode.PUBLIC)
    for drawn, whole in zip(table(found).rows, texts, strict=False):
        assert [cell.text for cell in drawn[1:8]] == [text.removeprefix("▽ ") for text in whole[1:8]]


def test_desa_of_a_kabupaten_say_where_they_lie(sources):
    first = table(slide(sources, "1801", satuan="desa")).rows[0][0].text

    assert first.endswith(")")
    assert "Kec." not in first


def test_a_low_coverage_has_a_sign_and_its_words(sources):
    found = slide(sources, "3514")

    low = [row for row in table(found).rows if row[3].sign == recap_table.LOW_SIGN]
    assert low
    assert all(row[3].value < 80 for row in low)
    assert any(note.startswith("Cakupan rendah (!)") for note in found.footnotes)


def test_a_change_carries_the_sign_of_what_may_be_said_of_it(sources):
    found = slide(sources, "3514", urut="nama")

    release = asked(sources, "3514", "kecamatan")
    verdicts = release.rows.sort_values("area_name", kind="stable")["verdict"].tolist()
    signs = {"naik": "▲", "turun": "▼", "setara": "●", "": ""}
    assert [row[8].sign for row in table(found).rows] == [signs[one] for one in verdicts][: len(table(found).rows)]


def test_puskesmas_have_the_note_on_their_areas(sources):
    found = slide(sources, "1801", satuan="puskesmas")

    assert table(found).headers[0] == "Puskesmas"
    assert any("Wilayah kerja puskesmas" in note for note in found.footnotes)


def test_a_coverage_puts_the_lowest_first(sources):
    rates = [row[3].value for row in table(slide(sources, "3514", indikator="cakupan")).rows]

    assert rates == sorted(rates)


def test_a_desa_is_read_among_the_others_of_its_kecamatan(sources):
    found = slide(sources, "3514061024")

    assert found.chips[0] == "Kec. Kejayan"


def test_kabupaten_without_data_are_counted_and_not_listed(sources):
    found = slide(sources, "35")

    assert [row[0].text for row in table(found).rows] == ["Kab. Pasuruan", "Kab. Magetan"]
    assert "2 dari 38 kabupaten/kota memiliki data." in found.footnotes
    assert table(found).rest == "… dan 36 kabupaten/kota lain di lembar"


@pytest.mark.parametrize(
    ("code", "params"),
    [("1101", {}), ("1801", {"urut": "xx"}), ("180104", {"satuan": "kecamatan"}), ("1801", {"periode": "bt:1999"})],
)
def test_what_the_release_cannot_show_is_a_sentence(sources, code, params):
    with pytest.raises(NoDataError):
        slide(sources, code, **params)


def test_the_link_of_a_deck_names_the_order_that_the_slide_took(sources):
    agenda = Agenda(
        name="Rembuk",
        kind=Kind.DISTRICT,
        area_code="3514",
        steps=(Step(key="rekap", title="Rekap", page="tabel", params={"satuan": "kecamatan"}),),
    )

    (found,) = building.deck_of(sources.release, agenda).slides

    assert found.params == {"wilayah": "3514", "satuan": "kecamatan", "urut": "-persen", "mode": "publik"}


def test_the_source_names_children_and_coverage(sources):
    total = asked(sources, "1801", "kecamatan").total.iloc[0]

    assert slide(sources, "1801").source == (
        "Sumber: pencatatan rutin (e-PPGBM), Bulan Timbang Agustus 2025; n = "
        f"{formats.number(total['base_n'])} balita diukur; cakupan {formats.percent(total['coverage_pct'])}."
    )
