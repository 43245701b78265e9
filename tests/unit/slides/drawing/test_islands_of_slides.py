"""Far islands in frames, maps on a telephone, and maps of circles."""

from __future__ import annotations

import gzip
import itertools
import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from stunting.charts.desa_counts import circles
from stunting.charts.map_view import MapPanel, MapView
from stunting.exports.map_files import Shapes, decode
from stunting.rembuk.agenda import Agenda, Kind, Step
from stunting.slides.building import deck_of
from stunting.slides.drawing import draw, suited
from stunting.slides.drawing.inks import NARROW, TALL, WIDE, Inks
from stunting.slides.drawing.map_islands import Islands
from stunting.slides.drawings import MapDrawing
from tests import drawn

SIZES = (WIDE, TALL, NARROW)
PAGE = Inks.of_page()
FRAME = "pulau jauh, jaraknya tidak menurut skala"
# A land of three by three areas, an island of its own area close to it, and two far ones; one belongs to the land.
LAND = [(n % 3 * 300, 2000 + n // 3 * 300) for n in range(9)]
FAR, FURTHER = (3700, 0), (3700, 2600)


def square(place: tuple[int, int], side: int = 300) -> str:
    return f"M{place[0]} {place[1]}l{side} 0 0 {side} -{side} 0z"


def geometry(*, is_far: bool = True) -> Shapes:
    paths = [square(one) for one in LAND] + [square((1000, 2000), 100)]
    if is_far:
        paths[0] += square(FAR, 80)
        paths.append(square(FURTHER, 60))
    width = 3800 if is_far else 1100
    content = {
        "width": width,
        "height": 2900,
        "codes": [f"3529{n:02d}" for n in range(len(paths))],
        "names": [f"Kec. Pulau {n}" for n in range(len(paths))],
        "paths": paths,
        "labels": [[*(decode(path)[0][:-1].mean(axis=0)), 100] for path in paths],
        "borders": f"M{FAR[0]} {FAR[1]}l80 0M0 2300l900 0",
        "outline": "",
        "missing": [],
    }
    return Shapes(content=content)


def drawing(shapes: Shapes, *, panels: int = 1) -> MapDrawing:
    codes = shapes.codes
    frame = pd.DataFrame({"code": codes, "value_pct": [5.0 + n for n in range(len(codes))]})
    return MapDrawing(
        view=MapView(
            panels=tuple(MapPanel(frame=frame, title=f"Peta {n}", subtitle="11 kecamatan") for n in range(panels)),
            units="kecamatan",
        ),
        geometry=gzip.compress(json.dumps(shapes.content).encode(), mtime=0),
        labels={code: f"{n + 5},0%" for n, code in enumerate(codes)},
        drillable=tuple(codes),
        credit="Batas perkiraan",
        alt="Peta",
    )


def counted(shapes: Shapes) -> MapDrawing:
    frame = pd.DataFrame({"area_code": shapes.codes, "desa_n": range(10, 10 + len(shapes.codes)), "kelurahan_n": 0})
    labels = {row.area_code: str(row.desa_n) for row in frame.itertuples()}
    view = replace(circles(frame), units="kecamatan")
    return replace(drawing(shapes), view=view, labels=labels)


def sizes_of(paths: list[str]) -> list[list[tuple[float, float]]]:
    return [[tuple(np.ptp(ring, axis=0)) for ring in decode(path)] for path in paths]


def test_far_islands_are_moved_into_frames_and_keep_their_size():
    shapes = geometry()

    found = Islands(shapes).arranged(900, 600)

    assert len(found.frames) == 2
    assert found.shapes.content["width"] < 0.6 * shapes.content["width"] * 900 / 600
    assert sizes_of(found.shapes.content["paths"]) == sizes_of(shapes.content["paths"])
    assert found.shapes.codes == shapes.codes


def test_only_an_area_without_land_outside_the_frames_is_told_to_be_moved():
    assert Islands(geometry()).arranged(900, 600).moved == {10}


def test_what_is_framed_lies_in_its_frame_and_nothing_else_does():
    found = Islands(geometry()).arranged(900, 600)

    rings = [ring for path in found.shapes.content["paths"] for ring in decode(path)]
    inside = [
        ring
        for ring in rings
        for frame in found.frames
        if (ring >= [frame.left, frame.top]).all() and (ring <= [frame.right, frame.bottom]).all()
    ]
    assert sorted(float(np.ptp(ring)) for ring in inside) == sorted([float(np.ptp(rings[1])), float(np.ptp(rings[-1]))])


def test_labels_and_borders_move_with_their_island():
    shapes = geometry()

    found = Islands(shapes).arranged(900, 600).shapes.content

    island = decode(found["paths"][10])[0]
    assert np.allclose(found["labels"][10][:2], island[:-1].mean(axis=0), atol=1)
    assert tuple(map(int, re.findall(r"-?\d+", found["borders"])[:2])) == tuple(decode(found["paths"][0])[1][0])


def test_a_land_without_far_islands_stays_as_it_is():
    shapes = geometry(is_far=False)

    assert Islands(shapes).arranged(900, 600).shapes is shapes
    assert FRAME not in drawn.whole_words(draw(drawing(shapes), size=WIDE, inks=PAGE))


@pytest.mark.parametrize("size", SIZES)
def test_areas_in_frames_can_be_reached_and_are_named(size):
    svg = draw(drawing(geometry()), size=size, inks=PAGE)

    areas = [one for one in drawn.root(svg).iter(f"{drawn.NS}path") if one.get("class") == "wilayah"]
    assert [one.get("data-kode") for one in areas if one.get("tabindex") == "0"] == geometry().codes
    assert {"Pulau 10", "15,0%"} <= set(drawn.words(svg))
    assert FRAME in drawn.whole_words(svg)
    assert drawn.faults(svg, size) == []


@pytest.mark.parametrize("code", ["35", "31", "21", "3529"])
@pytest.mark.parametrize("size", SIZES)
def test_real_land_with_far_islands_is_drawn_larger_with_all_its_areas(sources, code, size):
    level = "kecamatan" if len(code) == 4 else "kabupaten"
    shapes = Shapes.of(sources.geometry(scope=code, level=level))
    asked = suited(drawing(shapes), size)

    svg = draw(drawing(shapes), size=asked, inks=PAGE)

    ground = next(one for one in drawn.root(svg).iter(f"{drawn.NS}rect") if one.get("fill") == PAGE.sea)
    still = min(float(ground.get(side, "0")) / shapes.content[side] for side in ("width", "height"))
    step = drawn.numbers(re.search(r'transform="(translate[^"]*)"', svg)[1])[2]
    assert step > 1.1 * still
    assert svg.count('class="wilayah"') == len(shapes.codes)
    assert drawn.faults(svg, asked) == []


@pytest.mark.parametrize("panels", [2, 3])
def test_on_a_telephone_maps_stand_under_each_other_as_wide_as_the_picture(panels):
    one = drawing(geometry(is_far=False), panels=panels)
    size = suited(one, NARROW)

    svg = draw(one, size=size, inks=PAGE)

    grounds = [item for item in drawn.root(svg).iter(f"{drawn.NS}rect") if item.get("fill") == PAGE.sea]
    panels_drawn = [item for item in grounds if float(item.get("width", "0")) == NARROW.width]
    tops = [float(item.get("y", "0")) for item in panels_drawn]
    assert len(tops) == panels
    assert all(later - earlier > 400 for earlier, later in itertools.pairwise(tops))
    assert svg.count('class="kunci"') == 1
    assert drawn.faults(svg, size) == []


@pytest.mark.parametrize("size", [WIDE, TALL])
def test_only_a_picture_that_scrolls_chooses_its_height(size):
    assert suited(drawing(geometry(), panels=2), size) == size


@pytest.mark.parametrize("size", SIZES)
def test_circles_carry_their_number_and_the_legend_tells_the_largest(size):
    svg = draw(counted(geometry()), size=size, inks=PAGE)

    words = drawn.words(svg)
    assert {str(n) for n in range(10, 21)} <= set(words)
    assert "lingkaran: desa/kelurahan, terbesar 20" in drawn.whole_words(svg)
    assert svg.count("<circle") >= 11
    assert drawn.faults(svg, size) == []


def test_a_map_of_circles_says_counts_and_no_missing_rates():
    svg = draw(counted(geometry()), size=WIDE, inks=PAGE)

    assert "tidak ada data" not in svg
    assert 'aria-label="Kec. Pulau 3: 13 desa/kelurahan"' in svg


@pytest.mark.parametrize("code", ["35", "31", "3529", "1101", "3514"])
@pytest.mark.parametrize("size", SIZES)
def test_circles_of_real_areas_keep_their_texts_apart(release, code, size):
    unit = "kecamatan" if len(code) == 4 else "kabupaten"
    step = Step(key="a", title="A", page="peta", params={"lapis": "jumlah", "satuan": unit, "gambar": "lingkaran"})

    agenda = Agenda(name="Uji", kind=Kind.OWN, area_code=code, steps=(step,))
    one = deck_of(release, agenda).slides[0].drawing

    asked = suited(one, size)
    assert drawn.faults(draw(one, size=asked, inks=PAGE), asked) == []
