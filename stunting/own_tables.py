"""Tables the user adds: each change writes the whole table under the next number and builds a release with it.

Table and release change together: when the release cannot be built, the table is what it was.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

import pandas as pd

from stunting import releases, sidecar
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.build.numbered import NumberedTable
from stunting.build.release import BuiltRelease, build_locked
from stunting.errors import DamagedReleaseError
from stunting.geography import COUNTRY
from stunting.imports.commit import Options
from stunting.imports.state import read_state
from stunting.paths import Layout

# Where a row of such a table says which area it is about.
AREA_COLUMNS = ("area_code", "desa_code", "kabupaten_code")


@dataclass(frozen=True, kw_only=True)
class OwnTable:
    """Where one kind of addition lies, and what its card says: producer, title, licence, comparable_with, notes."""

    table: NumberedTable
    card: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class OwnChange:
    """What was done: the sentence for a reader, and the release that holds it."""

    sentence: str
    release: BuiltRelease

    def sentences(self) -> list[str]:
        notice = [self.release.notice] if self.release.notice else []
        return [*notice, self.sentence, f"Rilis {self.release.id}: {self.release.status}."]  # no text


def commit(layout: Layout, own: OwnTable, wanted: pd.DataFrame | None, **options: Unpack[Options]) -> BuiltRelease:
    """Store the rows and build; None builds what is stored. The caller holds the lock.

    Raises:
        AccessDeniedError: whoever asks may not change the rows of an area in which something changes.
        BuildError, ReleaseError: the release could not be built; the table stays what it was.
    """
    for area_code in _changed_areas(own.table.read(layout), wanted) if wanted is not None else [COUNTRY]:
        gate.require(Thing.TABLES, area_code)
    live = _live(layout)
    stored = _store(layout, own, wanted) if wanted is not None else None
    try:
        built = build_locked(layout, read_state(layout), **options)
    except BaseException:
        # Once a release of it is live the change is made, whatever went wrong after that.
        if stored is not None and _live(layout) == live:
            _discard(stored)
        raise
    for one in own.table.files(layout) if stored is not None else []:
        if one != stored or wanted is None or wanted.empty:
            _discard(one)
    return built


def _changed_areas(before: pd.DataFrame | None, after: pd.DataFrame) -> list[str]:
    """The areas whose rows differ between two tables; the whole country where a row names none."""
    known = set() if before is None else set(_rows(before))
    return sorted({area for area, _ in known ^ set(_rows(after))})


def _rows(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Area and text of each row, as it stands in the file."""
    column = next((name for name in AREA_COLUMNS if name in frame), "")
    areas = frame[column].astype(str).tolist() if column else [COUNTRY] * len(frame)
    lines = frame.to_csv(index=False, header=False, lineterminator="\0").split("\0")
    return list(zip(areas, lines, strict=False))


def _store(layout: Layout, own: OwnTable, wanted: pd.DataFrame) -> Path:
    """Write the table and then its card; without the card it does not count."""
    folder = layout.additions / own.table.folder
    folder.mkdir(parents=True, exist_ok=True)
    last = max(map(own.table.number, own.table.files(layout)), default=0)
    final = folder / f"{own.table.name}-{last + 1:04}.csv"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".masuk-") as unfinished:
        written = Path(unfinished) / final.name
        written.write_bytes(wanted.to_csv(index=False, lineterminator="\n").encode())
        sidecar.write(written, link="", accessed=dt.date.today().isoformat(), **own.card)
        written.replace(final)
        sidecar.beside(written).replace(sidecar.beside(final))
    return final


def _discard(table: Path) -> None:
    """The card first: without it the table does not count."""
    sidecar.beside(table).unlink(missing_ok=True)
    table.unlink(missing_ok=True)


def _live(layout: Layout) -> str | None:
    try:
        return releases.current(layout)
    except DamagedReleaseError:
        return None
