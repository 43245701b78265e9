"""Scenarios side by side: which desa are in which list, as a workbook and on A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stunting import formats
from stunting.charts.theme import WATERMARK
from stunting.exports import tables, typesetting
from stunting.exports.decree_rows import printable
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.frames import records
from stunting.languages import in_indonesian
from stunting.lokus.differences import compare
from stunting.lokus.proposal import Proposal

TEMPLATE = Path(__file__).with_name("scenario_sheet.typ")
IN, OUT = "●", "–"
LEGEND = f"{IN} masuk daftar skenario itu; {OUT} tidak masuk. Daftar ini usulan, dapat diubah."
# With more lists than these the sheet lies down.
MOST_UPRIGHT = 4


@dataclass(frozen=True, kw_only=True)
class Side:
    """One scenario; `column` of the frame is true where the desa is in its list."""

    column: str
    label: str
    formula: str = ""


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """The desa that are in the list of any scenario, by kecamatan.

    frame: area_code, area_name, kecamatan_code, kecamatan_name, and the columns of the sides (bool)
    """

    frame: pd.DataFrame
    sides: tuple[Side, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many desa the list of each side has."""
        return tuple(int(self.frame[one.column].sum()) for one in self.sides)

    @property
    def times(self) -> pd.Series:
        """In how many of the lists each desa is."""
        return self.frame[[one.column for one in self.sides]].sum(axis=1).astype(int)

    @property
    def summary(self) -> str:
        if self.frame.empty:
            return "Tidak ada desa/kelurahan dalam daftar mana pun."
        everywhere = int((self.times == len(self.sides)).sum())
        return (
            f"{formats.number(everywhere)} desa/kelurahan masuk di semua {len(self.sides)} skenario; "
            f"{formats.number(len(self.frame) - everywhere)} hanya di sebagian."
        )


def side_by_side(frame: pd.DataFrame, sides: Sequence[Side]) -> SideBySide:
    """Those desa of a frame that are in any of the lists, ordered by kecamatan and code."""
    columns = [one.column for one in sides]
    known = frame[["area_code", "area_name", "kecamatan_code", "kecamatan_name", *columns]].copy()
    known[columns] = known[columns].fillna(False).astype(bool)
    chosen = known[known[columns].any(axis=1)]
    return SideBySide(frame=chosen.sort_values(["kecamatan_code", "area_code"], ignore_index=True), sides=tuple(sides))


def from_proposals(proposals: Sequence[tuple[str, Proposal]]) -> SideBySide:
    """Named proposals of one kabupaten side by side.

    Raises:
        ScenarioError: none, or of different kabupaten.
    """
    frame = compare([one for _, one in proposals])
    sides = [
        Side(column=f"is_in_{number}", label=label, formula=one.formula)
        for number, (label, one) in enumerate(proposals, start=1)
    ]
    return side_by_side(frame, sides)


@in_indonesian
def to_xlsx(found: SideBySide, stamp: Stamp) -> bytes:
    """A row per desa with "ya" or "tidak" per scenario, and a sheet "Keterangan"."""
    return tables.to_workbook(
        {"Skenario": file_table(found)},
        title=stamp.title,
        about=[*stamp.lines, found.summary, *_formulas(found)],
        comment=stamp.source,
        printed=SAMPLE if stamp.is_sample else "",
    )


def file_table(found: SideBySide) -> pd.DataFrame:
    """The rows as the workbook has them."""
    frame = found.frame
    return pd.DataFrame(
        {
            "Kode": frame["area_code"].tolist(),
            "Kecamatan": [printable(name) for name in frame["kecamatan_name"]],
            "Desa/Kelurahan": [printable(name) for name in frame["area_name"]],
            **{label: frame[one.column].tolist() for one, label in zip(found.sides, _labels(found), strict=True)},
            "Masuk dalam (skenario)": found.times.tolist(),
        }
    )


@in_indonesian
def to_pdf(found: SideBySide, stamp: Stamp, *, government: str = "") -> bytes:
    """The same on A4, tagged."""
    return typesetting.pdf(TEMPLATE, sheet(found, stamp, government=government))


@in_indonesian
def to_png_pages(found: SideBySide, stamp: Stamp, *, government: str = "", ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    return typesetting.png_pages(TEMPLATE, sheet(found, stamp, government=government), ppi=ppi)


@in_indonesian
def sheet(found: SideBySide, stamp: Stamp, *, government: str = "") -> dict[str, object]:
    """What the template places."""
    times = found.times.tolist()
    return {
        "title": _cell(stamp.title),
        "subtitle": breakable(printable(stamp.subtitle)),
        "government": breakable(printable(government)),
        "summary": found.summary,
        "is_flipped": len(found.sides) > MOST_UPRIGHT,
        "sides": [_cell(label) for label in _labels(found)],
        "rows": [
            [
                _cell(row.kecamatan_name),
                _cell(row.area_name),
                *(IN if getattr(row, f"side_{at}") else OUT for at in range(len(found.sides))),
                str(time),
            ]
            for row, time in zip(records(_numbered(found)), times, strict=True)
        ],
        "total": [formats.number(count) for count in found.counts],
        "notes": [breakable(printable(line)) for line in (LEGEND, *_formulas(found), *stamp.notes)],
        "source": breakable(printable(stamp.source)),
        "sample": SAMPLE if stamp.is_sample else "",
        "watermark": WATERMARK if stamp.is_sample else "",
        "foot": breakable(printable(f"{stamp.title}. Rilis data {stamp.release_id}.")),
    }


def _numbered(found: SideBySide) -> pd.DataFrame:
    """The columns of the sides under names that any row can carry."""
    return found.frame.rename(columns={one.column: f"side_{at}" for at, one in enumerate(found.sides)})


def _labels(found: SideBySide) -> list[str]:
    """The names of the scenarios; equal ones are told apart by a number."""
    labels: list[str] = []
    for one in found.sides:
        label = printable(one.label) or "Skenario"
        labels.append(label if label not in labels else f"{label} ({len(labels) + 1})")
    return labels


def _formulas(found: SideBySide) -> list[str]:
    return [f"{label}: {one.formula}" for one, label in zip(found.sides, _labels(found), strict=True) if one.formula]


def _cell(text: object) -> str:
    return breakable(printable(text), longest=LONGEST_IN_CELL)
