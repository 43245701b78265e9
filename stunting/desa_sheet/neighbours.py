"""Which desa lie beside each other, told from the borders that the map of a release draws."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict

import numpy as np

from stunting.exports.map_files import decode


def neighbours(payload_gzip: bytes) -> dict[str, tuple[str, ...]]:
    """Every unit of one map with the units it shares a border with, the longest border first.

    payload_gzip: `queries.geometry_payload` of a scope. Neighbours keep the same edges in it, so an edge that two units
    draw is their border; where two boundaries only nearly meet (official files), they are no neighbours.
    """
    content = json.loads(gzip.decompress(payload_gzip))
    drawn_by: dict[tuple[float, ...], list[int]] = defaultdict(list)
    for at, path in enumerate(content["paths"]):
        for ring in decode(path):
            for start, end in zip(ring[:-1].tolist(), ring[1:].tolist(), strict=True):
                drawn_by[(*min(start, end), *max(start, end))].append(at)
    shared: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for (x0, y0, x1, y1), units in drawn_by.items():
        for one in units:
            for other in units:
                if one != other:
                    shared[one][other] += float(np.hypot(x1 - x0, y1 - y0))
    codes = content["codes"]
    return {
        codes[one]: tuple(codes[other] for other, _ in sorted(shared[one].items(), key=lambda pair: -pair[1]))
        for one in range(len(codes))
    }
