"""Faktor risiko keluarga: one bar per factor, each of its own base."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, composed
from stunting.languages import N_, _
from stunting.services.families import FACTORS, FAMILIES, OF, OVERLAP, Families

ROW_PX = 50


def service_factors(found: Families, *, place: str, source: str, notes: Sequence[str] = ()) -> Picture:
    """The factors that were reported; the base of each is written behind its bar."""
    shown = [(one, found.factors[one.key]) for one in FACTORS if one.key in found.factors]
    drawn = [(one, row) for one, row in shown if pd.notna(row["pct"])]
    top = max([float(row["pct"]) for _ignored, row in drawn] + [10.0])
    said = [
        _(
            "{row} ({row2} dari {row3} {of})",
            row=formats.percent(row["pct"]),
            row2=formats.number(row["part_n"]),
            row3=formats.number(row["base_n"]),
            of=OF[one.base],
        )
        for one, row in drawn
    ]
    figure = composed(
        height=50 + ROW_PX * max(len(drawn), 1),
        is_sample=found.is_sample,
        traces=[
            {
                "type": "bar",
                "orientation": "h",
                "x": [float(row["pct"]) for _ignored2, row in drawn][::-1],
                "y": [_(one.label) for one, _ignored3 in drawn][::-1],
                # Water and latrine are counted of families, the others of couples: never one colour.
                "marker": {"color": [_colour(one.base) for one, _ignored4 in drawn][::-1]},
                # On a telephone one line would run out of the picture; the colour says which base it is.
                "text": [
                    _(
                        "<b>{row}</b><br>{row2} dari {row3}",
                        row=formats.percent(row["pct"]),
                        row2=formats.number(row["part_n"]),
                        row3=formats.number(row["base_n"]),
                    )
                    for _ignored5, row in drawn
                ][::-1],
                "customdata": said[::-1],
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"size": 14, "color": theme.INK},
                "hovertemplate": "%{y}: %{customdata}<extra></extra>",
            }
        ],
        layout={
            "xaxis": {"range": [0, top * 2.8], "showticklabels": False, "ticks": "", "showgrid": False},
            "yaxis": {"showgrid": False, "tickfont": {"size": 14, "color": theme.INK}},
            "bargap": 0.35,
        },
    )
    return Picture(
        figure=figure,
        title=_("Faktor risiko keluarga, {place}, {found}", place=place, found=years(found)),
        subtitle=_(
            "Persen dari penyebutnya masing-masing. Batang biru: dari keluarga sasaran; batang "
            "abu-abu: dari pasangan usia subur (PUS)."
        ),
        source=source,
        alt=_("Faktor risiko keluarga di {place}: ", place=place)
        + "; ".join(f"{_(one.label)} {text}" for (one, _ignored6), text in zip(drawn, said, strict=True))
        + ".",
        table=pd.DataFrame(
            [
                {
                    N_("Faktor"): _(one.label),
                    N_("Jumlah"): None if pd.isna(row["part_n"]) else int(row["part_n"]),
                    N_("Penyebut"): OF[one.base],
                    N_("Jumlah penyebut"): None if pd.isna(row["base_n"]) else int(row["base_n"]),
                    N_("Persen (%)"): None if pd.isna(row["pct"]) else round(float(row["pct"]), 1),
                    N_("Keterangan"): _(row["state"]),
                }
                for one, row in shown
            ]
        ),
        is_sample=found.is_sample,
        notes=(_(OVERLAP), *notes),
    )


def years(found: Families) -> str:
    """ "2025", or "2024–2025" where desa have figures of several years."""
    return str(found.years[0]) if len(found.years) == 1 else f"{found.years[0]}–{found.years[-1]}"


def _colour(base: str) -> str:
    return theme.PREVALENCE[3] if base == FAMILIES else theme.MUTED
