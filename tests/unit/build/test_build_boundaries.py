"""From desa cells to the units above, and the checks before anything is written."""

import numpy as np
import pandas as pd
import pytest
import shapely

from stunting.build import boundaries
from stunting.errors import BuildError


def cell(column, row):
    return shapely.box(100 + column, row, 101 + column, row + 1)


@pytest.fixture
def geometry():
    """Two kecamatan of two desa each, four unit squares in a row."""
    codes = ["1101012001", "1101012002", "1101022001", "1101022002"]
    return pd.Series([cell(i, 0) for i in range(4)], index=codes, dtype=object)


@pytest.fixture
def areas(geometry):
    desa = pd.DataFrame({"code": geometry.index, "level": "desa", "lat": 0.5, "lon": 100.5})
    above = pd.DataFrame({"code": ["110101", "110102"], "level": "kecamatan"})
    return pd.concat([desa, above], ignore_index=True)


def test_a_unit_is_the_union_of_the_desa_whose_code_begins_with_its_own(geometry):
    kecamatan = boundaries.dissolved(geometry, level="kecamatan")
    province = boundaries.dissolved(geometry, level="provinsi")

    assert kecamatan.index.tolist() == ["110101", "110102"]
    assert kecamatan["110102"].equals(shapely.box(102, 0, 104, 1))
    assert province["11"].equals(shapely.box(100, 0, 104, 1))


def test_a_label_stands_in_the_middle_of_the_largest_part():
    unit = shapely.MultiPolygon([cell(10, 5), shapely.box(100, 0, 102, 2), cell(12, 5)])

    (point,) = boundaries.label_points(np.array([unit], dtype=object))

    assert (point.x, point.y) == pytest.approx((101, 1), abs=0.01)


def test_each_row_carries_its_source_and_label(geometry):
    frame = boundaries.with_labels(geometry)

    assert frame.columns.tolist() == ["code", "boundary_source", "label_lon", "label_lat", "geometry"]
    assert set(frame["boundary_source"]) == {boundaries.SOURCE}
    assert frame["code"].tolist() == geometry.index.tolist()


def test_a_desa_without_coordinate_is_listed_with_its_reason():
    desa = pd.DataFrame({"code": ["1101022002", "1101022003"], "lat": [0.5, np.nan]})

    listed = boundaries.without_boundary(desa)

    assert listed.to_dict("list") == {"code": ["1101022003"], "reason": [boundaries.NO_COORDINATE]}


def test_a_missing_kecamatan_is_refused(geometry, areas):
    kecamatan = boundaries.with_labels(boundaries.dissolved(geometry.iloc[:2], level="kecamatan"))

    with pytest.raises(BuildError, match="110102"):
        boundaries.check({"kecamatan": kecamatan}, areas, pd.DataFrame({"code": []}))


def test_overlapping_neighbours_are_refused(geometry, areas):
    geometry["1101012002"] = shapely.box(100.9, 0, 102, 1)

    with pytest.raises(BuildError, match="tumpang tindih"):
        boundaries.check({"desa": boundaries.with_labels(geometry)}, areas, pd.DataFrame({"code": []}))
