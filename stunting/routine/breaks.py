"""Where a routine series may not be joined, because the denominator or the counting changed; and what is unfinished."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from stunting import formats
from stunting.classes import AreaState
from stunting.frames import column_of
from stunting.languages import _
from stunting.routine.periods import PeriodKind

# The newest month is taken for unfinished while so few of the usual children are in it.
UNFINISHED_SHARE = 0.75
USUAL_PERIODS = 6
# Lists that grow or shrink by more than this between two periods name other children.
TARGET_STEP = 0.25


def marked(frame: pd.DataFrame, *, kind: PeriodKind) -> pd.DataFrame:
    """Rows of `District.over_time` with `is_incomplete` (bool) and `break_before` (sentence or None)."""
    target, measured = (frame[name].to_numpy(dtype=float, na_value=np.nan) for name in ("target_n", "measured_n"))
    reasons: list[str | None] = [None] * len(frame)
    # A period whose counts or target are hidden, or that has none, says nothing of what its lists hold.
    is_hidden = (
        frame["is_coverage_suppressed"].to_numpy(dtype=bool)
        if "is_coverage_suppressed" in frame
        else np.zeros(len(frame), dtype=bool)
    )
    states = frame["state"].tolist() if "state" in frame else [AreaState.VALUE] * len(frame)
    silent = (AreaState.SUPPRESSED, AreaState.NO_DATA)
    told = [n for n, state in enumerate(states) if state not in silent and not is_hidden[n]]
    for before, now in pairwise(told):
        reasons[now] = _break(target[before], target[now])
    is_incomplete = np.zeros(len(frame), dtype=bool)
    if kind is PeriodKind.MONTH and len(frame) > 2:
        is_incomplete[-1] = _is_unfinished(measured)
    return frame.assign(is_incomplete=is_incomplete, break_before=column_of(frame, reasons))


def _break(before: float, after: float) -> str | None:
    if np.isnan(before) != np.isnan(after):
        return (
            _("Sejak periode ini daftar memuat balita yang tidak diukur.")
            if np.isnan(before)
            else _("Sejak periode ini daftar hanya memuat balita yang diukur.")
        )
    if before > 0 and abs(after - before) / before > TARGET_STEP:
        return _(
            "Jumlah sasaran berubah dari {before} menjadi {after}: penyebut cakupan tidak sama.",
            before=formats.number(before),
            after=formats.number(after),
        )
    return None


def _is_unfinished(measured: np.ndarray) -> bool:
    """The newest month has far fewer children than the months before it usually had."""
    usual = np.nanmedian(measured[-1 - USUAL_PERIODS : -1]) if np.isfinite(measured[:-1]).any() else np.nan
    return bool(measured[-1] < UNFINISHED_SHARE * usual)
