"""The map on a page: mounts the drawing script, passes a view, and returns what the reader chose.

Shapes and script are static files that the browser fetches once (`geometry_url`, `script_url`); a rerun sends only
the view of `stunting.charts.choropleth.map_payload`. `peta.js` has no dependencies and needs no build step: publish
the file as it is, with its content hash in the name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

SCRIPT = Path(__file__).parent / "peta.js"

# Sent with every change of the view, so only a door to the real script. It must have several lines: Streamlit
# takes a single line with a slash for the path of a file.
LOADER = """
export default async function (component) {
  const address = new URL(component.data.script_url, document.baseURI).href;
  const { mount } = await import(address);
  return mount(component);
}
"""

EVENTS = ("drill", "select", "back", "period")

_component = st.components.v2.component("stunting.peta", js=LOADER)


@dataclass(frozen=True, kw_only=True)
class MapEvent:
    """What the reader just did; it is reported in one rerun only.

    kind: "drill" (open this area), "select" (outline it; code "" releases it), "back" (one level up),
        "period" (use the period on screen; only from the button that `MapView.pick_period` names, never while playing)
    code: the area; for "back" the scope of the map that is left, for "period" the key of the period
    """

    kind: str
    code: str


def choropleth(
    view: dict[str, Any], *, geometry_url: str, script_url: str, key: str, height: int, around: int | None = None
) -> MapEvent | None:
    """Draw a view over a geometry file; None unless the reader just chose something.

    view:         result of `charts.choropleth.map_payload` for the codes of that geometry
    geometry_url: address of a file of `build.browser_geometry`, plain or gzip, relative to the page or absolute
    height:       pixels for heading, map, legend and source line; narrow screens take what they need
    around:       pixels the rest of the page needs; a taller screen gives the map all others
    """
    result = _component(
        key=key,
        data={
            "view": view,
            "geometry_url": geometry_url,
            "script_url": script_url,
            "height": height,
            "around": around,
        },
        on_drill_change=_nothing,
        on_select_change=_nothing,
        on_back_change=_nothing,
        on_period_change=_nothing,
    )
    for event in EVENTS:
        code = getattr(result, event, None)
        if code is not None:
            return MapEvent(kind=event, code=str(code))
    return None


def _nothing() -> None:
    """A trigger exists for Streamlit only when it has a callback."""
