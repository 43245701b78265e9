"""A figure with everything it needs to travel: title, source, alternative text and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from stunting.charts import theme


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One figure as a reader meets it, on screen and in a file.

    title:    what the figure is about: subject, place, year
    subtitle: unit, base, and how to read it
    source:   the line under the figure, beginning with "Sumber:"
    alt:      what a reader who cannot see the figure should know
    table:    the same numbers, with Indonesian headers; one row per mark
    is_sample: drawn with the watermark when the release says its data are samples
    """

    figure: go.Figure
    title: str
    subtitle: str
    source: str
    alt: str
    table: pd.DataFrame
    is_sample: bool = False
    notes: tuple[str, ...] = field(default=())


def blank(*, height: int) -> go.Figure:
    """An empty figure in the house style: Indonesian separators, quiet grid, no toolbar colours."""
    axis = {
        "gridcolor": "#e6eaee",
        "linecolor": theme.FAINT,
        "zeroline": False,
        "tickfont": {"size": 13, "color": theme.MUTED},
        "title": {"font": {"size": 13, "color": theme.MUTED}},
        "automargin": True,
        "fixedrange": True,
    }
    # All at once: every later update costs the library some milliseconds.
    figure = go.Figure(
        layout={
            "height": height,
            "separators": ",.",
            "paper_bgcolor": theme.PAPER,
            "plot_bgcolor": theme.PAPER,
            "font": {"family": theme.FONT, "size": 14, "color": theme.INK},
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": theme.INK,
                "font": {"color": theme.PAPER, "size": 14},
                "bordercolor": theme.INK,
            },
            "showlegend": False,
            "dragmode": False,
            "xaxis": {**axis, "showgrid": False, "ticks": "outside", "tickcolor": theme.FAINT},
            "yaxis": {**axis, "showgrid": True},
        }
    )
    # Given to the constructor, None means the library's own template.
    figure.layout.template = None
    return figure


def watermark(figure: go.Figure) -> go.Figure:
    """The mark that sample data carry in every figure."""
    figure.add_annotation(
        text=theme.WATERMARK,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
        textangle=-24,
        font={"size": 54, "color": "rgba(23,33,43,0.14)"},
        name="watermark",
    )
    return figure
