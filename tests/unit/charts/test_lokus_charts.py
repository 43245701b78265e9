"""What the charts of lokus claim, on the screen and on paper."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from PIL import Image

from stunting.charts import theme
from stunting.charts.lokus_dumbbell import lokus_dumbbell
from stunting.charts.lokus_series import highest, lokus_series
from stunting.charts.lokus_targeting import lokus_targeting
from stunting.db import Database
from stunting.errors import NoDataError
from stunting.exports.pictures import to_png
from stunting.exports.stamp import Stamp
from stunting.lokus.comparison import ListAsked, compare_lists
from stunting.lokus.over_time import LOKUS, OTHERS, before_after, lokus_over_time
from stunting.lokus.reach import Side
from stunting.routine.district import District, newest
from stunting.routine.periods import PeriodKind
from tests.lokus_release import INTERNAL, STUNTING, desa_of, write

HERE, THERE, ANNOUNCED = "1801", "3520", "1811"
DESA = [desa_of(code, number) for code in (HERE, THERE) for number in (1, 2, 3, 4)]
COUNTED = {code: (8 + 5 * (code[-1] == "1"), 100, 110) for code in DESA}
# February 2025: only 70 % of the listed were measured in the desa of the list.
LOW = COUNTED | {desa_of(HERE, 1): (12, 77, 110)}


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    path = write(
        tmp_path_factory.mktemp("lokus") / "rilis.duckdb",
        desa=[*DESA, desa_of(ANNOUNCED, 1)],
        windows={"2023-08": COUNTED, "2024-02": COUNTED, "2024-08": COUNTED, "2025-02": LOW, "2025-08": COUNTED},
        lists={(2025, 2024): [desa_of(HERE, 1), desa_of(THERE, 2)]},
        announced=[(ANNOUNCED, 2025, 1, 1)],
    )
    with Database(path) as opened:
        yield District(opened)


@pytest.fixture(scope="module")
def reaches(district):
    period = newest(district.periods(HERE, mode=INTERNAL.mode))
    lists = [ListAsked(kabupaten_code=code, lokus_year=2025, period=period) for code in (HERE, THERE, ANNOUNCED)]
    return compare_lists(district, lists=lists, question=INTERNAL)


@pytest.fixture(scope="module")
def series(district):
    return [
        lokus_over_time(district, kabupaten_code=code, lokus_year=2025, kind=PeriodKind.WINDOW, question=INTERNAL)
        for code in (HERE, THERE, ANNOUNCED)
    ]


def named(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def printed(picture):
    return Image.open(io.BytesIO(to_png(picture.figure, Stamp.of(picture, release_id="uji"))))


def colours(image):
    return {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in image.convert("RGB").getcolors(maxcolors=2**24)}


def test_a_bar_ends_at_what_the_list_reaches_and_marks_stand_at_chance_and_best(reaches):
    figure = lokus_targeting(reaches, indicator=STUNTING).figure

    assert max(named(figure, "terjangkau")[0].x) == pytest.approx(100 * 13 / 37)
    assert named(figure, "acak")[0].x[0] == pytest.approx(25.0)
    assert named(figure, "terbaik")[0].x[0] == pytest.approx(100 * 13 / 37)


def test_a_list_without_names_has_no_bar_and_says_why(reaches):
    picture = lokus_targeting(reaches, indicator=STUNTING)
    words = [note.text for note in picture.figure.layout.annotations]

    assert len(named(picture.figure, "terjangkau")) == 2
    assert len(named(picture.figure, "acak")) == 3
    assert any("nama desa tidak diumumkan" in text for text in words)
    assert "nama desa tidak diumumkan" in picture.alt
    assert picture.table["Keterangan"].iloc[2].startswith("Nama desa tidak diumumkan")


def test_hidden_reach_has_no_bar_and_a_best_list_of_the_seen_is_at_least(reaches):
    hidden = replace(reaches[0], lokus=Side(), hidden_desa_n=2)
    figure = lokus_targeting([hidden], indicator=STUNTING).figure

    assert named(figure, "terjangkau") == []
    assert any("disembunyikan" in note.text and "≥ 35,1%" in note.text for note in figure.layout.annotations)


def test_numbers_have_decimal_commas_and_the_table_every_number_of_the_figure(reaches):
    picture = lokus_targeting(reaches, indicator=STUNTING)

    assert any("terjangkau 35,1%" in note.text for note in picture.figure.layout.annotations)
    assert {"Terjangkau (%)", "Terbaik (%)", "Desa lokus (%)", "Cakupan lokus (%)", "n lokus"} <= set(picture.table)
    assert picture.source.startswith("Sumber: pencatatan rutin (e-PPGBM)")


def test_facets_share_one_scale_and_one_axis_of_time(series):
    figure = lokus_series(series, indicator=STUNTING).figure

    assert figure.layout.yaxis.range == figure.layout.yaxis2.range == (0, highest(series))
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]
    assert figure.layout.xaxis.anchor == "y2"
    assert {trace.yaxis for trace in named(figure, LOKUS)} == {"y", "y2"}


def test_a_facet_of_its_own_takes_the_scale_of_the_page(series):
    figure = lokus_series(series[:1], indicator=STUNTING, top_pct=40).figure

    assert figure.layout.yaxis.range == (0, 40)


def test_low_coverage_is_hollow_and_named(series):
    picture = lokus_series(series, indicator=STUNTING)
    first = named(picture.figure, LOKUS)[0]

    assert [symbol.endswith("-open") for symbol in first.marker.symbol] == [False, False, False, True, False]
    assert any(note.startswith("Berongga") for note in picture.notes)


def test_the_year_of_the_list_and_of_its_decision_are_shaded(series):
    figure = lokus_series(series[:1], indicator=STUNTING).figure
    (year,), (decided,) = named(figure, "tahun lokus"), named(figure, "tahun penetapan")

    assert min(year.x) == max(decided.x) == 2025 * 12 - 0.5
    assert not figure.layout.shapes


def test_a_dated_decision_is_a_line_at_its_day(series):
    dated = replace(series[0], decided=replace(series[0].decided, decided_on=dt.date(2024, 3, 15)))
    picture = lokus_series([dated], indicator=STUNTING)
    (line,) = picture.figure.layout.shapes

    assert line.x0 == line.x1 == 2024 * 12 + 2
    assert named(picture.figure, "tahun penetapan") == []
    assert any("15 Maret 2024" in note.text for note in picture.figure.layout.annotations)


def test_fewer_than_20_children_are_no_point_and_no_line_runs_through_them(series):
    frame = series[0].frame.copy()
    frame.loc[frame.index[2], ["value_pct", "ci_low_pct", "ci_high_pct"]] = float("nan")
    figure = lokus_series([replace(series[0], frame=frame)], indicator=STUNTING).figure

    assert len(named(figure, LOKUS)[0].x) == 4
    assert None in named(figure, f"garis {LOKUS}")[0].x
    assert None not in named(figure, f"garis {OTHERS}")[0].x


def test_lists_without_figures_are_named_below(series):
    picture = lokus_series(series, indicator=STUNTING)

    assert any("Kabupaten 1811" in note and "tidak diumumkan" in note for note in picture.notes)
    with pytest.raises(NoDataError):
        lokus_series(series[2:], indicator=STUNTING)


def test_a_dumbbell_goes_from_hollow_to_filled_and_is_no_effect(series):
    changes = [before_after(one) for one in series]
    picture = lokus_dumbbell(changes, indicator=STUNTING)
    (before, *_), (after, *_) = named(picture.figure, "sebelum lokus"), named(picture.figure, "terbaru lokus")

    assert before.marker.symbol == "circle-open"
    assert after.marker.symbol == "circle"
    assert before.text == after.text == ("13,0%",)
    assert picture.figure.layout.yaxis2.ticktext[0] == "<b>0,0</b><br>setara"
    assert any("bukan dampak" in note for note in picture.notes)
    assert picture.alt.endswith("Bukan dampak lokus.")
    assert len(picture.table) == 5


def test_without_a_pair_of_periods_there_is_no_dumbbell(series):
    with pytest.raises(NoDataError):
        lokus_dumbbell([before_after(series[2])], indicator=STUNTING)


def test_every_chart_carries_the_mark_of_sample_data(reaches, series):
    changes = [before_after(one) for one in series]
    for picture in (
        lokus_targeting(reaches, indicator=STUNTING, is_sample=True),
        lokus_series(series, indicator=STUNTING, is_sample=True),
        lokus_dumbbell(changes, indicator=STUNTING, is_sample=True),
    ):
        assert any(note.name == "watermark" for note in picture.figure.layout.annotations)


def test_on_paper_no_facet_and_no_mark_is_lost(reaches, series):
    changes = [before_after(one) for one in series]
    wanted = {
        lokus_targeting: (reaches, {theme.PREVALENCE[3], theme.PREVALENCE[0], theme.ACCENT, theme.MUTED}),
        lokus_series: (series, {theme.ACCENT, theme.PREVALENCE[3]}),
        lokus_dumbbell: (changes, {theme.ACCENT, theme.PREVALENCE[3]}),
    }
    for chart, (data, expected) in wanted.items():
        assert expected <= colours(printed(chart(data, indicator=STUNTING)))


def test_on_paper_every_facet_has_its_own_drawing(series):
    one, two = (printed(lokus_series(series[:number], indicator=STUNTING)) for number in (1, 2))
    lokus = tuple(int(theme.ACCENT[at : at + 2], 16) for at in (1, 3, 5))

    def rows(image):
        return {y for y in range(image.height) for x in range(0, image.width, 2) if image.getpixel((x, y))[:3] == lokus}

    assert two.height > one.height
    assert max(rows(two)) - min(rows(two)) > 2 * (max(rows(one)) - min(rows(one)))
