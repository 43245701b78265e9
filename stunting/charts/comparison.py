"""Kabupaten against kabupaten: ranking within a province, two years side by side, many years as slopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, blank, watermark
from stunting.charts.trend import Series, estimates_table, hover
from stunting.classes import ClassScheme
from stunting.frames import records, whole_numbers
from stunting.indicators import Indicator
from stunting.languages import N_, _
from stunting.measures import Change, Estimate, Round, change, runs

MOST_LABELS = 12
EACH_ITS_OWN = N_("Apa yang dapat dikatakan tentang setiap perubahan ada di tabel.")
ROW_HEIGHT = 25
LINE_COLOURS = (
    theme.PREVALENCE[4],
    theme.ACCENT,
    "#0f766e",
    "#6d28d9",
    "#a16207",
    theme.MUTED,
)


def ranking(
    frame: pd.DataFrame,
    *,
    indicator: Indicator,
    scheme: ClassScheme,
    round_label: str,
    place: str,
    chosen: Sequence[str],
    reference: tuple[str, float] | None = None,
    is_sample: bool = False,
) -> Picture:
    """Horizontal bars of every kabupaten/kota of a province, highest on top; chosen ones stand out.

    frame: area_code, area_name, value_pct, ci_low_pct, ci_high_pct, n, is_verified; areas without a value are
    listed at the bottom as "tidak ada data". `reference` is a name and a value drawn as a line.
    """
    ordered = frame.sort_values(["value_pct", "area_code"], ascending=[True, False], na_position="first")
    figure = blank(height=max(220, 70 + ROW_HEIGHT * len(ordered)))
    classes = scheme.classify(ordered["value_pct"])
    palette = theme.class_colours(len(scheme))
    is_chosen = ordered["area_code"].isin(chosen).tolist()
    labelled = _labelled(ordered, chosen)
    figure.add_trace(
        go.Bar(
            x=ordered["value_pct"].fillna(0),
            y=_axis_names(ordered, is_chosen),
            orientation="h",
            marker={
                "color": [palette[c] if c >= 0 else theme.PAPER for c in classes],
                "line": {
                    "color": [theme.ACCENT if chosen_one else theme.FAINT for chosen_one in is_chosen],
                    "width": [2 if chosen_one else 0.5 for chosen_one in is_chosen],
                },
            },
            text=[_bar_label(row, row.area_code in labelled) for row in records(ordered)],
            textposition="outside",
            textfont={"size": 13, "color": theme.INK},
            cliponaxis=False,
            customdata=[_bar_hover(row, round_label) for row in records(ordered)],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    if reference is not None:
        name, value = reference
        figure.add_vline(x=value, layer="below", line={"color": theme.INK, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=value,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"{name} {formats.percent(value)}",
            showarrow=False,
            font={"size": 13, "color": theme.INK},
        )
    figure.update_layout(bargap=0.28, margin={"t": 34, "r": 60})
    figure.update_xaxes(rangemode="tozero", ticksuffix="%", showgrid=True)
    figure.update_yaxes(showgrid=False, tickfont={"color": theme.INK})
    if is_sample:
        watermark(figure)
    known = ordered.dropna(subset="value_pct")
    spoken = _("tidak ada data")
    if len(known):
        top, bottom = known.iloc[-1], known.iloc[0]
        spoken = _(
            "tertinggi {area_name} {value_pct}, terendah {area_name2} {value_pct2}",
            area_name=top.area_name,
            value_pct=formats.percent(top.value_pct),
            area_name2=bottom.area_name,
            value_pct2=formats.percent(bottom.value_pct),
        )
    return Picture(
        figure=figure,
        title=_(
            "Peringkat {indicator} di {place}, {round_label}",
            indicator=indicator.label.lower(),
            place=place,
            round_label=round_label,
        ),
        subtitle=_(
            "Persen balita; warna menurut kelas {scheme}.{known}", scheme=scheme.label, known=_order_caution(known)
        ),
        source=(
            _(
                "Sumber: {round_label} (Kementerian Kesehatan); {known_n} dari {ordered_n} "
                "kabupaten/kota memiliki angka.",
                round_label=round_label,
                known_n=len(known),
                ordered_n=len(ordered),
            )
        ),
        alt=_(
            "Grafik batang peringkat {ordered_n} wilayah di {place}: {spoken}.",
            ordered_n=len(ordered),
            place=place,
            spoken=spoken,
        ),
        table=_ranking_table(frame, scheme, round_label),
        is_sample=is_sample,
    )


def dumbbell(
    series: Sequence[Series],
    *,
    first: Round,
    last: Round,
    indicator: Indicator,
    is_sample: bool = False,
) -> Picture:
    """Two survey rounds of up to twelve areas: open mark before, filled mark after, a bar between comparable ones.

    Between two rounds of different design the marks stay apart: no bar joins them.
    """
    labels = [first.label, last.label]
    pairs = [(one.name, _at(one, first), _at(one, last)) for one in series[:MOST_LABELS]]
    known = [(after or before, (name, before, after)) for name, before, after in pairs]
    shown = [pair for newest, pair in sorted(((n, p) for n, p in known if n), key=lambda one: one[0].value_pct)]
    figure = blank(height=max(200, 90 + 42 * len(shown)))
    rows: list[tuple[str, Estimate | None, Estimate | None, Change | None]] = []
    for name, before, after in shown:
        if before and after:
            step = change(before, after)
            if step.is_comparable:
                figure.add_trace(
                    go.Scatter(
                        x=[before.value_pct, after.value_pct],
                        y=[name, name],
                        mode="lines",
                        line={"color": theme.FAINT, "width": 6},
                        hoverinfo="skip",
                        showlegend=False,
                    )
                )
            rows.append((name, before, after, step))
        else:
            rows.append((name, before, after, None))
    for position, (label, colour, fill) in enumerate(
        zip(labels, (theme.PREVALENCE[3], theme.PREVALENCE[4]), (False, True), strict=True)
    ):
        points = [(name, e) for name, *pair in shown if (e := pair[position]) is not None]
        key = (first, last)[position].survey
        figure.add_trace(
            go.Scatter(
                x=[e.value_pct for _ignored, e in points],
                y=[name for name, _ignored2 in points],
                mode="markers+text",
                name=label,
                marker={
                    "symbol": theme.SURVEY_SYMBOLS[key],
                    "size": 14,
                    "color": colour if fill else theme.PAPER,
                    "line": {"width": 2.5, "color": colour},
                },
                text=[formats.percent(e.value_pct) for _ignored3, e in points],
                textposition=[_side(name, position, shown) for name, _ignored4 in points],
                textfont={"size": 13, "color": theme.INK},
                cliponaxis=False,
                customdata=[f"<b>{name}</b><br>{hover(e, of=name)}" for name, e in points],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=True,
            )
        )
    figure.update_layout(
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False},
        margin={"t": 40, "r": 70},
    )
    values = [e.value_pct for _ignored5, *pair in shown for e in pair if e]
    figure.update_xaxes(range=[0, max(values, default=10) * 1.14], ticksuffix="%", showgrid=True)
    figure.update_yaxes(showgrid=False, tickfont={"color": theme.INK, "size": 14})
    if is_sample:
        watermark(figure)
    reasons = list(dict.fromkeys(step.reason for *_ignored6, step in rows if step))
    return Picture(
        figure=figure,
        title=_("{indicator}, {labels} dan {labels2}", indicator=indicator.label, labels=labels[0], labels2=labels[1]),
        subtitle=_(
            "Persen balita. {reasons}", reasons=reasons[0] if len(reasons) == 1 else _(EACH_ITS_OWN) if reasons else ""
        ).strip(),
        source=_(
            "Sumber: {labels} dan {labels2} (Kementerian Kesehatan), angka yang dipublikasikan.",
            labels=labels[0],
            labels2=labels[1],
        ),
        alt=_("Dua survei untuk {shown_n} wilayah: ", shown_n=len(shown))
        + "; ".join(_("{n} {b} lalu {a}", n=n, b=_said(b), a=_said(a)) for n, b, a in shown[::-1])
        + ".",
        table=_changes_table(rows[::-1], labels),
        is_sample=is_sample,
    )


def slope(series: Sequence[Series], *, indicator: Indicator, is_sample: bool = False) -> Picture:
    """All survey rounds of up to twelve areas, one line style per area, labelled at its last point."""
    shown = [one for one in series[:MOST_LABELS] if one.estimates]
    figure = blank(height=440)
    ends: list[tuple[float, int, str, str]] = []
    for number, one in enumerate(shown):
        colour = LINE_COLOURS[number % len(LINE_COLOURS)]
        dash = "solid" if number < len(LINE_COLOURS) else "dash"
        for run in runs(one.estimates):
            figure.add_trace(
                go.Scatter(
                    x=[e.year for e in run],
                    y=[e.value_pct for e in run],
                    mode="lines+markers",
                    line={"color": colour, "width": 2.5, "dash": dash},
                    marker={
                        "symbol": [theme.SURVEY_SYMBOLS[e.survey] for e in run],
                        "size": 11,
                        "color": colour,
                        "line": {"color": theme.PAPER, "width": 1.5},
                    },
                    customdata=[f"<b>{one.name}</b><br>{hover(e, of=one.name)}" for e in run],
                    hovertemplate="%{customdata}<extra></extra>",
                    showlegend=False,
                )
            )
        final = max(one.estimates, key=lambda e: e.year)
        ends.append((final.value_pct, final.year, one.name, colour))
    top = max((e.value_pct for one in shown for e in one.estimates), default=10)
    for value, year, name, colour, y in _spread(ends, gap=top * 0.055):
        figure.add_annotation(
            x=year,
            y=y,
            text=f"{name} {formats.percent(value)}",
            xanchor="left",
            xshift=12,
            showarrow=False,
            font={"size": 13, "color": colour},
        )
    years = sorted({e.year for one in shown for e in one.estimates})
    if years:
        figure.update_xaxes(
            range=[years[0] - 0.3, years[-1] + max(1.6, (years[-1] - years[0]) * 0.35)],
            tickvals=years,
            ticktext=[str(year) for year in years],
        )
    figure.update_yaxes(rangemode="tozero", ticksuffix="%")
    if is_sample:
        watermark(figure)
    rounds = dict.fromkeys(
        e.round_label for e in sorted((e for one in shown for e in one.estimates), key=lambda e: (e.year, e.survey))
    )
    return Picture(
        figure=figure,
        title=_("{indicator} antarwaktu, {shown_n} wilayah", indicator=indicator.label, shown_n=len(shown)),
        subtitle=_(
            "Persen balita. Bulat: SSGI; belah ketupat: SKI; segitiga: SSGBI; kotak: Riskesdas. "
            "Garis tidak menyeberang ke survei dengan rancangan lain."
        ),
        source=_("Sumber: {rounds} (Kementerian Kesehatan), angka yang dipublikasikan.", rounds=", ".join(rounds)),
        alt=_("Grafik lereng: ")
        + "; ".join(_("{n} {v} pada {y}", n=n, v=formats.percent(v), y=y) for v, y, n, _ignored7 in ends)
        + ".",
        table=estimates_table(shown),
        is_sample=is_sample,
    )


def _order_caution(known: pd.DataFrame) -> str:
    """Without intervals the order of neighbours proves nothing."""
    if known["ci_low_pct"].notna().all() and known["n"].notna().all():
        return ""
    return _(" Interval dan n tidak dipublikasikan: urutan wilayah yang berdekatan tidak membuktikan perbedaan.")


def _labelled(ordered: pd.DataFrame, chosen: Sequence[str]) -> set[str]:
    """At most twelve areas get their number written: the chosen ones, then the highest and the lowest."""
    codes = ordered.dropna(subset="value_pct")["area_code"].tolist()
    wanted = [code for code in chosen if code in codes][:MOST_LABELS]
    ends = [code for pair in zip(reversed(codes), codes, strict=True) for code in pair]
    for code in ends:
        if len(wanted) >= min(MOST_LABELS, len(codes)):
            break
        if code not in wanted:
            wanted.append(code)
    return set(wanted)


def _axis_names(ordered: pd.DataFrame, is_chosen: Sequence[bool]) -> list[str]:
    names = ordered["area_name"].tolist()
    return [f"<b>{name}</b>" if chosen else name for name, chosen in zip(names, is_chosen, strict=True)]


def _bar_label(row: Any, with_value: bool) -> str:
    value = row.value_pct
    if pd.isna(value):
        return formats.missing()
    return formats.percent(value) if with_value else ""


def _bar_hover(row: Any, round_label: str) -> str:
    value = row.value_pct
    name = row.area_name
    if pd.isna(value):
        return f"<b>{name}</b><br>{round_label}: {formats.missing()}"
    status = _("dua sumber") if row.is_verified else _("satu sumber")
    span = formats.interval(row.ci_low_pct, row.ci_high_pct)
    return f"<b>{name}</b><br>{round_label}: {formats.percent(value)}<br>{span}; {status}"


def _ranking_table(frame: pd.DataFrame, scheme: ClassScheme, round_label: str) -> pd.DataFrame:
    ordered = frame.sort_values(["value_pct", "area_code"], ascending=[False, True], na_position="last")
    classes = scheme.classify(ordered["value_pct"])
    return pd.DataFrame(
        {
            N_("Kode"): ordered["area_code"].tolist(),
            N_("Wilayah"): ordered["area_name"].tolist(),
            N_("Survei"): round_label,
            N_("Prevalensi (%)"): ordered["value_pct"].tolist(),
            N_("Kelas"): [scheme.names[c] if c >= 0 else formats.missing() for c in classes],
            N_("Interval bawah (%)"): ordered["ci_low_pct"].tolist(),
            N_("Interval atas (%)"): ordered["ci_high_pct"].tolist(),
            "n": whole_numbers(ordered["n"]),
        }
    )


def _changes_table(
    rows: Sequence[tuple[str, Estimate | None, Estimate | None, Change | None]], labels: Sequence[str]
) -> pd.DataFrame:
    columns: dict[str, Any] = {N_("Wilayah"): [name for name, *_ignored8 in rows]}
    sides = (
        [before for _ignored9, before, _ignored10, _ignored11 in rows],
        [after for _ignored12, _ignored13, after, _ignored14 in rows],
    )
    for label, figures in zip(labels, sides, strict=True):
        columns |= {
            f"{label} (%)": _floats(e.value_pct if e else None for e in figures),
            _("Interval bawah {label} (%)", label=label): _floats(e.ci_low_pct if e else None for e in figures),
            _("Interval atas {label} (%)", label=label): _floats(e.ci_high_pct if e else None for e in figures),
            f"n {label}": whole_numbers([e.n if e else None for e in figures]),
        }
    steps = [step for *_ignored15, step in rows]
    return pd.DataFrame(
        columns
        | {
            N_("Perubahan (poin persen)"): _floats(s.points if s and s.is_comparable else None for s in steps),
            N_("Selang bawah perubahan (poin persen)"): _floats(s.low_points if s else None for s in steps),
            N_("Selang atas perubahan (poin persen)"): _floats(s.high_points if s else None for s in steps),
            N_("Pernyataan"): [s.reason if s else _("Salah satu survei tidak memuat wilayah ini.") for s in steps],
        }
    )


def _floats(values: Iterable[float | None]) -> pd.Series:
    return pd.Series(list(values), dtype=float)


def _at(series: Series, moment: Round) -> Estimate | None:
    return next((e for e in series.estimates if e.round == moment), None)


def _side(name: str, position: int, shown: Sequence[tuple]) -> str:
    before, after = next((b, a) for n, b, a in shown if n == name)
    if not (before and after):
        return "middle right"
    is_right = (after.value_pct >= before.value_pct) == (position == 1)
    return "middle right" if is_right else "middle left"


def _said(estimate: Estimate | None) -> str:
    return formats.percent(estimate.value_pct) if estimate else formats.missing()


def _spread(ends: Sequence[tuple[float, int, str, str]], *, gap: float) -> list[tuple[float, int, str, str, float]]:
    """Label heights that keep a distance, lowest first; labels of other years do not push each other.

    Labels that would touch are spread around their middle, so that each stays near its own point.
    """
    placed: list[tuple[float, int, str, str, float]] = []
    for year in sorted({end[1] for end in ends}):
        groups: list[list[tuple[float, int, str, str]]] = []
        for end in sorted(end for end in ends if end[1] == year):
            groups.append([end])
            while len(groups) > 1 and _heights(groups[-1], gap)[0] < _heights(groups[-2], gap)[-1] + gap:
                groups[-2:] = [groups[-2] + groups[-1]]
        placed += [(*end, y) for group in groups for end, y in zip(group, _heights(group, gap), strict=True)]
    return placed


def _heights(group: Sequence[tuple[float, int, str, str]], gap: float) -> list[float]:
    middle = sum(end[0] for end in group) / len(group)
    lowest = max(middle - gap * (len(group) - 1) / 2, 0)
    return [lowest + gap * number for number in range(len(group))]
