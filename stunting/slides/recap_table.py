"""The recap as a table for a hall: fewer columns than on the page, and no more rows than can be read from the back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.classes import AreaState
from stunting.frames import records
from stunting.geography import PLURALS
from stunting.measures import Verdict
from stunting.routine import recap_columns
from stunting.routine.district import Mode
from stunting.routine.recap import PUSKESMAS, Recap, title
from stunting.routine.recap_columns import HIDDEN_MARK, LOW_MARK, UNKNOWN, Column, Kind
from stunting.slides.drawings import Cell, TableDrawing

# With total, heading and the line on the rest this fills a drawing in the smallest letters.
MOST_ROWS = 12
SIGNS = {Verdict.UP.value: "▲", Verdict.DOWN.value: "▼", Verdict.EQUAL.value: "●"}
SIGN_WORDS = "▲ naik, ▼ turun, ● setara: interval 95% perubahannya memuat nol."
LOW_SIGN = "!"
# What the page says in columns of its own, and a hall cannot read: the place stands behind the name.
LEFT_OUT = (Kind.PLACE, Kind.INTERVAL, Kind.NOTE)
TOTAL, KECAMATAN, DESA = "Jumlah", "Kec. ", "Desa "


def columns(found: Recap) -> tuple[Column, ...]:
    """The columns of the page that a hall is shown, in their order."""
    return tuple(one for one in recap_columns.columns(found) if one.kind not in LEFT_OUT)


def has_rest(found: Recap) -> bool:
    return len(found.rows) > MOST_ROWS


def default_order(found: Recap) -> str:
    """That of the codes where all rows are shown; else those come first that need a look."""
    if not has_rest(found):
        return ""
    return "-persen" if found.indicator.is_higher_worse else "persen"


def kept_rows(found: Recap, *, order: str) -> pd.DataFrame:
    """The rows that a hall is shown: the first ones in an order of `recap_columns.orders`, those with data if any."""
    rows = recap_columns.sorted_rows(found.rows, recap_columns.columns(found), order)
    if not has_rest(found):
        return rows
    told = rows[[state is not AreaState.NO_DATA for state in rows["state"]]]
    return (told if len(told) else rows).head(MOST_ROWS - 1)


def table(found: Recap, *, order: str) -> TableDrawing:
    """The kept rows, the total, and how many rows more the sheet has."""
    shown = columns(found)
    kept = kept_rows(found, order=order)
    # Whether a gap is hidden or was never reported is seen in all rows, so their texts are made together.
    rows = recap_columns.sorted_rows(found.rows, recap_columns.columns(found), order)
    rows = pd.concat([kept, rows.drop(kept.index)])
    frame = pd.concat([rows, found.total.assign(area_name=TOTAL, parent_name="")], ignore_index=True)
    written = _rows(frame, shown, found)
    rest_n = len(rows) - len(kept)
    unit = PUSKESMAS if found.unit == PUSKESMAS else PLURALS[found.unit]
    body = written[: len(kept)]
    rates = [one.key for one in shown].index("persen")
    return TableDrawing(
        headers=tuple(one.heading for one in shown),
        is_number=tuple(one.kind is not Kind.NAME for one in shown),
        rows=body,
        total=written[-1],
        rest=f"… dan {formats.number(rest_n)} {unit} lain di lembar" if rest_n else "",
        alt=f"{title(found)}. {shown[rates].heading}: "
        f"{'; '.join(f'{row[0].text} {row[rates].text}' for row in (*body, written[-1]))}.",
    )


def _rows(frame: pd.DataFrame, shown: Sequence[Column], found: Recap) -> tuple[tuple[Cell, ...], ...]:
    has_places = any(one.kind is Kind.PLACE for one in recap_columns.columns(found))
    texts = recap_columns.cells(frame, shown, mode=Mode.PUBLIC)
    return tuple(
        tuple(_cell(row, one, text, has_places=has_places) for one, text in zip(shown, written, strict=True))
        for row, written in zip(records(frame), texts, strict=True)
    )


def _cell(row: Any, one: Column, text: str, *, has_places: bool) -> Cell:
    """The text of the page; a number only where the page shows it."""
    if one.kind is Kind.NAME:
        # The heading says already what the rows are.
        name = text.removeprefix(KECAMATAN).removeprefix(DESA)
        place = str(row.parent_name).removeprefix(KECAMATAN) if has_places and pd.notna(row.parent_name) else ""
        return Cell(text=f"{name} ({place})" if place else name)
    value = getattr(row, one.field)
    if text in (HIDDEN_MARK, UNKNOWN) or pd.isna(value):
        return Cell(text=text)
    if one.kind is Kind.COUNT:
        return Cell(text=text, value=int(value))
    if one.kind is Kind.CHANGE:
        return Cell(text=formats.signed(float(value)), value=float(value), sign=SIGNS[row.verdict])
    is_low = text.startswith(LOW_MARK)
    return Cell(text=text.removeprefix(LOW_MARK).strip(), value=float(value), sign=LOW_SIGN if is_low else "")
