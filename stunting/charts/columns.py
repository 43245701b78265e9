"""Counts by area as columns in space, without a base map; for counts only, a rate has no height."""

from __future__ import annotations

import pandas as pd
import pydeck as pdk

from stunting import formats
from stunting.charts import theme
from stunting.frames import records

TALLEST_SHARE = 0.18


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
    zoom = 8.2 if wide < 1.5 else 6.6 if wide < 5 else 5.4 if wide < 12 else 3.6
    return pdk.Deck(
        layers=[layer],
        initial_view_state=pdk.ViewState(
            latitude=float(placed["lat"].mean()),
            longitude=float((placed["lon"].min() + placed["lon"].max()) / 2),
            zoom=zoom,
            pitch=48,
        ),
        map_provider=None,
        map_style=None,
        tooltip={"text": "{text}"},
    )
