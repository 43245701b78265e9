"""The rows of one kabupaten in a release, as they may leave it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from stunting.shared_release import connect

# Column with the code -> which rows are of the kabupaten. An area that only begins like it is none of it.
OF_KABUPATEN = {
    "desa_code": "select * from query_table($table) where left(desa_code, 4) = $code",
    "area_code": "select * from query_table($table) where left(area_code, 4) = $code",
    "kabupaten_code": "select * from query_table($table) where kabupaten_code = $code",
    "": "select * from query_table($table) where $code <> ''",
}
META = "select key, value from meta"


def of_kabupaten(release: Path, names: dict[str, str], *, code: str) -> dict[str, pa.Table]:
    """Table -> its rows of one kabupaten; `names` says by which column, "" for all rows. Empty tables are left out.

    Raises:
        duckdb.Error: the file is no release.
    """
    found = {}
    with connect(release) as opened:
        for table, column in names.items():
            rows = opened.sql(OF_KABUPATEN[column], params={"table": table, "code": code}).to_arrow_table()
            if rows.num_rows:
                found[table] = rows
    return found


def meta(release: Path) -> dict[str, str]:
    """What the release says about itself."""
    with connect(release) as opened:
        return dict(opened.execute(META).fetchall())
