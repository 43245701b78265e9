"""What a release file contains: its tables, the hash of their content, and whether the contract is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

SCHEMA = Path(__file__).resolve().parent / "build" / "schema.sql"
# Made from the other tables to answer faster; a release of an earlier program lacks them.
DERIVED = ("counted_desa", "public_area", "public_bundle")
# Facts about the making of a release; two releases that differ only in these have the same content.
UNHASHED_META = ("release_id", "created_at", "app_version", "content_sha256", "maps_key")
UNHASHED_COLUMNS = {"delivery": ("received_at",)}
# Tables that releases of the same schema version from before they were invented do not have.
LATER_TABLES = ("growth_total", "delivery", "delivery_difference")


def content_sha256(opened: duckdb.DuckDBPyConnection) -> str:
    """Hash of all tables, independent of row order, file layout and the time of building. A view adds nothing to it."""
    parts = []
    for table, columns in sorted(_columns(opened).items()):
        unhashed = UNHASHED_COLUMNS.get(table, ())
        hashed = [(name, kind) for name, kind in sorted(columns.items()) if name not in unhashed]
        fields = ", ".join(f"coalesce({_as_text(name, kind)}, chr(30))" for name, kind in hashed)
        lines = f'select concat_ws(chr(31), {fields}) as line from "{table}"'
        bound: dict[str, list[str]] = {}
        if table == "meta":
            lines += " where not list_contains($unhashed, key)"
            bound["unhashed"] = list(UNHASHED_META)
        parts.append(f"{table} {','.join(sorted(columns))} {_sorted_sha256(opened, lines, bound)}")
    (whole,) = _row(opened, "select sha256($text)", {"text": "\n".join(parts)})
    return str(whole)


def _sorted_sha256(opened: duckdb.DuckDBPyConnection, lines: str, bound: dict[str, list[str]]) -> str:
    """SHA-256 of the lines in ascending order, with a line break between them.

    The bytes go from Arrow's buffers to `hashlib` as they lie there; inside the database this takes twice as long.
    """
    digest = hashlib.sha256()
    ordered = opened.sql(
        f"select chr(10) || one.line as line from ({lines}) one order by one.line", params=bound or None
    )
    is_first = True
    for batch in ordered.to_arrow_reader(200_000):
        column = batch.column(0).cast(pa.large_binary())
        if not len(column):
            continue
        _, offsets, data = column.buffers()
        ends = memoryview(offsets).cast("q")
        first, last = ends[column.offset], ends[column.offset + len(column)]
        digest.update(memoryview(data)[first + is_first : last])
        is_first = False
    return digest.hexdigest()


def table_rows(opened: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows per table; a view has none of its own."""
    return {table: int(_row(opened, f'select count(*) from "{table}"')[0]) for table in sorted(_columns(opened))}


def contract_problems(opened: duckdb.DuckDBPyConnection) -> list[str]:
    """Tables, views and columns of the contract that a file lacks."""
    present, present_views = _columns(opened), _columns(opened, views=True)
    may_lack = (*DERIVED, *LATER_TABLES)
    wanted = {name: columns for name, columns in contract().items() if name in present or name not in may_lack}
    tables = [("Tabel", name, columns, present.get(name, {})) for name, columns in wanted.items()]
    views = [("Tampilan", name, columns, present_views.get(name, {})) for name, columns in contract_views().items()]
    return [
        f"{kind} {name} tidak punya kolom {', '.join(sorted(missing))}."
        for kind, name, columns, found in [*tables, *views]
        if (missing := set(columns) - set(found))
    ]


@cache
def contract() -> dict[str, dict[str, str]]:
    """Tables of a release and the type of each column, from `build/schema.sql`."""
    with duckdb.connect(":memory:") as empty:
        empty.execute(SCHEMA.read_text(encoding="utf-8"))
        return _columns(empty)


@cache
def contract_views() -> dict[str, dict[str, str]]:
    """Views of a release and the type of each column: the same rows as in the tables, under another name."""
    with duckdb.connect(":memory:") as empty:
        empty.execute(SCHEMA.read_text(encoding="utf-8"))
        return _columns(empty, views=True)


def _columns(opened: duckdb.DuckDBPyConnection, *, views: bool = False) -> dict[str, dict[str, str]]:
    """Columns and their types, of the tables or of the views."""
    tables: dict[str, dict[str, str]] = {}
    rows = opened.execute(
        "select table_name, column_name, data_type from duckdb_columns() where database_name = current_database() "
        "and schema_name = 'main' and not internal and $views = (table_name in (select view_name from duckdb_views() "
        "where database_name = current_database() and schema_name = 'main' and not internal))",
        {"views": views},
    ).fetchall()
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables


def _as_text(name: str, kind: str) -> str:
    return f'sha256("{name}")' if kind == "BLOB" else f'cast("{name}" as varchar)'


def _row(opened: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, str | list[str]] | None = None) -> tuple:
    row = opened.execute(sql, params or {}).fetchone()
    assert row is not None
    return row
