"""The three services that need support most, in the order of the UNICEF framework, and in how many parts they do."""

from __future__ import annotations

import pandas as pd

from stunting import formats
from stunting.errors import NoDataError
from stunting.geography import PLURALS, Area
from stunting.languages import _
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode
from stunting.services import registry
from stunting.services import weakest as services_weakest
from stunting.services.coverage import Coverage
from stunting.services.judgement import Verdict
from stunting.services.situation import ROWS
from stunting.services.weakest import RULE, Weak
from stunting.slides.drawings import Cell, TableDrawing
from stunting.slides.layanan_parts import Asked, asked_of, situation
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

CAUSES = {"langsung": "langsung", "tidak langsung": "tidak langsung", "akar": "akar masalah"}


def weakest(sources: Sources, step: Step, area: Area) -> Slide:
    """The weakest services of an area as a table.

    Raises:
        NoDataError: no report here, no target, or every service reaches its own.
    """
    found = asked_of(sources, step, area)
    if not found.whole.targets:
        raise NoDataError(
            _(
                "Belum ada target layanan di rilis ini, jadi belum ada yang dapat disebut kurang."
                " Isi target di halaman Layanan, tab Data layanan."
            )
        )
    weak = services_weakest.weakest(found.whole)[area.code]
    if not weak:
        raise NoDataError(
            _(
                "Semua layanan yang punya angka dan target di {area} mencapai targetnya pada "
                "{period}, atau angkanya belum ada.",
                area=area.official_name,
                period=found.period.label,
            )
        )
    parts = _parts(sources, found)
    worst = max(weak, key=lambda one: one.row.short_pct)
    return Slide(
        key=step.key,
        title=step.title,
        figure=KeyFigure(
            text=formats.percent(worst.row.value_pct),
            label=f"{worst.service.short}, {area.official_name}",
            detail="; ".join(part for part in (worst.gap, worst.people) if part),
            value=round(float(worst.row.value_pct), 1),
        ),
        sentence=f"Yang paling perlu dukungan di {area.official_name} pada {found.period.label}: "
        + "; ".join(f"{one.service.short} ({formats.percent(one.row.value_pct)}, target {one.goal})" for one in weak)
        + ".",
        source=found.source,
        chips=found.chips,
        data_date=found.period.label,
        drawing=_table(found, weak, parts),
        footnotes=(RULE, *found.footnotes),
        is_sample=found.whole.is_sample,
    )


def _parts(sources: Sources, found: Asked) -> Coverage | None:
    """The same services in the parts of the area; None for a desa."""
    level = ROWS.get(found.area.level)
    if level is None:
        return None
    return situation(sources).coverage(
        found.area, level=level, services=found.services, period=found.period, mode=Mode.PUBLIC
    )


def _table(found: Asked, weak: tuple[Weak, ...], parts: Coverage | None) -> TableDrawing:
    unit = PLURALS[ROWS[found.area.level]] if parts is not None else ""
    # The second column is the first to go where a screen is narrow.
    headers = ["Layanan", "Penyebab", "Cakupan", "Target", "Belum terjangkau"]
    headers += [f"{unit[:1].upper()}{unit[1:]} di bawah target"] if parts is not None else []
    return TableDrawing(
        headers=tuple(headers),
        is_number=(False, False, *[True] * (len(headers) - 2)),
        rows=tuple(_cells(one, parts) for one in weak),
        alt=f"Layanan yang paling perlu dukungan di {found.area.official_name}: "
        + "; ".join(f"{one.service.short} {formats.percent(one.row.value_pct)}, {one.gap}" for one in weak)
        + ".",
    )


def _cells(one: Weak, parts: Coverage | None) -> tuple[Cell, ...]:
    left = one.row.left_n
    people = Cell(text="–") if pd.isna(left) else Cell(text=formats.number(left), value=int(left))
    return (
        Cell(text=one.service.short),
        Cell(text=CAUSES[registry.cause_of(one.service).level]),
        Cell(text=formats.percent(one.row.value_pct), value=round(float(one.row.value_pct), 1)),
        Cell(text=one.goal, value=one.target.value_pct),
        people,
        *([] if parts is None else [_below(one, parts)]),
    )


def _below(one: Weak, parts: Coverage) -> Cell:
    verdicts = parts.cells.loc[parts.cells["service_key"] == one.service.key, "verdict"].tolist()
    judged = [each for each in verdicts if each is not Verdict.NONE]
    below = sum(each is not Verdict.REACHED for each in judged)
    if not judged:
        return Cell(text="–")
    return Cell(text=f"{formats.number(below)} dari {formats.number(len(judged))}", value=below)
