"""Maps of several quantities and periods: what each panel sends, what the shared legend counts, and how large it is."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pandas as pd
import pytest

from stunting import formats
from stunting.charts import theme
from stunting.charts.choropleth import EXCLUDED, map_payload, unpacked
from stunting.charts.count_classes import COUNTS, count_colours, count_scheme, round_number
from stunting.charts.map_view import GeometryOrder, MapFrame, MapPanel, MapView
from stunting.classes import AreaState

ORDER = GeometryOrder(codes=("351401", "351402", "351403", "351404"))
KILOBYTE = 1000


def frame(**columns):
    rows = {"code": list(ORDER.codes), "value_pct": [4.0, 14.2, 25.0, 31.4], "count_n": [12, 80, 150, 510]}
    return pd.DataFrame(rows | columns)


def payload(*panels, **view):
    return map_payload(MapView(panels=panels, **view), geometry=ORDER)


def months(*frames):
    return tuple(
        MapFrame(key=f"2025-{number:02d}", label=f"Bulan {number}", frame=one, subtitle=f"angka {number}")
        for number, one in enumerate(frames, 1)
    )


def bytes_of(sent):
    """What goes over the socket."""
    return len(json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode())


PREVALENCE = MapPanel(frame=frame(), title="Prevalensi")
CASES = MapPanel(frame=frame(), title="Jumlah", quantity="Jumlah kasus", circles="balita stunting", colours=False)
WITHOUT = MapPanel(frame=frame(is_excluded=[False, False, False, True]), title="Tanpa Kejayan")


def test_two_quantities_have_two_parts_in_the_legend():
    parts = payload(PREVALENCE, CASES)["legend"]["parts"]

    assert [(part["title"], part["colours"], part["panels"]) for part in parts] == [
        ("Prevalensi stunting", True, [0]),
        ("Jumlah kasus", False, [1]),
    ]


def test_panels_of_the_same_quantity_share_a_part_around_another_one():
    parts = payload(PREVALENCE, CASES, WITHOUT)["legend"]["parts"]

    assert [part["panels"] for part in parts] == [[0, 2], [1]]
    assert parts[0]["classes"][4]["counts"] == [[1], [0]]


def test_excluded_area_sends_neither_value_nor_count():
    sent = unpacked(payload(MapPanel(frame=frame(is_excluded=[0, 0, 0, 1]), title="", circles="balita")))[0]

    assert sent["states"] == [f"...{EXCLUDED}"]
    assert sent["values"] == ["4,0|14,2|25,0|"]
    assert sent["circles"]["texts"] == ["12|80|150|"]


def test_excluded_areas_are_named_and_counted_in_the_legend():
    states = payload(PREVALENCE, WITHOUT, excluded="tanpa Kec. Kejayan")["legend"]["states"]

    assert [(one["label"], one["counts"]) for one in states] == [("tanpa Kec. Kejayan", [[0], [1]])]


def test_pattern_of_excluded_areas_is_that_of_no_state():
    rows = frame(state=["no_data", "suppressed", "low_coverage", "small_n"])
    states = payload(MapPanel(frame=rows, title=""), WITHOUT)["legend"]["states"]

    assert len({one["pattern"] for one in states}) == len(states) == 5


def test_lokus_areas_are_sent_by_position_and_counted():
    sent = payload(MapPanel(frame=frame(is_lokus=[True, False, None, True]), title=""), lokus="lokus 2026")

    assert unpacked(sent)[0]["lokus"] == [[0, 3]]
    assert sent["legend"]["lokus"] == {"label": "lokus 2026", "counts": [[2]]}


def test_without_lokus_the_legend_does_not_mention_it():
    assert payload(PREVALENCE)["legend"]["lokus"] is None


def test_only_areas_with_a_label_are_written_the_most_important_first():
    sent = payload(MapPanel(frame=frame(label=[0, 1, None, 5]), title=""))

    assert unpacked(sent)[0]["labels"] == [[3, 1]]


def test_panel_coloured_by_counts_writes_counts_without_a_percent_sign():
    scheme = count_scheme([12, 80, 150, 510], counted="balita stunting")

    sent = payload(MapPanel(frame=frame(), title="", quantity="Jumlah", scheme=scheme))
    part = sent["legend"]["parts"][0]

    assert unpacked(sent)[0]["values"] == ["12|80|150|510"]
    assert (part["unit"], part["counted"]) == ("", "balita stunting")
    assert [entry["colour"] for entry in part["classes"]] == list(count_colours(len(scheme)))


def test_few_children_make_no_rate_but_a_count():
    rows = frame(state=["small_n", "value", "value", "suppressed"])
    scheme = count_scheme([12, 80, 150], counted="balita")

    rate, count = unpacked(payload(MapPanel(frame=rows, title=""), MapPanel(frame=rows, title="", scheme=scheme)))

    assert (rate["states"], count["states"]) == (["s..u"], ["...u"])
    assert (rate["values"], count["values"]) == (["|14,2|25,0|"], ["12|80|150|"])


def test_circles_of_two_panels_are_drawn_to_one_scale():
    larger = MapPanel(
        frame=frame(count_n=[12, 80, 150, 2040]),
        title="",
        quantity="Jumlah kasus",
        circles="balita stunting",
        colours=False,
    )

    first, second = unpacked(payload(CASES, larger))

    assert (first["circles"]["radii"][0][3], second["circles"]["radii"][0][3]) == (500, 1000)


def test_count_classes_have_round_limits_and_say_them():
    scheme = count_scheme([49, 54, 70, 72, 86, 96, 98, 99, 101, 104, 119, 120, 134, 148, 191], counted="balita")

    assert scheme.edges == (80, 100, 120, 150)
    assert scheme.names == ("0–79", "80–99", "100–119", "120–149", "≥ 150")
    assert scheme.classify([79, 80, 150]).tolist() == [0, 1, 4]


@pytest.mark.parametrize("counts", [[], [0, 0], [float("nan")]])
def test_count_classes_of_nothing_are_one_class(counts):
    assert len(count_scheme(counts, counted="balita")) == 1


@pytest.mark.parametrize(("value", "expected"), [(0.4, 0), (1, 1), (7.6, 8), (99, 100), (148, 150), (8520, 9000)])
def test_round_numbers_are_near(value, expected):
    assert round_number(value) == expected


def test_count_colours_darken_evenly_and_are_readable():
    light = [theme.luminance(colour) for colour in COUNTS]

    assert light == sorted(light, reverse=True)
    assert all(theme.contrast(one, other) >= 1.4 for one, other in itertools.pairwise(COUNTS))
    assert all(theme.contrast(colour, theme.text_on(colour)) >= 4.5 for colour in COUNTS)


def test_periods_are_sent_in_order_and_the_last_is_shown():
    sent = payload(MapPanel(frames=months(frame(), frame(value_pct=[1.0, 2.0, 3.0, 4.0])), title="Prevalensi"))

    assert sent["periods"] == {"keys": ["2025-01", "2025-02"], "labels": ["Bulan 1", "Bulan 2"], "shown": 1, "pick": ""}
    assert unpacked(sent)[0]["values"] == ["4,0|14,2|25,0|31,4", "1,0|2,0|3,0|4,0"]
    assert unpacked(sent)[0]["subtitle"] == ["angka 1", "angka 2"]


def test_legend_counts_every_period_by_the_same_classes():
    sent = payload(MapPanel(frames=months(frame(), frame(value_pct=[1.0, 2.0, 3.0, 4.0])), title=""))

    counts = [entry["counts"] for entry in sent["legend"]["parts"][0]["classes"]]

    assert counts == [[[0, 2]], [[1, 2]], [[1, 0]], [[1, 0]], [[1, 0]]]


def test_state_of_one_period_stands_in_the_legend_of_all():
    sent = payload(MapPanel(frames=months(frame(), frame(state=["value", "value", "small_n", "value"])), title=""))

    assert [(one["state"], one["counts"]) for one in sent["legend"]["states"]] == [("small_n", [[0, 1]])]


def test_suppressed_value_of_any_period_does_not_leave():
    hidden = frame(value_pct=[4.0, 77.7, 25.0, 31.4], state=["value", AreaState.SUPPRESSED, "value", "value"])

    sent = unpacked(payload(MapPanel(frames=months(hidden, frame()), title="")))

    assert "77,7" not in json.dumps(sent, ensure_ascii=False)


def test_panels_that_play_play_the_same_periods():
    with pytest.raises(AssertionError, match="same periods"):
        MapView(panels=(MapPanel(frames=months(frame()), title=""), PREVALENCE))


def test_at_most_three_panels():
    with pytest.raises(AssertionError, match="one map, or two or three"):
        MapView(panels=(PREVALENCE,) * 4)


def series(units, count):
    """Months of a kabupaten with n, coverage and interval in every tooltip."""
    rng = np.random.default_rng(3)
    codes = [f"3514{number:06d}" for number in range(units)]
    listed = rng.integers(60, 400, units)
    base = rng.normal(0.18, 0.06, units).clip(0.02, 0.5)
    frames = []
    for _ in range(count):
        measured = (listed * rng.uniform(0.7, 1, units)).astype(int)
        stunted = rng.binomial(measured, base)
        value = 100 * stunted / measured
        notes = [
            (
                f"{formats.number(s)} dari {formats.number(m)} diukur · cakupan {formats.percent(100 * m / n)}",
                f"IK 95% {formats.number(max(v - 5, 0), decimals=1)}–{formats.number(v + 5, decimals=1)}%",
            )
            for s, m, n, v in zip(stunted, measured, listed, value, strict=True)
        ]
        rows = {"code": codes, "value_pct": value, "count_n": stunted, "notes": notes, "is_lokus": base > 0.28}
        frames.append(pd.DataFrame(rows | {"state": np.where(measured < 0.8 * listed, "low_coverage", "value")}))
    return GeometryOrder(codes=codes), frames


@pytest.mark.parametrize("units", [24, 365])
def test_three_panels_with_notes_stay_below_30_kb(units):
    order, (rows,) = series(units, 1)
    panels = (
        MapPanel(frame=rows, title="Prevalensi"),
        MapPanel(frame=rows, title="Jumlah", quantity="Jumlah", circles="balita stunting", colours=False),
        MapPanel(frame=rows.assign(is_excluded=rows["code"].isin(order.codes[:2])), title="Tanpa"),
    )

    assert bytes_of(map_payload(MapView(panels=panels), geometry=order)) < 30 * KILOBYTE


@pytest.mark.parametrize(("units", "most"), [(24, 30), (365, 120)])
def test_24_months_with_notes_are_small_enough_to_send_once(units, most):
    order, frames = series(units, 24)
    view = MapView(panels=(MapPanel(frames=months(*frames), title="Prevalensi"),))

    assert bytes_of(map_payload(view, geometry=order)) < most * KILOBYTE
