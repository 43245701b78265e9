"""Measurements in, counts out: the order of the work, whatever the engine."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from stunting import __version__
from stunting.errors import ImportRefusedError, StuntingError
from stunting.geography import Register
from stunting.imports.state import Window
from stunting.nation import given, measurements, results, statements
from stunting.nation.given import Spans
from stunting.nation.measurements import FACILITIES, Measurements
from stunting.nation.results import Manifest

if TYPE_CHECKING:
    from stunting.build.release import Progress

LEFT_TO = ".sementara"
# A cluster that is told to stop answers before its processes have ended.
LEAVING_S = 30.0


class Engine(Protocol):
    """What runs the statements.

    workers: ids of the processes that worked
    """

    name: str
    version: str

    @property
    def workers(self) -> tuple[str, ...]: ...

    def reading_counts(self, found: Measurements, tables: dict[str, pa.Table]) -> pa.Table:
        """Rows by month and by reason why they are not used; input and `tables` stay known from here on."""
        ...

    def count(self, spans: Spans, out: Path, *, progress: Progress) -> pa.Table:
        """Write `growth` and `growth_window` below `out`; returns `puskesmas_desa`."""
        ...


OpenEngine = Callable[[Path], AbstractContextManager[Engine]]


def aggregate(
    source: Path,
    out: Path,
    *,
    register: Register,
    open_engine: OpenEngine,
    windows: tuple[Window, ...] | None,
    last_day: dt.date,
    progress: Progress,
) -> Manifest:
    """Count a folder of measurements into a folder of results, which appears when it is complete.

    Raises:
        ImportRefusedError: the input cannot be read as it is.
        StuntingError: the result cannot be written there, or the engine cannot start.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StuntingError(f"Folder {out} sudah berisi. Pilih folder lain, atau hapus dahulu.")
    started = time.perf_counter()
    found = measurements.look(source)
    building = out.with_name(f"{out.name}{LEFT_TO}-{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    scratch = building / "kerja"
    try:
        scratch.mkdir(parents=True)
        with open_engine(scratch) as engine:
            facts = _count(
                engine, found, building, register=register, windows=windows, last_day=last_day, show=progress
            )
            workers, name, version = engine.workers, engine.name, engine.version
        remove_scratch(scratch)
        progress("Menghitung jejak isi", 0, 1)
        card = Manifest(
            is_sample=found.is_sample,
            engine=name,
            engine_version=version,
            app_version=__version__,
            workers=workers,
            created_at=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - started, 2),
            last_day=last_day.isoformat(),
            bytes_read=found.bytes,
            kabupaten=results.kabupaten(building),
            tables=results.rows(building),
            sql_sha256=statements.sha256(),
            content_sha256=results.content_sha256(building),
            **facts,
        )
        results.write_manifest(building, card)
        if out.exists():
            out.rmdir()
        building.rename(out)
    except OSError as error:
        raise StuntingError(f"{out} tidak dapat ditulis ({error.strerror}). Periksa ruang kosong dan izin.") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return card


def remove_scratch(folder: Path) -> None:
    """Remove a folder in which processes that are ending may still write and clean up.

    Raises:
        OSError: it cannot be removed, also after they had `LEAVING_S` to end.
    """
    last = time.monotonic() + LEAVING_S
    while folder.exists():
        try:
            shutil.rmtree(folder)
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.05)


def _count(
    engine: Engine,
    found: Measurements,
    building: Path,
    *,
    register: Register,
    windows: tuple[Window, ...] | None,
    last_day: dt.date,
    show: Progress,
) -> dict[str, Any]:
    """Everything but the manifest; returns what the manifest says of the rows."""
    show("Membaca pengukuran", 0, 1)
    counts = engine.reading_counts(found, given.fixed(register, last_day=last_day)).to_pylist()
    used = {one["period"]: one["row_n"] for one in counts if one["reason"] is None}
    if not used:
        raise ImportRefusedError(f"Tidak ada baris yang dapat dipakai di {found.folder}. Periksa isinya, lalu ulangi.")
    spans = given.spans(used, windows)
    for table in results.PARTITIONED:
        (building / table).mkdir()
    pairs = engine.count(spans, building, progress=show)
    pq.write_table(pairs, building / "puskesmas_desa.parquet")
    pq.write_table(
        spans.table.drop_columns(["span", "start_period", "end_period"]), building / "weighing_window.parquet"
    )
    pq.write_table(_puskesmas(found.folder, pairs), building / "puskesmas.parquet")
    return {
        "rows_read": sum(one["row_n"] for one in counts),
        "rows_used": sum(used.values()),
        "rejected": {one["reason"]: one["row_n"] for one in sorted(counts, key=_reason) if one["reason"]},
        "first_period": min(used),
        "last_period": max(used),
    }


def _reason(row: dict[str, str | int | None]) -> str:
    return str(row["reason"] or "")


def _puskesmas(folder: Path, pairs: pa.Table) -> pa.Table:
    """The table `puskesmas`: names from the input, else the id; the kabupaten is that of most of its desa."""
    desa: dict[str, list[str]] = {}
    for one in pairs.to_pylist():
        desa.setdefault(one["puskesmas_id"], []).append(one["desa_code"][:4])
    names = {}
    if (folder / FACILITIES).exists():
        names = {one["id"]: one["name"] for one in pq.read_table(folder / FACILITIES).to_pylist()}
    rows = [
        {"id": one, "name": names.get(one) or one, "kabupaten_code": max(sorted(codes), key=codes.count)}
        for one, codes in sorted(desa.items())
    ]
    kinds = pa.schema([("id", pa.string()), ("name", pa.string()), ("kabupaten_code", pa.string())])
    return pa.Table.from_pylist(rows, schema=kinds)
