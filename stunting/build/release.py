"""Raw data and additions -> one checked release file.

The tables are filled in a file that nobody reads, checked, and only then published (`stunting.releases`). The same
raw data give the same content hash; then nothing is published.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from stunting import __version__, fingerprint, releases, sidecar
from stunting.build import (
    action_tables,
    checks,
    country,
    delivered,
    derived,
    desa_figures,
    estimates,
    lokus,
    map_reuse,
    maps,
    published,
    routine,
    targets,
)
from stunting.build.shipped import required
from stunting.delivery import META_KEY
from stunting.errors import BuildError, DamagedReleaseError, ReleaseError
from stunting.imports.state import State, read_state
from stunting.languages import N_, Sentence, in_indonesian
from stunting.paths import Layout
from stunting.releases import Manifest
from stunting.shared_release import connect

Progress = Callable[[str, int, int], None]

NEW = "baru"
UNCHANGED = "tidak ada perubahan"  # no text
REACTIVATED = "diaktifkan kembali"  # no text


@dataclass(frozen=True, kw_only=True)
class BuiltRelease:
    """What a build did.

    status:   "baru", "tidak ada perubahan", or "diaktifkan kembali" (an older release had the same content)
    outcomes: the checks, all passed
    rounds:   one row per survey and year: survey, year, area_n, national_pct
    swept:    leftovers of a killed build that were removed
    seconds:  how long it took
    notice:   the sentence about a killed import that was completed or undone
    """

    manifest: Manifest
    status: str
    outcomes: tuple[checks.Outcome, ...]
    rounds: pd.DataFrame
    swept: tuple[str, ...]
    seconds: float
    notice: str | None = None

    @property
    def id(self) -> str:
        return self.manifest.id


@in_indonesian
def build_release(
    layout: Layout,
    *,
    progress: Progress | None = None,
    geometry: bool = True,
    expected: checks.Expectations = checks.PUBLISHED,
) -> BuiltRelease:
    """Build a release from the raw data, the additions and the active imports, and make it the live one.

    `progress(label, done, total)` is called at the start, inside and at the end of every step.

    Raises:
        BuildError: a raw file is missing or changed, or a check fails; all failures are listed, nothing is published.
        DamagedStoreError: rows that were imported are not there or not readable.
        ReleaseError: another process is building.
    """
    with releases.lock(layout) as notice:
        built = build_locked(layout, read_state(layout), progress=progress, geometry=geometry, expected=expected)
    return replace(built, notice=notice)


@in_indonesian
def build_locked(
    layout: Layout,
    state: State,
    *,
    progress: Progress | None = None,
    geometry: bool = True,
    expected: checks.Expectations = checks.PUBLISHED,
    before_publishing: Callable[[str], None] | None = None,
) -> BuiltRelease:
    """As `build_release`, of a given state of the imports; the caller holds the lock.

    `before_publishing(release id)` is called when the release is built and checked and nothing is visible yet.

    Raises:
        BuildError, DamagedStoreError, ReleaseError: as above.
    """
    started = time.perf_counter()
    report = progress or _silent
    swept = tuple(releases.sweep(layout))
    moment = dt.datetime.now().astimezone()
    partial = layout.releases / f"{moment:%Y%m%d-%H%M%S}-{os.getpid()}{releases.PARTIAL}"
    try:
        content_sha256, release_id = _fill(
            partial, layout=layout, state=state, moment=moment, with_geometry=geometry, report=report
        )
        outcomes, rounds = _inspect(partial, expected=expected, report=report)
        report(N_("Menerbitkan rilis"), 0, 1)
        same = _release_with(layout, content_sha256)
        if before_publishing is not None:
            before_publishing(release_id if same is None else same.id)
        if same is None:
            manifest = releases.publish(
                layout,
                partial,
                content_sha256=content_sha256,
                release_id=release_id,
                created_at=moment.isoformat(timespec="seconds"),
            )
            status = NEW
        else:
            manifest = same
            status = UNCHANGED if _live(layout) == same.id else REACTIVATED
            releases.point_to(layout, same.id)
        report(N_("Menerbitkan rilis"), 1, 1)
    except (OSError, duckdb.IOException) as error:
        raise ReleaseError(
            Sentence(
                "Rilis tidak dapat ditulis; rilis yang lama tetap dipakai. Periksa ruang kosong "
                "dan izin folder data, lalu jalankan lagi."
            )
        ) from error
    finally:
        for leftover in (partial, partial.with_name(partial.name + ".wal")):
            leftover.unlink(missing_ok=True)
    return BuiltRelease(
        manifest=manifest,
        status=status,
        outcomes=tuple(outcomes),
        rounds=rounds,
        swept=swept,
        seconds=time.perf_counter() - started,
    )


def _fill(
    path: Path, *, layout: Layout, state: State, moment: dt.datetime, with_geometry: bool, report: Progress
) -> tuple[str, str]:
    """Create and fill every table; returns the content hash and the id of the release."""
    files = delivered.deliveries(layout, state)
    with duckdb.connect(str(path)) as opened:
        opened.execute(fingerprint.SCHEMA.read_text(encoding="utf-8"))
        steps: list[tuple[str, Callable[[], None]]] = [
            (N_("Membaca wilayah"), lambda: _areas(opened, layout)),
            (N_("Membaca angka survei"), lambda: _surveys(opened, layout)),
            (N_("Menghitung data rutin"), lambda: _routine(opened, layout, state, files)),
            (N_("Mencatat sumber"), lambda: _sources(opened, layout, files)),
        ]
        for label, step in steps:
            report(label, 0, 1)
            step()
            report(label, 1, 1)
        if with_geometry:
            _geometry(opened, layout, report)
        report(N_("Menghitung jejak isi"), 0, 1)
        content_sha256, release_id = _meta(opened, moment)
        opened.execute("checkpoint")
        report(N_("Menghitung jejak isi"), 1, 1)
    return content_sha256, release_id


def _areas(opened: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    folder = layout.raw / "wilayah"
    opened.execute(
        "insert into area by name select code, level, kind, name, official_name, search_name, parent_code, bps_code, "
        "lat, lon, area_km2 from read_parquet($file) order by length(code), code",
        {"file": str(required(folder / "wilayah.parquet"))},
    )
    former = pd.read_csv(required(folder / "wilayah_lama.csv"), dtype={"successor_codes": str})
    _insert(opened, "former_area", former)


def _surveys(opened: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    required(estimates.raw_file(layout))
    _insert(opened, "survey_estimate", estimates.estimates(layout))
    required(published.raw_file(layout))
    _insert(opened, "published_routine", published.announced(layout))


def _routine(opened: duckdb.DuckDBPyConnection, layout: Layout, state: State, files: list[delivered.Delivery]) -> None:
    counted = routine.routine_tables(layout, state, delivered={one.code for one in files})
    required(lokus.raw_file(layout))
    required(targets.raw_file(layout))
    _insert(opened, "lokus_announced", lokus.announced(layout))
    own = {"target": targets.targets(layout), "lokus": lokus.lists(layout, counted.pop("lokus", None)), **counted}
    tables = delivered.with_deliveries(own, files)
    for name, table in tables.items():
        _insert(opened, name, table, order=routine.ORDER.get(name, ()))
    # The sample series stands nowhere the counts of the country do, so these have imports or sent their counts.
    known = routine.counted_kabupaten(tables) | {one.code for one in files}
    country.insert(opened, layout, own=known)
    derived.fill(opened)
    _insert_meta(
        opened, {"sample_kabupaten": routine.sample_kabupaten(tables, country.sample_kabupaten(layout, own=known))}
    )
    if files:
        _insert_meta(opened, {META_KEY: str(len(files))})


def _sources(opened: duckdb.DuckDBPyConnection, layout: Layout, given: list[delivered.Delivery]) -> None:
    """Provenance of every file that went in; reading a card also compares its file's checksum."""
    files = [
        layout.raw / "wilayah" / "wilayah.parquet",
        layout.raw / "wilayah" / "wilayah_lama.csv",
        estimates.raw_file(layout),
        targets.raw_file(layout),
        published.raw_file(layout),
        lokus.raw_file(layout),
        *action_tables.raw_files(layout),
        *sorted(card.with_suffix("") for card in (layout.raw / maps.FOLDER).glob("*.json")),
        *routine.sample_files(layout),
    ]
    rows = [_source_row(path, path.relative_to(layout.raw).as_posix()) for path in files]
    rows += [_source_row(path, f"tambahan/survei/{path.name}") for path in estimates.added_files(layout)]
    added = (targets, desa_figures, lokus, action_tables)
    for files in (module.used_files(layout) for module in added):
        rows += [_source_row(path, f"tambahan/{path.parent.name}/{path.name}") for path in files]
    rows += country.source_rows(layout)
    rows += maps.installed_files(layout) + delivered.source_rows(layout, given)
    _insert(opened, "source", pd.DataFrame(rows))


def _source_row(path: Path, name: str) -> dict[str, str]:
    card = sidecar.read(path)
    return {
        "file": name,
        "producer": card.producer,
        "title": card.title,
        "licence": card.licence,
        "link": card.link,
        "accessed": card.accessed,
        "comparable_with": card.comparable_with,
        "sha256": card.sha256,
        "notes": card.notes,
    }


def _geometry(opened: duckdb.DuckDBPyConnection, layout: Layout, report: Progress) -> None:
    if not maps.has_boundaries(layout):
        return
    wanted = map_reuse.key(opened.execute("select file, sha256 from source").df())
    _insert_meta(opened, {map_reuse.META_KEY: wanted})
    report(N_("Membaca batas wilayah"), 0, 1)
    if kept := map_reuse.live_maps(layout, wanted):
        for name, table in kept.items():
            _insert(opened, name, table)
        report(N_("Membaca batas wilayah"), 1, 1)
        return
    layers = maps.boundaries(layout)
    _insert(opened, "boundary", maps.boundary_table(layers))
    report(N_("Membaca batas wilayah"), 1, 1)
    areas = opened.execute("select code, level, official_name from area order by length(code), code").df()
    _insert(opened, "boundary_missing", maps.missing_table(layers, areas, layout=layout))
    _insert(opened, "geometry", maps.geometry_table(layers, areas, progress=report))


def _meta(opened: duckdb.DuckDBPyConnection, moment: dt.datetime) -> tuple[str, str]:
    official = opened.execute("select count(*) > 0 from boundary where is_official").fetchall()[0][0]
    drawn = opened.execute("select count(*) > 0 from geometry").fetchall()[0][0]
    facts = {
        "schema_version": str(releases.SCHEMA_VERSION),
        "is_sample": "false",
        "has_official_boundaries": str(official).lower(),
        "has_geometry": str(drawn).lower(),
    }
    _insert_meta(opened, facts)
    content_sha256 = fingerprint.content_sha256(opened)
    release_id = releases.new_id(moment, content_sha256)
    _insert_meta(
        opened,
        {
            "release_id": release_id,
            "created_at": moment.isoformat(timespec="seconds"),
            "app_version": __version__,
            "content_sha256": content_sha256,
        },
    )
    return content_sha256, release_id


def _insert_meta(opened: duckdb.DuckDBPyConnection, facts: dict[str, str]) -> None:
    for key, value in facts.items():
        opened.execute("insert into meta values ($key, $value)", {"key": key, "value": value})


def _inspect(
    path: Path, *, expected: checks.Expectations, report: Progress
) -> tuple[list[checks.Outcome], pd.DataFrame]:
    """Run the checks on the closed file.

    Raises:
        BuildError: with the sentence of every failed check.
    """
    report(N_("Memeriksa isi"), 0, 1)
    with connect(path) as opened:
        outcomes = checks.run(opened, expected)
        rounds = opened.execute(
            "select survey, year, count(*) as area_n, "
            "max(value_pct) filter (where area_code = '00') as national_pct "
            "from survey_estimate where indicator = 'stunting' group by survey, year order by year, survey"
        ).df()
    failed = [outcome.sentence for outcome in outcomes if not outcome.is_passed]
    if failed:
        listed = Sentence.of(*failed)
        raise BuildError(
            Sentence(
                "{failed_n} pemeriksaan gagal, rilis tidak diterbitkan. {listed} Perbaiki data mentahnya.",
                failed_n=len(failed),
                listed=listed,
            )
        )
    report(N_("Memeriksa isi"), 1, 1)
    return outcomes, rounds


def _release_with(layout: Layout, content_sha256: str) -> Manifest | None:
    """A sound release that already has this content, the live one first."""
    candidates = [card for card in releases.list_releases(layout) if card.content_sha256 == content_sha256]
    live = _live(layout)
    for card in sorted(candidates, key=lambda one: one.id != live):
        if card.schema_version == releases.SCHEMA_VERSION and not releases.verify(layout, card.id):
            return card
    return None


def _live(layout: Layout) -> str | None:
    try:
        return releases.current(layout)
    except DamagedReleaseError:
        return None


def _insert(
    opened: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame | pa.Table, *, order: tuple[str, ...] = ()
) -> None:
    """Add rows to a table, lying in the order of some of its columns."""
    sorting = f" order by {', '.join(order)}" if order else ""
    opened.register("incoming", frame)
    opened.execute(f"insert into {table} by name select * from incoming{sorting}")
    opened.unregister("incoming")


def _silent(_label: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""
