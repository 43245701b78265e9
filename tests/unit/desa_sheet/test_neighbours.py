"""Neighbours are told from the borders that the map draws."""

from __future__ import annotations

import gzip
import json

from stunting.desa_sheet.neighbours import neighbours


def payload(**paths):
    content = {"codes": list(paths), "paths": list(paths.values())}
    return gzip.compress(json.dumps(content).encode())


def test_squares_that_share_an_edge_are_neighbours_and_those_that_share_a_corner_are_not():
    found = neighbours(
        payload(a="M0 0l10 0 0 10-10 0z", b="M10 0l10 0 0 10-10 0z", c="M20 10l10 0 0 10-10 0z", d="M50 50l5 0 0 5z")
    )

    assert found == {"a": ("b",), "b": ("a",), "c": (), "d": ()}


def test_the_longest_border_comes_first():
    found = neighbours(payload(a="M0 0l10 0 0 4 0 6-10 0z", b="M10 0l10 0 0 4-10 0z", c="M10 4l10 0 0 6-10 0z"))

    assert found["a"] == ("c", "b")


def test_a_hole_has_the_area_around_it_as_neighbour():
    found = neighbours(payload(a="M0 0l30 0 0 30-30 0zM10 10l0 5 5 0 0-5z", b="M10 10l5 0 0 5-5 0z"))

    assert found == {"a": ("b",), "b": ("a",)}
