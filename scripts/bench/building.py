"""What a first start waits for, and what a map weighs: builds into an empty folder, and the geometry of every scope."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb

from scripts.bench.lines import Line
from stunting.build.release import build_release
from stunting.paths import Layout

BUILDS = 3


def measure() -> list[Line]:
    """First build in seconds, and the compressed geometry of all scopes in kilobytes."""
    samples = []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(BUILDS):
            root = Path(folder) / str(turn)
            layout = replace(
                Layout.default(), additions=root / "tambahan", releases=root / "rilis", restricted=root / "terbatas"
            )
            started = time.perf_counter()
            built = build_release(layout)
            samples.append(time.perf_counter() - started)
        with duckdb.connect(str(layout.releases / f"{built.id}.duckdb"), read_only=True) as opened:
            rows = opened.execute("select scope_code, octet_length(payload_gzip) / 1024 from geometry").fetchall()
    country = tuple(kilobytes for scope, kilobytes in rows if scope == "00")
    below = tuple(kilobytes for scope, kilobytes in rows if len(scope) == 4)
    return [
        Line(what="first start: build the release", unit="s", samples=tuple(samples), budget_p95=20),
        Line(what="geometry of Indonesia, largest view", unit="kB", samples=(max(country),), budget_p95=250),
        Line(
            what="geometry of one kabupaten, largest view",
            unit="kB",
            samples=(max(below),),
            budget_p95=80,
            note=f"of {len(below)} views by kecamatan or desa",
        ),
    ]


if __name__ == "__main__":
    for line in measure():
        print(line.what, line.median, line.unit, line.verdict)
