"""Slides of the page Peta: the numbers of the release, at their place."""

from __future__ import annotations

import pytest

from stunting import formats, queries
from stunting.errors import NoDataError
from stunting.exports.map_files import Shapes
from stunting.frames import records
from stunting.indicators import indicator
from stunting.rembuk.agenda import Step
from stunting.routine.district import District, Mode, Question, newest
from stunting.slides.from_peta import slide


def shown(sources, code, **params):
    step = Step(key="peta", title="Peta", page="peta", params=params)
    return slide(sources, step, sources.register.get(code))


@pytest.fixture(scope="module")
def asked(release):
    """`asked("3514", "kecamatan")`: rows straight from the release, in the newest period of mode publik."""
    district = District(release.database)

    def rows(within, level, key="stunting"):
        period = newest(district.periods(within[:4], mode=Mode.PUBLIC))
        return district.areas_in_period(
            within=within, level=level, period=period, question=Question(indicator=indicator(key))
        )

    return rows


@pytest.mark.parametrize("code", ["3514", "1801", "3520", "6209", "1811", "351406"])
def test_the_figure_is_that_of_the_area_with_its_base_and_coverage(sources, asked, code):
    row = next(records(asked(code, "kabupaten" if len(code) == 4 else "kecamatan")))

    figure = shown(sources, code, lapis="rutin").figure

    assert figure.value == row.value_pct
    assert figure.text == formats.percent(row.value_pct)
    assert figure.detail == (
        f"{formats.number(row.hits_n)} dari {formats.number(row.base_n)} balita diukur; "
        f"cakupan {formats.percent(row.coverage_pct)}"
    )


@pytest.mark.parametrize("code", ["3514", "1801", "3520", "6209", "1811"])
def test_every_kecamatan_with_a_rate_carries_it_on_the_map(sources, asked, code):
    rows = asked(code, "kecamatan")
    known = rows[rows["value_pct"].notna()]

    drawing = shown(sources, code, lapis="rutin", satuan="kecamatan").drawing

    assert drawing.labels == {one.area_code: formats.percent(one.value_pct) for one in records(known)}


def test_of_many_desa_the_ten_highest_and_the_lokus_carry_their_rate(sources, asked):
    rows = asked("1801", "desa")
    known = rows[rows["value_pct"].notna()].set_index("area_code")["value_pct"]
    lists = sources.lokus("1801")
    lokus = set(lists.loc[lists["lokus_year"] == lists["lokus_year"].max(), "desa_code"])

    labels = shown(sources, "1801", lapis="rutin", satuan="desa").drawing.labels

    highest = known.sort_values(ascending=False).head(10)
    assert list(labels.values())[:10] == [formats.percent(one) for one in highest]
    assert set(labels) == set(highest.index) | (lokus & set(known.index))


def test_each_kecamatan_opens_a_slide_of_its_own_with_its_figure_and_its_desa(sources, asked):
    rows = asked("3514", "kecamatan")
    found = shown(sources, "3514", lapis="rutin", satuan="kecamatan")

    assert set(found.children) == set(found.drawing.drillable) == set(rows["area_code"])
    for row in records(rows):
        child = found.children[row.area_code]
        desa = {one.code for one in sources.register.children(row.area_code)}
        assert child.figure.value == row.value_pct
        assert set(child.drawing.view.panels[0].frame["code"]) == desa
        assert set(Shapes.of(child.drawing.geometry).order.all) == desa
        assert not child.children


@pytest.mark.parametrize(
    ("code", "params"), [("3514", {"satuan": "desa"}), ("351406", {}), ("1801", {"lapis": "prevalensi"}), ("35", {})]
)
def test_other_maps_open_nothing(sources, code, params):
    found = shown(sources, code, **params)

    assert not found.children
    assert not found.drawing.drillable


@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("3514", {"susun": "pasangan"}),
        ("3514", {"susun": "tiga", "satuan": "desa"}),
        ("3514", {"susun": "waktu", "skema": "kuintil"}),
        ("351406", {"satuan": "desa", "susun": "satu"}),
        ("3514", {"lapis": "prevalensi", "dengan": "ssgi-2021", "tahun": "2024"}),
        ("00", {"satuan": "provinsi"}),
        ("3514", {"lapis": "jumlah", "satuan": "kecamatan"}),
        ("3514062012", {}),
    ],
)
def test_the_rows_of_a_map_are_areas_of_its_geometry(sources, code, params):
    drawing = shown(sources, code, **params).drawing
    known = set(Shapes.of(drawing.geometry).order.all)

    assert drawing.alt
    assert drawing.credit
    assert set(drawing.labels) <= known
    assert drawing.view.selected is None or drawing.view.selected in known
    for panel in drawing.view.panels:
        assert set(drawing.view.frame_of(panel)["code"]) == known


@pytest.mark.parametrize(("arrangement", "panels"), [("pasangan", 2), ("satu", 1), ("tiga", 3), ("waktu", 1)])
def test_an_arrangement_has_as_many_maps_as_on_the_page_and_none_that_plays(sources, arrangement, panels):
    view = shown(sources, "3514", lapis="rutin", susun=arrangement).drawing.view

    assert len(view.panels) == panels
    assert not view.periods


def test_the_third_map_says_what_its_hotspot_moves(sources, asked):
    found = shown(sources, "3514", lapis="rutin", susun="tiga")
    rows = asked("3514", "kecamatan")
    name = found.drawing.view.panels[2].title.removeprefix("Tanpa ")
    others = rows[rows["area_name"] != name]

    without = formats.percent(100 * others["hits_n"].sum() / others["base_n"].sum())
    assert f"Tanpa {name}: {without}" in found.sentence


def test_an_earlier_period_shows_its_own_figures(sources):
    periods = sources.periods("3514")
    earlier = periods[0]
    row = sources.area_row(
        sources.register.get("3514"), period=earlier, question=Question(indicator=indicator("stunting"))
    )

    found = shown(sources, "3514", lapis="rutin", periode=f"{earlier.kind.value}:{earlier.key}")

    assert found.figure.value == row.value_pct
    assert found.data_date.casefold() == earlier.label.casefold()


def test_the_survey_figure_is_that_of_the_kabupaten_in_the_round_shown(sources, release):
    found = shown(sources, "1801", lapis="prevalensi", tahun="2024", survei="ssgi")
    frame = queries.prevalence_by_area(
        release.database, key="stunting", survey="ssgi", year=2024, level="kabupaten", within="18"
    ).set_index("area_code")["value_pct"]

    assert found.figure.text == formats.percent(frame["1801"])
    assert found.figure.detail == "interval dan n tidak dipublikasikan"
    assert found.drawing.view.selected == "1801"
    assert found.drawing.labels == {code: formats.percent(value) for code, value in frame.dropna().items()}


def test_two_rounds_stand_in_the_order_of_their_years_and_say_what_they_do_not_show(sources):
    found = shown(sources, "1801", lapis="prevalensi", tahun="2024", dengan="ski-2023")

    assert [one.title for one in found.drawing.view.panels] == ["SKI 2023", "SSGI 2024"]
    assert any("rancangan survei yang berbeda" in one for one in found.footnotes)


def test_the_number_of_desa_is_that_of_the_register(sources):
    found = shown(sources, "1801", lapis="jumlah", satuan="kecamatan")
    desa = [one for kecamatan in sources.register.children("1801") for one in sources.register.children(kecamatan.code)]

    assert found.figure.text == formats.number(len(desa))
    assert sum(int(text) for text in found.drawing.labels.values()) == len(desa)


@pytest.mark.parametrize(
    ("code", "params", "reason"),
    [
        ("1801", {"lapis": "prevalensi", "satuan": "kecamatan"}, "Survei nasional berhenti"),
        ("1101", {"lapis": "rutin"}, "Belum ada data rutin"),
        ("1801", {"lapis": "jumlah", "satuan": "desa"}, "tidak dihitung per desa"),
        ("1801", {"umur": "baduta"}, "Mode publik menampilkan jenis kelamin dan umur"),
        ("1801", {"periode": "bulan:2001-01"}, "'bulan:2001-01'"),
        ("1801", {"lapis": "prevalensi", "tahun": "1999"}, "1999 tidak memuat angka"),
        ("1801", {"satuan": "provinsi"}, "'provinsi'"),
        ("1801", {"pkm": "tidak-ada"}, "'tidak-ada'"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_reason(sources, code, params, reason):
    with pytest.raises(NoDataError, match=reason):
        shown(sources, code, **params)
