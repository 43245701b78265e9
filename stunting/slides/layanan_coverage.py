"""Services of one area against their targets: those farthest from it first, as many as a hall can read."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from stunting import formats
from stunting.frames import records
from stunting.geography import Area
from stunting.rembuk.agenda import Step
from stunting.services import cell_words
from stunting.services.coverage import State
from stunting.services.judgement import Target, Verdict
from stunting.services.registry import BY_KEY
from stunting.slides.drawings import Cell, TableDrawing
from stunting.slides.layanan_parts import Asked, asked_of
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

MOST_ROWS = 11
ORDER = {Verdict.BELOW: 0, Verdict.NEAR: 0, Verdict.REACHED: 2, Verdict.NONE: 4}


def against_targets(sources: Sources, step: Step, area: Area) -> Slide:
    """The services of an area as a table.

    Raises:
        NoDataError: no report here, or the step asks for what is not there.
    """
    found = asked_of(sources, step, area)
    rows = sorted(records(found.whole.cells), key=_rank)
    verdicts = found.whole.cells["verdict"].tolist()
    reached_n = verdicts.count(Verdict.REACHED)
    judged_n = sum(one is not Verdict.NONE for one in verdicts)
    return Slide(
        key=step.key,
        title=step.title,
        figure=KeyFigure(
            text=f"{formats.number(reached_n)} dari {formats.number(judged_n)}" if judged_n else formats.missing(),
            label=f"Layanan yang mencapai target, {area.official_name}",
            detail=f"{formats.number(verdicts.count(Verdict.NEAR))} mendekati, "
            f"{formats.number(verdicts.count(Verdict.BELOW))} perlu dukungan; {found.period.label}",
            value=float(reached_n) if judged_n else None,
        ),
        sentence=_sentence(found, rows),
        source=found.source,
        chips=found.chips,
        data_date=found.period.label,
        drawing=_table(found, rows),
        footnotes=(*found.footnotes, cell_words.NOT_ADDED),
        is_sample=found.whole.is_sample,
    )


def _rank(row: Any) -> tuple[int, float, tuple[int, int, int]]:
    short = 0.0 if math.isnan(row.short_pct) else -row.short_pct
    # Cells without a figure come last.
    return ORDER[row.verdict] + (row.state is not State.VALUE), short, BY_KEY[row.service_key].order


def _sentence(found: Asked, rows: list[Any]) -> str:
    """What the table says, and the service that is farthest from its target."""
    head = cell_words.headline(found.whole)
    first = next((row for row in rows if row.verdict in (Verdict.BELOW, Verdict.NEAR)), None)
    if first is None:
        return head
    service = BY_KEY[first.service_key]
    people = "" if pd.isna(first.left_n) else f"; {formats.number(first.left_n)} {cell_words.left_words(service)}"
    goal = formats.percent(found.whole.targets[service.key].value_pct)
    return f"{head} Selisih terbesar: {service.short}, {formats.percent(first.value_pct)} dari target {goal}{people}."


def _table(found: Asked, rows: list[Any]) -> TableDrawing:
    shown = rows[:MOST_ROWS] if len(rows) > MOST_ROWS + 1 else rows
    targets = found.whole.targets
    return TableDrawing(
        headers=("Layanan", "Cakupan", "Target", "Belum terjangkau", "Penilaian"),
        is_number=(False, True, True, True, False),
        rows=tuple(_cells(row, targets.get(row.service_key)) for row in shown),
        rest=f"… dan {formats.number(len(rows) - len(shown))} layanan lain di halaman Layanan"
        if len(rows) > len(shown)
        else "",
        alt=f"Cakupan layanan {found.area.official_name}, {found.period.label}: "
        + "; ".join(f"{BY_KEY[row.service_key].short} {_coverage(row).text} ({row.verdict})" for row in shown)
        + ".",
    )


def _cells(row: Any, target: Target | None) -> tuple[Cell, ...]:
    service = BY_KEY[row.service_key]
    name = service.short if service.is_higher_better else f"{service.short} ({cell_words.LOWER_WORDS})"
    goal = target if service.has_coverage else None
    return (
        Cell(text=name),
        _coverage(row),
        Cell(text="–") if goal is None else Cell(text=formats.percent(goal.value_pct), value=goal.value_pct),
        Cell(text="–") if pd.isna(row.left_n) else Cell(text=formats.number(row.left_n), value=int(row.left_n)),
        Cell(text=str(row.verdict) if row.state is State.VALUE else ""),
    )


def _coverage(row: Any) -> Cell:
    if row.state is State.VALUE:
        sign = "!" if row.is_over else ""
        return Cell(text=formats.percent(row.value_pct), value=round(float(row.value_pct), 1), sign=sign)
    if row.state is State.COUNT:
        return Cell(text=formats.number(row.numerator_n), value=int(row.numerator_n))
    return Cell(text=str(row.state))
