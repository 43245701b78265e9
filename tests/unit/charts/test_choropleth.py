"""The choropleth's payload: aligned by code, complete, small, and honest about what is missing."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from stunting import formats
from stunting.charts import theme
from stunting.charts.choropleth import (
    LETTERS,
    SLOT,
    GeometryOrder,
    MapPanel,
    MapView,
    map_payload,
    unpacked,
)
from stunting.classes import SCHEMES, WHO_2018, AreaState
from stunting.errors import UnknownAreaError

ORDER = GeometryOrder(codes=("1801", "1802", "1803", "1811"), missing=("1872",))


def frame(**columns):
    return pd.DataFrame({"code": list(ORDER.codes), "value_pct": [4.0, 14.2, 25.0, 31.4], **columns})


def payload(panel_frame, *, geometry=ORDER, **view):
    return map_payload(MapView(panels=(MapPanel(frame=panel_frame, title="Stunting 2024"),), **view), geometry=geometry)


def columns(panel_frame, **view):
    """The columns of the only panel in its only period, as the browser reads them."""
    return at(unpacked(payload(panel_frame, **view))[0])


def at(panel, period=0):
    """One period of a panel's columns."""
    return {
        key: {name: given if name == "texts" and key == "notes" else given[period] for name, given in column.items()}
        if isinstance(column, dict)
        else column[period]
        for key, column in panel.items()
    }


def unpack_notes(notes):
    """What the browser does with the packed notes."""
    filled = []
    for packed in notes["of"].split("|"):
        which, *numbers = packed.split(" ")
        text = notes["texts"][int(which or 0)]
        for number in numbers:
            text = text.replace(SLOT, number, 1)
        filled.append(tuple(text.split("\n")) if text else ())
    return filled


def test_values_follow_the_order_of_the_geometry_not_of_the_frame():
    shuffled = frame().iloc[[2, 0, 3, 1]]

    panel = columns(shuffled)

    assert panel["values"].split("|") == ["4,0", "14,2", "25,0", "31,4", ""]
    assert panel["classes"] == "1234-"


def test_area_without_a_row_is_no_data_not_zero():
    panel = columns(frame().iloc[:2])

    assert panel["states"] == "..nnn"
    assert panel["values"] == "4,0|14,2|||"


def test_code_unknown_to_the_geometry_is_refused():
    with pytest.raises(UnknownAreaError, match="9999"):
        payload(frame(code=["1801", "1802", "1803", "9999"]))


def test_selected_code_unknown_to_the_geometry_is_refused():
    with pytest.raises(UnknownAreaError, match="3514"):
        payload(frame(), selected="3514")


def test_missing_value_is_no_data_even_when_the_frame_says_value():
    panel = columns(frame(value_pct=[4.0, None, 25.0, 31.4], state=["value"] * 4))

    assert panel["states"][1] == LETTERS[AreaState.NO_DATA]


@pytest.mark.parametrize("state", [AreaState.SUPPRESSED, AreaState.SMALL_N, AreaState.NO_DATA])
def test_value_of_an_area_that_may_not_show_it_does_not_leave(state):
    sent = payload(frame(value_pct=[4.0, 77.7, 25.0, 31.4], state=["value", state, "value", "value"]))

    assert "77,7" not in json.dumps([sent, unpacked(sent)], ensure_ascii=False)
    assert at(unpacked(sent)[0])["classes"][1] == "-"


def test_suppressed_area_sends_no_count_either():
    sent = columns(frame(state=["value", "suppressed", "value", "value"], count_n=[10, 3, 50, 90]), circles="balita")

    assert sent["circles"]["texts"].split("|")[1] == ""
    assert sent["circles"]["radii"][1] == 0


def test_low_coverage_keeps_its_class_and_its_mark():
    panel = columns(frame(state=["value", "low_coverage", "value", "value"]))

    assert (panel["classes"][1], panel["states"][1]) == ("2", "l")


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_legend_repeats_the_scheme(scheme):
    legend = payload(frame(), scheme=scheme)["legend"]["parts"][0]

    assert tuple(entry["name"] for entry in legend["classes"]) == scheme.names
    assert tuple(entry["range"] for entry in legend["classes"]) == scheme.ranges()
    assert tuple(entry["colour"] for entry in legend["classes"]) == theme.class_colours(len(scheme))


def test_legend_counts_every_registered_area_once():
    legend = payload(frame(state=["value", "suppressed", "low_coverage", "small_n"]))["legend"]

    without_overlay = [entry for entry in legend["states"] if entry["state"] != "low_coverage"]
    total = sum(entry["counts"][0][0] for entry in [*legend["parts"][0]["classes"], *without_overlay])

    assert total == len(ORDER.all)


def test_units_without_polygon_are_counted_as_no_boundary():
    states = {entry["state"]: entry["counts"] for entry in payload(frame())["legend"]["states"]}

    assert states == {"no_boundary": [[1]]}


def test_unit_without_polygon_still_sends_its_value():
    with_kota = pd.concat([frame(), pd.DataFrame({"code": ["1872"], "value_pct": [9.1]})])

    assert columns(with_kota)["values"].endswith("|9,1")


def test_states_that_do_not_occur_are_not_in_the_legend():
    legend = payload(frame(), geometry=GeometryOrder(codes=ORDER.codes))["legend"]

    assert legend["states"] == []


def test_each_state_has_its_own_pattern():
    legend = payload(frame(state=["no_data", "suppressed", "low_coverage", "small_n"]))["legend"]

    patterns = [entry["pattern"] for entry in legend["states"]]

    assert len(patterns) == len(set(patterns)) == 5


def test_two_panels_share_one_legend_with_two_counts():
    panels = (
        MapPanel(frame=frame(), title="2021"),
        MapPanel(frame=frame(value_pct=[31.0, 32.0, 33.0, 34.0]), title="2024"),
    )

    legend = map_payload(MapView(panels=panels), geometry=ORDER)["legend"]

    assert len(legend["parts"]) == 1
    assert legend["parts"][0]["classes"][4]["counts"] == [[1], [4]]


def test_notes_come_out_of_the_packing_as_they_went_in():
    notes = [
        ("SSGI 2024", "IK 95% 2,1–6,0%", "n = 1.512"),
        ("SSGI 2024", "IK 95% 12,9–16,1%", "n = 87", "satu sumber"),
        (),
        ("SSGI 2024", "IK 95% 29,9–33,1%", "n = 640"),
    ]

    packed = columns(frame(notes=notes))["notes"]

    assert unpack_notes(packed) == [*notes, ()]
    assert "SSGI 2024\nIK 95% ¤–¤%\nn = ¤" in packed["texts"]


@pytest.fixture(scope="module")
def national():
    rng = np.random.default_rng(7)
    values = np.round(rng.normal(20, 7, 514).clip(1), 1)
    codes = [f"{number:04d}" for number in range(514)]
    return GeometryOrder(codes=codes), pd.DataFrame({"code": codes, "value_pct": values})


def test_national_panel_stays_below_8_kb(national):
    order, values = national
    noted = values.assign(notes=[("SSGI 2024", f"n = {formats.number(200 + i)}") for i in range(514)])

    sent = payload(noted, geometry=order, callouts=5)

    assert len(json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode()) < 8_000


def test_callouts_are_the_highest_values_first(national):
    order, values = national

    callouts = columns(values, geometry=order, callouts=5)["callouts"]

    assert values["value_pct"].iloc[callouts].tolist() == values["value_pct"].nlargest(5).tolist()


def test_circle_areas_are_to_each_other_as_the_counts():
    radii = columns(frame(count_n=[100, 400, 0, None]), circles="balita stunting")["circles"]["radii"]

    assert radii == [500, 1000, 0, 0, 0]


def test_circle_sizes_in_the_legend_are_round_numbers_not_above_the_largest():
    sent = payload(frame(count_n=[100, 8520, 0, None]), circles="balita stunting")
    sizes = sent["legend"]["parts"][0]["circles"]["sizes"]

    assert [text for text, _ in sizes] == ["5.000", "1.000", "200"]
    assert all(share <= 1000 for _, share in sizes)


def test_text_colour_of_each_class_is_readable_on_it():
    for entry in payload(frame())["legend"]["parts"][0]["classes"]:
        assert theme.contrast(entry["colour"], entry["ink"]) >= 4.5


def test_alt_text_counts_the_classes():
    alt = columns(frame())["alt"]

    assert "4 wilayah" in alt
    assert f"{WHO_2018.names[4]} 1" in alt


def test_payload_is_json(national):
    order, values = national

    assert json.loads(json.dumps(payload(values, geometry=order)))["v"] == 2
