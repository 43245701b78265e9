"""Rows of the active batches -> the tables of a release that count them.

A function of the state: the same state gives the same tables. They are kept in the restricted folder, so that a build
for another reason does not count millions of rows again. What is kept of single children (`child_tables`) lies beside
them, and is never handed out here.
"""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from stunting import formats
from stunting.cases import rules
from stunting.errors import DamagedStoreError
from stunting.imports import child_tables, engine, practice_marks, private_files
from stunting.imports.engine import Workspace
from stunting.imports.state import Alias, Batch, State, Window, batch_folder, serialise
from stunting.languages import Sentence
from stunting.paths import Layout

KEPT = 2
DEFAULT_MONTHS = (2, 8)
WAITING = "wilayah_menunggu_tinjauan"
FILES = ("rows", "places", "village", "targets", "facilities")
WEIGHING, YEAR = "bulan_timbang", "tahun"
LEVELS = ("kabupaten", "puskesmas", "posyandu")
TABLES = (
    "growth",
    "growth_window",
    "growth_posyandu",
    "weighing_window",
    "routine_target",
    "village_report",
    "puskesmas",
    "puskesmas_desa",
    "posyandu",
    "quality",
    "import_batch",
)


def release_tables(layout: Layout, state: State) -> dict[str, pa.Table]:
    """The tables of `TABLES` for one state, counted or taken from the last time; none where no batch is active.

    Raises:
        DamagedStoreError: a folder of an active batch is not there, or a file in it is damaged.
    """
    if not state.active:
        return {}
    folder = kept_folder(layout, state)
    # A file that a power cut spoiled is counted again like one that is not there.
    with contextlib.suppress(FileNotFoundError, pa.ArrowInvalid):
        if child_tables.is_kept(folder):
            return {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}
    with engine.workspace(layout) as work, _kept(folder) as building:
        load(work, layout, state.active, aliases=state.aliases)
        tables = practice_marks.marked(_tables(work, state), state.sample_kabupaten)
        child_tables.write(work, building)
        for name, table in tables.items():
            with private_files.create(building / f"{name}.parquet") as stream:
                pq.write_table(table, stream)
    return tables


def kept_folder(layout: Layout, state: State) -> Path:
    """Where the tables of a state are kept, if they are."""
    return layout.restricted / private_files.CACHE / _key(state)


def forget(layout: Layout, state: State) -> None:
    """Remove the counts of a state that did not become the committed one."""
    private_files.remove_folder(kept_folder(layout, state))


def load(work: Workspace, layout: Layout, batches: Iterable[Batch], *, aliases: Iterable[Alias]) -> None:
    """Fill the working tables with what counts of some batches.

    Raises:
        DamagedStoreError: the folder of a batch is not there, or a file in it is damaged.
    """
    work.run("tables")
    with work.given("alias", alias_table(aliases)):
        for batch in batches:
            load_batch(work, layout, batch)
    work.run("drop_replaced")
    work.run("drop_replaced_reports")


def load_batch(work: Workspace, layout: Layout, batch: Batch) -> None:
    """Add one committed batch; the table `alias` is given."""
    folder = batch_folder(layout, batch.id)
    if lost := [name for name in FILES if not (folder / f"{name}.parquet").exists()]:
        raise _damaged(batch, Sentence("tidak lengkap di folder data terbatas ({lost})", lost=", ".join(lost)))
    try:
        load_folder(work, folder, seq=batch.seq, kabupaten_code=batch.kabupaten_code)
    except engine.ERRORS:
        if spoiled := [name for name in FILES if not _is_readable(folder / f"{name}.parquet")]:
            raise _damaged(
                batch, Sentence("rusak di folder data terbatas ({spoiled})", spoiled=", ".join(spoiled))
            ) from None
        raise


def _damaged(batch: Batch, what: str) -> DamagedStoreError:
    return DamagedStoreError(
        Sentence(
            "Kiriman {id} {what}. Pulihkan dari cadangan, atau cabut kiriman itu (halaman Data, "
            "atau `python -m stunting batch revoke {id}`) dan impor lagi berkasnya.",
            id=batch.id,
            what=what,
        )
    )


def _is_readable(path: Path) -> bool:
    try:
        pq.read_table(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def load_folder(work: Workspace, folder: Path, *, seq: int, kabupaten_code: str) -> None:
    """Add the rows of one folder; the table `alias` is given."""
    file = {name: str(folder / f"{name}.parquet") for name in FILES}
    work.run("load_places", file=file["places"], seq=seq, kabupaten_code=kabupaten_code)
    work.run("load_rows", file=file["rows"], seq=seq)
    work.run("load_village", file=file["village"], seq=seq)
    work.run("load_targets", file=file["targets"], seq=seq)
    work.run("load_facilities", file=file["facilities"], seq=seq)
    work.run("load_waiting", rows=file["rows"], village=file["village"], targets=file["targets"], seq=seq)


def alias_table(aliases: Iterable[Alias]) -> pa.Table:
    """The names that were set, for `load_places`."""
    columns = ("kabupaten_code", "kecamatan_key", "desa_key", "desa_code")
    return pa.table({name: pa.array([getattr(one, name) for one in aliases], pa.string()) for name in columns})


def default_windows(first_period: int, last_period: int) -> tuple[Window, ...]:
    """February and August from the first to the last month with data, each from its first to its last day."""
    return tuple(
        month_window(year, month)
        for year in range(first_period // 100, last_period // 100 + 1)
        for month in DEFAULT_MONTHS
        if first_period <= year * 100 + month <= last_period
    )


def month_window(year: int, month: int) -> Window:
    """A whole month as a weighing window."""
    first = dt.date(year, month, 1)
    _, _, named = formats.date(first).partition(" ")
    return Window(
        key=f"{year}-{month:02d}",
        label=f"Bulan Timbang {named}",  # no text
        start=first,
        end=dt.date(year, month, calendar.monthrange(year, month)[1]),
    )


def year_window(year: int) -> Window:
    """A whole calendar year as a window; no weighing window has such a key."""
    return Window(key=f"{year}", label=f"tahun {year}", start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))  # no text


def month_counts(work: Workspace) -> pa.Table:
    """Make the records of children and months from the visits, and count them; columns of `counts.sql`."""
    work.run("month_records")
    work.run("month_lists")
    return work.table("counts", kind="month")


def _tables(work: Workspace, state: State) -> dict[str, pa.Table]:
    work.run("village_month")
    work.run("seen_at")
    by_month = month_counts(work)
    by_window = _window_counts(work, state)
    with work.given("month_count", by_month), work.given("window_count", by_window):
        counted = {name: work.table(name) for name in ("growth", "growth_window")}
    simple = ("weighing_window", "routine_target", "village_report", "puskesmas", "puskesmas_desa", "posyandu")
    named = {name: work.table(name) for name in simple}
    with work.given("posyandu", named["posyandu"]):
        by_posyandu = work.table("growth_posyandu")
    return {
        **counted,
        **named,
        "growth_posyandu": by_posyandu,
        "quality": pa.concat_tables([work.table("quality", level=level) for level in LEVELS]),
        "import_batch": _import_batches(work, state),
    }


def _window_counts(work: Workspace, state: State) -> pa.Table:
    windows = state.windows
    if windows is None:
        months = work.one("data_months")
        windows = default_windows(months["first_period"], months["last_period"]) if months["last_period"] else ()
    years = [row["year"] for row in work.table("data_years").to_pylist()]
    with work.given("incoming_span", span_table(windows, [year_window(year) for year in years])):
        work.run("load_spans")
    work.run("window_lists")
    work.run("window_records")
    return work.table("counts", kind="window")


def span_table(windows: Iterable[Window], years: list[Window]) -> pa.Table:
    """The table `span`: weighing windows, then calendar years, each in their order."""
    ordered = [*sorted(windows, key=lambda one: (one.start, one.key)), *years]
    kinds = [WEIGHING] * (len(ordered) - len(years)) + [YEAR] * len(years)
    return pa.table(
        {
            "span": pa.array(range(1, len(ordered) + 1), pa.int32()),
            "key": pa.array([one.key for one in ordered], pa.string()),
            "label": pa.array([one.label for one in ordered], pa.string()),
            "kind": pa.array(kinds, pa.string()),
            "start_date": pa.array([one.start for one in ordered], pa.date32()),
            "end_date": pa.array([one.end for one in ordered], pa.date32()),
            "start_period": pa.array([one.start.year * 100 + one.start.month for one in ordered], pa.int32()),
            "end_period": pa.array([one.end.year * 100 + one.end.month for one in ordered], pa.int32()),
        }
    )


def _import_batches(work: Workspace, state: State) -> pa.Table:
    """The table `import_batch`; rows whose place was named since the import count as used."""
    waiting = {row["seq"]: row["row_n"] for row in work.table("waiting_rows").to_pylist()}
    rows = []
    for batch in state.active:
        named = batch.rejected.get(WAITING, 0) - waiting[batch.seq]
        rows.append(
            {
                "id": batch.id,
                "kabupaten_code": batch.kabupaten_code,
                "imported_at": batch.created_at,
                "file_n": len(batch.files),
                "used_n": batch.used_n + named,
                "rejected_n": batch.rejected_n - named,
                "first_period": batch.first_period,
                "last_period": batch.last_period,
                # Who holds a file can tell that it went in; its name says nothing here.
                "files_sha256": ";".join(file.sha256 for file in batch.files),
            }
        )
    return pa.Table.from_pylist(rows)


def _key(state: State) -> str:
    """Changes with everything the tables depend on: the state and the statements that count."""
    counted = replace(state, batches=state.active, is_sample_removed=False, settings={})
    modules = (child_tables.__file__, practice_marks.__file__, rules.__file__)
    code = [Path(__file__), *map(Path, modules), *sorted(engine.SQL.glob("*.sql"))]
    digest = hashlib.sha256(serialise(counted).encode("utf-8"))
    for path in code:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


@contextlib.contextmanager
def _kept(folder: Path) -> Iterator[Path]:
    """A folder to fill with the tables of a state; it appears, beside that of the state before, when it is complete."""
    parent = private_files.make_folder(folder.parent)
    building = folder.with_name(f"{folder.name}.tmp")
    private_files.remove_folder(building)
    private_files.make_folder(building)
    try:
        yield building
    except BaseException:
        private_files.remove_folder(building)
        raise
    private_files.remove_folder(folder)
    building.rename(folder)
    newest_last = sorted(parent.iterdir(), key=lambda one: (one.suffix != ".tmp", one.stat().st_mtime_ns))
    for old in newest_last[:-KEPT]:
        private_files.remove_folder(old)
