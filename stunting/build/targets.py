"""All targets of an installation: those that ship with the program, and those its user set."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from stunting import formats, sidecar
from stunting.build.numbered import NumberedTable
from stunting.geography import search_form
from stunting.paths import Layout

FIRST_YEAR, LAST_YEAR = 2000, 2045
TABLE = NumberedTable(folder="target", name="target")
GIVEN = ["area_code", "year", "value_pct", "basis", "source", "is_verified"]
OWN_COLUMNS = [*GIVEN, "note"]
COLUMNS = [*GIVEN, "is_user_added", "note"]
KEY = ["area_code", "year", "plan"]


def raw_file(layout: Layout) -> Path:
    """The targets that ship with the program."""
    return layout.raw / "survei" / "target.csv"


def used_files(layout: Layout) -> list[Path]:
    """The table of the user that a release is made from, if it has rows."""
    return [] if own_targets(layout).empty else TABLE.files(layout)[-1:]


def own_targets(layout: Layout) -> pd.DataFrame:
    """One row per area, year and plan the user set, in `OWN_COLUMNS`.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    files = TABLE.files(layout)
    return _read(files[-1], OWN_COLUMNS) if files else pd.DataFrame(columns=OWN_COLUMNS)


def targets(layout: Layout) -> pd.DataFrame:
    """One row per area, year and plan, in the columns of the release table `target`, ordered by them.

    A target of the user stands in the place of the shipped one of the same area, year and plan; the note then says
    which value it replaced.

    Raises:
        BuildError: a file is not the one its card describes.
    """
    shipped = _read(raw_file(layout), GIVEN).assign(is_user_added=False, note="")
    own = own_targets(layout)
    if own.empty:
        return _ordered(shipped)
    own = own.assign(is_user_added=True, plan=own["basis"].map(plan_key))
    shipped = shipped.assign(plan=shipped["basis"].map(plan_key))
    both = own.merge(shipped[[*KEY, "value_pct"]], on=KEY, how="left", suffixes=("", "_shipped"))
    both["note"] = [
        _note(note, value, replaced)
        for note, value, replaced in zip(both["note"], both["value_pct"], both["value_pct_shipped"], strict=True)
    ]
    rest = shipped[~pd.MultiIndex.from_frame(shipped[KEY]).isin(pd.MultiIndex.from_frame(own[KEY]))]
    return _ordered(pd.concat([rest[COLUMNS], both[COLUMNS]], ignore_index=True))


def plan_key(basis: str) -> str:
    """A legal basis as it is compared: "RPJMN 2025–2029" and "rpjmn 2025-2029" are one plan."""
    return search_form(basis.replace("–", "-"))


def _note(note: str, value_pct: float, shipped_pct: float) -> str:
    """The note of a user's target, with the shipped value it replaced."""
    if pd.isna(shipped_pct) or shipped_pct == value_pct:
        return note
    return f"{note} Menggantikan {formats.percent(shipped_pct, decimals=2)} dari data bawaan.".strip()


def _read(path: Path, columns: list[str]) -> pd.DataFrame:
    sidecar.read(path)
    texts = [name for name in columns if name not in ("year", "value_pct", "is_verified")]
    frame = pd.read_csv(path, dtype=dict.fromkeys(texts, "str"), na_filter=False)
    return frame.astype({"year": int, "value_pct": float, "is_verified": bool})[columns]


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame[COLUMNS].sort_values(["area_code", "year", "basis"], ignore_index=True)
    return frame.assign(note=frame["note"].astype(object).where(frame["note"] != "", None))
