"""All routine rates that are known of one kabupaten: counted here, and announced by an office, under one key each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from stunting import formats
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import Area
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.routine.periods import PeriodKind

ORDER = (PeriodKind.WINDOW, PeriodKind.MONTH, PeriodKind.YEAR)


def newest_first(
    frames: Iterable[pd.DataFrame],
    announced: Iterable[RoutineFigure | PublishedRate],
    *,
    area: Area,
    indicator: Indicator,
) -> list[RoutineFigure | PublishedRate]:
    """Every rate that may be shown; of one day a Bulan Timbang first, and what was counted here before the announced.

    frames: one `District.over_time` of the area per kind of period

    Raises:
        NoDataError: there is none.
    """
    found: list[RoutineFigure | PublishedRate] = []
    for frame in frames:
        shown = frame[frame["value_pct"].notna()].assign(area_name=area.official_name)
        found += [RoutineFigure.of_row(row, indicator=indicator, period=row.period) for row in records(shown)]
    found += announced
    if not found:
        raise NoDataError(_("Belum ada angka rutin untuk {area}.", area=area.official_name))
    return sorted(
        found,
        key=lambda one: (-one.period.end.toordinal(), ORDER.index(one.period.kind), bool(one.announced_by)),
    )


def keyed(figures: Sequence[RoutineFigure | PublishedRate]) -> dict[str, RoutineFigure | PublishedRate]:
    """Figures by what stands in the link: kind and key of the period, "P" and a number where it was announced."""
    found: dict[str, RoutineFigure | PublishedRate] = {}
    for one in figures:
        key = f"{one.period.kind.value}-{one.period.key}-{'P' if one.announced_by else 'R'}"
        # Two offices may announce two figures for one period.
        again = sum(other.startswith(key) for other in found)
        found[f"{key}{again + 1}" if again else key] = one
    return found


def source_words(routine: RoutineFigure | PublishedRate) -> str:
    """Where a rate comes from, with its children and coverage, as a part of a source line."""
    if routine.announced_by:
        return _("{period} diumumkan: {announced_by}", period=routine.period.label, announced_by=routine.announced_by)
    if isinstance(routine, PublishedRate):
        return _("pencatatan rutin, {routine}", routine=routine.label)
    return _(
        "pencatatan rutin, {routine}, n = {base_n} balita diukur, cakupan {value}",
        routine=routine.label,
        base_n=formats.number(routine.base_n),
        value=_("tidak diketahui") if routine.coverage_pct is None else formats.percent(routine.coverage_pct),
    )


def announced_notes(routine: RoutineFigure | PublishedRate) -> tuple[str, ...]:
    """What an announcement leaves open; counted figures have nothing to say here."""
    if not routine.announced_by:
        return ()
    base = _("Penyebutnya {base}.", base=routine.base) if routine.base else _("Penyebutnya tidak disebutkan.")
    return (
        _(
            "Angka rutin ini diumumkan, bukan dihitung dari berkas di rilis ini. {base} {note}",
            base=base,
            note=routine.note,
        ).strip(),
    )
