"""A proposal as the list that is read from top to bottom: who is in, how sure, and who stands at the cut."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.frames import records
from stunting.lokus.criteria import Criterion
from stunting.lokus.proposal import OUTSIDE, Certainty, Place, Proposal

# One hue per criterion, in their order; the last ones for columns of one's own.
HUES = ("#1f6299", "#c2410c", "#4d7c0f", "#7a4fa0", "#8a6d1f", "#55626f", "#0f766e", "#9d174d")
MOST_BEHIND = 25
CHIPS = {Certainty.SURE: "yakin", Certainty.BORDER: "batas", Certainty.OUT: "luar"}


def hues_of(criteria: Sequence[Criterion]) -> dict[str, str]:
    """The colour of each criterion, in the bars of the list and beside its weight."""
    return dict(zip((one.key for one in criteria), HUES, strict=False))


def list_html(proposal: Proposal) -> str:
    """Members by rank, the cut, and behind it those that the draws choose now and then."""
    frame = proposal.frame
    chosen = proposal.chosen
    behind = frame[~frame["is_in"] & ((frame["inclusion"] > OUTSIDE) | frame["area_code"].eq(proposal.first_in))]
    hues = hues_of(proposal.criteria)
    lines = [_line(row, number, hues) for number, row in enumerate(records(chosen), start=1)]
    cut = f'<tr class="garis"><td colspan="5">Batas daftar: {formats.number(len(chosen))} desa/kelurahan</td></tr>'
    rest = [_line(row, 0, hues) for row in records(behind.head(MOST_BEHIND))]
    return (
        f'<div class="lokus-bingkai" tabindex="0" role="region" aria-label="Daftar usulan lokus">'
        '<table class="lokus-daftar"><thead><tr><th scope="col">No</th><th scope="col">Desa/kelurahan</th>'
        f'<th scope="col">Skor</th><th scope="col">Peluang masuk</th>'
        '<th scope="col">Status</th></tr></thead>'
        f"<tbody>{''.join(lines)}{cut}{''.join(rest)}</tbody></table></div>"
    )


def _line(row: Any, number: int, hues: dict[str, str]) -> str:
    parts = "".join(
        f'<b style="--c:{hue};width:{100 * part:.1f}%"></b>'
        for key, hue in hues.items()
        if pd.notna(part := getattr(row, f"part_{key}")) and part > 0
    )
    score = formats.number(row.score, decimals=3) if pd.notna(row.score) else "–"
    chance = formats.percent(100 * row.inclusion, decimals=0)
    marks = [text for text, holds in (("data kurang", row.is_lacking), ("skor sama", row.is_tied)) if holds]
    if row.place in (Place.QUOTA, Place.SWAPPED_IN, Place.SWAPPED_OUT, Place.FULL):
        marks.append(str(row.place))
    said = "".join(f'<em class="tanda">{mark}</em>' for mark in marks)
    return (
        f"<tr><td>{number or '·'}</td>"
        f'<th scope="row">{html.escape(str(row.area_name))}{said}<small>{html.escape(str(row.kecamatan_name))} · '
        f"{measured(row)}</small></th>"
        f'<td><span class="skor"><span class="susun">{parts}</span>{score}</span></td>'
        f'<td><span class="peluang {CHIPS[row.certainty]}">{chance} {row.certainty}</span></td>'
        f"<td>{html.escape(row.status)}</td></tr>"
    )


def measured(row: Any) -> str:
    """The children behind a rate: "23 dari 181 diukur (12,7%), cakupan 91,2%"."""
    if pd.isna(row.measured_n) or not row.measured_n:
        return "tidak ada balita diukur"
    base = f"{formats.number(row.stunted_n)} dari {formats.number(row.measured_n)} diukur"
    rate = f" ({formats.percent(row.raw_pct)})" if row.measured_n >= 20 else " (n kecil)"
    coverage = (
        f", cakupan {formats.percent(row.coverage_pct)}" if pd.notna(row.coverage_pct) else ", cakupan tidak diketahui"
    )
    return base + rate + coverage
