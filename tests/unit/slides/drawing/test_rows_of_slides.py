from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stunting.slides.drawing import draw, letters, rest
from stunting.slides.drawing.inks import DARK, LIGHT, NARROW, TALL, WIDE, Inks
from stunting.slides.drawing.svg import number
from stunting.slides.drawings import Bar, BarsDrawing, Cell, Level, Pair, PairsDrawing, TableDrawing
from tests import drawn

SIZES = (WIDE, TALL, NARROW)
PAGE = Inks.of_page()
MANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
SAID = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40) | st.sampled_from(
    [
        "Kejayan",
        "Kecamatan Pohjentrek Sumberagung Timur Laut",
        "14,2%",
        "disembunyikan (melindungi 1–4 balita)",
        "A" * 60,
    ]
)
VALUE = st.none() | st.floats(min_value=0, max_value=100)
BAR = st.builds(
    Bar,
    name=SAID,
    value=VALUE,
    low=VALUE,
    high=VALUE,
    text=SAID,
    note=SAID,
    is_marked=st.booleans(),
    is_low_coverage=st.booleans(),
)
LEVEL = st.builds(Level, label=SAID, value=st.floats(min_value=0, max_value=60))
PAIR = st.builds(
    Pair, name=SAID, before=VALUE, after=VALUE, before_text=st.just("14,2%"), after_text=st.just("7%"), text=SAID
)


@MANY
@given(bars=st.lists(BAR, max_size=30), levels=st.lists(LEVEL, max_size=3), rest=SAID, size=st.sampled_from(SIZES))
def test_a_ranking_keeps_its_texts_apart_and_inside(bars, levels, rest, size):
    drawing = BarsDrawing(bars=tuple(bars), levels=tuple(levels), rest=rest, alt="Peringkat")

    assert drawn.faults(draw(drawing, size=size, inks=PAGE, watermark="DATA CONTOH"), size) == []


@MANY
@given(pairs=st.lists(PAIR, max_size=20), label=SAID, rest=SAID, size=st.sampled_from(SIZES))
def test_pairs_keep_their_texts_apart_and_inside(pairs, label, rest, size):
    drawing = PairsDrawing(pairs=tuple(pairs), before_label=label, after_label="SSGI 2024", rest=rest, alt="Sebelum")

    assert drawn.faults(draw(drawing, size=size, inks=PAGE), size) == []


@MANY
@given(data=st.data(), columns=st.integers(1, 9), rows=st.integers(0, 30), size=st.sampled_from(SIZES))
def test_a_table_keeps_its_texts_apart_and_inside(data, columns, rows, size):
    cell = st.builds(Cell, text=SAID, sign=st.sampled_from(["", "▲", "!"]))
    row = st.tuples(*[cell] * columns)
    drawing = TableDrawing(
        headers=data.draw(st.tuples(*[SAID] * columns)),
        is_number=data.draw(st.tuples(*[st.booleans()] * columns)),
        rows=tuple(data.draw(st.lists(row, min_size=rows, max_size=rows))),
        total=data.draw(st.just(()) | row),
        rest=data.draw(SAID),
        alt="Tabel",
    )

    assert drawn.faults(draw(drawing, size=size, inks=PAGE), size) == []


def bars(count: int, *, marked: int = -1) -> BarsDrawing:
    return BarsDrawing(
        bars=tuple(
            Bar(name=f"Kec {n}", value=50 - n, text=f"{50 - n},0%", is_marked=n == marked) for n in range(count)
        ),
        alt="Peringkat",
    )


def test_rows_that_do_not_fit_are_counted():
    svg = draw(bars(40), size=WIDE, inks=PAGE)

    shown = [one for one in drawn.words(svg) if one.startswith("Kec")]
    assert f"… dan {40 - len(shown)} baris lain" in drawn.words(svg)


def test_the_marked_row_is_shown_even_where_it_is_far_down():
    svg = draw(bars(40, marked=38), size=WIDE, inks=PAGE)

    marked = next(one for one in drawn.texts(svg) if one.said == "Kec 38")
    assert marked.is_bold
    assert marked.ink == PAGE.accent


def test_rows_cut_by_the_drawing_are_added_to_those_it_was_told_of():
    assert rest.line("… dan 14 kecamatan lain", 6) == "… dan 20 kecamatan lain"
    assert rest.line("… dan 1.014 desa lain", 6) == "… dan 1.020 desa lain"
    assert rest.line("… dan 14 kecamatan lain", 0) == "… dan 14 kecamatan lain"


def test_few_rows_are_written_larger_than_many():
    few, many = (drawn.texts(draw(bars(count), size=WIDE, inks=PAGE)) for count in (5, 20))

    assert max(one.px for one in few) == 34
    assert max(one.px for one in many) < 30


def test_a_value_that_is_not_shown_has_its_reason_and_no_bar():
    drawing = BarsDrawing(bars=(Bar(name="Kejayan", value=None, text="disembunyikan"),), alt="Peringkat")

    svg = draw(drawing, size=WIDE, inks=PAGE)

    assert "disembunyikan" in drawn.words(svg)
    assert "<rect" not in svg.replace('<rect width="12"', "")


@pytest.mark.parametrize("is_joined", [True, False])
def test_pairs_that_were_measured_in_different_ways_are_not_joined(is_joined):
    pair = Pair(name="Mesuji", before=21.8, after=5.0, before_text="21,8%", after_text="5,0%", is_joined=is_joined)

    svg = draw(PairsDrawing(pairs=(pair,), before_label="SSGI 2021", after_label="SKI 2023"), size=WIDE, inks=PAGE)

    assert ('stroke-width="7"' in svg) == is_joined


def test_low_coverage_is_hatched_and_explained():
    drawing = BarsDrawing(bars=(Bar(name="Kejayan", value=12.0, text="12,0%", is_low_coverage=True),), alt="Peringkat")

    svg = draw(drawing, size=WIDE, inks=PAGE)

    assert any("cakupan rendah" in one for one in drawn.words(svg))
    assert svg.count("-arsir)") == 2


TABLE = TableDrawing(
    headers=("Kecamatan", "Sasaran balita", "Diukur", "Stunting", "Prevalensi"),
    is_number=(False, True, True, True, True),
    rows=tuple(
        (Cell(text=f"Kecamatan {n}"), Cell(text="3.210"), Cell(text="2.980"), Cell(text="412"), Cell(text="14,2%"))
        for n in range(30)
    ),
    total=(
        Cell(text="Kab. Pasuruan"),
        Cell(text="99.210"),
        Cell(text="92.980"),
        Cell(text="9.412"),
        Cell(text="13,9%"),
    ),
    alt="Tabel",
)


@pytest.mark.parametrize("size", SIZES)
def test_a_table_that_is_cut_keeps_its_total_and_counts_the_rest(size):
    said = drawn.words(draw(TABLE, size=size, inks=PAGE))

    shown = sum(one.startswith("Kecamatan ") for one in said)
    assert f"… dan {30 - shown} baris lain" in said
    assert "13,9%" in said


def test_a_telephone_shows_the_first_and_the_last_columns_and_says_so():
    said = drawn.words(draw(TABLE, size=NARROW, inks=PAGE))

    assert {"Kecamatan", "Prevalensi"} <= set(said)
    assert "3.210" not in said
    assert any("kolom lain tidak muat" in one for one in said)


def test_the_same_drawing_is_the_same_text_and_another_has_other_ids():
    one, again = (draw(bars(5), size=WIDE, inks=LIGHT) for _ in range(2))
    other = draw(bars(6), size=WIDE, inks=LIGHT)

    assert one == again
    assert one.split('id="')[1][:9] != other.split('id="')[1][:9]


def test_signs_of_markup_are_shown_as_they_are():
    drawing = BarsDrawing(bars=(Bar(name='<b>&"\x00', value=1.0, text="1%"),), alt='Peringkat "<&>"')

    svg = draw(drawing, size=WIDE, inks=LIGHT)

    assert '<b>&"' in drawn.words(svg)
    assert drawn.root(svg).get("aria-label") == 'Peringkat "<&>"'


def test_fixed_colours_leave_no_variable_of_a_page():
    assert "var(" not in draw(bars(5), size=WIDE, inks=DARK)
    assert "var(--ink)" in draw(bars(5), size=WIDE, inks=PAGE)


def test_coordinates_are_short_and_never_minus_nothing():
    assert [number(one) for one in (1.0, -0.04, -0.5, 12.34, -12.0)] == ["1", "0", "-0.5", "12.3", "-12"]


def test_a_wrapped_line_is_never_wider_than_its_room():
    lines = letters.wrap("Kecamatan Gondangwetan-Pohjentrek/Sumberagung " + "x" * 50, 24, 200)

    assert all(letters.width(line, 24) <= 200 for line in lines)
    assert "".join(lines).replace(" ", "").count("x") == 50


def test_signs_are_shapes_and_their_numbers_stay_where_they_were():
    def of(sign: str) -> str:
        cells = (Cell(text="Kejayan"), Cell(text="−0,3", value=-0.3, sign=sign))
        table = TableDrawing(headers=("Kecamatan", "Perubahan"), is_number=(False, True), rows=(cells,), alt="Tabel")
        return draw(table, size=WIDE, inks=PAGE)

    right = {round(next(one.box.right for one in drawn.texts(of(sign)) if one.said == "−0,3")) for sign in "▲▼●"}
    assert len(right) == 1
    for sign in "▲▼●":
        assert f'data-tanda="{sign}"' in of(sign)
        assert not any(sign in word for word in drawn.words(of(sign)))
