"""A line as small as a word, for cards and tables: SVG text, no library."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

from stunting.charts import theme

PAD = 4.0


def sparkline(
    values_pct: Sequence[float | None],
    low_pct: Sequence[float | None] = (),
    high_pct: Sequence[float | None] = (),
    *,
    label: str,
    is_last_hollow: bool = False,
    width: int = 120,
    height: int = 32,
) -> str:
    """A series from left to right with its band, the newest value marked; a missing value is a gap.

    label: what a reader who cannot see it hears, for example "stunting Kec. Kejayan, turun dari 18,2% menjadi 14,1%"
    is_last_hollow: the newest value is preliminary or of low coverage
    The scale runs from the lowest to the highest limit of this series: a sparkline shows a shape, not a level.
    """
    values = [_number(value) for value in values_pct]
    lows = [_number(value) for value in low_pct] or values
    highs = [_number(value) for value in high_pct] or values
    assert len(values) == len(lows) == len(highs), "one limit per value"
    known = [number for number in (*values, *lows, *highs) if not math.isnan(number)]
    start = (
        f'<svg class="garis-kecil" xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(label, quote=True)}">'
    )
    if not known:
        return f"{start}</svg>"
    bottom, top = min(known), max(known)
    step = (width - 2 * PAD) / max(len(values) - 1, 1)

    def place(number: int, value: float) -> str:
        share = (value - bottom) / (top - bottom) if top > bottom else 0.5
        return f"{PAD + number * step:.1f},{height - PAD - share * (height - 2 * PAD):.1f}"

    parts = []
    for run in _runs(values):
        band = [n for n in run if not (math.isnan(lows[n]) or math.isnan(highs[n]))]
        if len(band) > 1 and lows is not values:
            edge = [place(n, highs[n]) for n in band] + [place(n, lows[n]) for n in reversed(band)]
            parts.append(f'<polygon points="{" ".join(edge)}" fill="{theme.PREVALENCE[0]}"/>')
    for run in _runs(values):
        points = " ".join(place(n, values[n]) for n in run)
        # A point between two gaps is a line of no length; its round ends make it a dot.
        parts.append(
            f'<polyline points="{points if len(run) > 1 else f"{points} {points}"}" fill="none" '
            f'stroke="{theme.PREVALENCE[3]}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>'
        )
    last = max((n for n, value in enumerate(values) if not math.isnan(value)), default=None)
    if last is not None:
        x, y = place(last, values[last]).split(",")
        fill = theme.PAPER if is_last_hollow else theme.PREVALENCE[4]
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="2.8" fill="{fill}" stroke="{theme.PREVALENCE[4]}" stroke-width="1.4"/>'
        )
    return f"{start}{''.join(parts)}</svg>"


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _runs(values: Sequence[float]) -> list[list[int]]:
    """Positions of values that follow each other without a gap."""
    runs: list[list[int]] = []
    for number, value in enumerate(values):
        if math.isnan(value):
            continue
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
