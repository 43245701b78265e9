"""Dividing land among village points."""

import numpy as np
import pytest
import shapely

from stunting.build import cells

SQUARE = shapely.box(100, -1, 102, 1)
FOUR = np.array([[100.5, -0.5], [101.5, -0.5], [100.5, 0.5], [101.5, 0.5]])


def array(*geometries):
    return np.array(geometries, dtype=object)


@pytest.fixture(scope="module")
def scattered():
    """Two islands with forty irregular points, and the division of them."""
    land = array(
        shapely.box(100, 0, 101, 1).difference(shapely.box(100.4, 0.6, 100.6, 1)), shapely.box(102, 0, 102.5, 0.5)
    )
    land = shapely.set_precision(land, 1e-6)
    random = np.random.default_rng(7)
    points = np.vstack([random.uniform((100, 0), (101, 0.6), (30, 2)), random.uniform((102, 0), (102.5, 0.5), (10, 2))])
    points = points.round(6)
    return points, land, cells.divide(points, land)


def test_four_symmetric_points_get_equal_quarters():
    parts = cells.divide(FOUR, array(SQUARE))

    assert shapely.area(parts) == pytest.approx([1, 1, 1, 1], abs=1e-5)
    assert shapely.contains(parts, shapely.points(FOUR)).all()


def test_one_point_gets_the_whole_polygon():
    assert cells.divide(FOUR[:1], array(SQUARE))[0].equals(SQUARE)


def test_the_cells_cover_the_land_exactly(scattered):
    _, land, parts = scattered

    assert shapely.area(shapely.union_all(parts)) == pytest.approx(shapely.area(land).sum(), abs=1e-9)
    assert shapely.area(parts).sum() == pytest.approx(shapely.area(land).sum(), abs=1e-9)


def test_the_cells_form_a_valid_coverage_on_the_grid(scattered):
    _, _, parts = scattered
    xy = shapely.get_coordinates(parts)

    assert shapely.coverage_is_valid(parts)
    assert np.abs(xy - xy.round(6)).max() < 1e-12


def test_no_cell_crosses_to_another_island(scattered):
    points, _, parts = scattered

    first = points[:, 0] < 101.5

    assert (shapely.bounds(parts[first])[:, 2] <= 101).all()
    assert (shapely.bounds(parts[~first])[:, 0] >= 102).all()


def test_the_same_points_give_the_same_bytes(scattered):
    points, land, parts = scattered

    assert (shapely.to_wkb(cells.divide(points, land)) == shapely.to_wkb(parts)).all()


def test_the_correction_brings_centroids_nearer_to_the_points():
    # Points as in the register: centroids of areas that are unknown to the division.
    random = np.random.default_rng(7)
    hidden = cells.voronoi(random.uniform((100, -1), (102, 1), (60, 2)), SQUARE)
    points = shapely.get_coordinates(shapely.centroid(shapely.intersection(hidden, SQUARE)))

    def error(parts):
        return np.hypot(*(shapely.get_coordinates(shapely.centroid(parts)) - points).T).mean()

    corrected = cells.divide(points, array(SQUARE))

    assert error(corrected) < 0.7 * error(shapely.intersection(cells.voronoi(points, SQUARE), SQUARE))


def test_a_site_that_may_not_move_stays():
    points = np.array([[100.1, 0.0], [101.0, 0.0], [101.2, 0.5]])

    sites = cells.corrected_sites(points, SQUARE, movable=np.array([False, True, True]))

    assert sites[0].tolist() == points[0].tolist()
    assert sites[1].tolist() != points[1].tolist()


def test_a_point_just_off_land_takes_its_share_of_the_nearest_polygon():
    points = np.vstack([FOUR, [[99.997, 0.0]]])  # 0,3 km west of the coast

    parts = cells.divide(points, array(SQUARE))

    assert not parts[4].is_empty
    assert SQUARE.covers(parts[4])


def test_a_point_far_off_land_gets_a_disc_of_its_own():
    points = np.vstack([FOUR, [[99.0, 0.0]]])

    parts = cells.divide(points, array(SQUARE))

    radius_km = np.sqrt(parts[4].area / np.pi) * cells.KM_PER_DEG
    assert parts[4].contains(shapely.Point(99.0, 0.0))
    assert radius_km == pytest.approx(cells.DISC_KM[1], rel=0.02)


def test_discs_of_close_points_do_not_meet():
    points = np.array([[99.0, 0.0], [99.002, 0.0], [100.5, 0.0]])

    first, second, _ = cells.divide(points, array(SQUARE))

    assert first.disjoint(second)


def test_an_islet_without_a_point_goes_whole_to_the_nearest_point():
    islet = shapely.box(102.1, 0.4, 102.2, 0.6)

    parts = cells.divide(FOUR, array(SQUARE, islet))

    assert [part.covers(islet) for part in parts] == [False, False, False, True]


def test_a_point_that_others_shield_from_the_coast_gets_a_disc_in_the_water():
    island = shapely.box(100, 0, 100.004, 0.015)
    inland = [[100.002, 0.0015], [100.002, 0.0045], [100.002, 0.0075], [100.002, 0.0105], [100.002, 0.0135]]
    shielded = [99.9955, 0.0075]  # 0,5 km west of the coast

    parts = cells.divide(np.array([*inland, shielded]), array(island))

    assert not shapely.is_empty(parts).any()
    assert parts[-1].contains(shapely.Point(shielded))
    assert parts[-1].disjoint(island)


def test_lines_and_points_left_by_a_clip_fall_away():
    line, polygon = shapely.LineString([(0, 0), (1, 1)]), shapely.box(0, 0, 1, 1)
    mixed = array(shapely.GeometryCollection([line, polygon]), line, polygon)

    clean = cells.areas_only(mixed)

    assert clean[0].equals(polygon)
    assert clean[1].is_empty
    assert clean[2].equals(polygon)
