"""Counts by area as columns in space, without a base map; for counts only, a rate has no height."""

from __future__ import annotations

import math

import pandas as pd
import pydeck as pdk

from stunting import formats
from stunting.charts import theme
from stunting.frames import records

TALLEST_SHARE = 0.12
PITCH = 48
# Pixels the areas may take up; a tilted map needs room above for its columns.
ROOM_PX = (900, 250)
TILE_PX = 512


def columns(frame: pd.DataFrame, *, label: str) -> pdk.Deck:
    """One column per area at its coordinate; the height is proportional to `desa_n`.

    frame: area_name, lat, lon (degrees), desa_n. Nothing is fetched: there is no base map.
    """
    placed = frame.dropna(subset=["lat", "lon"])
    wide = max(placed["lon"].max() - placed["lon"].min(), placed["lat"].max() - placed["lat"].min(), 0.05)
    rows = [
        {
            "position": [row.lon, row.lat],
            "height": float(row.desa_n),
            "text": f"{row.area_name}: {formats.number(row.desa_n)} {label}",
        }
        for row in records(placed)
    ]
    tallest = float(placed["desa_n"].max()) if len(placed) else 1.0
    colour = [int(theme.PREVALENCE[3][i : i + 2], 16) for i in (1, 3, 5)]
    layer = pdk.Layer(
        "ColumnLayer",
        data=rows,
        get_position="position",
        get_elevation="height",
        elevation_scale=wide * 111_000 * TALLEST_SHARE / tallest,
        radius=wide * 111_000 / max(30, len(rows) ** 0.5 * 6),
        get_fill_color=[*colour, 235],
        pickable=True,
        auto_highlight=True,
    )
    return pdk.Deck(
        layers=[layer],
        initial_view_state=pdk.ViewState(
            latitude=float((placed["lat"].min() + placed["lat"].max()) / 2),
            longitude=float((placed["lon"].min() + placed["lon"].max()) / 2),
            zoom=_zoom(placed),
            pitch=PITCH,
        ),
        # The style stays unset: an explicit None makes Streamlit fetch a base map from the internet.
        map_provider=None,
        tooltip={"text": "{text}"},
    )


def _zoom(placed: pd.DataFrame) -> float:
    """The web map zoom at which all coordinates lie within the picture."""
    spans = (placed["lon"].max() - placed["lon"].min(), placed["lat"].max() - placed["lat"].min())
    fitting = [math.log2(room * 360 / (TILE_PX * max(span, 0.05))) for room, span in zip(ROOM_PX, spans, strict=True)]
    return round(min(*fitting, 10.0), 2)
