"""The services of every desa of a kabupaten that are farthest from their target."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from stunting.desa_sheet.facts import ServiceGap
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.routine.district import Mode
from stunting.services import registry
from stunting.services.cell_words import left_words
from stunting.services.service import ESSENTIAL
from stunting.services.situation import Situation
from stunting.services.weakest import Weak, weakest


@dataclass(frozen=True, kw_only=True)
class Served:
    """by_desa: up to three per desa, the farthest from its target first; source: a sentence, "" without any report."""

    by_desa: dict[str, tuple[ServiceGap, ...]]
    source: str
    is_sample: bool


def served(situation: Situation, kabupaten: Area, *, year: int, mode: Mode) -> Served:
    """From the newest report that is not newer than a year."""
    offered = [one for one in situation.periods(kabupaten.code, mode=mode) if one.year <= year]
    if not offered:
        return Served(by_desa={}, source="", is_sample=False)
    period = offered[0]
    try:
        coverage = situation.coverage(
            kabupaten, level="desa", services=registry.of_list(ESSENTIAL), period=period, mode=mode
        )
    except NoDataError:
        return Served(by_desa={}, source="", is_sample=False)
    by_desa = {
        code: tuple(_gap(one, period.label) for one in sorted(found, key=lambda one: -one.row.short_pct))
        for code, found in weakest(coverage).items()
        if found
    }
    said = "; ".join(coverage.sources)
    return Served(by_desa=by_desa, source=f"Layanan: {said}, {period.label}.", is_sample=coverage.is_sample)


def _gap(one: Weak, period: str) -> ServiceGap:
    row = one.row
    return ServiceGap(
        label=one.service.wording,
        period=period,
        received_n=int(row.numerator_n),
        due_n=int(row.denominator_n),
        value_pct=float(row.value_pct),
        target_pct=float(one.target.value_pct),
        left_n=int(row.left_n) if pd.notna(row.left_n) else None,
        left_words=left_words(one.service),
        is_higher_better=one.service.is_higher_better,
    )
