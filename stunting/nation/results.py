"""What comes out: counts as Parquet by month and by window, and a manifest.

    <folder>/growth/year=2025/month=8/*.parquet         columns of the release's table `growth`
    <folder>/growth_window/window_key=2025-08/*.parquet  ... of `growth_window`
    <folder>/weighing_window.parquet, puskesmas.parquet, puskesmas_desa.parquet
    <folder>/manifest.json

`content_sha256` of the manifest depends on the counts alone: not on the engine, the files, or the order of the rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stunting.errors import ImportRefusedError

MANIFEST = "manifest.json"
KEYS = ("desa_code", "puskesmas_id", "sex", "age_group")
COUNTS = (
    *("target_n", "weighed_n", "measured_n", "stunted_n", "severely_stunted_n"),
    *("weight_for_age_n", "underweight_n", "severely_underweight_n"),
    *("weight_for_height_n", "wasted_n", "severely_wasted_n", "overweight_n"),
    *("flagged_n", "moved_n", "gained_n", "gain_known_n"),
    *("label_n", "label_stunted_n", "label_severely_stunted_n"),
)
PARTITIONED = ("growth", "growth_window")
PLAIN = {"weighing_window": ("key",), "puskesmas": ("id",), "puskesmas_desa": ("puskesmas_id", "desa_code")}


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """How a result came about.

    rows_read = rows_used + the sum of rejected; a row that a later one of the same child and day replaces is used
    rejected:   reason -> rows
    workers:    ids of the processes that worked, as the cluster knows them; of a single machine its threads
    last_day:   measurements after this day were rejected
    sql_sha256: of the statements, `statements.sha256`
    tables:     rows per table
    is_sample:  the children are invented
    kabupaten:  codes of the kabupaten/kota with counts
    """

    is_sample: bool
    engine: str
    engine_version: str
    app_version: str
    workers: tuple[str, ...]
    created_at: str
    seconds: float
    last_day: str
    rows_read: int
    rows_used: int
    rejected: dict[str, int]
    bytes_read: int
    first_period: int
    last_period: int
    kabupaten: tuple[str, ...]
    tables: dict[str, int]
    sql_sha256: str
    content_sha256: str


def write_manifest(folder: Path, card: Manifest) -> None:
    text = json.dumps(asdict(card), ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a result.

    Raises:
        ImportRefusedError: there is none that can be read.
    """
    try:
        facts = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(**{**facts, **{name: tuple(facts[name]) for name in ("workers", "kabupaten")}})
    except (OSError, ValueError, TypeError, KeyError):
        raise ImportRefusedError(
            f"Folder {folder} bukan hasil `python -m stunting aggregate`: {MANIFEST} tidak ada atau tidak terbaca."
        ) from None


def partitions(folder: Path, table: str) -> Iterator[tuple[str, list[Path]]]:
    """The partitions of a table in their order: "year=2025/month=8" and its files."""
    found: dict[str, list[Path]] = {}
    for file in (folder / table).rglob("*.parquet"):
        found.setdefault(file.parent.relative_to(folder / table).as_posix(), []).append(file)
    for name in sorted(found):
        yield name, sorted(found[name])


def read(folder: Path, table: str) -> pa.Table:
    """A whole table, small enough for the memory; the values of its partitions are columns."""
    if table in PLAIN:
        return pq.read_table(folder / f"{table}.parquet")
    pieces = []
    for name, files in partitions(folder, table):
        piece = _ordered(files)
        for field in name.split("/"):
            column, _, value = field.partition("=")
            typed = pa.scalar(value) if column == "window_key" else pa.scalar(int(value), pa.int32())
            piece = piece.append_column(column, pa.repeat(typed, len(piece)))
        pieces.append(piece)
    return pa.concat_tables(pieces)


def rows(folder: Path) -> dict[str, int]:
    """Rows per table, from the ends of the files."""
    counted = {
        table: sum(pq.read_metadata(file).num_rows for _, files in partitions(folder, table) for file in files)
        for table in PARTITIONED
    }
    return counted | {table: pq.read_metadata(folder / f"{table}.parquet").num_rows for table in PLAIN}


def kabupaten(folder: Path) -> tuple[str, ...]:
    """Codes of the kabupaten/kota with counts."""
    codes: set[str] = set()
    for table in PARTITIONED:
        for _, files in partitions(folder, table):
            for file in files:
                column = pq.ParquetFile(file).read(columns=["desa_code"])["desa_code"]
                codes |= {code[:4] for code in column.unique().to_pylist()}
    return tuple(sorted(codes))


def content_sha256(folder: Path) -> str:
    """Hash of all counts: partition by partition, the rows in the order of their keys."""
    digest = hashlib.sha256()
    for table in PARTITIONED:
        for name, files in partitions(folder, table):
            digest.update(f"{table} {name}\n".encode())
            _add(digest, _ordered(files))
    for table, keys in sorted(PLAIN.items()):
        digest.update(f"{table}\n".encode())
        plain = read(folder, table)
        _add(digest, plain.take(pc.sort_indices(plain, sort_keys=[(key, "ascending") for key in keys])))
    return digest.hexdigest()


def _ordered(files: list[Path]) -> pa.Table:
    columns = [*KEYS, *COUNTS]
    whole = pa.concat_tables(
        [pq.ParquetFile(file).read(columns=columns).select(columns).cast(_schema()) for file in files]
    )
    return whole.take(pc.sort_indices(whole, sort_keys=[(key, "ascending") for key in KEYS]))


def _schema() -> pa.Schema:
    return pa.schema([(name, pa.string()) for name in KEYS] + [(name, pa.int64()) for name in COUNTS])


def _add(digest: hashlib._Hash, table: pa.Table) -> None:
    """Every column with its name, which values are missing, and the values."""
    for name in sorted(table.column_names):
        column = table[name].combine_chunks()
        digest.update(f"{name} {len(column)}\n".encode())
        digest.update(np.packbits(column.is_valid().to_numpy(zero_copy_only=False)).tobytes())
        if pa.types.is_integer(column.type):
            digest.update(column.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False).tobytes())
        else:
            texts = column.cast(pa.string()).fill_null("")
            digest.update(pc.binary_length(texts).cast(pa.int64()).to_numpy(zero_copy_only=False).tobytes())
            digest.update("".join(texts.to_pylist()).encode())
