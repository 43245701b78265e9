"""The columns of a recap: headings, the text of each cell, the order of the rows, and the table of its files."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.classes import AreaState
from stunting.indicators import Indicator
from stunting.languages import N_, Words, _
from stunting.measures import Verdict
from stunting.routine.district import Mode
from stunting.routine.rates import LOW_COVERAGE_PCT
from stunting.routine.recap import UNITS, Recap
from stunting.routine.recap_notes import VILLAGE, is_coverage_hidden

UNKNOWN = "–"
LOW_MARK, HIDDEN_MARK = "▽", "*"
ARROWS = Words({Verdict.UP.value: "▲ naik", Verdict.DOWN.value: "▼ turun", Verdict.EQUAL.value: "● setara"})
BASES = Words(
    {
        "measured_n": "Diukur",
        "weight_for_age_n": "Ditimbang",
        "weight_for_height_n": "Ditimbang dan diukur",
        "gain_known_n": "Dinilai (D')",
    }
)
HITS = Words({"covered_n": "Diukur", "covered_weighed_n": "Ditimbang (D)", "gained_n": "Naik (N)"})
# The part of a numerator, and the rest of it.
PARTS = {
    "severely_stunted_n": (N_("Sangat pendek"), N_("Pendek")),
    "severely_wasted_n": (N_("Gizi buruk"), N_("Gizi kurang")),
    "severely_underweight_n": (N_("BB sangat kurang"), N_("BB kurang")),
}
# Level of the area and unit of the rows -> what the rows lie in.
PLACES = Words({("kabupaten", "desa"): "Kecamatan", ("negara", "kabupaten"): "Provinsi"})


class Kind(StrEnum):
    """How a column is written and read."""

    NAME = "nama"
    PLACE = "tempat"
    COUNT = "jumlah"
    COVERAGE = "cakupan"
    RATE = "persen"
    INTERVAL = "interval"
    CHANGE = "ubah"
    NOTE = "ket"


WRITTEN = (Kind.NAME, Kind.PLACE, Kind.NOTE)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column; `key` stands in the link that sorts by it, `field` is the column of the rows."""

    key: str
    heading: str
    field: str
    kind: Kind

    @property
    def is_sortable(self) -> bool:
        return self.kind not in (Kind.INTERVAL, Kind.NOTE)


def columns(found: Recap) -> tuple[Column, ...]:
    """The columns of a recap, left to right."""
    one = found.indicator
    name = Column(key="nama", heading=UNITS[found.unit], field="area_name", kind=Kind.NAME)
    change = Column(key="ubah", heading=_("Perubahan (poin)"), field="points", kind=Kind.CHANGE)
    # Many desa share a name, so a list across kecamatan says where each one lies.
    above = PLACES.get((found.area.level, found.unit))
    place = Column(key="tempat", heading=above or "", field="parent_name", kind=Kind.PLACE)
    return (
        name,
        *([place] if above else []),
        *_counts(one),
        Column(key="persen", heading=f"{one.short} (%)", field="value_pct", kind=Kind.RATE),
        Column(key="interval", heading="Interval 95%", field="ci_low_pct", kind=Kind.INTERVAL),
        *([change] if found.before else []),
        Column(key="ket", heading=_("Keterangan"), field="note", kind=Kind.NOTE),
    )


def _counts(one: Indicator) -> list[Column]:
    hits = HITS.get(one.numerator, f"{one.short} (jumlah)")
    target = Column(key="sasaran", heading=_("Sasaran"), field="target_n", kind=Kind.COUNT)
    hit = Column(key="kasus", heading=hits, field="hits_n", kind=Kind.COUNT)
    if one.denominator == "target_n":
        return [target, hit]
    found = [
        target,
        Column(key="dasar", heading=BASES[one.denominator], field="base_n", kind=Kind.COUNT),
        Column(key="cakupan", heading=_("Cakupan (%)"), field="coverage_pct", kind=Kind.COVERAGE),
    ]
    if one.parts:
        part, rest = PARTS[one.parts[0]]
        found.append(Column(key="berat", heading=part, field=one.parts[0], kind=Kind.COUNT))
        found.append(Column(key="sisa", heading=rest, field="rest_n", kind=Kind.COUNT))
    return [*found, hit]


def orders(shown: Sequence[Column]) -> dict[str, str]:
    """Key in the link -> words, of every order of the rows; "" is the order of the codes."""
    found = {"": _("Urutan kode wilayah")}
    for one in shown:
        if one.is_sortable:
            found |= {
                one.key: _("{heading}, naik", heading=one.heading),
                f"-{one.key}": _("{heading}, turun", heading=one.heading),
            }
    return found


def sorted_rows(rows: pd.DataFrame, shown: Sequence[Column], order: str) -> pd.DataFrame:
    """The rows in an order of `orders`; rows without a value stay at the end, equal ones by their code."""
    field = {one.key: one.field for one in shown}.get(order.removeprefix("-"))
    if field is None:
        return rows
    return rows.sort_values(field, ascending=not order.startswith("-"), kind="stable", na_position="last")


def cells(rows: pd.DataFrame, shown: Sequence[Column], *, mode: Mode) -> list[list[str]]:
    """The text of every cell, row by row."""
    return [list(row) for row in zip(*(_texts(rows, one, mode) for one in shown), strict=True)]


def _texts(rows: pd.DataFrame, one: Column, mode: Mode) -> list[str]:
    if one.kind in WRITTEN:
        return [text if isinstance(text, str) else "" for text in rows[one.field].tolist()]
    if one.kind is Kind.COUNT:
        return _count_texts(rows, one, mode)
    values = _tenths(rows[one.field])
    if one.kind is Kind.COVERAGE:
        is_low = (rows["coverage_pct"] < LOW_COVERAGE_PCT).tolist()
        texts = [
            f"{LOW_MARK} {_decimal(one)}" if low else _decimal(one) for one, low in zip(values, is_low, strict=True)
        ]
        return _marked(texts, is_coverage_hidden(rows))
    if one.kind is Kind.INTERVAL:
        return [
            UNKNOWN if math.isnan(low) else f"{_decimal(low)}–{_decimal(high)}"
            for low, high in zip(values, _tenths(rows["ci_high_pct"]), strict=True)
        ]
    if one.kind is Kind.CHANGE:
        spans = zip(values, _tenths(rows["low_points"]), _tenths(rows["high_points"]), rows["verdict"], strict=True)
        return [change_text(*span) for span in spans]
    return _marked([_decimal(value) for value in values], _is_hidden(rows))


def _marked(texts: list[str], is_hidden: np.ndarray) -> list[str]:
    return [HIDDEN_MARK if hidden else text for text, hidden in zip(texts, is_hidden, strict=True)]


def _is_hidden(rows: pd.DataFrame) -> np.ndarray:
    return np.array([state is AreaState.SUPPRESSED for state in rows["state"]], dtype=bool)


def change_text(points: float, low: float, high: float, verdict: str) -> str:
    """ "▼ turun −3,2 (−5,1 s.d. −1,3)"."""
    if math.isnan(points) or not verdict:
        return UNKNOWN
    return f"{ARROWS[verdict]} {formats.signed(points)} ({formats.signed(low)} s.d. {formats.signed(high)})"


def _count_texts(rows: pd.DataFrame, one: Column, mode: Mode) -> list[str]:
    """A count of a row that has others is hidden in mode publik, unless no row has it: then nobody reported it."""
    if one.field != "target_n":
        has_others = (rows["base_n"].notna() & bool(rows[one.field].notna().any())).tolist()
    else:
        # Lists may lack the target itself; only the protection knows whether it was hidden.
        has_others = is_coverage_hidden(rows).tolist()
    village = (rows["origin"] == VILLAGE).fillna(False).tolist()
    hidden_row = _is_hidden(rows).tolist()
    found = []
    values = rows[one.field].to_numpy(dtype=np.float64, na_value=np.nan).tolist()
    for value, known, told_by_village, is_hidden in zip(values, has_others, village, hidden_row, strict=True):
        if not math.isnan(value):
            found.append(formats.number(int(value)))
        elif is_hidden or (mode is Mode.PUBLIC and known and not told_by_village):
            found.append(HIDDEN_MARK)
        else:
            found.append(UNKNOWN)
    return found


def _tenths(values: pd.Series) -> list[float]:
    """Values rounded to the decimal they are written with, half away from zero, so that equal texts are made once."""
    plain = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return (np.copysign(np.floor(np.abs(plain) * 10 + 0.5 + 1e-9), plain) / 10).tolist()


def _decimal(value: float) -> str:
    return UNKNOWN if math.isnan(value) else formats.number(value, decimals=1)


def file_table(found: Recap, order: str = "") -> pd.DataFrame:
    """What the screen shows, as a table with real numbers and the total as its last row."""
    shown = columns(found)
    rows = pd.concat([sorted_rows(found.rows, shown, order), total_row(found)], ignore_index=True)
    table: dict[str, Any] = {N_("Kode"): rows["area_code"].tolist()}
    for one in shown:
        if one.kind is Kind.INTERVAL:
            table["Interval 95% bawah (%)"] = rows["ci_low_pct"].to_numpy(float)
            table["Interval 95% atas (%)"] = rows["ci_high_pct"].to_numpy(float)
        elif one.kind is Kind.CHANGE:
            table["Perubahan (poin)"] = rows["points"].to_numpy(float)
            table["Perubahan bawah (poin)"] = rows["low_points"].to_numpy(float)
            table["Perubahan atas (poin)"] = rows["high_points"].to_numpy(float)
            table["Arah"] = rows["verdict"].tolist()
        elif one.kind is Kind.COUNT:
            table[one.heading] = _counts_or_mark(rows, one, found.question.mode)
        elif one.kind in WRITTEN:
            table[one.heading] = ["" if pd.isna(text) else str(text) for text in rows[one.field]]
        else:
            table[one.heading] = rows[one.field].to_numpy(float)
    # Whole numbers and marks in one column stay what they are.
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype=object) if isinstance(values, list) else values
            for name, values in table.items()
        }
    )


def _counts_or_mark(rows: pd.DataFrame, one: Column, mode: Mode) -> list[int | str | None]:
    """Counts as whole numbers; what is hidden stands as the mark of the screen, what is unknown stays empty."""
    return [
        HIDDEN_MARK if text == HIDDEN_MARK else None if pd.isna(value) else int(value)
        for value, text in zip(rows[one.field].tolist(), _count_texts(rows, one, mode), strict=True)
    ]


def total_row(found: Recap) -> pd.DataFrame:
    """The row below the others."""
    return found.total.assign(area_name=_("Jumlah {area}", area=found.area.official_name), parent_name="")
