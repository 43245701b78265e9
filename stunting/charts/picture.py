"""A figure with everything it needs to travel: title, source, alternative text and the numbers behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from stunting import formats
from stunting.charts import theme
from stunting.languages import _


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
    # All at once: every later update costs the library some milliseconds.
    figure = go.Figure(layout=_house_style(height))
    # Given to the constructor, None means the library's own template.
    figure.layout.template = None
    return figure


def composed(
    *, height: int, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], is_sample: bool = False
) -> go.Figure:
    """A figure of traces and layout in the house style, checked by the library once.

    traces: as the library writes them, each with its "type"
    layout: what differs from the house style; its `annotations` may be anything the library accepts
    """
    own = dict(layout)
    notes = [*own.pop("annotations", []), *([watermark_note()] if is_sample else [])]
    house = _house_style(height)
    # Further axes are built like the first ones.
    house |= {key: house[key[:5]] for key in own if key.startswith(("xaxis", "yaxis")) and key not in house}
    # The library's template of that name is empty; setting it later costs a millisecond.
    style = {**_laid_over(house, own), "annotations": notes, "template": "none"}
    return go.Figure(data=list(traces), layout=style)


def _house_style(height: int) -> dict[str, Any]:
    axis = {
        "gridcolor": "#e6eaee",
        "linecolor": theme.FAINT,
        "zeroline": False,
        "tickfont": {"size": 13, "color": theme.MUTED},
        "title": {"font": {"size": 13, "color": theme.MUTED}},
        "automargin": True,
        "fixedrange": True,
    }
    return {
        "height": height,
        "separators": formats.separators(),
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


def _laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Two nested dicts as one; where both have a value, the second counts."""
    result = dict(under)
    for key, value in over.items():
        below = result.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        result[key] = _laid_over(below or {}, value) if both else value
    return result


def watermark_note() -> dict[str, Any]:
    """The words across a figure of sample data."""
    return {
        "text": _(theme.WATERMARK),
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "textangle": -24,
        "font": {"size": 54, "color": "rgba(23,33,43,0.14)"},
        "name": "watermark",
    }


def watermark(figure: go.Figure) -> go.Figure:
    """The mark that sample data carry in every figure."""
    figure.add_annotation(**watermark_note())
    return figure
