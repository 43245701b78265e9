"""When was what: one row per area, a mark per event by kind; an area without any keeps its empty row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.frames import records
from stunting.languages import N_, _

SYMBOLS = {
    "kampanye": "circle",
    "rembuk": "square",
    "peluncuran": "diamond",
    "penyuluhan": "triangle-up",
    "pengukuran": "circle-open",
    "lain": "square-open",
}
COLOURS = {
    "kampanye": theme.ACCENT,
    "rembuk": theme.PREVALENCE[3],
    "peluncuran": theme.PREVALENCE[4],
    "penyuluhan": theme.TARGET,
    "pengukuran": theme.PREVALENCE[3],
    "lain": theme.MUTED,
}
# From so many events on, marks of single ones would hide each other, and weigh more than a page may.
MOST_MARKS = 1_000
ROW_PX = 27
LONGEST_NAME = 24


def timeline(
    events: pd.DataFrame,
    units: pd.DataFrame,
    *,
    kinds: Mapping[str, str],
    place: str,
    unit_words: str,
    source: str,
    notes: tuple[str, ...] = (),
) -> Picture:
    """Events on a line of time, one row per area in the order of `units` (`campaigns.summary.by_unit`).

    events: rows of `campaign_events`, with a column `unit_code`: the row of an area it belongs to, "" for none
    """
    rows = list(records(units))[::-1]
    at = {one.area_code: number for number, one in enumerate(rows)}
    shown = events[events["unit_code"].isin(at)]
    is_dense = len(shown) > MOST_MARKS
    if is_dense:
        traces = [_months(shown, at)]
    else:
        found = set(shown["kind"])
        traces = [_marks(shown[shown["kind"] == kind], kind, kinds[kind], at) for kind in kinds if kind in found]
    return Picture(
        figure=composed(
            height=70 + ROW_PX * max(len(rows), 2),
            is_sample=bool(events["is_sample"].any()),
            traces=traces,
            layout={
                "showlegend": not is_dense,
                "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"size": 13}},
                "margin": {"t": 34, "r": 16, "b": 30},
                "xaxis": _scale(shown),
                "yaxis": {
                    "range": [-0.7, len(rows) - 0.3],
                    "tickvals": list(range(len(rows))),
                    "ticktext": [_label(one) for one in rows],
                    "tickfont": {"color": theme.INK, "size": 12},
                    "showgrid": True,
                },
            },
        ),
        title=_("Linimasa kegiatan menurut {unit_words}, {place}", unit_words=unit_words, place=place),
        subtitle=_("Satu tanda satu bulan dengan kegiatan, makin besar makin banyak; baris kosong: belum ada.")
        if is_dense
        else _("Satu tanda satu kegiatan; baris kosong: belum ada kegiatan yang tercatat."),
        source=source,
        alt=_spoken(units, place),
        table=_table(units),
        is_sample=bool(events["is_sample"].any()),
        notes=notes,
    )


def _marks(events: pd.DataFrame, kind: str, label: str, at: dict[str, int]) -> dict[str, Any]:
    days = [pd.Timestamp(one) for one in events["event_date"]]
    return {
        "type": "scatter",
        "name": label,
        "showlegend": True,
        "mode": "markers",
        "x": [_year(one) for one in days],
        "y": [at[code] for code in events["unit_code"]],
        "marker": {
            "symbol": SYMBOLS[kind],
            "size": 11,
            "color": COLOURS[kind],
            "line": {"color": COLOURS[kind], "width": 2},
        },
        "customdata": [_hover(one) for one in records(events)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _months(events: pd.DataFrame, at: dict[str, int]) -> dict[str, Any]:
    """One mark per area and month; its area grows with the number of events."""
    days = pd.to_datetime(events["event_date"])
    counted = events.groupby([events["unit_code"], days.dt.year.rename("year"), days.dt.month.rename("month")]).size()
    found = list(records(counted.rename("event_n").reset_index()))
    most = max(one.event_n for one in found)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(one.year + (one.month - 0.5) / 12, 3) for one in found],
        "y": [at[one.unit_code] for one in found],
        "marker": {
            "symbol": "circle",
            "size": [one.event_n for one in found],
            "sizemode": "area",
            "sizeref": most / 11**2,
            "sizemin": 2,
            "color": COLOURS["kampanye"],
        },
        "customdata": [_month_hover(one) for one in found],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _month_hover(one: Any) -> str:
    return _(
        "{month}: {event_n} kegiatan", month=formats.month(one.year, one.month), event_n=formats.number(one.event_n)
    )


def _hover(one: Any) -> str:
    came = (
        _("peserta tidak dihitung")
        if pd.isna(one.participant_n)
        else _("{participant_n} peserta", participant_n=formats.number(one.participant_n))
    )
    title = _plain(one.title if len(one.title) <= 60 else f"{one.title[:60]}…")
    return f"<b>{title}</b><br>{formats.date(pd.Timestamp(one.event_date).date())}<br>{came}"


def _plain(text: str) -> str:
    """Words of a sheet in a tooltip that takes marks of its own."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _year(day: pd.Timestamp) -> float:
    """2024-07-01 -> 2024,5: the axis counts years, so that screen and file draw the same."""
    start = dt.date(day.year, 1, 1)
    length = (dt.date(day.year + 1, 1, 1) - start).days
    return day.year + (day.date() - start).days / length


def _scale(events: pd.DataFrame) -> dict[str, Any]:
    years = pd.to_datetime(events["event_date"]).dt.year
    first, last = (dt.date.today().year,) * 2 if years.empty else (int(years.min()), int(years.max()))
    last += 1
    return {
        "range": [first - 0.06, last + 0.02],
        "tickvals": list(range(first, last + 1)),
        "ticktext": [str(year) for year in range(first, last + 1)],
        "showgrid": True,
    }


def _label(one: Any) -> str:
    name = one.area_name if len(one.area_name) <= LONGEST_NAME else f"{one.area_name[: LONGEST_NAME - 1]}…"
    return f"{name}  <b>{one.event_n}</b>"


def _table(units: pd.DataFrame) -> pd.DataFrame:
    last = [None if one is None or pd.isna(one) else formats.date(one) for one in units["last_date"]]
    return pd.DataFrame(
        {
            N_("Kode"): units["area_code"],
            N_("Wilayah"): units["area_name"],
            N_("Kegiatan"): units["event_n"],
            N_("Peserta tercatat"): units["participant_n"],
            N_("Kegiatan tanpa jumlah peserta"): units["uncounted_n"],
            N_("Kegiatan terakhir"): last,
            N_("Bulan sejak terakhir"): units["months_since"],
        }
    )


def _spoken(units: pd.DataFrame, place: str) -> str:
    listed = "; ".join(
        _("{area_name} {event_n} kegiatan", area_name=one.area_name, event_n=one.event_n) for one in records(units)
    )
    return _("Linimasa kegiatan {place}: {listed}.", place=place, listed=listed)
