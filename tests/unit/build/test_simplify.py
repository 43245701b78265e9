"""Simplifying the units of one map together."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from stunting import boundaries

ISLET = shapely.box(5.0, 5.0, 5.005, 5.005)  # about 0,3 km2


def frame(*geometries):
    codes = [f"{number:04}" for number in range(len(geometries))]
    return gpd.GeoDataFrame({"code": codes}, geometry=list(geometries), crs="EPSG:4326")


def simplified(*geometries):
    return boundaries.simplify_for_scope(frame(*geometries), tolerance_deg=0.01, min_part_km2=2.0).geometry.to_numpy()


def wavy_neighbours():
    """Two units with a common edge of 400 vertices."""
    y = np.linspace(0, 1, 400)
    edge = np.column_stack([1 + 0.001 * np.sin(60 * y), y])
    west = shapely.Polygon([(0, 0), *edge, (0, 1)])
    east = shapely.Polygon([(2, 0), (2, 1), *edge[::-1]])
    return west, east


def test_neighbours_keep_a_common_edge_with_fewer_vertices():
    west, east = simplified(*wavy_neighbours())

    assert shapely.get_num_coordinates(west) < 100
    assert shapely.coverage_is_valid([west, east])
    assert shapely.length(shapely.intersection(west, east)) == pytest.approx(1, abs=0.01)


def test_an_islet_beside_a_larger_part_is_dropped():
    (unit,) = simplified(shapely.MultiPolygon([shapely.box(0, 0, 1, 1), ISLET]))

    assert shapely.get_num_geometries(unit) == 1


def test_a_unit_that_is_only_an_islet_stays():
    (unit,) = simplified(shapely.MultiPolygon([ISLET]))

    assert not unit.is_empty
    assert unit.intersects(ISLET)


def test_a_small_part_that_touches_a_neighbour_stays():
    enclave = shapely.box(0.5, 0.5, 0.505, 0.505)
    around = shapely.box(0, 0, 1, 1).difference(enclave)

    units = simplified(around, shapely.MultiPolygon([shapely.box(3, 0, 4, 1), enclave]))

    assert shapely.area(units).sum() == pytest.approx(2, abs=1e-6)


def test_rows_columns_and_reference_system_are_kept():
    before = frame(*wavy_neighbours())

    after = boundaries.simplify_for_scope(before, **boundaries.KABUPATEN_NATIONAL)

    assert after["code"].tolist() == before["code"].tolist()
    assert after.crs == before.crs


def test_area_of_one_degree_at_the_equator():
    assert boundaries.area_km2(np.array([shapely.box(100, -0.5, 101, 0.5)]))[0] == pytest.approx(12_309, rel=0.01)
