"""The tables of a decree on priority villages: what every cell says, and the number behind it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.frames import records
from stunting.lokus.proposal import Place
from stunting.routine.rates import SMALLEST_N

UNKNOWN, HIDDEN, SMALL = "–", "disembunyikan", "n kecil"
LACKING_SIGN, QUOTA_SIGN, SWAPPED_SIGN = "†", "§", "‡"
LEAVING = "keluar"
# Counts of families that mode publik does not show either.
MOST_HIDDEN = 4
# Control signs, and those that turn the direction of a text: no file and no printer needs them.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]")
FLAGS = ("is_suppressed", "is_n_suppressed", "is_coverage_suppressed")


class Order(StrEnum):
    """The order of the rows of a decree."""

    KECAMATAN = "kecamatan"
    RANK = "peringkat"


class Kind(StrEnum):
    """How a cell is written; SHARE is in percent with one decimal, SCORE 0-1 with three."""

    TEXT = "teks"
    COUNT = "jumlah"
    SHARE = "persen"
    SCORE = "skor"


DECIMALS = {Kind.COUNT: 0, Kind.SHARE: 1, Kind.SCORE: 3}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column; `width` is its share of the width, about millimetres on A4 lying down."""

    key: str
    heading: str
    kind: Kind
    width: int


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What is printed, and the number where it is one."""

    text: str
    value: float | None = None


@dataclass(frozen=True, kw_only=True)
class DecreeTable:
    """Rows as they are printed.

    total: the last row, empty where the table has none
    gaps:  column -> how many rows have a figure, where some have none
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    gaps: tuple[tuple[str, int], ...] = ()

    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in row] for row in self.rows]


COLUMNS = (
    Column(key="no", heading="No", kind=Kind.COUNT, width=9),
    Column(key="kecamatan_name", heading="Kecamatan", kind=Kind.TEXT, width=29),
    Column(key="area_name", heading="Desa/Kelurahan", kind=Kind.TEXT, width=40),
    Column(key="puskesmas_name", heading="Puskesmas", kind=Kind.TEXT, width=28),
    Column(key="measured_n", heading="Balita diukur", kind=Kind.COUNT, width=17),
    Column(key="stunted_n", heading="Balita stunting", kind=Kind.COUNT, width=18),
    Column(key="raw_pct", heading="Prevalensi (%)", kind=Kind.SHARE, width=20),
    Column(key="krs_n", heading="KRS (keluarga)", kind=Kind.COUNT, width=19),
    Column(key="coverage_pct", heading="Cakupan ukur (%)", kind=Kind.SHARE, width=19),
    Column(key="service_pct", heading="Cakupan layanan (%)", kind=Kind.SHARE, width=20),
    Column(key="score", heading="Skor (usulan)", kind=Kind.SCORE, width=17),
    Column(key="status", heading="Status", kind=Kind.TEXT, width=32),
)
# What a column needs for the word that says a figure is protected.
WIDTH_OF_HIDDEN = 30
# The words of the total reach over the number, the kecamatan and the name.
LABEL_COLUMNS = 3
# Column of a share -> what it is made from, so that its total is sum by sum.
SHARES = {"raw_pct": ("stunted_n", "measured_n"), "service_pct": ("service_received_n", "service_due_n")}


def printable(text: object) -> str:
    """A text of the data or the letterhead as one line that every kind of file can hold."""
    return " ".join(UNPRINTABLE.sub(" ", str(text).encode("utf-8", "replace").decode()).split())


def table(
    frame: pd.DataFrame, *, order: Order = Order.KECAMATAN, with_score: bool = True, is_public: bool = False
) -> DecreeTable:
    """One row per desa of the frame, numbered, and the total.

    frame: area_code, area_name, kecamatan_code, kecamatan_name, status, and where known puskesmas_name, measured_n,
        stunted_n, target_n, coverage_pct, krs_n, service_received_n, service_due_n, service_pct, score, rank,
        is_lacking, place; of mode publik also the columns of FLAGS
    is_public: figures that are missing because they are protected say so, and no total is printed over them
    """
    known = _complete(frame, is_public=is_public)
    ordered = known.sort_values(
        ["rank", "area_code"] if order is Order.RANK else ["kecamatan_code", "rank", "area_code"],
        kind="stable",
        na_position="last",
        ignore_index=True,
    )
    shown = tuple(one for one in COLUMNS if with_score or one.key != "score")
    hidden = _hidden(ordered) if is_public else {}
    rows = tuple(
        tuple(_cell(row, one, number, hidden.get(one.key)) for one in shown)
        for number, row in enumerate(records(ordered))
    )
    total, gaps = _total(ordered, shown, hidden)
    widened = tuple(
        replace(one, width=WIDTH_OF_HIDDEN) if one.key in hidden and hidden[one.key].any() else one for one in shown
    )
    return DecreeTable(columns=widened, rows=rows, total=total, gaps=gaps)


def without_total(found: DecreeTable) -> DecreeTable:
    return DecreeTable(columns=found.columns, rows=found.rows)


def _complete(frame: pd.DataFrame, *, is_public: bool) -> pd.DataFrame:
    """The frame with every column that a cell may need; nobody measured is no figure, not zero."""
    numbers = [
        *("measured_n", "stunted_n", "target_n", "coverage_pct", "krs_n"),
        *("service_received_n", "service_due_n", "service_pct", "score", "rank"),
    ]
    found = frame[["area_code", "area_name", "kecamatan_code", "kecamatan_name", "status"]].copy()
    for name in numbers:
        given = frame[name].to_numpy(dtype=float, na_value=np.nan) if name in frame else np.nan
        found[name] = pd.Series(given, index=frame.index, dtype=float)
    for name in ("puskesmas_name", "place"):
        found[name] = frame[name].fillna("").astype(str) if name in frame else ""
    for name in ("is_lacking", *FLAGS):
        found[name] = frame[name].eq(True) if name in frame else False
    nobody = ~(found["measured_n"] > 0)
    found.loc[nobody, ["measured_n", "stunted_n"]] = np.nan
    if is_public:
        found.loc[found["is_suppressed"], "stunted_n"] = np.nan
        found.loc[found["is_n_suppressed"], ["measured_n", "stunted_n"]] = np.nan
        found.loc[found["is_coverage_suppressed"], "coverage_pct"] = np.nan
        found["is_krs_small"] = found["krs_n"].between(1, MOST_HIDDEN)
        found["krs_n"] = found["krs_n"].mask(found["is_krs_small"])
    with np.errstate(invalid="ignore", divide="ignore"):
        found["raw_pct"] = 100 * found["stunted_n"] / found["measured_n"]
        services = 100 * found["service_received_n"] / found["service_due_n"].where(found["service_due_n"] > 0)
    found["service_pct"] = found["service_pct"].fillna(services)
    return found


def _hidden(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Which cells of a column are protected: missing, though the row was counted."""
    counts = (rows["is_suppressed"] | rows["measured_n"].notna()) & rows["stunted_n"].isna()
    base = (rows["is_suppressed"] | rows["is_n_suppressed"]) & rows["measured_n"].isna()
    counts |= base
    return {
        "measured_n": base.to_numpy(bool),
        "stunted_n": counts.to_numpy(bool),
        "raw_pct": counts.to_numpy(bool),
        "coverage_pct": (rows["is_coverage_suppressed"] & rows["coverage_pct"].isna()).to_numpy(bool),
        "krs_n": rows["is_krs_small"].to_numpy(bool),
    }


def _cell(row: Any, one: Column, number: int, hidden: np.ndarray | None) -> Cell:
    if one.key == "no":
        return Cell(text=str(number + 1), value=number + 1)
    if one.key == "area_name":
        return Cell(text=" ".join(filter(None, [printable(row.area_name), _signs(row)])))
    if one.key == "kecamatan_name":
        # The heading says what it is.
        return Cell(text=printable(row.kecamatan_name).removeprefix("Kec. "))
    if one.key == "status":
        reason = printable(row.place) if row.status == LEAVING else ""
        return Cell(text=f"{LEAVING} ({reason})" if reason else printable(row.status) or UNKNOWN)
    if one.kind is Kind.TEXT:
        return Cell(text=printable(getattr(row, one.key)) or UNKNOWN)
    if hidden is not None and hidden[number]:
        return Cell(text=HIDDEN)
    if one.key == "raw_pct" and row.measured_n < SMALLEST_N:
        return Cell(text=SMALL)
    return _number(getattr(row, one.key), one.kind)


def _signs(row: Any) -> str:
    signs = {Place.QUOTA: QUOTA_SIGN, Place.SWAPPED_IN: SWAPPED_SIGN}
    return (LACKING_SIGN if row.is_lacking else "") + signs.get(row.place, "")


def _number(value: float, kind: Kind) -> Cell:
    if math.isnan(value):
        return Cell(text=UNKNOWN)
    plain = round(value) if kind is Kind.COUNT else float(value)
    return Cell(text=formats.number(plain, decimals=DECIMALS[kind]), value=plain)


def _total(
    rows: pd.DataFrame, shown: Sequence[Column], hidden: dict[str, np.ndarray]
) -> tuple[tuple[Cell, ...], tuple[tuple[str, int], ...]]:
    cells, gaps = [], []
    for one in shown:
        if one.key == "area_name":
            cells.append(Cell(text=f"Jumlah {formats.number(len(rows))} desa/kelurahan"))
        elif one.kind not in (Kind.COUNT, Kind.SHARE) or one.key == "no":
            cells.append(Cell(text=""))
        elif one.key in hidden and hidden[one.key].any():
            cells.append(Cell(text=HIDDEN))
        else:
            value, known = _summed(rows, one)
            cells.append(_number(value, one.kind))
            if 0 < known < len(rows):
                gaps.append((one.heading, known))
    return tuple(cells), tuple(gaps)


def _summed(rows: pd.DataFrame, one: Column) -> tuple[float, int]:
    """Total of a column over the rows that have a figure, and how many those are; a share is sum by sum."""
    if one.kind is Kind.COUNT:
        return rows[one.key].sum(min_count=1), int(rows[one.key].notna().sum())
    if one.key == "coverage_pct":
        part, base = rows["coverage_pct"] * rows["target_n"] / 100, rows["target_n"]
    else:
        part, base = (rows[name] for name in SHARES[one.key])
    both = part.notna() & base.notna()
    whole = float(base[both].sum())
    return (100 * float(part[both].sum()) / whole if whole > 0 else math.nan), int(both.sum())
