"""Hotspot, panels, tooltips and table of routine maps, against figures worked out by hand."""

from __future__ import annotations

import pytest

from stunting.classes import WHO_2018, AreaState
from stunting.indicators import indicator
from stunting.routine import maps
from stunting.routine.maps import Arrangement
from tests.routine_areas import STUNTING, areas, measured, month

AUGUST = month(2025, 8)


@pytest.fixture
def units():
    """100 of 500 children; without Kec. B 40 of 380, and no other removal takes more off."""
    return areas(
        measured(20, 180, target=200),
        measured(60, 120, target=125),
        measured(20, 200, target=200),
    )


def drawn(units, arrangement, *, asked=STUNTING, **more):
    return maps.view(
        units,
        arrangement=arrangement,
        indicator=asked,
        scheme=WHO_2018,
        period=AUGUST,
        level="kecamatan",
        source="Sumber: uji",
        **more,
    )


def test_the_hotspot_is_the_unit_whose_removal_lowers_the_total_most(units):
    found = maps.hotspot(units, indicator=STUNTING)

    assert found.area_name == "Kec. B"
    assert (found.without_hits_n, found.without_base_n) == (40, 380)
    assert found.value_pct == pytest.approx(20.0)
    assert found.without_pct == pytest.approx(100 * 40 / 380)
    assert found.sentence == "Tanpa Kec. B: 10,5% (40 dari 380), dengan semuanya 20,0%"


def test_a_small_unit_with_a_high_rate_is_no_hotspot():
    # Without A 100/1000 = 10,0 %; without B 26/320 = 8,1 %, although A has the higher rate.
    units = areas(measured(16, 20), measured(90, 700), measured(10, 300))

    assert maps.hotspot(units, indicator=STUNTING).area_name == "Kec. B"


def test_of_a_coverage_the_hotspot_is_the_unit_that_holds_it_down():
    asked = indicator("cakupan")
    units = areas(
        {"target_n": 100, "covered_n": 95},
        {"target_n": 100, "covered_n": 40},
        {"target_n": 100, "covered_n": 90},
        asked=asked,
    )

    found = maps.hotspot(units, indicator=asked)

    assert found.area_name == "Kec. B"
    assert found.without_pct == pytest.approx(92.5)


def test_with_fewer_than_three_figures_there_is_no_hotspot():
    units = areas(measured(20, 180), measured(60, 120), measured(5, 10), measured(60, 90, is_suppressed=True))

    assert maps.hotspot(units, indicator=STUNTING) is None


def test_hidden_units_take_no_part_in_the_hotspot(units):
    hidden = areas(measured(20, 180), measured(60, 120), measured(20, 200), measured(300, 400, is_suppressed=True))

    assert maps.hotspot(hidden, indicator=STUNTING) == maps.hotspot(units, indicator=STUNTING)


def test_the_pair_is_prevalence_beside_the_children_behind_it(units):
    rate, cases = drawn(units, Arrangement.PAIR).panels

    assert rate.title == "Prevalensi stunting"
    assert cases.title == "Jumlah balita stunting"
    assert cases.subtitle == "100 balita stunting di wilayah yang angkanya tampil"
    assert cases.scheme is not None


def test_the_third_map_leaves_out_the_hotspot_alone(units):
    third = drawn(units, Arrangement.TRIPLE).panels[2]

    assert third.title == "Tanpa Kec. B"
    assert third.frame["is_excluded"].tolist() == [False, True, False]
    assert "10,5%" in third.subtitle


def test_one_map_and_a_coverage_have_no_map_of_cases(units):
    coverage = areas({"target_n": 100, "covered_n": 95}, asked=indicator("cakupan"))

    assert len(drawn(units, Arrangement.SINGLE).panels) == 1
    assert len(drawn(coverage, Arrangement.PAIR, asked=indicator("cakupan")).panels) == 1


def test_time_is_played_oldest_first_and_stands_at_the_chosen_period(units):
    played = [(month(2025, 7), units), (AUGUST, units)]

    (panel,) = (shown := drawn(units, Arrangement.PLAY, played=played)).panels

    assert [one.key for one in panel.frames] == ["2025-07", "2025-08"]
    assert shown.period == "2025-08"


def test_a_subtitle_says_how_many_areas_have_a_figure():
    units = areas(measured(20, 180), measured(2, 10), measured(60, 120, is_suppressed=True))

    assert drawn(units, Arrangement.SINGLE).panels[0].subtitle == "1 dari 3 kecamatan tampil angkanya"


def test_a_tooltip_says_the_division_its_interval_and_coverage(units):
    rows = drawn(units, Arrangement.SINGLE).panels[0].frame

    assert rows["notes"].iloc[1] == ("60 dari 120 balita diukur", "interval 41,2–58,8%", "cakupan 96,0%")


def test_a_tooltip_of_a_hidden_area_says_only_that_it_is_hidden():
    rows = drawn(areas(measured(60, 120, is_suppressed=True)), Arrangement.SINGLE).panels[0].frame

    assert rows["notes"].iloc[0] == (AreaState.SUPPRESSED.label,)
    assert rows[["value_pct", "count_n"]].isna().all(axis=None)


def test_a_tooltip_of_few_children_tells_no_numerator():
    rows = drawn(areas(measured(6, 12)), Arrangement.SINGLE).panels[0].frame

    assert rows["notes"].iloc[0][0] == "12 balita diukur: n kecil"


def test_the_ten_desa_in_most_need_are_named_on_the_map():
    units = areas(*(measured(number, 100, code=f"35140610{number:02d}") for number in range(1, 15)))

    rows = (
        maps.view(
            units,
            arrangement=Arrangement.SINGLE,
            indicator=STUNTING,
            scheme=WHO_2018,
            period=AUGUST,
            level="desa",
            source="",
        )
        .panels[0]
        .frame
    )

    assert rows.loc[rows["label"] > 0, "code"].tolist() == [f"35140610{number:02d}" for number in range(5, 15)]


def test_lokus_are_marked():
    rows = drawn(areas(measured(1, 30), measured(2, 30)), Arrangement.SINGLE, lokus=["351402"]).panels[0].frame

    assert rows["is_lokus"].tolist() == [False, True]


def test_the_table_behind_a_map_has_a_row_for_every_area():
    table = maps.table(areas(measured(60, 120, target=125), measured(2, 10), {}), indicator=STUNTING)

    assert table["Wilayah"].tolist() == ["Kec. A", "Kec. B", "Kec. C"]
    assert table["Keadaan"].tolist() == ["ada nilai", AreaState.SMALL_N.label, "tidak ada data"]
    assert table["Prevalensi stunting (%)"].iloc[0] == 50.0
