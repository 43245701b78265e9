"""Maps of an earlier release, where nothing they are made of has changed.

An import changes counts and no boundary: copying the maps takes a fraction of a second, drawing them again several.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable

import pyarrow as pa

from stunting import release_files, releases
from stunting.db import connect
from stunting.errors import ReleaseError
from stunting.paths import ROOT, Layout

TABLES = ("boundary", "boundary_missing", "geometry")
# The modules whose change may change a map.
MAKERS = ("boundaries.py", "boundary_files/overlay.py", "build/browser_geometry.py", "build/maps.py")
MADE_FROM = ("wilayah/wilayah.parquet", "batas/", "tambahan/batas/")


def geometry_key(sources: Iterable[tuple[str, str]]) -> str:
    """Hash of everything the maps are made of: files (name, SHA-256 of the table `source`) and our own code."""
    used = sorted(f"{file} {sha256}" for file, sha256 in sources if file.startswith(MADE_FROM))
    return hashlib.sha256("\n".join([*used, *map(_code, MAKERS)]).encode()).hexdigest()


def earlier_maps(layout: Layout, key: str) -> dict[str, pa.Table] | None:
    """The tables of the live release, if its maps have this key; a damaged release is not copied from."""
    with contextlib.suppress(ReleaseError):
        live = releases.current(layout)
        if live is None:
            return None
        # Opening by id compares size and checksum with the manifest.
        releases.open_release(layout, live).database.close()
        with connect(release_files.file_of(layout, live, ".duckdb")) as opened:
            known = opened.execute("select value from meta where key = 'geometry_key'").fetchall()
            if known == [(key,)]:
                return {table: opened.table(table).to_arrow_table() for table in TABLES}
    return None


def _code(name: str) -> str:
    return f"{name} {hashlib.sha256((ROOT / 'stunting' / name).read_bytes()).hexdigest()}"
