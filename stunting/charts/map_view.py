"""What a map is asked to show: panels over the same areas, their quantities, and the periods they can play.

A page, a file and a slide build the same `MapView`; `choropleth.map_payload` turns it into what the browser draws,
`exports.map_picture` into a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting.charts import theme
from stunting.charts.count_classes import CountScheme, count_colours
from stunting.classes import WHO_2018, ClassScheme
from stunting.languages import N_, Worded

CREDIT_APPROXIMATE = N_("Batas perkiraan dari titik desa, bukan batas resmi")
MOST_PANELS = 3


@dataclass(frozen=True, kw_only=True)
class GeometryOrder:
    """The units of a geometry file: the drawn ones in their order, then those without a polygon."""

    codes: Sequence[str]
    missing: Sequence[str] = ()

    @property
    def all(self) -> list[str]:
        return [*self.codes, *self.missing]


@dataclass(frozen=True, kw_only=True, eq=False)
class MapFrame:
    """One period of a panel that can be played; `frame` has the columns of `MapPanel.frame`.

    key: what the page calls the period, for example "2025-08"; label: what the reader reads, "Agustus 2025"
    subtitle: the line under the heading in this period, for example the figure of the kabupaten with n and coverage
    """

    key: str
    label: str
    frame: pd.DataFrame
    subtitle: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class MapPanel:
    """One map: its heading and one row per area, or a `MapFrame` per period.

    What is left None is taken from the view. A `CountScheme` colours by `count_n`, every other scheme by `value_pct`.

    frame columns:
        code (str): area code of the geometry's level
        value_pct (float): percent, null where there is none; a panel coloured by counts needs none
        state (AreaState or its text, optional): default "value", or "no_data" where the value is null
        notes (sequence of str, optional): lines of the tooltip, for example survey, n, interval, coverage
        count_n (float, optional): size of the circle or class of the count, for example number of stunted children;
            null where it may not be shown
        is_lokus (bool, optional): drawn with a thick outline
        is_excluded (bool, optional): left out of this panel's figure; neither its value nor its count is sent
        label (number or bool, optional): if the column is there, only areas above 0 are written on the map, the
            highest first
    """

    frame: pd.DataFrame | None = None
    title: str
    subtitle: str = ""
    alt: str = ""
    quantity: str | None = None
    scheme: ClassScheme | None = None
    circles: str | None = None
    colours: bool | None = None
    frames: tuple[MapFrame, ...] = ()

    def __post_init__(self) -> None:
        assert (self.frame is None) == bool(self.frames), "rows, or rows per period"
        assert len({one.key for one in self.frames}) == len(self.frames), "every period once"


@dataclass(frozen=True, kw_only=True, eq=False)
class MapView:
    """One to three panels over the same areas, under one legend.

    quantity:  what the classes measure, the heading of the legend
    units:     what is counted in the legend, for example "kabupaten/kota"
    source:    source line under the map; credit: where the borders come from; watermark: "DATA CONTOH" or ""
    selected:  code that is outlined; drillable: a click opens the area; has_back: Escape leads one level up
    callouts:  how many of the highest values are named on the map even where they do not fit into their area
    text_scale: size of all writing, 1.4 for a projector
    circles:   label of `count_n` when circles are drawn; colours: whether the areas are coloured by class at all
    lokus:     what areas with a thick outline are called, for example "lokus 2026"
    excluded:  what areas left out of a panel are called
    period:    key of the period that is shown first and that files show, by default the last one
    pick_period: label of the button that reports the period on screen ("Pakai bulan ini"), "" for no button
    """

    panels: tuple[MapPanel, ...]
    scheme: ClassScheme = WHO_2018
    quantity: Worded = Worded("Prevalensi stunting")
    units: Worded = Worded("wilayah")
    source: str = ""
    credit: Worded = Worded(CREDIT_APPROXIMATE)
    watermark: str = ""
    selected: str | None = None
    drillable: bool = False
    has_back: bool = False
    callouts: int = 0
    text_scale: float = 1.0
    circles: str = ""
    colours: bool = True
    lokus: str = "lokus"
    excluded: Worded = Worded("dikeluarkan dari hitungan")
    period: str | None = None
    pick_period: str = ""

    def __post_init__(self) -> None:
        assert 1 <= len(self.panels) <= MOST_PANELS, "one map, or two or three side by side"
        periods = {tuple((one.key, one.label) for one in panel.frames) for panel in self.panels}
        assert len(periods) == 1, "all panels play the same periods, or none does"
        assert self.period is None or self.period in self.periods, "a period of the panels"

    @property
    def periods(self) -> dict[str, str]:
        """Label of each period by its key, in the order of playing; empty for maps that do not play."""
        return {one.key: one.label for one in self.panels[0].frames}

    @property
    def shown(self) -> int:
        """Position of the period that is shown first."""
        return list(self.periods).index(self.period) if self.period else max(len(self.periods) - 1, 0)

    def frame_of(self, panel: MapPanel) -> pd.DataFrame:
        """The rows that a panel shows first."""
        if panel.frames:
            return panel.frames[self.shown].frame
        assert panel.frame is not None
        return panel.frame

    def subtitle_of(self, panel: MapPanel) -> str:
        return (panel.frames[self.shown].subtitle if panel.frames else "") or panel.subtitle

    def quantity_of(self, panel: MapPanel) -> str:
        return self.quantity if panel.quantity is None else panel.quantity

    def scheme_of(self, panel: MapPanel) -> ClassScheme:
        return panel.scheme or self.scheme

    def circles_of(self, panel: MapPanel) -> str:
        return self.circles if panel.circles is None else panel.circles

    def is_coloured(self, panel: MapPanel) -> bool:
        return self.colours if panel.colours is None else panel.colours


def palette_of(scheme: ClassScheme) -> tuple[str, ...]:
    """The colours of a scheme, low to high; counts have a hue of their own, so that they are not read as rates."""
    return count_colours(len(scheme)) if isinstance(scheme, CountScheme) else theme.class_colours(len(scheme))
