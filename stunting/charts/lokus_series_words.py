"""What the chart of lokus over time says in words: when a list was decided, notes, alternative text and the table."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.lokus_marks import SHORT, marks_of
from stunting.frames import records, whole_numbers
from stunting.indicators import Indicator
from stunting.languages import N_, _
from stunting.lokus.over_time import LOKUS, OTHERS, LokusSeries


def years(one: LokusSeries) -> str:
    """When the list was decided and when it applies, in the colours of the drawing: on it a telephone has no room."""
    day, year = one.decided.decided_on, one.decided.decided_year
    when = (
        _("ditetapkan {date}", date=formats.date(day) if day else year)
        if day or year
        else _("tahun penetapan tidak diketahui")
    )
    applies = _(
        "<span style='color:{accent}'>lokus {lokus_year}</span>", accent=theme.ACCENT, lokus_year=one.lokus_year
    )
    return f"<span style='color:{theme.MUTED}'>{when}</span> · {applies}"


def spoken(one: LokusSeries) -> str:
    parts = []
    for side in (LOKUS, OTHERS):
        marks = [mark for mark in marks_of(one, side) if mark.has_rate]
        if marks:
            first, last = marks[0], marks[-1]
            parts.append(
                _(
                    "{side} {value_pct} ({period}) menjadi {value_pct2} ({period2})",
                    side=SHORT[side],
                    value_pct=formats.percent(first.value_pct),
                    period=first.period.short,
                    value_pct2=formats.percent(last.value_pct),
                    period2=last.period.short,
                )
            )
    return _(
        "{kabupaten_name} lokus {lokus_year}, {parts}",
        kabupaten_name=one.kabupaten_name,
        lokus_year=one.lokus_year,
        parts=", ".join(parts),
    )


def notes(series: Sequence[LokusSeries], shown: Sequence[LokusSeries]) -> list[str]:
    drawn = {id(one) for one in shown}
    found = [
        _(
            "{kabupaten_name}, lokus {lokus_year}: {words}",
            kabupaten_name=one.kabupaten_name,
            lokus_year=one.lokus_year,
            words=one.problem or _("tidak ada angka yang dapat ditampilkan."),
        )
        for one in series
        if id(one) not in drawn
    ]
    marks = [mark for one in shown for side in (LOKUS, OTHERS) for mark in marks_of(one, side)]
    if any(mark.is_low for mark in marks if mark.has_rate):
        found.append(_("Berongga: cakupan di bawah 80%, angka belum mewakili seluruh balita."))
    for state in dict.fromkeys(mark.state for mark in marks if not mark.has_rate):
        times = dict.fromkeys(mark.period.short for mark in marks if not mark.has_rate and mark.state is state)
        found.append(_("Tanpa titik, {state}: {times}.", state=state.label, times=", ".join(times)))
    return found


def table(series: Sequence[LokusSeries], indicator: Indicator) -> pd.DataFrame:
    """One row per list, side and period."""
    rows = [(one, row) for one in series for row in records(one.frame)]
    return pd.DataFrame(
        {
            "Kabupaten/kota": [one.kabupaten_name for one, _ignored in rows],
            N_("Tahun lokus"): [one.lokus_year for one, _ignored2 in rows],
            N_("Kelompok"): [SHORT[row.side] for _ignored3, row in rows],
            N_("Periode"): [row.period.label for _ignored4, row in rows],
            N_("Tahap"): [f"{row.phase}" for _ignored5, row in rows],
            f"{indicator.short} (%)": pd.Series([row.value_pct for _ignored6, row in rows], dtype=float),
            N_("Interval bawah (%)"): pd.Series([row.ci_low_pct for _ignored7, row in rows], dtype=float),
            N_("Interval atas (%)"): pd.Series([row.ci_high_pct for _ignored8, row in rows], dtype=float),
            indicator.counted.capitalize(): whole_numbers(row.hits_n for _ignored9, row in rows),
            indicator.base.capitalize(): whole_numbers(row.base_n for _ignored10, row in rows),
            N_("Cakupan (%)"): pd.Series([row.coverage_pct for _ignored11, row in rows], dtype=float),
            N_("Keterangan"): ["" if not math.isnan(row.value_pct) else row.state.label for _ignored12, row in rows],
        }
    )
