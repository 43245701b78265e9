"""Figures per desa from a sheet: families at risk, services, columns of one's own."""

from __future__ import annotations

from stunting.geography import Area
from stunting.ui.shell import View


def show(view: View, kabkota: Area) -> None:
    del view, kabkota
