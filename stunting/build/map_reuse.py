"""Maps of the live release, taken over where nothing they were made from has changed.

Drawing all maps takes most of a build. An import changes no boundary, so its release gets the maps of the one before.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from stunting import releases
from stunting.build import maps
from stunting.errors import StuntingError
from stunting.paths import ROOT, Layout
from stunting.shared_release import connect

TABLES = ("boundary", "boundary_missing", "geometry")
META_KEY = "maps_key"
REGISTER = "wilayah/wilayah.parquet"
# The program that draws; with another one the maps are drawn anew.
CODE = (
    "stunting/boundaries.py",
    "stunting/boundary_files/overlay.py",
    "stunting/build/browser_geometry.py",
    "stunting/build/maps.py",
)


def key(sources: pd.DataFrame) -> str:
    """Hash of everything the maps depend on: register, boundaries, and the program that draws them.

    `sources` are the rows of the table `source` of the release that is being built.
    """
    folders = (f"{maps.FOLDER}/", f"tambahan/{maps.FOLDER}/")
    used = sources[sources["file"].str.startswith(folders) | (sources["file"] == REGISTER)]
    parts = sorted(f"{file} {sha256}" for file, sha256 in zip(used["file"], used["sha256"], strict=True))
    parts += [hashlib.sha256(Path(ROOT / name).read_bytes()).hexdigest() for name in CODE]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def live_maps(layout: Layout, wanted: str) -> dict[str, pa.Table] | None:
    """The map tables of the live release if they were made from the same, else None.

    A live release that is damaged or of another version gives nothing; a build must work then all the more.
    """
    try:
        live = releases.current(layout)
        if live is None:
            return None
        opened = releases.open_release(layout, live)
    except StuntingError:
        return None
    opened.database.close()
    with connect(opened.database.path) as connection:
        made_from = connection.execute("select value from meta where key = $key", {"key": META_KEY}).fetchall()
        if made_from != [(wanted,)]:
            return None
        return {name: _table(connection, name) for name in TABLES}


def _table(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    with connection.cursor() as cursor:
        return cursor.table(name).to_arrow_table()
