"""Events by area: nobody counted is not nobody, and an area without any stays in sight."""

import datetime as dt

import pandas as pd
import pytest

from stunting.campaigns import summary
from stunting.campaigns.kinds import KINDS, kind_of
from stunting.campaigns.view import campaign_of
from stunting.charts.campaign_map import EVENTS, MONTHS, PEOPLE, campaign_map
from stunting.charts.campaign_timeline import MOST_MARKS
from stunting.classes import AreaState
from stunting.geography import Register
from stunting.paths import ROOT

TODAY = dt.date(2025, 6, 15)
NUMBERS = {"participant_n": "Int64"}


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


def events(*rows):
    frame = pd.DataFrame(rows, columns=["event_date", "area_code", "kind", "participant_n"])
    frame["event_date"] = pd.to_datetime(frame["event_date"])
    return frame.astype(NUMBERS).assign(
        id="x",
        place=None,
        title="Kampanye",
        organiser="BKKBN",
        partners=None,
        material=None,
        source="Laporan",
        source_url=None,
        is_verified=False,
        is_sample=False,
        is_user_added=True,
        note=None,
    )


TWO = events(
    ("2025-01-20", "1811052013", "kampanye", 120),
    ("2025-04-01", "181105", "rembuk", None),
    ("2024-04-01", "1811", "rembuk", 80),
)


def mesuji(register, **chosen):
    return campaign_of(TWO, register.get("1811"), register, today=TODAY, **chosen)


def row_of(campaign, code):
    return campaign.units.set_index("area_code").loc[code]


def test_every_kecamatan_has_a_row_also_without_an_event(register):
    campaign = mesuji(register)

    assert len(campaign.units) == 7
    assert len(campaign.never) == 6


def test_an_event_of_the_kabupaten_belongs_to_no_kecamatan(register):
    campaign = mesuji(register)

    assert campaign.units["event_n"].sum() == 2
    assert "1 kegiatan tingkat Kab. Mesuji" in " ".join(campaign.notes)


def test_participants_are_those_that_were_counted(register):
    row = row_of(mesuji(register), "181105")

    assert (row["event_n"], row["participant_n"], row["uncounted_n"]) == (2, 120, 1)


def test_nobody_counted_is_unknown_not_zero(register):
    row = row_of(mesuji(register, kind="rembuk"), "181105")

    assert pd.isna(row["participant_n"])


@pytest.mark.parametrize(
    ("day", "months"), [("2025-06-15", 0), ("2025-05-16", 0), ("2025-05-15", 1), ("2024-06-16", 11), ("2025-09-01", 0)]
)
def test_whole_months_since_a_day(day, months):
    assert summary.months_between(dt.date.fromisoformat(day), TODAY) == months


def test_a_choice_of_kind_and_year_leaves_the_others_out(register):
    assert len(mesuji(register, kind="rembuk", year="2024").events) == 1


@pytest.mark.parametrize("quantity", [EVENTS, PEOPLE, MONTHS])
def test_never_visited_is_its_own_class_and_uncounted_is_hatched(register, quantity):
    campaign = mesuji(register, kind="rembuk")
    view = campaign_map(campaign.units, quantity=quantity, unit_words="kecamatan", source="Sumber: uji.")
    frame = view.panels[0].frame.set_index("code")

    assert frame.loc["181101", "notes"] == ("Belum ada kegiatan yang tercatat",)
    if quantity == MONTHS:
        assert frame.loc["181101", "state"] == AreaState.NO_DATA
        assert "belum pernah" in view.panels[0].subtitle
    else:
        assert frame.loc["181101", "count_n"] == 0
    if quantity == PEOPLE:
        assert frame.loc["181105", "state"] == AreaState.NO_DATA


def test_the_line_of_time_has_a_row_per_kecamatan_and_a_mark_per_event(register):
    picture = mesuji(register).timeline()

    marks = [x for trace in picture.figure.data for x in trace.x]
    assert len(marks) == 2
    assert len(picture.figure.layout.yaxis.ticktext) == 7
    assert picture.figure.layout.yaxis.ticktext[-1].startswith("Kec. Simpang Pematang") or len(picture.table) == 7


def test_very_many_events_are_one_mark_per_area_and_month(register):
    frame = pd.concat([TWO] * (MOST_MARKS // 2 + 1), ignore_index=True)

    picture = campaign_of(frame, register.get("1811"), register, today=TODAY).timeline()

    (trace,) = picture.figure.data
    assert len(trace.x) == 2
    assert sum(trace.marker.size) == 2 * (MOST_MARKS // 2 + 1)
    assert all(f"{MOST_MARKS // 2 + 1} kegiatan" in one for one in trace.customdata)
    assert "Satu tanda satu bulan" in picture.subtitle


def test_words_of_a_sheet_cannot_become_marks_of_a_tooltip(register):
    frame = TWO.assign(title="<b>x</b>")

    picture = campaign_of(frame, register.get("1811"), register, today=TODAY).timeline()

    assert all("<b>x" not in one for trace in picture.figure.data for one in trace.customdata)


def test_the_list_names_the_places_and_the_newest_is_first(register):
    table = summary.table(TWO, register)

    assert table["Tanggal"].tolist() == ["1 April 2025", "20 Januari 2025", "1 April 2024"]
    assert table["Desa/kelurahan"].tolist() == ["", "Desa Mulya Agung", ""]
    assert table["Peserta"].isna().tolist() == [True, False, False]


@pytest.mark.parametrize("written", ["kampanye", "Kampanye", "KIE", "sosialisasi", "Pengukuran bersama", "", *KINDS])
def test_kinds_are_known_by_key_label_and_the_words_of_officers(written):
    assert kind_of(written) in KINDS


def test_an_unknown_kind_is_not_guessed():
    assert kind_of("pesta rakyat") == ""
