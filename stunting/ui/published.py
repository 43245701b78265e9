"""Routine rates that an office announced without its counts, as the trend page uses them."""

from __future__ import annotations

from stunting.geography import Area
from stunting.routine.figures import PublishedRate
from stunting.ui.shell import View


def rates(view: View, area: Area) -> list[PublishedRate]:
    """None are known yet."""
    return []
