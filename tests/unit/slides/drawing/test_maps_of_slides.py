from __future__ import annotations

import gzip
import json
import math

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stunting.charts import theme
from stunting.charts.count_classes import COUNTS
from stunting.charts.map_view import MapPanel, MapView
from stunting.classes import AreaState
from stunting.slides.drawing import draw, grounds
from stunting.slides.drawing.inks import DARK, LIGHT, NARROW, TALL, WIDE, Inks, Size
from stunting.slides.drawings import MapDrawing
from tests import drawn

SIZES = (WIDE, TALL, NARROW)
PAGE = Inks.of_page()
STATES = ["value", "low_coverage", "small_n", "suppressed", "no_data"]


def geometry(side: int, *, cell: int = 400, missing: int = 0) -> bytes:
    """A square of square areas, `side` by `side`, row by row."""
    codes = [f"35{n:04d}" for n in range(side * side)]
    places = [(n % side * cell, n // side * cell) for n in range(side * side)]
    content = {
        "width": side * cell,
        "height": side * cell,
        "codes": codes,
        "names": [f"Kec. Gondangwetan {n}" for n in range(side * side)],
        "paths": [f"M{x} {y}l{cell} 0 0 {cell} -{cell} 0z" for x, y in places],
        "labels": [[x + cell // 2, y + cell // 2, cell] for x, y in places],
        "borders": "",
        "outline": f"M0 0l{side * cell} 0 0 {side * cell} -{side * cell} 0 0 -{side * cell}",
        "missing": [[f"99{n:04d}", f"Kec. Tanpa {n}"] for n in range(missing)],
    }
    return gzip.compress(json.dumps(content).encode(), mtime=0)


def mapped(side: int, *, panels: int = 1, labels: int = 1000, missing: int = 0, **columns: object) -> MapDrawing:
    codes = [f"35{n:04d}" for n in range(side * side)]
    values = [5 + 30 * n / len(codes) for n in range(len(codes))]
    frame = pd.DataFrame({"code": codes, "value_pct": values, **columns})
    view = MapView(
        panels=tuple(MapPanel(frame=frame, title=f"Peta {n}", subtitle="24 dari 24 kecamatan") for n in range(panels)),
        units="kecamatan",
    )
    texts = {code: f"{value:.1f}%".replace(".", ",") for code, value in list(zip(codes, values, strict=True))[::-1]}
    return MapDrawing(
        view=view,
        geometry=geometry(side, missing=missing),
        labels=dict(list(texts.items())[:labels]),
        credit="Batas perkiraan dari titik desa, bukan batas resmi",
        alt="Peta",
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(side=st.integers(1, 12), panels=st.integers(1, 3), labels=st.integers(0, 60), size=st.sampled_from(SIZES))
def test_a_map_keeps_its_texts_apart_and_inside(side, panels, labels, size):
    states = [STATES[n % 5] for n in range(side * side)]
    drawing = mapped(side, panels=panels, labels=labels, missing=2, state=states)

    assert drawn.faults(draw(drawing, size=size, inks=PAGE), size) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_five_highest_are_named_with_their_number_however_small_they_are(size):
    words = drawn.words(draw(mapped(14), size=size, inks=PAGE))

    for place in range(191, 196):
        assert f"Gondangwetan {place}" in words
        assert f"{5 + 30 * place / 196:.1f}%".replace(".", ",") in words


def test_numbers_that_find_no_place_are_counted_in_a_corner():
    drawing = mapped(12)

    words = drawn.words(draw(drawing, size=Size(width=1800, height=680), inks=PAGE))

    known = {*drawing.labels.values(), *(text.removesuffix("%") for text in drawing.labels.values())}
    written = sum(word in known for word in words)
    missed = [int(word.split()[0]) for word in words if word.endswith("angka tidak muat")]
    assert written + sum(missed) == 144
    assert missed


def test_where_no_corner_is_free_the_legend_says_that_numbers_are_left_out():
    assert "Sebagian angka tidak muat di peta" in drawn.whole_words(draw(mapped(14), size=WIDE, inks=PAGE))


def test_every_area_is_there_with_its_code_and_those_that_open_can_be_reached_by_key():
    drawing = mapped(4)
    opening = MapDrawing(view=drawing.view, geometry=drawing.geometry, drillable=("350003",), alt="Peta")

    areas = list(drawn.root(draw(opening, size=WIDE, inks=PAGE)).iter(f"{drawn.NS}path"))
    units = [one for one in areas if one.get("class") == "wilayah"]

    assert [one.get("data-kode") for one in units] == [f"35{n:04d}" for n in range(16)]
    assert [one.get("data-kode") for one in units if one.get("tabindex") == "0"] == ["350003"]
    assert units[3].get("role") == "button"


def test_each_state_has_a_pattern_and_an_entry_with_its_count():
    states = [STATES[n % 5] for n in range(25)]
    svg = draw(mapped(5, state=states, missing=3), size=WIDE, inks=PAGE)

    said = drawn.whole_words(svg)
    for state in ("low_coverage", "small_n", "suppressed", "no_data"):
        assert f"{AreaState(state).label}: 5" in said
    assert f"{AreaState.NO_BOUNDARY.label}: 3" in said
    assert all(f"-{pattern}-" in svg for pattern in ("hatch_over", "dots", "cross", "hatch"))


def test_a_suppressed_value_is_nowhere_in_the_drawing():
    drawing = mapped(3, labels=0, state=["suppressed"] * 9)

    svg = draw(drawing, size=WIDE, inks=PAGE)

    assert "disembunyikan" in svg
    assert not any(f"{5 + 30 * n / 9:.1f}".replace(".", ",") in svg for n in range(1, 9))


def test_lokus_are_outlined_and_excluded_areas_dashed():
    drawing = mapped(4, is_lokus=[1] + [0] * 15, is_excluded=[0] * 15 + [1])

    svg = draw(drawing, size=WIDE, inks=PAGE)

    assert "stroke-dasharray" in svg
    assert "lokus: 1" in drawn.words(svg)
    assert "dikeluarkan dari hitungan: 1" in drawn.whole_words(svg)


@pytest.mark.parametrize("colour", [*theme.PREVALENCE, *COUNTS, grounds.PAPER, grounds.GROUND])
def test_what_is_written_on_a_colour_has_a_contrast_of_seven(colour):
    ink, halo = grounds.written_on(colour)

    assert theme.contrast(ink, halo) >= 7


@pytest.mark.parametrize("inks", [LIGHT, DARK])
def test_every_ink_of_a_text_has_a_contrast_of_seven_on_both_grounds(inks):
    for ink in (inks.ink, inks.muted):
        assert theme.contrast(ink, inks.sea) >= 7
    # What is chosen and what is aimed at are written on paper alone, or with a halo of it.
    for ink in (inks.ink, inks.muted, inks.accent, inks.target):
        assert theme.contrast(ink, inks.paper) >= 7


def test_a_map_of_a_hundred_and_more_areas_stays_small():
    assert len(draw(mapped(19), size=WIDE, inks=PAGE)) < 250_000


def test_the_same_map_is_drawn_the_same():
    assert draw(mapped(5), size=TALL, inks=LIGHT) == draw(mapped(5), size=TALL, inks=LIGHT)


def test_areas_keep_their_shape():
    svg = draw(mapped(3), size=Size(width=1000, height=600), inks=PAGE)
    scale = next(one.get("transform") for one in drawn.root(svg).iter(f"{drawn.NS}g") if one.get("transform"))

    step = drawn.numbers(scale)[2]
    assert math.isclose(step, (600 - 28) / 1200, rel_tol=0.2)
    assert 'd="M400 0l400 0 0 400 -400 0z"' in svg


def test_bare_numbers_of_a_crowded_map_do_without_the_percent_sign_which_the_legend_has():
    crowded, roomy = (drawn.words(draw(mapped(side), size=WIDE, inks=PAGE)) for side in (12, 3))

    assert "5,2" in crowded or "5,6" in crowded
    assert any("(%)" in word for word in crowded)
    assert all(word.endswith("%") for word in roomy if word.replace(",", "").rstrip("%").isdigit() and "," in word)
