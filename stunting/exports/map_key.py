"""The legend of a printed map, row by row: classes of each quantity, sizes of circles, states and outlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from stunting.charts import theme
from stunting.charts.map_legend import EXCLUDED_PATTERN

# The patterns of the page in the marks of the drawing library.
HATCHES = {"hatch": "/////", "dots": "....", "cross": "xxxx", "hatch_over": "\\\\\\\\", EXCLUDED_PATTERN: "-----"}
HEADING_PX, CLASSES_PX, STATES_PX = 28, 88, 40
LETTER_PX = 10.2


@dataclass(frozen=True)
class Key:
    """What `charts.map_legend.legend` says, for a page; counts are those of its only period.

    circle_px: radius of the largest circle on the map
    """

    legend: dict[str, Any]
    panels: int
    width_px: float
    circle_px: float

    @property
    def height_px(self) -> float:
        heights = [HEADING_PX * self.has_headings + self._part_px(part) for part in self._parts]
        return sum(heights) + STATES_PX * len(self._state_rows())

    @property
    def _parts(self) -> list[dict[str, Any]]:
        return [part for part in self.legend["parts"] if part["colours"] or "circles" in part]

    @property
    def has_headings(self) -> bool:
        """One map of one quantity is explained by the title of the page."""
        return self.panels > 1 or any("circles" in part for part in self._parts)

    def _part_px(self, part: dict[str, Any]) -> float:
        return CLASSES_PX * part["colours"] + self._circles_px * ("circles" in part)

    @property
    def _circles_px(self) -> float:
        return max(2 * self.circle_px, 24) + 16

    def draw(self, page: Figure, *, left_px: float, top_px: float) -> None:
        y = top_px
        for part in self._parts:
            if self.has_headings:
                where = f" (peta {', '.join(str(n + 1) for n in part['panels'])})" if self.panels > 1 else ""
                _write(page, left_px, y, f"{part['title']}{where}", fontsize=10.2, fontweight="bold", va="top")
                y += HEADING_PX
            if part["colours"]:
                self._classes(page, part, left_px, y)
                y += CLASSES_PX
            if "circles" in part:
                self._circles(page, part["circles"], left_px, y)
                y += self._circles_px
        for row in self._state_rows():
            x = left_px
            for entry, text in row:
                is_thick = entry.get("pattern") is None
                _box(
                    page, x, y, entry, width=34, height=22, edge=theme.INK if is_thick else theme.MUTED, thick=is_thick
                )
                _write(page, x + 44, y + 11, text, fontsize=9.4, va="center")
                x += _state_px(text)
            y += STATES_PX

    def _classes(self, page: Figure, part: dict[str, Any], left_px: float, y: float) -> None:
        step = self.width_px / max(len(part["classes"]), 4)
        for number, entry in enumerate(part["classes"]):
            x = left_px + number * step
            _box(page, x, y + 18, entry, width=32, height=30, edge=theme.FAINT)
            counted = f"{' | '.join(str(panel[0]) for panel in entry['counts'])} {self.legend['units']}"
            text = "\n".join(filter(None, (entry["name"], entry["range"], counted)))
            _write(page, x + 42, y + 33, text, fontsize=9.4, va="center", linespacing=1.25)

    def _circles(self, page: Figure, circles: dict[str, Any], left_px: float, y: float) -> None:
        x = left_px
        middle = y + self._circles_px / 2 - 4
        for text, share in circles["sizes"]:
            radius = self.circle_px * share / 1000
            size = page.bbox.size
            page.add_artist(
                Circle(
                    (x + radius, size[1] - middle),
                    radius,
                    transform=None,
                    facecolor=theme.PREVALENCE[3],
                    alpha=0.62,
                )
            )
            _write(page, x + 2 * radius + 10, middle, text, fontsize=9.4, va="center")
            x += 2 * radius + 40 + LETTER_PX * len(text)
        _write(page, x, middle, circles["label"], fontsize=9.4, va="center", color=theme.MUTED)

    def _state_rows(self) -> list[list[tuple[dict[str, Any], str]]]:
        """Outlines and states in rows as wide as the page."""
        lokus = self.legend["lokus"]
        entries = [*([lokus] if lokus else []), *self.legend["states"]]
        rows: list[list[tuple[dict[str, Any], str]]] = []
        used = self.width_px
        for entry in entries:
            counts = [str(panel[0]) for panel in entry["counts"]]
            text = f"{entry['label']}: {counts[0] if len(set(counts)) == 1 else ' | '.join(counts)}"
            if used + _state_px(text) > self.width_px:
                rows.append([])
                used = 0
            rows[-1].append((entry, text))
            used += _state_px(text)
        return rows


def _state_px(text: str) -> float:
    return 74 + LETTER_PX * len(text)


def _write(page: Figure, x_px: float, y_px: float, text: str, **style: Any) -> None:
    wide, high = page.bbox.size
    page.text(x_px / wide, 1 - y_px / high, text, **({"color": theme.INK} | style))


def _box(
    page: Figure,
    x: float,
    y: float,
    entry: dict[str, Any],
    *,
    width: float,
    height: float,
    edge: str,
    thick: bool = False,
) -> None:
    """A swatch; x and y of its upper left corner in pixels."""
    wide, high = page.bbox.size
    page.add_artist(
        Rectangle(
            (x / wide, 1 - (y + height) / high),
            width / wide,
            height / high,
            facecolor=entry.get("colour", theme.PAPER),
            edgecolor=edge,
            hatch=HATCHES.get(entry.get("pattern", "")),
            linestyle="--" if entry.get("pattern") in ("dashed", EXCLUDED_PATTERN) else "-",
            lw=1.9 if thick else 0.6,
            transform=page.transFigure,
        )
    )
