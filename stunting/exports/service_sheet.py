"""The matrix of coverage and the table of the weakest services as PNG."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stunting import formats
from stunting.exports.grid_picture import GridCell, to_png
from stunting.exports.page import wrap
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.languages import in_indonesian
from stunting.services import weakest as weakest_services
from stunting.services.cell_words import LOWER_SIGN, OVER_SIGN, SIGNS, short_cell, sign, sign_words
from stunting.services.coverage import Coverage, State
from stunting.services.judgement import SYMBOLS, Verdict

GROUNDS = {Verdict.REACHED: "#cfe8dc", Verdict.NEAR: "#fbe9b7", Verdict.BELOW: "#f5c9b8", Verdict.NONE: "#eef1f4"}
QUIET = "#f6f7f9"


@in_indonesian
def matrix_png(rows: Coverage, whole: Coverage, stamp: Stamp, *, place: str, listed: str) -> bytes:
    """Areas down, services across; the area itself first."""
    services = rows.services
    heads = [
        f"{one.number_in(listed)}. {'' if one.is_higher_better else f'{LOWER_SIGN} '}{one.short}" for one in services
    ]
    lines = [[GridCell(text=place, is_bold=True), *_cells(whole)]]
    for _, cells in rows.cells.groupby("area_code", sort=False):
        name = str(cells["area_name"].iloc[0])
        lines.append([GridCell(text=name), *(_cell(row) for row in records(cells))])
    states = {*rows.cells["state"], *whole.cells["state"]}
    return to_png(
        ["Wilayah", *heads],
        lines,
        _with_key(stamp, states),
        widths=[5.2, *[1.6] * len(services)],
        is_wide=len(services) > 12,
        turned=True,
        size=8.2,
    )


@in_indonesian
def weakest_png(coverage: Coverage, whole: Coverage, stamp: Stamp) -> bytes:
    """One row per area with up to three services."""
    lines = []
    for found in (whole, coverage):
        names = dict(zip(found.cells["area_code"], found.cells["area_name"], strict=True))
        for code, weak in weakest_services.weakest(found).items():
            told = [
                GridCell(
                    text="\n".join(
                        (
                            wrap(one.service.short, 32),
                            f"{SYMBOLS[one.row.verdict]} {formats.percent(one.row.value_pct)} (target {one.goal})",
                            wrap(one.people, 32),
                        )
                    ),
                    ground=GROUNDS[one.row.verdict],
                )
                for one in weak
            ]
            empty = [GridCell(text="")] * (weakest_services.MOST - len(told))
            lines.append([GridCell(text=wrap(names[code], 20), is_bold=found is whole), *told, *empty])
    heads = ["Wilayah", "Layanan 1", "Layanan 2", "Layanan 3"]
    return to_png(heads, lines, _with_key(stamp, set()), widths=[1.1, 1.6, 1.6, 1.6], size=9)


def _cells(coverage: Coverage) -> list[GridCell]:
    return [_cell(row, is_bold=True) for row in records(coverage.cells)]


def _cell(row: Any, *, is_bold: bool = False) -> GridCell:
    state, verdict = row.state, row.verdict
    said = short_cell(row, in_people=False)
    if state is not State.VALUE:
        return GridCell(text=said, ground=QUIET, is_bold=is_bold)
    sign = OVER_SIGN if row.is_over else SYMBOLS[verdict]
    text = said if verdict is Verdict.NONE and not row.is_over else f"{said}\n{sign}"
    return GridCell(text=text, ground=GROUNDS[verdict], is_bold=is_bold)


def _with_key(stamp: Stamp, states: set[State]) -> Stamp:
    """What the symbols and signs mean, for a page without colours."""
    said = [f"{SYMBOLS[one]} {one}" for one in (Verdict.REACHED, Verdict.NEAR, Verdict.BELOW)]
    said += [f"{sign(state)} {sign_words(state)}" for state in SIGNS if state in states]
    return replace(stamp, notes=(f"Tanda: {'; '.join(said)}.", *stamp.notes))
