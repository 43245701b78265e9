"""All survey figures of an installation: those that ship with the program, and those its user added."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from stunting import formats, sidecar
from stunting.build.survey import SURVEY_COLUMNS
from stunting.paths import Layout

COLUMNS = [*SURVEY_COLUMNS[:-1], "is_user_added", "note"]
TEXT_COLUMNS = ("area_code", "survey", "indicator", "source", "source_url", "note", "added_at")
KEY = ["area_code", "survey", "year", "indicator"]
DETAILS = ("ci_low_pct", "ci_high_pct", "n")
COMPARED = ("value_pct", *DETAILS, "source", "is_verified")


def raw_file(layout: Layout) -> Path:
    """The figures that ship with the program."""
    return layout.raw / "survei" / "prevalensi.csv"


def added_files(layout: Layout) -> list[Path]:
    """Tables the user added, each with its card; a file without a card was never finished and does not count."""
    folder = layout.additions / "survei"
    return sorted(card.with_suffix("") for card in folder.glob("*.csv.json") if card.with_suffix("").exists())


def estimates(layout: Layout) -> pd.DataFrame:
    """One row per area, survey, year and indicator, in the columns of `survey_estimate`, ordered by them.

    A figure the user added stands in the place of the shipped one; the note then says what it replaced. Where the
    value is the same, the interval and n of the user complete the shipped figure, and both sources are named.

    Raises:
        BuildError: a file is not the one its card describes.
    """
    shipped = _read(raw_file(layout)).assign(is_user_added=False)
    added = [_read(path).assign(is_user_added=True) for path in added_files(layout)]
    if not added:
        return _ordered(shipped)
    latest = pd.concat(added, ignore_index=True).sort_values("added_at", kind="stable")
    latest = latest.drop_duplicates(KEY, keep="last")
    both = latest.merge(shipped[[*KEY, *COMPARED]], on=KEY, how="left", suffixes=("", "_shipped"))
    is_same = both["value_pct"] == both["value_pct_shipped"]
    says_more = (both[list(DETAILS)].notna() & both[[f"{name}_shipped" for name in DETAILS]].isna().to_numpy()).any(
        axis=1
    )
    both["note"] = [
        note if same else _note(note, shipped_value)
        for note, same, shipped_value in zip(both["note"], is_same, both["value_pct_shipped"], strict=True)
    ]
    both.loc[is_same, "source"] += " (nilai yang sama: " + both.loc[is_same, "source_shipped"] + ")"
    both.loc[is_same, "is_verified"] = both.loc[is_same, "is_verified_shipped"].astype(bool)
    for name in DETAILS:
        both[name] = both[name].where(both[name].notna() | ~is_same, both[f"{name}_shipped"])
    chosen = both.loc[~is_same | says_more, COLUMNS]
    taken = pd.MultiIndex.from_frame(chosen[KEY])
    rest = shipped[~pd.MultiIndex.from_frame(shipped[KEY]).isin(taken)]
    return _ordered(pd.concat([rest[COLUMNS], chosen], ignore_index=True))


def _note(note: str, shipped_value: float) -> str:
    """The note of an added figure, with the shipped value it replaced."""
    if pd.isna(shipped_value):
        return note
    return f"{note} Menggantikan {formats.percent(shipped_value, decimals=2)} dari data bawaan.".strip()


def _read(path: Path) -> pd.DataFrame:
    sidecar.read(path)
    kinds: dict[str, str] = dict.fromkeys(TEXT_COLUMNS, "str") | {"n": "Int64"}
    missing = {name: [""] for name in ("value_pct", "ci_low_pct", "ci_high_pct", "n")}
    frame = pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values=missing)
    return frame.astype({"value_pct": float, "ci_low_pct": float, "ci_high_pct": float, "is_verified": bool})


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame[COLUMNS].sort_values(KEY, ignore_index=True)
    for column in ("source_url", "note"):
        frame[column] = frame[column].where(frame[column] != "", None)
    return frame
