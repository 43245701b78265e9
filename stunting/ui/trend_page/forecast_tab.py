"""Kapan di bawah target: the fan of one series, the chance per year, and the children it takes."""

from __future__ import annotations

from stunting.ui.shell import View


def show(view: View) -> None:
    """The fan of the series that is chosen."""
