"""A page with one map, for the browser tests: `?scene=` chooses what is on it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from stunting.charts.choropleth import map_payload
from stunting.charts.map_view import GeometryOrder, MapFrame, MapPanel, MapView
from stunting.ui import map_component

HERE = Path(__file__).parent

st.set_page_config(layout="wide")
scene = st.query_params.get("scene", "one")
name = {"many": "many", "inner": st.session_state.get("inner", "grid")}.get(scene, "grid")
geometry = json.loads((HERE / "static" / f"{name}.json").read_text(encoding="utf-8"))
order = GeometryOrder(codes=geometry["codes"], missing=[code for code, _ in geometry["missing"]])


def frame(shift: float) -> pd.DataFrame:
    """Values 1, 2, 3, ... in the order of the codes, one row less than areas; some states in scene "states"."""
    values = (np.arange(len(order.all)) + 1.0 + shift) % 40
    rows = pd.DataFrame({"code": order.all, "value_pct": values, "state": "value", "count_n": values * 10})
    rows["notes"] = [("SSGI 2024", f"n = {100 + i}") for i in range(len(rows))]
    if scene == "states":
        rows.loc[[1, 2, 3, 4], "state"] = ["no_data", "small_n", "suppressed", "low_coverage"]
    if scene in ("three", "play"):
        rows["is_lokus"] = rows.index.isin([5, 6])
    if scene == "label":
        rows["label"] = rows.index.isin([2, 7]).astype(int)
    return rows.iloc[:-1]


def three() -> list[MapPanel]:
    """Prevalence, cases, and prevalence without the highest area."""
    rows = frame(0)
    return [
        MapPanel(frame=rows, title="Prevalensi", subtitle="Kabupaten 10,5%"),
        MapPanel(frame=rows, title="Jumlah", quantity="Jumlah balita", circles="balita stunting", colours=False),
        MapPanel(
            frame=rows.assign(is_excluded=rows["code"] == "0019"), title="Tanpa Kab. D5", subtitle="Kabupaten 9,9%"
        ),
    ]


def months() -> MapPanel:
    """Six months; every value rises by 5 each month, and one area is suppressed in the third."""
    frames = []
    for number in range(6):
        rows = frame(shift + number * 5)
        rows.loc[rows["code"].eq("0003") & (number == 2), "state"] = "suppressed"
        key = f"2025-{number + 1:02d}"
        frames.append(MapFrame(key=key, label=f"Bulan {number + 1}", frame=rows, subtitle=f"Angka bulan {number + 1}"))
    return MapPanel(frames=tuple(frames), title="Prevalensi")


shift = st.segmented_control("Geser", [0, 5], default=0, required=True)
panels = [MapPanel(frame=frame(shift), title="Kiri" if scene == "two" else "Prevalensi", subtitle="SSGI 2024")]
if scene == "two":
    panels.append(MapPanel(frame=frame(10), title="Kanan"))
if scene == "three":
    panels = three()
if scene == "play":
    panels = [months()]
view = MapView(
    panels=tuple(panels),
    source="SSGI 2024",
    watermark="DATA CONTOH",
    drillable=scene not in ("select", "many"),
    has_back=True,
    circles="balita" if scene == "circles" else "",
    lokus="lokus 2026",
    pick_period="Pakai bulan ini" if scene == "play" else "",
)
event = map_component.choropleth(
    map_payload(view, geometry=order),
    geometry_url="app/static/absent.json" if scene == "absent" else f"app/static/{name}.json",
    script_url="app/static/peta.js",
    key="peta",
    height=520,
)
if event:
    if scene == "inner" and event.kind == "drill":
        st.session_state["inner"] = "inner"
        st.rerun()
    st.session_state["events"] = [*st.session_state.get("events", []), f"{event.kind}:{event.code}"]
st.text("Peristiwa: " + " ".join(st.session_state.get("events", [])))
