"""How prevalence moved: survey points, the lines that are allowed between them, and the targets ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, blank, watermark
from stunting.frames import records, whole_numbers
from stunting.geography import COUNTRY
from stunting.indicators import Indicator
from stunting.languages import N_, _
from stunting.measures import Estimate, runs
from stunting.sources import survey as survey_record

LAST_TARGET_YEAR = 2030
CONTEXT_COLOURS = (theme.MUTED, "#6f7b87")
# In percent: names closer than this would touch; a figure below its mark needs this much room above the axis.
CLOSE_POINTS, LOWEST_BELOW = 2.2, 3.0


@dataclass(frozen=True, kw_only=True)
class Series:
    """The estimates of one area under the name a reader knows."""

    name: str
    estimates: Sequence[Estimate]


def trend(
    subject: Series,
    *,
    context: Sequence[Series] = (),
    targets: pd.DataFrame,
    indicator: Indicator,
    is_sample: bool = False,
) -> Picture:
    """Survey points of one area over the years, with its province and Indonesia in grey behind it.

    A line joins only rounds of the same design and the same definition of the area. Intervals are drawn where
    they were published. Targets (area_code, year, value_pct, basis, source) are steps with their legal source.
    """
    figure = blank(height=430)
    since = min((e.year for e in subject.estimates), default=0)
    context = [Series(name=s.name, estimates=[e for e in s.estimates if e.year >= since]) for s in context]
    targets = targets[targets["year"] >= since]
    for other, colour in zip(context, CONTEXT_COLOURS, strict=False):
        _context_lines(figure, other, colour)
    _context_labels(figure, context)
    newest_year = max((e.year for e in subject.estimates), default=2024)
    _targets(figure, targets, newest_year=newest_year)
    _subject(figure, subject)
    years = [e.year for e in subject.estimates] + [e.year for s in context for e in s.estimates]
    if years and min(years) < 2020 < max(years):
        figure.add_annotation(
            x=2020,
            y=0,
            yref="paper",
            yanchor="bottom",
            text=_("2020:<br>tanpa survei"),
            showarrow=False,
            font={"size": 12, "color": theme.MUTED},
        )
    drawn_targets = targets[targets["year"] <= LAST_TARGET_YEAR]
    last = max([*years, *drawn_targets["year"].tolist(), 2024])
    first = min([*years, 2021])
    marked = sorted({*years, *drawn_targets["year"].tolist()})
    figure.update_xaxes(
        range=[first - 0.6, last + 0.6], tickvals=marked, ticktext=[str(year) for year in marked], tickangle=0
    )
    figure.update_yaxes(rangemode="tozero", ticksuffix=indicator.unit)
    figure.update_layout(margin={"t": 40, "r": _right_margin(last, context, drawn_targets, newest_year)})
    if is_sample:
        watermark(figure)
    return Picture(
        figure=figure,
        title=_("{indicator} menurut survei, {subject}", indicator=indicator.label, subject=subject.name),
        subtitle=_("Persen balita. Garis hanya menghubungkan survei dengan rancangan dan batas wilayah yang sama."),
        source=source_line(subject),
        alt=spoken(subject),
        table=estimates_table([subject, *context]),
        is_sample=is_sample,
        notes=(*former_notes(subject), *target_notes(targets)),
    )


def _subject(figure: go.Figure, subject: Series) -> None:
    for run in runs(subject.estimates):
        if len(run) > 1:
            figure.add_trace(
                go.Scatter(
                    x=[e.year for e in run],
                    y=[e.value_pct for e in run],
                    mode="lines",
                    line={"color": theme.PREVALENCE[3], "width": 3},
                    hoverinfo="skip",
                    showlegend=False,
                )
            )
    for key, is_former in dict.fromkeys((e.survey, e.is_former_area) for e in subject.estimates):
        points = [e for e in subject.estimates if (e.survey, e.is_former_area) == (key, is_former)]
        record = survey_record(key)
        has_intervals = any(e.has_interval for e in points)
        figure.add_trace(
            go.Scatter(
                x=[e.year for e in points],
                y=[e.value_pct for e in points],
                mode="markers+text",
                name=_("{record} sebelum pemekaran", record=record.label) if is_former else record.label,
                marker={
                    "symbol": theme.SURVEY_SYMBOLS[key],
                    "size": 15,
                    "color": theme.PAPER if is_former else theme.PREVALENCE[4],
                    "line": {"color": theme.PREVALENCE[4] if is_former else theme.PAPER, "width": 2},
                },
                text=[f"<b>{formats.percent(e.value_pct)}</b>" for e in points],
                textposition=[_label_side(e) for e in points],
                textfont={"size": 16, "color": theme.INK},
                cliponaxis=False,
                error_y={
                    "type": "data",
                    "symmetric": False,
                    "array": [_above(e) for e in points],
                    "arrayminus": [_below(e) for e in points],
                    "color": theme.PREVALENCE[4],
                    "thickness": 1.5,
                    "visible": has_intervals,
                },
                customdata=[hover(e, of=subject.name) for e in points],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=True,
            )
        )
    figure.update_layout(
        showlegend=True,
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "font": {"size": 13},
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )


def _context_lines(figure: go.Figure, series: Series, colour: str) -> None:
    for run in runs(series.estimates):
        figure.add_trace(
            go.Scatter(
                x=[e.year for e in run],
                y=[e.value_pct for e in run],
                mode="lines+markers",
                line={"color": colour, "width": 1.5},
                marker={"symbol": theme.SURVEY_SYMBOLS[run[0].survey] + "-open", "size": 8, "color": colour},
                customdata=[f"<b>{series.name}</b><br>{hover(e, of=series.name)}" for e in run],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=False,
            )
        )


def _context_labels(figure: go.Figure, context: Sequence[Series]) -> None:
    """The names behind the last points: a single one above its point, two of them clear of each other."""
    ends = [(max(one.estimates, key=lambda e: e.year), one.name, colour) for one, colour in _coloured(context)]
    ends.sort(key=lambda end: end[0].value_pct)
    are_close = len(ends) == 2 and abs(ends[0][0].value_pct - ends[1][0].value_pct) < CLOSE_POINTS
    for number, (estimate, name, colour) in enumerate(ends):
        figure.add_annotation(
            x=estimate.year,
            y=estimate.value_pct,
            text=name,
            xanchor="left",
            xshift=9,
            yshift=10 if len(ends) == 1 else (10 if number else -10) if are_close else 0,
            showarrow=False,
            font={"size": 13, "color": colour},
        )


def _coloured(context: Sequence[Series]) -> list[tuple[Series, str]]:
    return [(one, colour) for one, colour in zip(context, CONTEXT_COLOURS, strict=False) if one.estimates]


def _right_margin(last: int, context: Sequence[Series], targets: pd.DataFrame, newest_year: int) -> int:
    """Room for the names and target figures that stand behind the last year."""
    if any(e.year == last for one in context for e in one.estimates):
        return 120
    return 60 if newest_year == last and last in targets["year"].tolist() else 16


def _label_side(estimate: Estimate) -> str:
    """SKI stands between two SSGI rounds; its figure goes below so that the three stay apart on a phone."""
    return "bottom center" if estimate.survey == "ski" and estimate.value_pct > LOWEST_BELOW else "top center"


def _targets(figure: go.Figure, targets: pd.DataFrame, *, newest_year: int) -> None:
    """Steps: each target holds for half a year around its year, and until the next one of the same plan."""
    near = targets[targets["year"] <= LAST_TARGET_YEAR]
    named: set[str] = set()
    for _ignored, rows in near.groupby("basis", sort=False):
        name = target_name(rows)
        steps = rows.sort_values("year")
        years, values = steps["year"].tolist(), steps["value_pct"].tolist()
        figure.add_trace(
            go.Scatter(
                x=[years[0] - 0.5, *years, years[-1] + 0.5],
                y=[values[0], *values, values[-1]],
                mode="lines",
                line={"color": theme.TARGET, "width": 2, "dash": "dash", "shape": "hv"},
                hoverinfo="skip",
                name=name,
                showlegend=name not in named,
            )
        )
        named.add(name)
        figure.add_trace(
            go.Scatter(
                x=years,
                y=values,
                mode="markers",
                marker={"symbol": "line-ew", "size": 12, "color": theme.TARGET},
                customdata=[
                    _(
                        "<b>{name} {value_pct} pada {year}</b><br>{basis}",
                        name=name,
                        value_pct=formats.percent(row.value_pct),
                        year=row.year,
                        basis=row.basis,
                    )
                    for row in records(steps)
                ],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=False,
            )
        )
        for year, value in zip(years, values, strict=True):
            # Small and without the plan's name, so that it fits on a phone: the note under the figure names the plan.
            beside = year == newest_year
            figure.add_annotation(
                x=year + 0.55 if beside else year,
                y=value,
                xanchor="left" if beside else "center",
                yanchor="middle" if beside else "top",
                text=formats.percent(value),
                showarrow=False,
                font={"size": 12, "color": theme.TARGET},
            )


def target_notes(targets: pd.DataFrame) -> tuple[str, ...]:
    """One sentence per plan: its targets and its legal source."""
    notes = []
    for basis, rows in targets.groupby("basis", sort=False):
        values = ", ".join(
            _("{value_pct} pada {year}", value_pct=formats.percent(r.value_pct), year=r.year)
            for r in records(rows.sort_values("year"))
        )
        single = "" if rows["is_verified"].all() else _(" Satu sumber.")
        notes.append(f"{target_name(rows)} {values}: {basis}.{single}")
    return tuple(notes)


def target_name(rows: pd.DataFrame) -> str:
    return _("Target nasional") if (rows["area_code"] == COUNTRY).all() else _("Target daerah")


def former_notes(subject: Series) -> tuple[str, ...]:
    """Figures of the area before its split belong to another area, and the figure says so."""
    names = dict.fromkeys(e.area_name for e in subject.estimates if e.is_former_area)
    return tuple(
        _("Tanda berongga: {name}, bukan wilayah {subject} yang sekarang.", name=name, subject=subject.name)
        for name in names
    )


def _above(estimate: Estimate) -> float:
    return 0.0 if estimate.ci_high_pct is None else estimate.ci_high_pct - estimate.value_pct


def _below(estimate: Estimate) -> float:
    return 0.0 if estimate.ci_low_pct is None else estimate.value_pct - estimate.ci_low_pct


def hover(estimate: Estimate, *, of: str) -> str:
    """The lines of a tooltip; a figure of an area before a split says whose it is."""
    size = f"n = {formats.number(estimate.n)}" if estimate.n else _("n tidak dipublikasikan")
    status = _("dua sumber") if estimate.is_verified else _("satu sumber")
    return (
        f"<b>{estimate.round_label}: {formats.percent(estimate.value_pct)}</b><br>"
        f"{formats.interval(estimate.ci_low_pct, estimate.ci_high_pct)}; {size}; {status}"
        + (f"<br>{estimate.area_name}" if estimate.area_name not in ("", of) else "")
    )


def source_line(subject: Series) -> str:
    """The rounds with their publisher, and what was not published."""
    rounds = ", ".join(e.round_label for e in sorted(subject.estimates, key=lambda e: e.year))
    if not rounds:
        return _("Sumber: tidak ada data.")
    bare = not any(e.has_interval or e.n for e in subject.estimates)
    return _(
        "Sumber: {rounds} (Kementerian Kesehatan), angka yang dipublikasikan{value}.",
        rounds=rounds,
        value=_("; interval dan n tidak dipublikasikan") if bare else "",
    )


def spoken(subject: Series) -> str:
    """The alternative text: every figure of the series."""
    points = "; ".join(
        f"{e.round_label} {formats.percent(e.value_pct)}" for e in sorted(subject.estimates, key=lambda e: e.year)
    )
    return _(
        "Grafik tren prevalensi stunting {subject}: {words}.", subject=subject.name, words=points or _("tidak ada data")
    )


def estimates_table(series: Sequence[Series]) -> pd.DataFrame:
    """One row per survey figure, under the name of the area that was measured."""
    figures = [(one.name, e) for one in series for e in sorted(one.estimates, key=lambda e: e.year)]
    return pd.DataFrame(
        {
            N_("Wilayah"): [e.area_name or name for name, e in figures],
            N_("Survei"): [survey_record(e.survey).label for _ignored2, e in figures],
            N_("Tahun"): [e.year for _ignored3, e in figures],
            N_("Prevalensi (%)"): [e.value_pct for _ignored4, e in figures],
            N_("Interval bawah (%)"): [e.ci_low_pct for _ignored5, e in figures],
            N_("Interval atas (%)"): [e.ci_high_pct for _ignored6, e in figures],
            "n": whole_numbers([e.n for _ignored7, e in figures]),
            N_("Status"): [_("dua sumber") if e.is_verified else _("satu sumber") for _ignored8, e in figures],
            N_("Sumber"): [e.source for _ignored9, e in figures],
        }
    ).astype({N_("Interval bawah (%)"): float, N_("Interval atas (%)"): float})
