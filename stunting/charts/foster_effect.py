"""How foster children changed, how children alike changed, and the difference with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.languages import N_, _

MAIN, GREY = theme.PREVALENCE[3], theme.MUTED
ROW_PX = 62


@dataclass(frozen=True, kw_only=True)
class Change:
    """One mark: its words, value in SD, and its interval where it has one."""

    label: str
    value: float
    n_text: str
    low: float | None = None
    high: float | None = None
    is_main: bool = False

    @property
    def text(self) -> str:
        said = f"{formats.signed(self.value, decimals=2)} SD"
        if self.low is None or self.high is None:
            return said
        low, high = (formats.signed(one, decimals=2) for one in (self.low, self.high))
        return _("{said} (interval 95% {low} sampai {high})", said=said, low=low, high=high)


def effect_marks(
    *,
    n: int,
    others_n: int,
    change: float,
    others_change: float,
    difference: float,
    low: float,
    high: float,
    place: str,
    sentence: str,
    source: str,
    notes: tuple[str, ...],
    is_sample: bool = False,
) -> Picture:
    """Three rows: foster children, children alike, the difference; zero in sight."""
    rows = [
        Change(label=_("Anak asuh"), value=change, n_text=f"n = {formats.number(n)}"),
        Change(
            label=_("Anak serupa tanpa orang tua asuh"), value=others_change, n_text=f"n = {formats.number(others_n)}"
        ),
        Change(label=_("Selisih"), value=difference, n_text="", low=low, high=high, is_main=True),
    ]
    reach = 1.25 * max([0.1, *(abs(one) for one in (change, others_change, low, high))])
    figure = composed(
        height=70 + ROW_PX * len(rows),
        is_sample=is_sample,
        traces=[trace for at, row in enumerate(rows) for trace in _marks(row, len(rows) - 1 - at)],
        layout={
            "xaxis": {
                "range": [-reach, reach], "showgrid": True, "title": {"text": "perubahan TB/U (SD)"}, "nticks": 7,
            },
            "yaxis": {"range": [-0.5, len(rows) - 0.3], "showticklabels": False, "showgrid": False},
            "margin": {"l": 16, "r": 16, "t": 12, "b": 44},
            "annotations": [
                {
                    "text": f"<b>{row.label}</b>  {row.text}{f' · {row.n_text}' if row.n_text else ''}",
                    "x": -reach, "y": len(rows) - 1 - at + 0.36, "xanchor": "left", "yanchor": "middle",
                    "showarrow": False, "font": {"size": 13, "color": theme.INK}, "align": "left",
                }
                for at, row in enumerate(rows)
            ],
            "shapes": [
                {
                    "type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
                    "line": {"color": theme.INK, "width": 1.4},
                }
            ],
        },
    )  # fmt: skip
    return Picture(
        figure=figure,
        title=_("Perubahan TB/U anak asuh dan anak serupa, {place}", place=place),
        subtitle=_(
            "Rata-rata perubahan z-skor TB/U dari sekitar mulai sampai pengukuran terakhir; garis: interval 95%."
        ),
        source=source,
        alt=_(
            "Perubahan TB/U: {value}. {sentence}",
            value="; ".join(f"{row.label} {row.text}" for row in rows),
            sentence=sentence,
        ),
        table=pd.DataFrame(
            {
                N_("Kelompok"): [row.label for row in rows],
                "n": pd.array([n, others_n, None], dtype="Int64"),
                N_("Perubahan z (SD)"): [round(row.value, 2) for row in rows],
                N_("Interval bawah (SD)"): [None if row.low is None else round(row.low, 2) for row in rows],
                N_("Interval atas (SD)"): [None if row.high is None else round(row.high, 2) for row in rows],
            }
        ),
        is_sample=is_sample,
        notes=notes,
    )


def _marks(row: Change, y: float) -> list[dict[str, Any]]:
    colour = MAIN if row.is_main else GREY
    found: list[dict[str, Any]] = []
    if row.low is not None and row.high is not None:
        found.append(
            {
                "type": "scatter", "x": [row.low, row.high], "y": [y, y], "mode": "lines", "hoverinfo": "skip",
                "line": {"color": colour, "width": 4},
            }
        )  # fmt: skip
    found.append(
        {
            "type": "scatter", "x": [row.value], "y": [y], "mode": "markers",
            "marker": {
                "symbol": "circle", "size": 14 if row.is_main else 11, "color": colour,
                "line": {"color": theme.PAPER, "width": 1},
            },
            "hovertemplate": f"{row.label}: {row.text}<extra></extra>",
        }
    )  # fmt: skip
    return found
