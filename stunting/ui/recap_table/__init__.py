"""The recap as a table on a page: sorted by its headings, and every number can be opened.

The browser part is `tabel.js`. It receives written texts, so that a comma is a comma in every browser, and sorts
them at once; the order is told here, so that link and files have the same.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from stunting.languages import _
from stunting.routine import recap, recap_columns
from stunting.routine.rates import LOW_COVERAGE_PCT
from stunting.routine.recap import Recap
from stunting.routine.recap_columns import HIDDEN_MARK, UNKNOWN, Column
from stunting.ui.static_files import loader

SCRIPT = Path(__file__).with_name("tabel.js")
TOTAL = "jumlah"
# What the browser says for the order of the codes; an empty trigger would be no trigger.
BY_CODE = "kode"


@dataclass(frozen=True, kw_only=True)
class TableEvent:
    """What the reader just did; it is reported in one rerun only.

    kind:  "open" (a number of this row) or "order" (sort the rows)
    value: the code of the row, TOTAL for the last one; or a key of `recap_columns.orders`
    """

    kind: str
    value: str


def recap_table(found: Recap, *, order: str, key: str, marked: str = "", around: int = 330) -> TableEvent | None:
    """Draw a recap; None unless the reader just chose something.

    marked: code of the row that is pointed out
    around: pixels the rest of the page needs; the rows scroll inside what is left
    """
    result = _component()(
        key=key,
        data=packed(table_data(found, order=order) | {"marked": marked, "around": around}),
        height="content",
        on_open_change=_nothing,
        on_order_change=_nothing,
    )
    if getattr(result, "open", None) is not None:
        return TableEvent(kind="open", value=str(result.open))
    if getattr(result, "order", None) is not None:
        value = str(result.order)
        return TableEvent(kind="order", value="" if value == BY_CODE else value)
    return None


def packed(data: dict[str, Any]) -> bytes:
    """As the browser receives it: 365 desa with 12 columns are 90 kB of JSON and a tenth of it compressed."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Equal data are equal bytes, which are not sent again.
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def table_data(found: Recap, *, order: str) -> dict[str, Any]:
    """What the browser shows."""
    shown = recap_columns.columns(found)
    rows = recap_columns.sorted_rows(found.rows.assign(at=range(len(found.rows))), shown, order)
    total = recap_columns.total_row(found)
    longest = float(np.nanmax(rows["value_pct"].to_numpy(float), initial=1.0))
    return {
        "caption": recap.title(found),
        "order": order,
        "unknown": UNKNOWN,
        "texts": {
            "sort": _("Urutkan"),
            "hidden": _("disembunyikan"),
            "hidden_in_public": _("Disembunyikan dalam mode publik"),
            "origin": _("Asal angka ini"),
        },
        "hidden": HIDDEN_MARK,
        "columns": [
            {"key": one.key, "text": one.heading, "kind": one.kind.value, "sortable": one.is_sortable} for one in shown
        ],
        "rows": _lines(rows, shown, found, longest),
        "total": _lines(total.assign(area_code=TOTAL, at=0), shown, found, longest)[0],
    }


def _lines(rows: pd.DataFrame, shown: tuple[Column, ...], found: Recap, longest: float) -> list[dict[str, Any]]:
    """Rows with their place by code and the length of their bar (percent of the longest); hatched at low coverage."""
    values = rows["value_pct"].to_numpy(float)
    low = (rows["coverage_pct"].to_numpy(float) < LOW_COVERAGE_PCT).tolist()
    # Children without a puskesmas are no unit whose figures could be asked for alone.
    return [
        {
            "code": code,
            "at": at,
            "cells": texts,
            "bar": None if np.isnan(value) else round(100 * min(value / longest, 1)),
            "low": is_low,
            "opens": bool(code),
        }
        for code, at, texts, value, is_low in zip(
            rows["area_code"],
            rows["at"].tolist(),
            recap_columns.cells(rows, shown, mode=found.question.mode),
            values,
            low,
            strict=True,
        )
    ]


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("stunting_recap_table", js=loader(SCRIPT))


def _nothing() -> None:
    """A trigger exists for Streamlit only when it has a callback."""
