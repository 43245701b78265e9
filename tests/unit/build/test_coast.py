"""Reading GSHHG and Natural Earth, and the rules that decide which land is Indonesian."""

import numpy as np
import pytest
import shapely

from stunting.build import coast

BOX = (95.0, -10.0, 141.0, 6.0)


def gshhg(*rings):
    """Meta lines and bytes, as in the files, of (level, coordinates)."""
    lines, data = [], b""
    for number, (level, ring) in enumerate(rings):
        xy = np.array(ring, dtype="<f4")
        south, north = xy[:, 1].min(), xy[:, 1].max()
        lines.append(f"{level} 10.0 {len(xy)} {south:.5f} {north:.5f} {len(data)} {xy.nbytes} {number}-W")
        data += xy.tobytes()
    return "\n".join(lines) + "\n", data


def square(west, south, side):
    return [(west, south), (west + side, south), (west + side, south + side), (west, south + side), (west, south)]


def box(west, south, east, north):
    return shapely.box(west, south, east, north)


def array(*geometries):
    return np.array(geometries, dtype=object)


def test_land_is_read_and_lakes_are_not():
    meta, data = gshhg(("1", square(100, 0, 2)), ("2", square(100.5, 0.5, 0.5)), ("3", square(100.6, 0.6, 0.1)))

    islands = coast.islands_in(meta, data, box=BOX)

    assert len(islands) == 1
    assert islands[0].equals(box(100, 0, 102, 2))


def test_islands_outside_the_box_are_left_out_and_those_across_its_edge_are_cut():
    meta, data = gshhg(("1", square(10, 0, 2)), ("1", square(100, 40, 2)), ("1", square(140, 0, 2)))

    islands = coast.islands_in(meta, data, box=BOX)

    assert [island.bounds for island in islands] == [(140, 0, 141, 2)]


def test_coordinates_lie_on_the_grid_of_six_decimals():
    meta, data = gshhg(("1", [(100.1234567, 0), (101, 0.7654321), (100.3, 1), (100.1234567, 0)]))

    xy = shapely.get_coordinates(coast.islands_in(meta, data, box=BOX))

    assert np.abs(xy - xy.round(6)).max() < 1e-12


def test_an_outline_that_crosses_itself_becomes_valid():
    meta, data = gshhg(("1", [(100, 0), (102, 2), (102, 0), (100, 2), (100, 0)]))

    islands = coast.islands_in(meta, data, box=BOX)

    assert len(islands) == 2
    assert shapely.is_valid(islands).all()


def test_countries_share_an_arc_that_one_of_them_walks_backwards():
    # Two unit squares side by side; arc 0 is the border, arcs are deltas on the grid of the transform.
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [100, 0]},
        "arcs": [
            [[2, 0], [0, 2]],
            [[2, 2], [-2, 0], [0, -2], [2, 0]],
            [[2, 0], [2, 0], [0, 2], [-2, 0]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "360", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "458", "arcs": [[[-1, 2]]]},
                    {"type": None, "id": "010"},
                ]
            }
        },
    }

    countries = coast.countries_in(topology, box=BOX)

    assert [polygon.bounds for polygon in countries.own] == [(100, 0, 101, 1)]
    assert [polygon.bounds for polygon in countries.others] == [(101, 0, 102, 1)]


@pytest.fixture
def countries():
    """Indonesia west of 110 degrees, a neighbour east of it, on one island; and a far neighbour."""
    return coast.Countries(own=array(box(109, 0, 110, 1)), others=array(box(110, 0, 111, 1), box(109.6, 4, 109.8, 4.2)))


VILLAGE = np.array([[109.5, 0.5]])


def test_an_island_belongs_to_the_country_that_holds_it(countries):
    islands = array(box(109.1, 0.1, 109.9, 0.9), box(110.1, 0.1, 110.9, 0.9))

    assert coast.indonesian(islands, countries, VILLAGE).tolist() == [islands[0]]


def test_an_unknown_islet_goes_to_the_nearest_country_unless_it_is_far(countries):
    near, nearer_to_neighbour, far = (
        box(108.7, 0.5, 108.8, 0.6),
        box(109.6, 3.5, 109.7, 3.6),
        box(105.0, 0.5, 105.1, 0.6),
    )

    assert coast.indonesian(array(near, nearer_to_neighbour, far), countries, VILLAGE).tolist() == [near]


def test_a_far_islet_with_an_indonesian_village_is_ours(countries):
    far = box(105.0, 0.5, 105.1, 0.6)

    assert coast.indonesian(array(far), countries, np.array([[105.05, 0.55]])).tolist() == [far]


def test_a_shared_island_is_cut_at_the_border(countries):
    island = box(109, 0, 111, 1)

    parts = coast.indonesian(array(island), countries, VILLAGE)

    assert shapely.union_all(parts).equals(box(109, 0, 110, 1))


def test_the_margin_along_the_coast_follows_its_side_and_is_cut_at_the_border(countries):
    island = box(109, 0, 111, 1.1)  # the coast lies 0.1 degree north of where Natural Earth has it

    parts = coast.indonesian(array(island), countries, VILLAGE)

    expected = box(109, 0, 110, 1.1)
    assert shapely.area(shapely.symmetric_difference(shapely.union_all(parts), expected)) < 0.001


def test_the_border_moves_out_around_a_village_beyond_it(countries):
    island = box(109, 0, 111, 1)
    beyond = np.array([[110.03, 0.5]])

    parts = coast.indonesian(array(island), countries, beyond)

    assert len(parts) == 1
    assert parts[0].contains(shapely.Point(beyond[0]))
    assert parts[0].area < 1.01
