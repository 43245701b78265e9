"""Events of a release: those that ship, those of the user, and sample ones.

An event of the user removes the sample events of the same kabupaten/kota.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pyarrow as pa

from stunting import sidecar
from stunting.build.numbered import NumberedTable
from stunting.build.shipped import required
from stunting.paths import Layout

OWN = NumberedTable(folder="kegiatan", name="kegiatan")
WRITTEN = [
    "event_date",
    "area_code",
    "place",
    "title",
    "kind",
    "organiser",
    "partners",
    "participant_n",
    "material",
    "source",
    "source_url",
    "is_verified",
    "note",
]
COLUMNS = ["id", *WRITTEN, "is_sample", "is_user_added"]
OPTIONAL = ("place", "partners", "material", "source_url", "note")


def raw_file(layout: Layout) -> Path:
    """The events that ship with the program."""
    return layout.raw / "kegiatan" / "kegiatan_terbit.csv"


def raw_files(layout: Layout) -> list[Path]:
    """What ships with the program.

    Raises:
        BuildError: it is missing.
    """
    return [required(raw_file(layout))]


def used_files(layout: Layout) -> list[Path]:
    """The table of the user that a release is made from, if it has rows."""
    return [] if own_events(layout).empty else OWN.files(layout)[-1:]


def own_events(layout: Layout) -> pd.DataFrame:
    """One row per event of the user, in `WRITTEN`, all of it text; "" where nothing was written.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    found = OWN.read(layout)
    return pd.DataFrame(columns=WRITTEN, dtype=str) if found is None else found[WRITTEN]


def event_id(event_date: str, area_code: str, title: str) -> str:
    """The name of an event: the same day, area and title are the same event."""
    said = "|".join((event_date, area_code, title.casefold()))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def tables(layout: Layout, sample: pa.Table | None) -> dict[str, pa.Table]:
    """The release table `campaign_event`, as far as there are rows; by day, then area.

    sample: the sample rows that are still wanted, None without any

    Raises:
        BuildError: a file is not the one its card describes.
    """
    own = own_events(layout)
    parts = [_shipped(layout), typed(own, is_sample=False, is_user_added=True)]
    if sample is not None:
        invented = sample.to_pandas()
        taken = {code[:4] for code in own["area_code"]}
        parts.append(invented[~invented["area_code"].str[:4].isin(taken)][COLUMNS])
    parts = [part for part in parts if not part.empty]
    if not parts:
        return {}
    frame = pd.concat(parts, ignore_index=True)
    # An event that ships and that a user writes down as well is one event: the user's.
    frame = frame.sort_values("is_user_added", kind="stable", ascending=False).drop_duplicates("id")
    frame = frame.sort_values(["event_date", "area_code", "id"], ignore_index=True)
    return {"campaign_event": pa.Table.from_pandas(frame, preserve_index=False)}


def typed(written: pd.DataFrame, *, is_sample: bool, is_user_added: bool) -> pd.DataFrame:
    """Rows of text as rows of the table."""
    frame = written.copy()
    ids = [event_id(*row) for row in frame[["event_date", "area_code", "title"]].to_numpy(dtype=object)]
    frame["id"] = pd.Series(ids, index=frame.index, dtype=object)
    frame["event_date"] = pd.to_datetime(frame["event_date"], format="%Y-%m-%d").dt.date
    frame["participant_n"] = pd.to_numeric(frame["participant_n"].where(frame["participant_n"] != "")).astype("Int64")
    frame["is_verified"] = frame["is_verified"] == "true"
    for name in OPTIONAL:
        frame[name] = frame[name].astype(object).where(frame[name] != "", None)
    return frame.assign(is_sample=is_sample, is_user_added=is_user_added)[COLUMNS]


def _shipped(layout: Layout) -> pd.DataFrame:
    path = raw_file(layout)
    if not path.exists():
        return pd.DataFrame(columns=COLUMNS)
    sidecar.read(path)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)[WRITTEN]
    return typed(frame, is_sample=False, is_user_added=False)
