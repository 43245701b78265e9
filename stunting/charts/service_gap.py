"""Belum terjangkau: per service how many people are not reached, most first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import records
from stunting.languages import N_, _
from stunting.services.cell_words import NOT_ADDED, left_words
from stunting.services.coverage import Coverage
from stunting.services.registry import BY_KEY

ROW_PX = 30


def service_gap(coverage: Coverage, *, place: str, period: str, source: str, notes: Sequence[str] = ()) -> Picture:
    """One bar per service with people left; each says whom it counts, for the units differ.

    coverage: of one area alone
    """
    cells = coverage.cells
    known = cells[cells["left_n"].notna()].sort_values(["left_n", "service_key"], ascending=[True, False])
    rows = list(records(known))
    top = max([float(row.left_n) for row in rows] + [1.0])
    labels = [f"{formats.number(row.left_n)} {left_words(BY_KEY[row.service_key])}" for row in rows]
    figure = composed(
        height=60 + ROW_PX * max(len(rows), 1),
        is_sample=coverage.is_sample,
        traces=[
            {
                "type": "bar",
                "orientation": "h",
                "x": [float(row.left_n) for row in rows],
                "y": [BY_KEY[row.service_key].short for row in rows],
                "marker": {"color": theme.PREVALENCE[3]},
                "text": labels,
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"size": 13, "color": theme.INK},
                "hovertemplate": "%{y}: %{text}<extra></extra>",
            }
        ],
        # The words stand behind the bars, and need as much room as the longest bar.
        layout={
            "xaxis": {"range": [0, top * 1.75], "showticklabels": False, "ticks": "", "showgrid": False},
            "yaxis": {"showgrid": False, "tickfont": {"size": 13, "color": theme.INK}},
            "bargap": 0.3,
        },
    )
    return Picture(
        figure=figure,
        title=_("Belum terjangkau menurut layanan, {place}, {period}", place=place, period=period),
        subtitle=_(
            "Jumlah sasaran yang belum menerima layanan; untuk layanan yang makin rendah makin "
            "baik, jumlah yang mengalaminya. Tiap batang menghitung sasarannya sendiri."
        ),
        source=source,
        alt=_("Jumlah yang belum terjangkau per layanan di {place}, {period}: ", place=place, period=period)
        + "; ".join(f"{BY_KEY[row.service_key].short} {formats.number(row.left_n)}" for row in reversed(rows))
        + ".",
        table=_table(rows),
        is_sample=coverage.is_sample,
        notes=(_(NOT_ADDED), *notes),
    )


def _table(rows: Sequence[Any]) -> pd.DataFrame:
    """One row per bar, from above."""
    return pd.DataFrame(
        [
            {
                N_("Layanan"): BY_KEY[row.service_key].wording,
                N_("Belum terjangkau"): int(row.left_n),
                N_("Satuan"): left_words(BY_KEY[row.service_key]),
                N_("Cakupan (%)"): round(float(row.value_pct), 1),
            }
            for row in reversed(rows)
        ],
        columns=["Layanan", "Belum terjangkau", "Satuan", "Cakupan (%)"],
    )
