"""Who is drawn in a ranking, in which order, and how sure the ranks are."""

import numpy as np
import pandas as pd

from stunting.anthro.prevalence import wilson
from stunting.charts.ranks import ranks
from stunting.indicators import indicator


def frame_of(count, **more):
    stunted = np.arange(count) + 10
    low, high = wilson(stunted, 200)
    return pd.DataFrame(
        {
            "area_code": [f"35140620{n:02}" for n in range(count)],
            "area_name": [f"Desa {n}" for n in range(count)],
            "value_pct": stunted / 2,
            "ci_low_pct": low,
            "ci_high_pct": high,
            "measured_n": 200,
            "stunted_n": stunted,
            "coverage_pct": 91.0,
            "rank_low": [max(1, count - n - 2) for n in range(count)],
            "rank_high": [min(count, count - n + 2) for n in range(count)],
        }
    ).assign(**more)


def draw(frame, **more):
    return ranks(
        frame,
        indicator=indicator(more.pop("key", "stunting")),
        period_label="Agustus 2025",
        place="Kec. Kejayan",
        units="desa",
        source="Sumber: e-PPGBM.",
        **more,
    )


def trace(picture, name):
    return next((one for one in picture.figure.data if one.name == name), None)


def names(picture):
    """From top to bottom."""
    return list(picture.figure.layout.yaxis.ticktext)[::-1]


def test_the_neediest_is_on_top():
    assert names(draw(frame_of(4))) == ["Desa 3", "Desa 2", "Desa 1", "Desa 0"]


def test_where_more_is_better_the_lowest_is_on_top():
    frame = frame_of(3, covered_n=[150, 160, 170], target_n=200, value_pct=[75.0, 80.0, 85.0])

    assert names(draw(frame, key="cakupan")) == ["Desa 0", "Desa 1", "Desa 2"]


def test_intervals_have_their_limits_and_are_not_joined():
    frame = frame_of(2)

    line = trace(draw(frame), "interval 95%")

    assert line.x == (
        frame["ci_low_pct"][0],
        frame["ci_high_pct"][0],
        None,
        *frame.loc[1, ["ci_low_pct", "ci_high_pct"]],
        None,
    )


def test_the_interval_of_the_rank_stands_at_the_right():
    assert draw(frame_of(5)).figure.layout.yaxis2.ticktext[-1] == "<b>7,0</b>  1–3"


def test_at_most_twenty_five_are_drawn_and_the_others_are_in_the_table():
    picture = draw(frame_of(37))

    assert len(names(picture)) == 25
    assert len(picture.table) == 37
    assert "Digambar 25 desa, dan 12 lainnya di tabel." in picture.notes


def test_a_chosen_area_is_always_drawn():
    picture = draw(frame_of(37), chosen=["3514062000"])

    assert names(picture)[-1] == "<b>Desa 0</b>"
    assert len(names(picture)) == 25


def test_fewer_than_twenty_children_have_no_mark_but_a_name_in_the_note():
    picture = draw(frame_of(3, measured_n=[200, 19, 200]))

    assert names(picture) == ["Desa 2", "Desa 0"]
    assert any("Desa 1" in note and "kurang dari 20" in note for note in picture.notes)
    row = picture.table.set_index("Wilayah").loc["Desa 1"]
    assert np.isnan(row["Stunting (%)"])
    assert row["Peringkat"] == ""


def test_a_suppressed_area_is_named_without_its_number():
    picture = draw(frame_of(3, state=["value", "suppressed", "value"]))

    assert "Desa 1" not in names(picture)
    assert np.isnan(picture.table.set_index("Wilayah").loc["Desa 1", "Stunting (%)"])
    assert not any("5,5%" in text for text in (picture.alt, *picture.notes))


def test_low_coverage_is_hollow():
    picture = draw(frame_of(3, coverage_pct=[79.0, 80.0, 95.0]))

    assert trace(picture, "angka").marker.symbol == ("circle-open", "circle", "circle")
    assert any(note.startswith("Berongga") for note in picture.notes)


def test_stabilised_rates_are_hollow_marks_with_a_connector():
    picture = draw(frame_of(2, stabilised_pct=[6.0, 5.2]))

    assert trace(picture, "distabilkan").marker.symbol == "diamond-open"
    assert trace(picture, "penghubung").x == (5.0, 6.0, None, 5.5, 5.2, None)
    assert trace(draw(frame_of(2)), "distabilkan") is None


def test_lokus_are_marked_by_a_sign_and_not_by_colour():
    picture = draw(frame_of(2, is_lokus=[True, False]))

    assert names(picture) == ["Desa 1", "◆ Desa 0"]
    assert "◆ lokus." in picture.notes


def test_a_reference_is_a_line_with_its_name_and_number():
    picture = draw(frame_of(3), reference=("Kec. Kejayan", 5.4))

    assert picture.figure.layout.shapes[0].x0 == 5.4
    assert any(note.text == "Kec. Kejayan 5,4%" for note in picture.figure.layout.annotations)


def test_the_table_equals_the_marks_in_the_order_of_the_drawing():
    picture = draw(frame_of(3))

    assert picture.table["Stunting (%)"].tolist() == list(trace(picture, "angka").x)[::-1]
    assert picture.table["Balita diukur"].tolist() == [200, 200, 200]


def test_the_words_for_those_who_cannot_see_it_hold_the_numbers():
    assert "Desa 2 6,0%" in draw(frame_of(3)).alt


def test_a_sample_is_watermarked():
    assert any(note.name == "watermark" for note in draw(frame_of(2), is_sample=True).figure.layout.annotations)


def test_without_any_drawable_area_the_picture_names_them_all():
    picture = draw(frame_of(2, measured_n=5))

    assert names(picture) == []
    assert any("Desa 0, Desa 1" in note for note in picture.notes)
