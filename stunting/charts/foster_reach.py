"""Children per kecamatan as level bars: with a foster parent, or without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.languages import N_

ROW_PX = 27
MAIN = theme.PREVALENCE[3]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kecamatan; value None where it is hidden. note: what stands behind the number, "dari 12"."""

    name: str
    value: int | None
    note: str = ""


def reach_bars(
    rows: Sequence[Row], *, title: str, subtitle: str, source: str, column: str, notes: tuple[str, ...] = (),
    is_sample: bool = False,
) -> Picture:  # fmt: skip
    """The highest bar on top; a hidden one has its word and no length.

    column: heading of the numbers in the table
    """
    ordered = sorted(rows, key=lambda one: (one.value is None, -(one.value or 0), one.name))
    shown = list(reversed(ordered))
    texts = [
        "disembunyikan" if one.value is None else f"{formats.number(one.value)} {one.note}".strip() for one in shown
    ]
    most = max([one.value or 0 for one in shown], default=0)
    figure = composed(
        height=60 + ROW_PX * max(len(shown), 2),
        is_sample=is_sample,
        traces=[
            {
                "type": "bar",
                "orientation": "h",
                "x": [one.value or 0 for one in shown],
                "y": [one.name for one in shown],
                "text": texts,
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {
                    "color": [MAIN] * len(shown),
                    "line": {"color": [MAIN] * len(shown), "width": [0] * len(shown)},
                },
                "hoverinfo": "skip",
            }
        ],
        layout={
            "xaxis": {"range": [0, max(most * 1.22, 5)], "showgrid": True, "title": {"text": "anak"}},
            "yaxis": {"showgrid": False, "type": "category"},
            "margin": {"l": 8, "r": 16, "t": 8, "b": 40},
            "bargap": 0.32,
        },
    )
    spoken = "; ".join(f"{one.name} {text}" for one, text in zip(ordered, reversed(texts), strict=True))
    return Picture(
        figure=figure,
        title=title,
        subtitle=subtitle,
        source=source,
        alt=f"{title}: {spoken}.",
        table=pd.DataFrame(
            {
                N_("Kecamatan"): [one.name for one in ordered],
                column: ["disembunyikan" if one.value is None else one.value for one in ordered],
                **({N_("Keterangan"): [one.note for one in ordered]} if any(one.note for one in ordered) else {}),
            }
        ),
        is_sample=is_sample,
        notes=notes,
    )
