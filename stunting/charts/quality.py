"""Pictures of data quality: last digits, ages by month, and the spread of z-scores over time."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from stunting import formats
from stunting.charts import theme
from stunting.charts.picture import Picture, blank, watermark
from stunting.frames import whole_numbers
from stunting.languages import N_, _
from stunting.quality import YEARS, UnitQuality, graded, source_line
from stunting.quality_bands import Grade, quality_indicator

QUIET, HEAPED = theme.PREVALENCE[2], theme.PREVALENCE[4]


def last_digits(unit: UnitQuality, *, of: str) -> Picture:
    """Bars 0 ... 9 with the expected 10 % as a line.

    of: "height" or "weight"
    """
    word = {"height": _("tinggi badan"), "weight": _("berat badan")}[of]
    score = quality_indicator(f"{of}_digit_score")
    counts = {"height": unit.height_digits, "weight": unit.weight_digits}[of]
    total = sum(counts)
    shares = [100 * count / total if total else 0.0 for count in counts]
    figure = blank(height=300)
    figure.add_trace(
        go.Bar(
            x=list(range(10)),
            y=shares,
            marker={
                "color": [HEAPED if digit in (0, 5) else QUIET for digit in range(10)],
                "line": {"color": [theme.PAPER] * 10, "width": [0.5] * 10},
            },
            text=[formats.percent(share, decimals=0) for share in shares],
            textposition="outside",
            constraintext="none",
            textangle=0,
            textfont={"size": 13, "color": theme.INK},
            cliponaxis=False,
            customdata=[
                _("Berakhir ,{digit}: {counts} anak", digit=digit, counts=formats.number(counts[digit]))
                for digit in range(10)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    _expected(figure, 10, _("diharapkan 10%"))
    figure.update_layout(bargap=0.25, margin={"t": 16, "r": 96})
    figure.update_xaxes(tickvals=list(range(10)), ticktext=[f",{digit}" for digit in range(10)], range=[-0.6, 9.6])
    figure.update_yaxes(ticksuffix="%", range=[0, max(15.0, *shares) * 1.14])
    if unit.is_sample:
        watermark(figure)
    value, grade = unit.values[score.key], unit.grades[score.key]
    biggest = max(range(10), key=lambda digit: counts[digit])
    return Picture(
        figure=figure,
        title=_(
            "Angka akhir {word}, {unit}, {month}", word=word, unit=unit.name, month=formats.month(unit.year, unit.month)
        ),
        subtitle=_("Persen {word} menurut desimal terakhir. ", word=word)
        + (
            _("Skor kesukaan angka {value}: {grade}.", value=score.written(value), grade=graded(grade))
            if grade is not None
            else "n kecil."
        ),
        source=source_line([unit]),
        alt=_(
            "Grafik batang angka akhir {word}: paling sering ,{biggest} ({shares}); tanpa "
            "pembulatan tiap angka diharapkan 10%.",
            word=word,
            biggest=biggest,
            shares=formats.percent(shares[biggest]),
        ),
        table=pd.DataFrame(
            {
                N_("Angka akhir"): [f",{digit}" for digit in range(10)],
                N_("Anak"): whole_numbers(counts),
                N_("Bagian (%)"): pd.Series(shares, dtype=float),
                N_("Diharapkan (%)"): pd.Series([10.0] * 10),
            }
        ),
        is_sample=unit.is_sample,
    )


def ages(unit: UnitQuality) -> Picture:
    """Children by completed month of age; whole years are dark, for that is where ages heap."""
    figure = blank(height=300)
    colours = [HEAPED if month in YEARS else QUIET for month in range(60)]
    figure.add_trace(
        go.Bar(
            x=list(range(60)),
            y=list(unit.ages),
            marker={"color": colours, "line": {"color": [theme.PAPER] * 60, "width": [0.5] * 60}},
            text=[""] * 60,
            customdata=[
                _("{month} bulan: {ages} anak", month=month, ages=formats.number(unit.ages[month]))
                for month in range(60)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    mean = sum(unit.ages) / 60
    _expected(figure, mean, _("rata-rata {mean}", mean=formats.number(mean, decimals=0 if mean >= 10 else 1)))
    figure.update_layout(bargap=0.12, margin={"t": 16, "r": 96})
    figure.update_xaxes(
        tickvals=list(range(0, 60, 12)),
        ticktext=[_("{month} bln", month=month) for month in range(0, 60, 12)],
        tickangle=0,
        range=[-0.8, 59.8],
    )
    figure.update_yaxes(range=[0, max([*unit.ages, 1]) * 1.12], tickformat=",.0f")
    if unit.is_sample:
        watermark(figure)
    heap = quality_indicator("year_heaping")
    value, grade = unit.values[heap.key], unit.grades[heap.key]
    spoken = _("Grafik batang umur 0–59 bulan, rata-rata {mean} anak per bulan.", mean=formats.number(mean, decimals=1))
    said = (
        _("Umur tahun genap {value} kali bulan di sekitarnya: {grade}.", value=heap.written(value), grade=graded(grade))
        if value
        else ""
    )
    return Picture(
        figure=figure,
        title=_("Umur anak yang diukur, {unit}, {month}", unit=unit.name, month=formats.month(unit.year, unit.month)),
        subtitle=_("Jumlah anak menurut umur dalam bulan; gelap: 12, 24, 36, 48 bulan. {said}", said=said).strip(),
        source=source_line([unit]),
        alt=f"{spoken} {said}".strip(),
        table=pd.DataFrame({N_("Umur (bulan)"): list(range(60)), N_("Anak"): whole_numbers(unit.ages)}),
        is_sample=unit.is_sample,
    )


def spread_over_months(found: Sequence[UnitQuality]) -> Picture:
    """The standard deviation of height-for-age of one unit, month by month; no line over a month without a figure."""
    shown = sorted(found, key=lambda one: (one.year, one.month))
    spread = quality_indicator("haz_sd")
    figure = blank(height=300)
    positions = [one.year * 12 + one.month - 1 for one in shown]
    known = [(at, one.values[spread.key], one) for at, one in zip(positions, shown, strict=True)]
    points = [(at, value, one) for at, value, one in known if value is not None]
    for run in _runs(points):
        figure.add_trace(
            go.Scatter(
                x=[at for at, _ignored, _ignored2 in run],
                y=[value for _ignored3, value, _ignored4 in run],
                mode="lines+markers+text",
                line={"color": HEAPED, "width": 2.5},
                marker={
                    "symbol": [
                        "diamond" if one.grades[spread.key] is Grade.SUPPORT else "circle" for *_ignored5, one in run
                    ],
                    "size": 10,
                    "color": HEAPED,
                    "line": {"color": theme.PAPER, "width": 1.5},
                },
                text=[spread.written(value) for _ignored6, value, _ignored7 in run],
                textposition="top center",
                textfont={"size": 13, "color": theme.INK},
                cliponaxis=False,
                customdata=[
                    f"{formats.month(one.year, one.month)}: SD {spread.written(value)}, "
                    f"n = {formats.number(one.height_n)}"
                    for _ignored8, value, one in run
                ],
                hovertemplate="%{customdata}<extra></extra>",
                showlegend=False,
            )
        )
    limit = next(band.below for band in spread.bands if band.grade is Grade.FAIR)
    _expected(figure, limit, _("batas {limit}", limit=formats.number(limit, decimals=1)), below=True)
    if positions:
        every = list(range(positions[0], positions[-1] + 1))
        step = math.ceil(len(every) / 12)
        figure.update_xaxes(
            range=[every[0] - 0.6, every[-1] + 0.6],
            tickvals=every[::step],
            ticktext=[_short(at) for at in every[::step]],
        )
    values = [value for _ignored9, value, _ignored10 in points]
    figure.update_yaxes(range=[min([0.8, *values]) - 0.1, max([1.6, *values]) + 0.15], tickformat=".1f")
    figure.update_layout(margin={"t": 16, "r": 24})
    unit = shown[-1]
    if unit.is_sample:
        watermark(figure)
    return Picture(
        figure=figure,
        title=_("Simpangan baku z TB/U dari bulan ke bulan, {unit}", unit=unit.name),
        subtitle=_(
            "SD; makin lebar, makin banyak kesalahan tinggi atau umur. Di atas {limit} perlu dukungan ({basis}).",
            limit=formats.number(limit, decimals=1),
            basis=spread.basis,
        ),
        source=source_line(shown),
        alt=_("Grafik garis simpangan baku z TB/U {unit}: ", unit=unit.name)
        + "; ".join(
            f"{formats.month(one.year, one.month)} {spread.written(value)}" for _ignored11, value, one in points
        )
        + ".",
        table=pd.DataFrame(
            {
                N_("Bulan"): [formats.month(one.year, one.month) for one in shown],
                N_("Simpangan baku z TB/U"): pd.Series([one.values[spread.key] for one in shown], dtype=float),
                N_("Nilai"): [graded(one.grades[spread.key]) for one in shown],
                "n": whole_numbers(one.height_n for one in shown),
            }
        ),
        is_sample=unit.is_sample,
    )


def _expected(figure: go.Figure, value: float, text: str, *, below: bool = False) -> None:
    """A dotted line across, with what it means written at its right end."""
    figure.add_hline(
        y=value, layer="below" if below else "above", line={"color": theme.INK, "width": 1.5, "dash": "dot"}
    )
    figure.add_annotation(
        x=1,
        xref="paper",
        y=value,
        text=text,
        xanchor="right" if below else "left",
        yanchor="top" if below else "middle",
        xshift=0 if below else 4,
        showarrow=False,
        font={"size": 12, "color": theme.INK},
    )


def _runs(points: Sequence[tuple[int, float, UnitQuality]]) -> list[list[tuple[int, float, UnitQuality]]]:
    """Stretches of months without a gap."""
    runs: list[list[tuple[int, float, UnitQuality]]] = []
    for point in points:
        if runs and point[0] == runs[-1][-1][0] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _short(position: int) -> str:
    """24307 -> "Agu 2025"; the axis has no room for whole names."""
    year, month = divmod(position, 12)
    return f"{formats.month(year, month + 1)[:3]} {year}"
