"""A kecamatan cut out of the map of its kabupaten keeps the place and form of its desa."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest

from stunting.exports.map_files import Shapes, lines
from stunting.slides.cut_map import LONGEST, cut


@pytest.fixture(scope="module")
def whole(sources):
    return sources.geometry(scope="3514", level="desa")


@pytest.fixture(scope="module")
def part(whole):
    return Shapes.of(cut(whole, scope="351406"))


def test_the_desa_of_the_kecamatan_are_there_and_no_other(sources, part):
    assert set(part.order.all) == {one.code for one in sources.register.children("351406")}
    assert len(part.names) == len(part.codes)


def test_each_desa_lies_where_it_lay(whole, part):
    before = Shapes.of(whole)
    for row, code in enumerate(part.codes):
        old = before.rings[before.codes.index(code)]
        for was, now in zip(old, part.rings[row], strict=True):
            np.testing.assert_allclose(part.lonlat(now), before.lonlat(was), atol=1e-7)


def test_the_cut_fills_its_own_grid(part):
    points = np.vstack([ring for unit in part.rings for ring in unit])

    assert points.min(axis=0).tolist() == [0, 0]
    assert points.max(axis=0).tolist() == [part.content["width"], part.content["height"]]
    assert LONGEST / 2 < max(part.content["width"], part.content["height"]) <= LONGEST


def test_borders_are_those_between_two_of_its_desa(whole, part):
    corners = {tuple(point) for unit in part.rings for ring in unit for point in ring.tolist()}
    borders = lines(part.content["borders"])
    all_of_them = lines(json.loads(gzip.decompress(whole))["borders"])

    assert 0 < len(borders) < len(all_of_them)
    assert all(tuple(point) in corners for line in borders for point in line.tolist())


def test_equal_cuts_are_equal_bytes(whole):
    assert cut(whole, scope="351406") == cut(whole, scope="351406")
