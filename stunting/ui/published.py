"""Routine rates that an office announced, as the trend page uses them."""

from __future__ import annotations

from stunting.geography import Area
from stunting.routine import announced
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.ui import routine_data
from stunting.ui.shell import View


def rates(view: View, area: Area) -> list[RoutineFigure | PublishedRate]:
    """What was announced for an area, oldest first; every figure names who announced it."""
    return announced.figures(routine_data.published_routine(view.release_id, area.code), area=area)
