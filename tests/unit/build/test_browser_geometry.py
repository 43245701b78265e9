"""Browser geometry: nothing lost, order kept, neighbours still touching after rounding."""

from __future__ import annotations

import gzip
import itertools
import json
import re

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from stunting.build import browser_geometry
from stunting.build.browser_geometry import encode, scope_geometries
from stunting.errors import BuildError

APPROXIMATE = "perkiraan: sel Voronoi titik desa"


def cells(n, *, west=105.0, north=-4.0, size=0.05, seed=3):
    """A valid coverage of n x n wobbly cells, row by row from the north-west."""
    rng = np.random.default_rng(seed)
    steps = np.arange(n + 1) * size
    x, y = np.meshgrid(west + steps, north - steps)
    x += rng.uniform(-0.2, 0.2, x.shape) * size
    y += rng.uniform(-0.2, 0.2, y.shape) * size
    corners = np.stack([x, y], axis=-1)
    quads = [
        [corners[r, c], corners[r, c + 1], corners[r + 1, c + 1], corners[r + 1, c]] for r in range(n) for c in range(n)
    ]
    return shapely.polygons(np.array(quads))


def units(shapes, *, codes=None, source=APPROXIMATE):
    codes = codes or [f"18{number:02d}" for number in range(1, len(shapes) + 1)]
    return gpd.GeoDataFrame(
        {"code": codes, "name": [f"Kab. {code}" for code in codes], "boundary_source": source},
        geometry=list(shapes),
        crs="EPSG:4326",
    )


def decoded(frame, **options):
    return json.loads(encode(frame, **{"scope": "18", "level": "kabupaten", **options}))


def rings(path):
    """The rings of a path as the browser reads it."""
    found = []
    for piece in path.split("z")[:-1]:
        numbers = [int(text) for text in re.findall(r"-?\d+", piece)]
        found.append(np.cumsum(np.array(numbers).reshape(-1, 2), axis=0))
    return found


def polygon(path):
    """Shells and holes by the even-odd rule."""
    shape = shapely.Polygon()
    for ring in rings(path):
        shape = shape.symmetric_difference(shapely.Polygon(ring).buffer(0))
    return shape


def on_grid(shapes, content, bounds):
    """The projection written out once more: what the path should be before rounding."""
    west, south, east, north = bounds
    shrink = np.cos(np.radians((south + north) / 2))
    steps = 4000 / max((east - west) * shrink, north - south)
    return shapely.transform(
        shapes, lambda xy: np.column_stack([(xy[:, 0] - west) * shrink * steps, (north - xy[:, 1]) * steps])
    )


def edges(path):
    return {
        frozenset([tuple(a), tuple(b)])
        for ring in rings(path)
        for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True)
    }


def lines(path):
    """The edges of line path data ("M1 2l3 4 5 6M...")."""
    found = set()
    for piece in path.split("M")[1:]:
        numbers = [int(text) for text in re.findall(r"-?\d+", piece)]
        points = np.cumsum(np.array(numbers).reshape(-1, 2), axis=0)
        found |= {frozenset([tuple(a), tuple(b)]) for a, b in itertools.pairwise(points)}
    return found


def test_paths_come_back_as_the_polygons_within_one_grid_step():
    shapes = cells(6)
    content = decoded(units(shapes))

    expected = on_grid(shapes, content, shapely.total_bounds(shapes))

    for path, shape in zip(content["paths"], expected, strict=True):
        assert polygon(path).hausdorff_distance(shape) <= 1


def test_hole_stays_a_hole():
    outer, inner = shapely.box(105, -5, 106, -4), shapely.box(105.4, -4.6, 105.6, -4.4)
    content = decoded(units([outer - inner, inner]))

    around, kota = (polygon(path) for path in content["paths"])

    assert around.intersection(kota).area == 0
    assert around.area / kota.area == pytest.approx(24, rel=0.01)


def test_neighbours_share_identical_borders():
    content = decoded(units(cells(5)))
    shared = [edges(path) for path in content["paths"]]

    # The cell in the middle of 5 x 5 has four neighbours: each of its edges is also an edge of one of them.
    middle = shared[12]
    others = set().union(*(shared[n] for n in (7, 11, 13, 17)))

    assert middle <= others


def test_borders_and_outline_are_the_shared_edges_drawn_once():
    frame = units(cells(4))
    parents = ["west" if number % 4 < 2 else "east" for number in range(16)]
    content = decoded(frame, outline=parents)
    of_unit = [edges(path) for path in content["paths"]]
    within, between = set(), set()
    for a in range(16):
        for b in range(a):
            (within if parents[a] == parents[b] else between).update(of_unit[a] & of_unit[b])

    assert lines(content["borders"]) == within
    assert lines(content["outline"]) == between


def test_order_of_codes_is_the_order_of_the_rows():
    codes = [f"18{number:02d}" for number in (7, 2, 9, 4)]

    content = decoded(units(cells(2), codes=codes))

    assert content["codes"] == codes
    assert (
        len(content["paths"]) == len(content["names"]) == len(content["official"]) == len(content["labels"]) // 3 == 4
    )


def test_unit_smaller_than_a_grid_step_stays_visible():
    speck = shapely.box(105.5, -4.500001, 105.500001, -4.5)
    content = decoded(units([shapely.box(105, -4.4, 106, -4), speck]))

    assert polygon(content["paths"][1]).area > 0


def test_ring_that_collapses_disappears_when_its_unit_has_another():
    speck = shapely.box(105.5, -4.500001, 105.500001, -4.5)
    content = decoded(units([shapely.MultiPolygon([shapely.box(105, -4.4, 106, -4), speck])]))

    assert content["paths"][0].count("z") == 1


def test_label_point_lies_in_its_unit_and_so_does_its_width():
    content = decoded(units(cells(8, seed=11)))
    labels = np.array(content["labels"]).reshape(-1, 3)

    for path, (x, y, wide) in zip(content["paths"], labels, strict=True):
        shape = polygon(path).buffer(1)
        assert shape.contains(shapely.Point(x, y))
        assert shape.contains(shapely.box(x - wide / 2, y, x + wide / 2, y + 0.5))
        assert wide > 0


def test_label_avoids_the_bay_of_a_crescent():
    crescent = shapely.box(105, -5, 106, -4) - shapely.box(105.3, -4.7, 106, -4.3)
    content = decoded(units([crescent]))
    x, y, _ = content["labels"]

    assert polygon(content["paths"][0]).contains(shapely.Point(x, y))


def test_scale_is_kilometres_per_grid_step():
    content = decoded(units([shapely.box(105, -1, 106, 1)]))

    assert content["height"] * content["km_per_unit"] == pytest.approx(2 * 111.32, rel=0.001)


def test_official_and_approximate_boundaries_are_told_apart():
    frame = units(cells(2))
    frame["boundary_source"] = [APPROXIMATE, "resmi: batas.gpkg", "turunan dari batas desa resmi", APPROXIMATE]

    assert decoded(frame)["official"] == "0110"


# ---- scopes --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def country():
    """Two provinsi of two kabupaten, each 4 x 4 desa in two kecamatan; one desa without a polygon."""
    rows, register = [], [("00", "negara", "Indonesia")]
    for p, prov in enumerate(("11", "18")):
        register.append((prov, "provinsi", f"Provinsi {prov}"))
        for k in range(2):
            kab = f"{prov}0{k + 1}"
            register.append((kab, "kabupaten", f"Kab. {kab}"))
            shapes = cells(4, west=105 + 2 * p + 0.4 * k, size=0.1, seed=0)
            for c in range(2):
                kec = f"{kab}0{c + 1}"
                register.append((kec, "kecamatan", f"Kec. {kec}"))
                for d in range(8):
                    desa = f"{kec}{2001 + d}"
                    register.append((desa, "desa", f"Desa {desa}"))
                    rows.append((desa, shapes[8 * c + d]))
    areas = pd.DataFrame(register, columns=["code", "level", "official_name"])
    codes, shapes = zip(*rows[:-1], strict=True)
    desa = gpd.GeoDataFrame({"code": codes, "boundary_source": APPROXIMATE}, geometry=list(shapes), crs="EPSG:4326")
    layers = {"desa": desa.sample(frac=1, random_state=1)}
    for level, digits in (("kecamatan", 6), ("kabupaten", 4), ("provinsi", 2)):
        whole = desa.assign(code=desa["code"].str[:digits]).dissolve("code", as_index=False)
        layers[level] = whole[["code", "boundary_source", "geometry"]]
    return layers, areas


@pytest.fixture(scope="module")
def scopes(country):
    return {(made.scope, made.level): made for made in scope_geometries(*country)}


def test_every_scope_of_the_country_is_made(scopes):
    kabupaten = ["1101", "1102", "1801", "1802"]
    expected = [("00", "provinsi"), ("00", "kabupaten"), ("11", "kabupaten"), ("18", "kabupaten")]
    expected += [(kab, level) for kab in kabupaten for level in ("kecamatan", "desa")]

    assert sorted(scopes) == sorted(expected)


def test_no_registered_unit_is_lost(scopes, country):
    _, areas = country
    for (scope, level), made in scopes.items():
        inside = areas[(areas["level"] == level) & areas["code"].str.startswith("" if scope == "00" else scope)]
        assert sorted([*made.codes, *made.missing]) == inside["code"].tolist()


def test_unit_without_polygon_is_listed_by_name(scopes):
    content = json.loads(scopes["1802", "desa"].content)

    assert content["missing"] == [["1802022008", "Desa 1802022008"]]
    assert "1802022008" not in content["codes"]


def test_codes_of_the_record_are_the_codes_of_the_file(scopes):
    for made in scopes.values():
        assert list(made.codes) == json.loads(made.content)["codes"] == sorted(made.codes)


def test_names_belong_to_the_codes(scopes):
    content = json.loads(scopes["1801", "desa"].content)

    assert content["names"] == [f"Desa {code}" for code in content["codes"]]


def test_outline_separates_kecamatan_on_the_desa_map_and_provinsi_on_the_country_map(scopes):
    assert json.loads(scopes["1801", "desa"].content)["outline"]
    assert json.loads(scopes["1801", "kecamatan"].content)["outline"] == ""


def test_same_input_gives_the_same_bytes(country, scopes):
    again = {(made.scope, made.level): made for made in scope_geometries(*country)}

    assert all(again[key].gzipped() == made.gzipped() for key, made in scopes.items())
    assert gzip.decompress(scopes["00", "kabupaten"].gzipped()) == scopes["00", "kabupaten"].content


def test_boundary_with_an_unregistered_code_is_refused(country):
    layers, areas = country
    wrong = layers["kabupaten"].replace({"code": {"1101": "9999"}})

    with pytest.raises(BuildError, match="9999"):
        list(scope_geometries({"kabupaten": wrong}, areas))


def test_boundary_twice_is_refused(country):
    layers, areas = country
    twice = pd.concat([layers["kabupaten"], layers["kabupaten"].iloc[:1]])

    with pytest.raises(BuildError, match="1101"):
        list(scope_geometries({"kabupaten": twice}, areas))


def test_scope_without_any_polygon_lists_all_its_units(country):
    layers, areas = country
    without = layers["desa"][~layers["desa"]["code"].str.startswith("1101")]

    made = next(made for made in scope_geometries({"desa": without}, areas) if made.scope == "1101")

    assert made.codes == ()
    assert len(made.missing) == 16
    assert json.loads(made.content)["paths"] == []


def test_levels_match_the_register():
    assert list(browser_geometry.DIGITS) == ["provinsi", "kabupaten", "kecamatan", "desa"]
