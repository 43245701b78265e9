"""The statements on one machine: DuckDB, a range of children after the other, then a month after the other.

Both halves keep only a part in memory. Between them the records lie in a scratch folder by month and window, which is
what a cluster does when it exchanges rows between its machines.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from stunting.nation import statements
from stunting.nation.given import Spans
from stunting.nation.measurements import Measurements, Part

if TYPE_CHECKING:
    from stunting.build.release import Progress

NAME = "duckdb"
DEFAULT_MEMORY_MB = 2048
ROWS_PER_GROUP = 200_000
ORDER = "desa_code, puskesmas_id, sex, age_group"


class DuckDBEngine:
    """An open database in a scratch folder, with the small tables that every statement may use.

    with DuckDBEngine.opened(scratch, memory_mb=2048) as engine:
        counts = engine.reading_counts(measurements, given)
        engine.count(spans, out, progress=show)
    """

    name = NAME
    version = duckdb.__version__

    def __init__(self, opened: duckdb.DuckDBPyConnection, scratch: Path) -> None:
        self._opened = opened
        self._scratch = scratch
        self._parts: tuple[Part, ...] = ()

    @classmethod
    @contextlib.contextmanager
    def opened(cls, scratch: Path, *, memory_mb: int = DEFAULT_MEMORY_MB) -> Iterator[DuckDBEngine]:
        """memory_mb: the most that the database takes before it uses the disk"""
        config: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "memory_limit": f"{memory_mb}MiB",
            "temp_directory": str(scratch / "tumpahan"),
            "preserve_insertion_order": "false",
        }
        with duckdb.connect(str(scratch / "kerja.duckdb"), config=config) as opened:
            yield cls(opened, scratch)

    @property
    def workers(self) -> tuple[str, ...]:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return (f"1 proses, {cores} utas",)

    def reading_counts(self, measurements: Measurements, given: dict[str, pa.Table]) -> pa.Table:
        """Rows by month and by reason why they are not used; input and `given` stay known from here on."""
        for name, table in given.items():
            self._keep(name, table)
        self._parts = measurements.parts
        self._read(measurements.files)
        return self.table("reading_counts")

    def count(self, spans: Spans, out: Path, *, progress: Progress) -> pa.Table:
        """Write `growth` and `growth_window` below `out`; returns `puskesmas_desa`."""
        self._keep("span_month", spans.months)
        records = self._scratch / "catatan"
        listed, pairs = [], []
        for number, part in enumerate(self._parts):
            progress("Menghitung anak", number, len(self._parts))
            self._records(part, records)
            listed.append(self.table("listed"))
            pairs.append(self.table("puskesmas_desa"))
            self._opened.execute("drop table window_record; drop table month_record; drop table visit")
        self._keep("listed", pa.concat_tables(listed))
        self._keep("complete_list", self.table("complete_list"))
        keys = {one["span"]: one["key"] for one in spans.table.to_pylist()}
        folders = sorted(records.glob("kind=*/span=*"))
        for number, folder in enumerate(folders):
            progress("Menghitung desa", number, len(folders))
            span = int(folder.name.partition("=")[2])
            if folder.parent.name == "kind=month":
                target = out / "growth" / f"year={span // 100}" / f"month={span % 100}"
            else:
                target = out / "growth_window" / f"window_key={keys[span]}"
            self._write_counts(folder, target)
            shutil.rmtree(folder)
        self._keep("part_pair", pa.concat_tables(pairs))
        return self.table("puskesmas_desa_total")

    def _read(self, files: list[Path]) -> None:
        self._opened.read_parquet([str(file) for file in files]).create_view("measurement")
        self._view("reading")

    def _records(self, part: Part, records: Path) -> None:
        """The records of some children, added to those of the parts before."""
        self._read(list(part.files))
        for name in ("visit", "month_record", "window_record"):
            self._opened.sql(statements.text(name)).create(name)
        self._opened.sql(statements.text("record")).write_parquet(
            str(records), partition_by=["kind", "span"], append=True, compression="zstd"
        )

    def _write_counts(self, folder: Path, target: Path) -> None:
        files = [str(file) for file in sorted(folder.glob("*.parquet"))]
        self._opened.read_parquet(files, hive_partitioning=True).create_view("record")
        counted = self._opened.sql(statements.text("counted")).project("* exclude (kind, span)").order(ORDER)
        target.mkdir(parents=True)
        with (
            contextlib.closing(counted.to_arrow_reader(ROWS_PER_GROUP)) as batches,
            pq.ParquetWriter(target / "bagian-0.parquet", batches.schema, compression="zstd") as writer,
        ):
            for batch in batches:
                writer.write_batch(batch)

    def _keep(self, name: str, table: pa.Table) -> None:
        self._opened.from_arrow(table).create(name)

    def _view(self, name: str) -> None:
        self._opened.sql(statements.text(name)).create_view(name)

    def table(self, name: str) -> pa.Table:
        """The answer of `sql/<name>.sql` from what is given by now."""
        return self._opened.sql(statements.text(name)).to_arrow_table()
