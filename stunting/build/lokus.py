"""Priority villages (lokus) of a release: the sample lists, those of the user, and how many were announced.

A list of the user stands in the place of the sample list of the same kabupaten and year. Whether a desa is new in a
list is told from the list of the year before, of the same kind: an invented list says nothing about a real one.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from stunting import sidecar
from stunting.build.numbered import NumberedTable
from stunting.paths import Layout

OWN = NumberedTable(folder="lokus", name="lokus")
FIRST_YEAR, LAST_YEAR = 2018, 2045
NEW, CONTINUED = "baru", "lanjutan"
OWN_COLUMNS = ["desa_code", "lokus_year", "decided_year", "written_status", "decree", "decree_date", "source"]
COLUMNS = [
    "desa_code",
    "lokus_year",
    "decided_year",
    "status",
    "decree",
    "source",
    "is_sample",
    "decree_date",
    "is_user_added",
    "note",
]
ANNOUNCED = [
    "kabupaten_code",
    "lokus_year",
    "decided_year",
    "desa_n",
    "kecamatan_n",
    "breakdown",
    "source",
    "source_url",
    "is_verified",
    "note",
]


def raw_file(layout: Layout) -> Path:
    """The announced numbers that ship with the program."""
    return layout.raw / "lokus" / "pengumuman.csv"


def announced(layout: Layout) -> pd.DataFrame:
    """One row per kabupaten, lokus year and source, in the columns of `lokus_announced`; nothing is computed.

    Raises:
        BuildError: the file is not the one its card describes.
    """
    path = raw_file(layout)
    sidecar.read(path)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)[ANNOUNCED]
    for name in ("lokus_year", "decided_year", "desa_n", "kecamatan_n"):
        frame[name] = pd.to_numeric(frame[name].where(frame[name] != "")).astype("Int64")
    for name in ("breakdown", "source_url", "note"):
        frame[name] = frame[name].where(frame[name] != "", None)
    frame["is_verified"] = frame["is_verified"] == "true"
    return frame.sort_values(["kabupaten_code", "lokus_year", "source"], kind="stable", ignore_index=True)


def own_lists(layout: Layout) -> pd.DataFrame:
    """One row per desa and lokus year of the user's lists, in `OWN_COLUMNS`; decided_year is null where unknown.

    written_status: "baru" or "lanjutan" as the sheet has it, "" where it says nothing

    Raises:
        BuildError: the table is not the one its card describes.
    """
    found = OWN.read(layout)
    frame = pd.DataFrame(columns=OWN_COLUMNS) if found is None else found[OWN_COLUMNS]
    frame = frame.astype({"lokus_year": int})
    frame["decided_year"] = pd.to_numeric(frame["decided_year"].where(frame["decided_year"] != "")).astype("Int64")
    return frame


def used_files(layout: Layout) -> list[Path]:
    """The table of the user that a release is made from, if it has rows."""
    return [] if own_lists(layout).empty else OWN.files(layout)[-1:]


def lists(layout: Layout, sample: pa.Table | None) -> pd.DataFrame:
    """One row per desa and lokus year, in the columns of `lokus`, by year and desa.

    sample: the sample lists that are still wanted, None without any

    Raises:
        BuildError: the table of the user is not the one its card describes.
    """
    own = own_lists(layout)
    wanted = own.assign(is_sample=False, is_user_added=True)
    if sample is not None and sample.num_rows:
        invented = sample.to_pandas().assign(is_user_added=False, written_status="", decree_date="")
        is_replaced = _lists_of(invented).isin(set(_lists_of(own)))
        wanted = pd.concat([wanted, invented[~is_replaced]], ignore_index=True)
    wanted = wanted.sort_values(["lokus_year", "desa_code"], ignore_index=True)
    told = _statuses(wanted)
    wanted["status"] = [status for status, _ in told]
    wanted["note"] = pd.Series([note or None for _, note in told], index=wanted.index, dtype=object)
    wanted["decree"] = wanted["decree"].astype(object).where(wanted["decree"].fillna("") != "", None)
    wanted["decree_date"] = pd.to_datetime(wanted["decree_date"].where(wanted["decree_date"] != ""), format="%Y-%m-%d")
    wanted["decided_year"] = wanted["decided_year"].astype("Int32")
    for name in ("is_sample", "is_user_added"):
        wanted[name] = wanted[name].astype(bool)
    return wanted[COLUMNS]


def status_and_note(code: str, *, year: int, written: str, before: set[str] | None) -> tuple[str, str]:
    """Whether a desa is new in a list, and what a reader should know about that.

    before: codes of the list of the year before, None where that list is unknown
    """
    if before is None:
        if written:
            return written, f"Daftar {year - 1} yang sebenarnya belum ada; status menurut lembar."
        return NEW, f"Daftar {year - 1} yang sebenarnya belum ada, jadi dicatat baru."
    status = CONTINUED if code in before else NEW
    if written in ("", status):
        return status, ""
    where = "ada" if status == CONTINUED else "tidak ada"
    return status, f"Lembar menulis {written}; desa ini {where} di daftar {year - 1}."


def _statuses(wanted: pd.DataFrame) -> list[tuple[str, str]]:
    codes: dict[tuple[str, int, bool], set[str]] = {}
    rows = list(
        zip(wanted["desa_code"], wanted["lokus_year"], wanted["is_sample"], wanted["written_status"], strict=True)
    )
    for code, year, is_sample, _ in rows:
        codes.setdefault((code[:4], year, bool(is_sample)), set()).add(code)
    told = []
    for code, year, is_sample, written in rows:
        before = codes.get((code[:4], year - 1, bool(is_sample)))
        status, note = status_and_note(code, year=year, written=written, before=before)
        told.append((status, "" if is_sample else note))
    return told


def _lists_of(frame: pd.DataFrame) -> pd.Series:
    """The list of each row: "3514-2026"."""
    return frame["desa_code"].str[:4].astype(str) + "-" + frame["lokus_year"].astype(str)
