"""The shapes of one kecamatan, cut out of those of its kabupaten: a release has them only as a whole."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from itertools import pairwise

PIECE = re.compile(r"M(-?\d+) ?(-?\d+)([^Mz]*)")
NUMBER = re.compile(r"-?\d+")
# The longer side, in steps of the grid, as a release has it.
LONGEST = 4_000
Point = tuple[int, int]
Line = list[Point]


def cut(payload_gzip: bytes, *, scope: str) -> bytes:
    """The units whose code begins with `scope`, on a grid of their own; payload: of a scope around it, level desa.

    A unit keeps its form, its neighbours inside the cut share their borders as before.
    """
    whole = json.loads(gzip.decompress(payload_gzip))
    rows = [row for row, code in enumerate(whole["codes"]) if code.startswith(scope)]
    rings = [list(_lines(whole["paths"][row])) for row in rows]
    points = [point for unit in rings for ring in unit for point in ring]
    left, top = (min((point[axis] for point in points), default=0) for axis in (0, 1))
    width, height = (max((point[axis] for point in points), default=1) for axis in (0, 1))
    width, height = width - left, height - top
    times = max(1, LONGEST // max(width, height, 1))

    def written(lines: list[Line], *, end: str) -> str:
        return "".join(_path([((x - left) * times, (y - top) * times) for x, y in line]) + end for line in lines)

    edges = {frozenset(edge) for unit in rings for ring in unit for edge in pairwise([*ring, ring[0]])}
    borders = [line for line in _lines(whole["borders"]) if len(line) > 1 and frozenset(line[:2]) in edges]
    grid = whole["grid"]
    label = whole["labels"]
    content = whole | {
        "scope": scope,
        "width": width * times,
        "height": height * times,
        "km_per_unit": whole["km_per_unit"] / times,
        "grid": grid
        | {
            "west": grid["west"] + left / (grid["steps_per_degree"] * grid["shrink"]),
            "north": grid["north"] - top / grid["steps_per_degree"],
            "steps_per_degree": grid["steps_per_degree"] * times,
        },
        "codes": [whole["codes"][row] for row in rows],
        "names": [whole["names"][row] for row in rows],
        "paths": [written(unit, end="z") for unit in rings],
        "labels": [
            value
            for row in rows
            for value in (
                (label[3 * row] - left) * times,
                (label[3 * row + 1] - top) * times,
                label[3 * row + 2] * times,
            )
        ],
        "official": "".join(whole["official"][row] for row in rows),
        "borders": written(borders, end=""),
        # What parted two kecamatan is the edge of this one.
        "outline": "",
        "missing": [one for one in whole["missing"] if one[0].startswith(scope)],
    }
    return gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def _lines(path: str) -> Iterator[Line]:
    """The absolute points of each piece of path data."""
    for x, y, rest in PIECE.findall(path):
        at = (int(x), int(y))
        line = [at]
        steps = [int(one) for one in NUMBER.findall(rest)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            at = (at[0] + dx, at[1] + dy)
            line.append(at)
        yield line


def _path(line: Line) -> str:
    """Path data of one piece: "M12 34l5 -6 7 8"."""
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(line))
    return f"M{line[0][0]} {line[0][1]}l{steps}"
