"""Which tables leave a kabupaten, and how a table is written into the file: CSV that anyone can open and read.

A missing value is nothing between two commas, an empty text is "" in quotes. The columns are those of the release.
"""

from __future__ import annotations

import io
import re

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from stunting import fingerprint

PUBLIC, INTERNAL = "publik", "internal"
MODES = (PUBLIC, INTERNAL)
# Table -> the column that begins with the code of the kabupaten; "" where rows belong to none.
COLUMN = {
    "growth": "desa_code",
    "growth_window": "desa_code",
    "growth_total": "desa_code",
    "weighing_window": "",
    "routine_target": "desa_code",
    "puskesmas": "kabupaten_code",
    "puskesmas_desa": "desa_code",
    "quality": "kabupaten_code",
    "lokus": "desa_code",
    "desa_figure": "desa_code",
    "desa_figure_kind": "kabupaten_code",
    "service": "area_code",
    "service_target": "area_code",
    "target": "area_code",
    "campaign_event": "area_code",
    "village_fund": "area_code",
    "foster_summary": "area_code",
}
# What a kabupaten publishes anyway: official lists, events, budgets, and sums that were released.
OFFICIAL = (
    *("weighing_window", "routine_target", "quality", "lokus", "service", "service_target", "target"),
    *("campaign_event", "village_fund", "foster_summary"),
)
TABLES = {
    PUBLIC: ("growth_total", *OFFICIAL),
    INTERNAL: (
        *("growth", "growth_window", "puskesmas", "puskesmas_desa", "desa_figure", "desa_figure_kind"),
        *OFFICIAL,
    ),
}
TYPES = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}
SERIES = re.compile(r"BIGINT\[\d+\]")
BETWEEN = ";"


def schema(name: str) -> pa.Schema:
    """The columns of a table of the release, in Arrow's types."""
    columns = fingerprint.contract()[name]
    return pa.schema(
        [(column, pa.list_(pa.int64()) if SERIES.fullmatch(kind) else TYPES[kind]) for column, kind in columns.items()]
    )


def to_csv(table: pa.Table, name: str) -> bytes:
    """A table as it lies in the file; equal rows in the same order give equal bytes."""
    wanted = schema(name)
    columns = [_written(table[field.name], field) for field in wanted]
    stream = io.BytesIO()
    pacsv.write_csv(pa.table(columns, names=wanted.names), stream)
    return stream.getvalue()


def from_csv(content: bytes, name: str) -> pa.Table:
    """A table out of the file.

    Raises:
        ValueError: other columns, or a value that is not of its column's type.
    """
    wanted = schema(name)
    header = content.split(b"\n", 1)[0].decode("utf-8").strip()
    if header != ",".join(f'"{column}"' for column in wanted.names):
        raise ValueError("other columns")
    read_as = {field.name: pa.string() if pa.types.is_list(field.type) else field.type for field in wanted}
    table = pacsv.read_csv(
        pa.BufferReader(content),
        parse_options=pacsv.ParseOptions(newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(
            column_types=read_as,
            null_values=[""],
            true_values=["true"],
            false_values=["false"],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    for place, field in enumerate(wanted):
        if pa.types.is_list(field.type):
            numbers = pc.cast(pc.split_pattern(table[field.name].combine_chunks(), BETWEEN), field.type)
            table = table.set_column(place, field.name, numbers)
    return table


def _written(values: pa.ChunkedArray, field: pa.Field) -> pa.ChunkedArray:
    if not pa.types.is_list(field.type):
        return values.cast(field.type)
    texts = [BETWEEN.join(str(one) for one in row) for row in values.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])
