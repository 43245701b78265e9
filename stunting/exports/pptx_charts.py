"""Drawings of slides as charts and tables that PowerPoint can edit.

The texts beside the marks are those of the slide, decimal commas included; the numbers behind them lie unrounded in the
workbook of each chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
)
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from stunting.charts import theme
from stunting.exports import pptx_parts
from stunting.exports.pptx_parts import colour
from stunting.slides.drawing.inks import Inks
from stunting.slides.drawings import BarsDrawing, Level, Line, PairsDrawing, Point, SeriesDrawing, TableDrawing

Box = tuple[int, int, int, int]
MARKERS = {
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "circle": XL_MARKER_STYLE.CIRCLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
}
LABEL_PT, AXIS_PT, NAME_PT, SMALL_PT = 12, 12, 13, 10.5
FEW_COLUMNS = 6
# Rows of a table as high as their letters need, and what is left free above and below these.
ROW_EMU, CELL_EMU = 380_000, 20_000
SERIES_COLOURS = (theme.PREVALENCE[3], "#9a3412", "#3f6212", "#6b21a8", "#0f766e", "#854d0e")


def series(slide: Any, drawing: SeriesDrawing, box: Box, inks: Inks) -> None:
    """One chart per panel under each other, on the same time axis."""
    left, top, width, height = box
    positions = [point.x for _, lines in drawing.panels for line in lines for point in line.points]
    positions += [level.x for level in drawing.levels if level.x is not None]
    span = (min(positions) - 0.5, max(positions) + 0.5) if positions else (0.0, 1.0)
    share = height // max(len(drawing.panels), 1)
    for number, (heading, lines) in enumerate(drawing.panels):
        levels = drawing.levels if number == 0 else ()
        place = (left, top + number * share, width, share)
        _panel(slide, heading, lines, levels, place, span=span, drawing=drawing, inks=inks)


def _panel(
    slide: Any,
    heading: str,
    lines: Sequence[Line],
    levels: Sequence[Level],
    box: Box,
    *,
    span: tuple[float, float],
    drawing: SeriesDrawing,
    inks: Inks,
) -> None:
    data = XyChartData(number_format="0.0")
    points = [_with_gaps(line) for line in lines]
    for line, own_points in zip(lines, points, strict=True):
        own = data.add_series(line.name)
        for point in own_points:
            own.add_data_point(point.x, point.value)
    for level in levels:
        own = data.add_series(level.label)
        for x in span if level.x is None else (level.x,):
            own.add_data_point(x, level.value)
    chart = _chart(slide, XL_CHART_TYPE.XY_SCATTER_LINES, data, box, name=heading or "Grafik", alt=drawing.alt)
    _frame(chart, heading, inks, has_legend=len(lines) + len(levels) > 1)
    _axis(chart.category_axis, inks, unit="", has_grid=False)
    chart.category_axis.minimum_scale, chart.category_axis.maximum_scale = round(span[0] - 0.5), round(span[1] + 0.5)
    chart.category_axis.major_unit = 1
    _axis(chart.value_axis, inks, unit=drawing.unit, has_grid=True)
    chart.value_axis.minimum_scale = 0
    drawn = list(chart.plots[0].series)
    for number, (own, line, own_points) in enumerate(zip(drawn, lines, points, strict=False)):
        _line(own, line, own_points, SERIES_COLOURS[number % len(SERIES_COLOURS)], inks)
    for own, level in zip(drawn[len(lines) :], levels, strict=True):
        _level(own, level, inks)


def _with_gaps(line: Line) -> list[Point]:
    """The points with an empty one wherever nothing may join its neighbours: before another definition."""
    points: list[Point] = []
    for position, point in enumerate(line.points):
        if position in line.breaks and points:
            points.append(Point(x=(points[-1].x + point.x) / 2, label="", value=None))
        points.append(point)
    return points


def _line(own: Any, line: Line, points: Sequence[Point], ink: str, inks: Inks) -> None:
    """Marks, labels and intervals; an empty cell is a gap in the line."""
    pptx_parts.without_empty_values(own)
    own.smooth = False
    own.marker.style, own.marker.size = MARKERS.get(line.symbol, XL_MARKER_STYLE.CIRCLE), 9
    own.marker.format.fill.solid()
    own.marker.format.fill.fore_color.rgb = colour(ink)
    own.format.line.color.rgb, own.format.line.width = colour(ink), Pt(2.25)
    if not line.is_joined:
        own.format.line.fill.background()
    for number, point in enumerate(points):
        _label(own.points[number], point.text, inks, XL_LABEL_POSITION.ABOVE)
        if point.is_hollow:
            marker = own.points[number].marker
            marker.style, marker.size = own.marker.style, 9
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = colour(inks.paper)
            marker.format.line.color.rgb = colour(ink)
    pptx_parts.error_bars(own, *_distances(points), direction="y", ink=ink)


def _level(own: Any, level: Level, inks: Inks) -> None:
    own.smooth = False
    own.format.line.color.rgb, own.format.line.width = colour(inks.target), Pt(2)
    own.format.line.dash_style = MSO_LINE.DASH
    own.marker.style = XL_MARKER_STYLE.DASH if level.x is None else XL_MARKER_STYLE.DIAMOND
    own.marker.format.fill.solid()
    own.marker.format.fill.fore_color.rgb = colour(inks.target)
    if level.x is not None:
        _label(own.points[0], level.label, inks, XL_LABEL_POSITION.ABOVE)


def bars(slide: Any, drawing: BarsDrawing, box: Box, inks: Inks) -> None:
    """A ranking as bars with their intervals; what the slide says at the end of a row stands behind its name."""
    data = CategoryChartData(number_format="0.0")
    data.categories = [" · ".join(filter(None, (bar.name, bar.text, bar.note))) for bar in drawing.bars]
    data.add_series("Nilai", [bar.value for bar in drawing.bars])
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, box, name="Peringkat", alt=drawing.alt)
    _frame(chart, "", inks, has_legend=False)
    chart.plots[0].gap_width = 45
    _axis(chart.category_axis, inks, unit="", has_grid=False)
    chart.category_axis.reverse_order = True
    _axis(chart.value_axis, inks, unit=drawing.unit, has_grid=True)
    chart.value_axis.minimum_scale = 0
    own = chart.plots[0].series[0]
    own.format.fill.solid()
    own.format.fill.fore_color.rgb = colour(theme.PREVALENCE[3])
    for number, bar in enumerate(drawing.bars):
        if bar.is_marked:
            own.points[number].format.fill.solid()
            own.points[number].format.fill.fore_color.rgb = colour(inks.accent)
    pptx_parts.error_bars(own, *_distances(drawing.bars), direction="", ink=inks.ink)


def pairs(slide: Any, drawing: PairsDrawing, box: Box, inks: Inks) -> None:
    """Two values per row, the difference behind the name."""
    data = CategoryChartData(number_format="0.0")
    data.categories = [f"{one.name} ({one.text})" if one.text else one.name for one in drawing.pairs]
    data.add_series(drawing.before_label, [one.before for one in drawing.pairs])
    data.add_series(drawing.after_label, [one.after for one in drawing.pairs])
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, box, name="Perbandingan", alt=drawing.alt)
    _frame(chart, "", inks, has_legend=True)
    chart.plots[0].gap_width, chart.plots[0].overlap = 50, 0
    _axis(chart.category_axis, inks, unit="", has_grid=False)
    chart.category_axis.reverse_order = True
    _axis(chart.value_axis, inks, unit=drawing.unit, has_grid=True)
    chart.value_axis.minimum_scale = 0
    fills = (theme.PREVALENCE[1], theme.PREVALENCE[3])
    for own, fill, texts in zip(
        chart.plots[0].series,
        fills,
        ([one.before_text for one in drawing.pairs], [one.after_text for one in drawing.pairs]),
        strict=True,
    ):
        own.format.fill.solid()
        own.format.fill.fore_color.rgb = colour(fill)
        for number, text in enumerate(texts):
            _label(own.points[number], text, inks, XL_LABEL_POSITION.OUTSIDE_END)


def table(slide: Any, drawing: TableDrawing, box: Box, _inks: Inks) -> None:
    """A table in the style of the template; the total is its last row, in bold."""
    left, top, width, height = box
    rows = [*drawing.rows, *([drawing.total] if drawing.total else [])]
    size = LABEL_PT if len(drawing.headers) <= FEW_COLUMNS else SMALL_PT
    # A header of two words takes two lines, and would push the last rows over what stands below.
    wrapped = round(Pt(size) * 2.5) + 2 * CELL_EMU if any(" " in one for one in drawing.headers) else 0
    row_height = min(ROW_EMU, (height - wrapped) // (len(rows) + (0 if wrapped else 1)))
    head_height = max(wrapped, row_height)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(drawing.headers), Emu(left), Emu(top), Emu(width), Emu(head_height + row_height * len(rows))
    )
    pptx_parts.describe(frame, name="Tabel", alt=drawing.alt)
    grid = frame.table
    for number, row in enumerate(grid.rows):
        row.height = Emu(row_height if number else head_height)
    for column, share in enumerate(_shares(drawing)):
        grid.columns[column].width = Emu(round(width * share))
    for column, header in enumerate(drawing.headers):
        _cell(grid.cell(0, column), header, is_number=drawing.is_number[column], is_bold=True, size=size)
    for number, row in enumerate(rows, start=1):
        is_total = bool(drawing.total) and number == len(rows)
        for column, cell in enumerate(row):
            text = " ".join(filter(None, (cell.sign, cell.text)))
            _cell(grid.cell(number, column), text, is_number=drawing.is_number[column], is_bold=is_total, size=size)


def _shares(drawing: TableDrawing) -> list[float]:
    """Share of the width per column, by its longest cell; headers may wrap between words."""
    rows = [*drawing.rows, *([drawing.total] if drawing.total else [])]
    longest = [
        max(
            *(len(word) for word in header.split()),
            *(len(f"{row[column].sign} {row[column].text}".strip()) for row in rows),
            3,
        )
        + 3
        for column, header in enumerate(drawing.headers)
    ]
    return [one / sum(longest) for one in longest]


def _cell(cell: Any, text: str, *, is_number: bool, is_bold: bool, size: float) -> None:
    cell.text = text
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Emu(CELL_EMU)
    cell.margin_left = cell.margin_right = Emu(45_000)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), is_bold
        pptx_parts.set_language(run)


def _chart(slide: Any, kind: XL_CHART_TYPE, data: Any, box: Box, *, name: str, alt: str) -> Any:
    frame = slide.shapes.add_chart(kind, *(Emu(edge) for edge in box), data)
    pptx_parts.describe(frame, name=name, alt=alt)
    return frame.chart


def _frame(chart: Any, heading: str, inks: Inks, *, has_legend: bool) -> None:
    chart.has_title = bool(heading)
    if heading:
        frame = chart.chart_title.text_frame
        frame.text = heading
        font = frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.color.rgb = Pt(NAME_PT), True, colour(inks.ink)
    chart.has_legend = has_legend
    if has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size, chart.legend.font.color.rgb = Pt(AXIS_PT), colour(inks.ink)


def _axis(axis: Any, inks: Inks, *, unit: str, has_grid: bool) -> None:
    axis.has_major_gridlines = has_grid
    if has_grid:
        axis.major_gridlines.format.line.color.rgb = colour(inks.faint)
    axis.format.line.color.rgb = colour(inks.faint)
    axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(AXIS_PT), colour(inks.ink)
    # Whole numbers: the decimal sign of an axis would be that of the computer that opens the file.
    axis.tick_labels.number_format = f'0"{unit}"' if unit else "0"
    axis.tick_labels.number_format_is_linked = False


def _label(point: Any, text: str, inks: Inks, position: Any) -> None:
    if not text:
        return
    label = point.data_label
    frame = label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = Pt(LABEL_PT), True, colour(inks.ink)
    label.position = position


def _distances(marks: Sequence[Any]) -> tuple[list[float | None], list[float | None]]:
    """How far the interval reaches below and above each value."""
    below = [None if one.value is None or one.low is None else max(one.value - one.low, 0.0) for one in marks]
    above = [None if one.value is None or one.high is None else max(one.high - one.value, 0.0) for one in marks]
    return below, above
