"""The source line of routine figures: system, period, n of N, coverage, and what the mode does to them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import formats
from stunting.languages import _
from stunting.routine.choices import Choice
from stunting.routine.rates import no_coverage_short


def source(row: Any, choice: Choice) -> str:
    """The source line of routine figures of one area: system, period, n of N, coverage, mode."""
    return f"{source_line(row, choice.where_and_when)} {mode_words(choice)}"


def source_line(row: Any, when: str) -> str:
    """System, period, n of N and coverage; `when` may say whose row it is where the figure shows several."""
    covered = (
        _(
            "; balita diukur {covered_n} dari {target_n} sasaran ({coverage_pct})",
            covered_n=formats.number(row.covered_n),
            target_n=formats.number(row.target_n),
            coverage_pct=formats.percent(row.coverage_pct),
        )
        if pd.notna(row.coverage_pct)
        else _(
            "; {measured_n} balita diukur, {row}", measured_n=formats.number(row.measured_n), row=no_coverage_short(row)
        )
        if pd.notna(row.measured_n)
        else ""
    )
    return _("Sumber: pencatatan rutin (e-PPGBM), {when}{covered}.", when=when, covered=covered)


def mode_words(choice: Choice) -> str:
    """What the mode does to the figures, said beside them."""
    if choice.is_public:
        return _("Mode publik: angka 1–4 balita disembunyikan.")
    return _("Mode internal: semua hitungan terlihat, jangan dibagikan.")
