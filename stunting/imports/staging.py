"""The rows of one import on their way into the restricted store.

They lie in a folder of their own, `data/terbatas/masuk-<id>/`, that is gone on any exit unless `commit` adopted it.
`settle` sees all files of the import together: it finds one NIK used for two children and rows that are there twice.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from stunting.imports import aggregates, engine, private_files
from stunting.imports.engine import Workspace
from stunting.imports.rows import FACILITIES, PLACES, REJECTED, STAGED, STORED, TARGET_ROWS, VILLAGE_ITEMS
from stunting.imports.state import State
from stunting.paths import Layout

STAGED_FILE = "staged"
SCHEMAS: dict[str, pa.Schema] = {
    STAGED_FILE: STAGED,
    "rows": STORED,
    "rejected": REJECTED,
    "places": PLACES,
    "village": VILLAGE_ITEMS,
    "targets": TARGET_ROWS,
    "facilities": FACILITIES,
}
OWN_SEQ = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What was found when all rows of an import were seen together.

    duplicates, used, waiting: per file number; used + waiting + duplicates are the staged rows of children
    shared_nik:         rows whose NIK stands for several children
    children:           different children in the used rows; temporary_children of them without a NIK
    corrections:        used rows that replace one of an earlier import with other values
    repeated:           used rows that are there with the same values
    moved:              used rows of children that an earlier import has in another desa
    first_period:       year * 100 + month, 0 without rows; village reports count as well
    months, puskesmas:  records as documented in docs/import.md, of this import's rows alone
    """

    duplicates: dict[int, int]
    used: dict[int, int]
    waiting: dict[int, int]
    shared_nik: int
    children: int
    temporary_children: int
    corrections: int
    repeated: int
    moved: int
    first_period: int
    last_period: int
    months: list[dict[str, int | float | None]]
    puskesmas: list[dict[str, int | str]]


class Staging:
    """Rows are appended, settled once, and then either adopted by `commit` or forgotten.

    with Staging(layout, batch_id, kabupaten_code="3514") as staging:
        staging.append_rows(table)
        settled = staging.settle(state)
        commit(layout, staging, new_state)
    """

    def __init__(self, layout: Layout, batch_id: str, *, kabupaten_code: str) -> None:
        self.layout = layout
        self.batch_id = batch_id
        self.kabupaten_code = kabupaten_code
        self.folder = layout.restricted / f"{private_files.INCOMING}{batch_id}"
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._streams: dict[str, BinaryIO] = {}

    def __enter__(self) -> Staging:
        private_files.make_folder(self.layout.restricted)
        private_files.remove_folder(self.folder)
        private_files.make_folder(self.folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A disk that is full refuses the end of a file as well; what is left of it goes with the folder.
        with contextlib.suppress(OSError, pa.ArrowException):
            self._close()
        private_files.remove_folder(self.folder)

    def append_rows(self, table: pa.Table) -> None:
        """Rows of children, columns of `STAGED`; `row_id` rises through the files in the order given."""
        self._append(STAGED_FILE, table)

    def append_rejected(self, table: pa.Table) -> None:
        """Rejected rows; those that wait for their area are here as well as in `append_rows`."""
        self._append("rejected", table)

    def append_village(self, table: pa.Table) -> None:
        self._append("village", table)

    def append_targets(self, table: pa.Table) -> None:
        self._append("targets", table)

    def append_facilities(self, table: pa.Table) -> None:
        """Names of puskesmas and posyandu; the same one may be given again."""
        self._append("facilities", table)

    def append_places(self, table: pa.Table) -> None:
        """Written places that are no area; rows with a saved alias have a place here and no `desa_code`."""
        self._append("places", table)

    def settle(self, state: State) -> Settled:
        """Write the final `rows.parquet`, and say what was found.

        Rows whose place waits for review are kept without looking for duplicates: naming the place later decides.
        """
        self._finish(name for name in SCHEMAS if name not in ("rows", "rejected"))
        with engine.workspace(self.layout) as work:
            counts = self._final_rows(work, state)
        with engine.workspace(self.layout) as work:
            found = self._compared(work, state)
        (self.folder / f"{STAGED_FILE}.parquet").unlink()
        return Settled(**counts, **found)

    def adopt(self, final: Path) -> None:
        """Move the settled folder to its final place; everything is on disk before its name is."""
        self._finish(name for name in SCHEMAS if name != STAGED_FILE)
        (self.folder / f"{STAGED_FILE}.parquet").unlink(missing_ok=True)
        for path in self.folder.iterdir():
            private_files.sync_file(path)
        private_files.make_folder(final.parent)
        self.folder.rename(final)
        private_files.sync_folder(final.parent)

    def _append(self, name: str, table: pa.Table) -> None:
        if name not in self._writers:
            stream = private_files.create(self.folder / f"{name}.parquet")
            self._streams[name] = stream
            self._writers[name] = pq.ParquetWriter(stream, SCHEMAS[name], compression="zstd")
        self._writers[name].write_table(table.select(SCHEMAS[name].names).cast(SCHEMAS[name]))

    def _finish(self, names: Iterable[str]) -> None:
        """Close these files; one that nothing was written to is empty, not absent."""
        for name in names:
            if name not in self._writers and not (self.folder / f"{name}.parquet").exists():
                self._append(name, SCHEMAS[name].empty_table())
            if name in self._writers:
                self._writers.pop(name).close()
                self._streams.pop(name).close()

    def _close(self) -> None:
        with contextlib.ExitStack() as closing:
            while self._streams:
                closing.callback(self._streams.popitem()[1].close)
            while self._writers:
                closing.callback(self._writers.popitem()[1].close)

    def _final_rows(self, work: Workspace, state: State) -> dict[str, Any]:
        file = str(self.folder / f"{STAGED_FILE}.parquet")
        places = str(self.folder / "places.parquet")
        work.run("tables")
        with work.given("alias", aggregates.alias_table(state.aliases)):
            work.run("load_places", file=places, seq=OWN_SEQ, kabupaten_code=self.kabupaten_code)
        work.run("shared_nik", file=file)
        work.run("staged_keys", file=file, seq=OWN_SEQ)
        work.run("staged_duplicates")
        self._append("rejected", work.table("duplicate_rows"))
        for batch in work.batches("final_rows", file=file):
            self._append("rows", pa.Table.from_batches([batch]))
        self._finish(["rows", "rejected"])
        rows = work.table("staged_counts").to_pylist()
        counts = {name: {row["file_no"]: row[name] for row in rows} for name in ("duplicates", "used", "waiting")}
        return {**counts, "shared_nik": sum(row["shared_nik"] for row in rows)}

    def _compared(self, work: Workspace, state: State) -> dict[str, Any]:
        work.run("tables")
        with work.given("alias", aggregates.alias_table(state.aliases)):
            aggregates.load_folder(work, self.folder, seq=OWN_SEQ, kabupaten_code=self.kabupaten_code)
            work.run("drop_replaced")
            work.run("own_rows")
            by_month = aggregates.month_counts(work)
            with work.given("month_count", by_month):
                months = work.table("month_summary").to_pylist()
                puskesmas = work.table("puskesmas_summary").to_pylist()
            periods = work.one("data_months")
            children = work.one("own_children")
            work.run("forget_visits")
            for batch in state.active:
                aggregates.load_batch(work, self.layout, batch)
        work.run("drop_replaced")
        return {**periods, **children, **work.one("compared"), "months": months, "puskesmas": puskesmas}
