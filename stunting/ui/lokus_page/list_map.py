"""The newest prevalence of a kabupaten by desa, with the desa of one list outlined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stunting.frames import records
from stunting.geography import Area
from stunting.indicators import indicator
from stunting.languages import _
from stunting.lokus.list_view import list_view
from stunting.map_scope import Scope
from stunting.routine.district import Question, newest
from stunting.ui import maps, parts, routine_data, routine_filters
from stunting.ui.shell import View


def show(
    view: View,
    kabkota: Area,
    *,
    year: int,
    codes: Sequence[str],
    key: str,
    height: int,
    around: int | None = None,
    title: str = "",
) -> None:
    """As the mode of the link shows it; a sentence where nobody was measured.

    title: before the words for the quantity and the period
    """
    mode = routine_filters.mode()
    period = newest(routine_data.periods(view.release_id, kabkota.code, mode=mode))
    if period is None:
        parts.notes((_("Peta memerlukan data rutin kabupaten/kota ini; impor berkasnya di halaman Data."),))
        return
    question = Question(indicator=indicator("stunting"), mode=mode)
    units = routine_data.areas(view.release_id, within=kabkota.code, level="desa", period=period, question=question)
    whole: Any = next(
        records(
            routine_data.areas(
                view.release_id, within=kabkota.code, level="kabupaten", period=period, question=question
            )
        )
    )
    drawn = list_view(units, whole, indicator=question.indicator, period=period, year=year, codes=codes, title=title)
    is_inside = view.area.level == "desa" and view.area.code.startswith(kabkota.code)
    maps.draw(
        view,
        Scope(area=kabkota, level="desa", selected=view.area.code if is_inside else None),
        drawn,
        height=height,
        around=around,
        key=key,
        is_sample=bool(whole.is_sample),
    )
