"""Kenapa desa kami masuk atau keluar? One desa on one card."""

from __future__ import annotations

from stunting.lokus.proposal import Proposal
from stunting.ui import filters
from stunting.ui.lokus_page import swaps
from stunting.ui.lokus_page.scenario_filters import Asked
from stunting.ui.shell import View


def show(view: View, asked: Asked, found: Proposal) -> None:
    """The desa that is chosen in the area row, on the map or here."""
    names = swaps.labels(found)
    current = view.area.code if view.area.code in names else ""
    filters.picked(
        "Kenapa desa kami masuk atau keluar?",
        "lokus-desa",
        names,
        current=current,
        params=lambda code: {filters.AREA: code} if code else {},
        width=460,
        placeholder="Ketik nama desa/kelurahan",
    )
    del asked
