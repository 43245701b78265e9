"""What the chart of lokus over time says in words: when a list was decided, notes, alternative text and the table."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.lokus_marks import marks_of
from stunting.frames import records, whole_numbers
from stunting.indicators import Indicator
from stunting.lokus.over_time import LOKUS, OTHERS, LokusSeries


def years(one: LokusSeries) -> str:
    """When the list was decided and when it applies, in the colours of the drawing: on it a telephone has no room."""
    day, year = one.decided.decided_on, one.decided.decided_year
    when = f"ditetapkan {formats.date(day) if day else year}" if day or year else "tahun penetapan tidak diketahui"
    applies = f"<span style='color:{theme.ACCENT}'>lokus {one.lokus_year}</span>"
    return f"<span style='color:{theme.MUTED}'>{when}</span> · {applies}"


def spoken(one: LokusSeries) -> str:
    parts = []
    for side in (LOKUS, OTHERS):
        marks = [mark for mark in marks_of(one, side) if mark.has_rate]
        if marks:
            first, last = marks[0], marks[-1]
            parts.append(
                f"{side} {formats.percent(first.value_pct)} ({first.period.short}) menjadi "
                f"{formats.percent(last.value_pct)} ({last.period.short})"
            )
    return f"{one.kabupaten_name} lokus {one.lokus_year}, {', '.join(parts)}"


def notes(series: Sequence[LokusSeries], shown: Sequence[LokusSeries]) -> list[str]:
    drawn = {id(one) for one in shown}
    found = [
        f"{one.kabupaten_name}, lokus {one.lokus_year}: {one.problem or 'tidak ada angka yang dapat ditampilkan.'}"
        for one in series
        if id(one) not in drawn
    ]
    marks = [mark for one in shown for side in (LOKUS, OTHERS) for mark in marks_of(one, side)]
    if any(mark.is_low for mark in marks if mark.has_rate):
        found.append("Berongga: cakupan di bawah 80%, angka belum mewakili seluruh balita.")
    for state in dict.fromkeys(mark.state for mark in marks if not mark.has_rate):
        times = dict.fromkeys(mark.period.short for mark in marks if not mark.has_rate and mark.state is state)
        found.append(f"Tanpa titik, {state.label}: {', '.join(times)}.")
    return found


def table(series: Sequence[LokusSeries], indicator: Indicator) -> pd.DataFrame:
    """One row per list, side and period."""
    rows = [(one, row) for one in series for row in records(one.frame)]
    return pd.DataFrame(
        {
            "Kabupaten/kota": [one.kabupaten_name for one, _ in rows],
            "Tahun lokus": [one.lokus_year for one, _ in rows],
            "Kelompok": [row.side for _, row in rows],
            "Periode": [row.period.label for _, row in rows],
            "Tahap": [row.phase.value for _, row in rows],
            f"{indicator.short} (%)": pd.Series([row.value_pct for _, row in rows], dtype=float),
            "Interval bawah (%)": pd.Series([row.ci_low_pct for _, row in rows], dtype=float),
            "Interval atas (%)": pd.Series([row.ci_high_pct for _, row in rows], dtype=float),
            indicator.counted.capitalize(): whole_numbers(row.hits_n for _, row in rows),
            indicator.base.capitalize(): whole_numbers(row.base_n for _, row in rows),
            "Cakupan (%)": pd.Series([row.coverage_pct for _, row in rows], dtype=float),
            "Keterangan": ["" if not math.isnan(row.value_pct) else row.state.label for _, row in rows],
        }
    )
