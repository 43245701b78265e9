"""Change what is imported: the release and the state change together, or neither does.

    rows in their final folder -> release built and checked -> journal -> release published -> state replaced

A process killed before the journal has changed nothing; one killed later is completed by the next command
(`journal`). Every function here builds a new release; the older ones stay and can be used again.
"""

from __future__ import annotations

import contextlib
import json
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TypedDict, Unpack

import pyarrow.parquet as pq

from stunting import releases
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.build import checks
from stunting.build.release import BuiltRelease, Progress, build_locked
from stunting.imports import aggregates, journal, private_files
from stunting.imports.staging import Staging
from stunting.imports.state import (
    CARD,
    Alias,
    State,
    Window,
    batch_folder,
    read_state,
    state_file,
    with_alias,
    with_sample_removed,
    with_windows,
    without,
    without_alias,
    write_state,
)
from stunting.paths import Layout

_held = threading.local()
ROW_FILES = ("rows", "village", "targets")


class Options(TypedDict, total=False):
    """What every change takes: who watches, whether maps are made, and what the raw data must give."""

    progress: Progress | None
    geometry: bool
    expected: checks.Expectations


@contextlib.contextmanager
def locked(layout: Layout) -> Iterator[str | None]:
    """Hold the one lock of releases and restricted store; inside, the same thread may ask for it again.

    Gives the sentence about a killed change that was completed or undone, None where there was none.

    Raises:
        BusyReleaseError: another process or window holds it.
    """
    folders: set[Path] = _held.__dict__.setdefault("folders", set())
    if layout.releases in folders:
        yield None
        return
    with releases.lock(layout) as notice:
        folders.add(layout.releases)
        try:
            yield notice
        finally:
            folders.discard(layout.releases)


def commit(
    layout: Layout,
    staging: Staging | None,
    state: State,
    *,
    progress: Progress | None = None,
    geometry: bool = True,
    expected: checks.Expectations = checks.PUBLISHED,
    check_cancelled: Callable[[], None] | None = None,
) -> BuiltRelease:
    """Make `state` the committed one, with a release of it; `staging` are the settled rows of a new batch.

    check_cancelled: called between the steps, and raises to give up; never after the journal is written

    Raises:
        BuildError: a check fails. As with every other error, release and state stay what they were.
        BusyReleaseError: another process or window is writing.
        AccessDeniedError: whoever asks may not import for an area in which something changes.
    """
    with locked(layout):
        before = read_state(layout)
        _require_rights(layout, before, state, staging)
        is_first = not state_file(layout).exists()
        to_the_end = contextlib.ExitStack()
        check, is_decided = check_cancelled or _never, False

        def show(label: str, done: int, total: int) -> None:
            if not is_decided:
                check()
            if progress is not None:
                progress(label, done, total)

        def intend(release_id: str) -> None:
            nonlocal is_decided
            check()
            is_decided = True
            to_the_end.enter_context(_without_interruption())
            journal.write(layout, state, release_id=release_id)

        try:
            if is_first:
                write_state(layout, before)
            if staging is not None:
                card = json.dumps(asdict(state.batch(staging.batch_id)), ensure_ascii=False, indent=1)
                private_files.write_text(staging.folder / CARD, card + "\n")
                staging.adopt(batch_folder(layout, staging.batch_id))
            built = build_locked(
                layout,
                state,
                progress=show,
                geometry=geometry,
                expected=expected,
                before_publishing=intend,
            )
            journal.finish(layout, state)
        except BaseException:
            if journal.recover(layout) != journal.COMPLETED and state != before:
                aggregates.forget(layout, state)
                if is_first:
                    state_file(layout).unlink(missing_ok=True)
            raise
        finally:
            to_the_end.close()
        return built


def _require_rights(layout: Layout, before: State, after: State, staging: Staging | None) -> None:
    """Let a change pass: of the kabupaten whose batches or names differ, or of all for what holds everywhere.

    Whoever may import for a part of a kabupaten may add and revoke a batch whose rows all lie in that part.

    Raises:
        AccessDeniedError: whoever asks may not import there.
    """
    for alias in {*before.aliases} ^ {*after.aliases}:
        gate.require(Thing.IMPORTS, alias.kabupaten_code)
    known, wanted = ({one.id: one for one in state.batches} for state in (before, after))
    for batch_id in {*known, *wanted}:
        one, other = known.get(batch_id), wanted.get(batch_id)
        if one == other:
            continue
        for kabupaten_code in {each.kabupaten_code for each in (one, other) if each is not None}:
            if not gate.allows(Thing.IMPORTS, kabupaten_code):
                is_new = staging is not None and staging.batch_id == batch_id
                folder = staging.folder if staging is not None and is_new else batch_folder(layout, batch_id)
                for desa_code in desa_of_rows(folder) or {kabupaten_code}:
                    gate.require(Thing.IMPORTS, desa_code or kabupaten_code)
    if (before.windows, before.is_sample_removed, before.settings) != (
        after.windows,
        after.is_sample_removed,
        after.settings,
    ):
        gate.require(Thing.IMPORTS)


def desa_of_rows(folder: Path) -> set[str]:
    """The desa in the rows of a batch; "" for rows whose place nobody named yet."""
    found: set[str] = set()
    for name in ROW_FILES:
        column = pq.read_table(folder / f"{name}.parquet", columns=["desa_code"])["desa_code"]
        found |= {code or "" for code in column.unique().to_pylist()}
    return found


def _never() -> None:
    """Nobody gives up."""


@contextlib.contextmanager
def _without_interruption() -> Iterator[None]:
    """Nobody interrupts the last moments: they end in a change that is made, and say so, or in an error."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def change(
    layout: Layout,
    edit: Callable[[State], State],
    *,
    progress: Progress | None = None,
    geometry: bool = True,
    expected: checks.Expectations = checks.PUBLISHED,
) -> BuiltRelease:
    """Commit what `edit` makes of the state as it is now; the functions below are the changes there are.

    Raises:
        As `commit`, and whatever `edit` refuses; then nothing was done.
    """
    with locked(layout):
        return commit(layout, None, edit(read_state(layout)), progress=progress, geometry=geometry, expected=expected)


def revoke(layout: Layout, batch_id: str, **options: Unpack[Options]) -> BuiltRelease:
    """Take back one import; its files may be imported again.

    Raises:
        UnknownChoiceError: there is no such batch.
        StuntingError: it was revoked before.
    """
    return change(layout, lambda state: without(state, batch_id), **options)


def set_alias(layout: Layout, *aliases: Alias, **options: Unpack[Options]) -> BuiltRelease:
    """Say which desa written places are; rows of all imports that wait for them count from now on."""

    def named(state: State) -> State:
        for alias in aliases:
            state = with_alias(state, alias)
        return state

    return change(layout, named, **options)


def remove_alias(
    layout: Layout, *, kabupaten_code: str, kecamatan_key: str, desa_key: str, **options: Unpack[Options]
) -> BuiltRelease:
    """Let the rows of a written place wait for review again."""
    key = {"kabupaten_code": kabupaten_code, "kecamatan_key": kecamatan_key, "desa_key": desa_key}
    return change(layout, lambda state: without_alias(state, **key), **options)


def set_windows(layout: Layout, windows: tuple[Window, ...] | None, **options: Unpack[Options]) -> BuiltRelease:
    """Count by these weighing windows; None for February and August of each year.

    Raises:
        StuntingError: a window ends before it begins, has the name of a calendar year, or two have the same name.
    """
    return change(layout, lambda state: with_windows(state, windows), **options)


def remove_sample(layout: Layout, **options: Unpack[Options]) -> BuiltRelease:
    """Take the sample series out of the releases to come."""
    return change(layout, lambda state: with_sample_removed(state, True), **options)


def restore_sample(layout: Layout, **options: Unpack[Options]) -> BuiltRelease:
    """Put the sample series back where there are no data of one's own."""
    return change(layout, lambda state: with_sample_removed(state, False), **options)
