"""Dates and months of the exports."""

from __future__ import annotations

import datetime as dt

import pytest

from stunting.imports.dates import ShortDates, month_of, period_in, period_of, read_date, read_period, year_in

DAY = dt.date(2025, 8, 13)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-08-13",
        "2025/08/13",
        "2025.08.13",
        "13/08/2025",
        "13-08-2025",
        "13.08.2025",
        " 13 / 8 / 2025 ",
        "2025-08-13 00:00:00",
        "2025-08-13T07:30:00.000Z",
        "13/08/2025 09.15",
        "'2025-08-13",
        "2025-08-13'",
        "Rabu, 13/08/2025",
        "20250813",
        "13082025",
        dt.datetime(2025, 8, 13, 7, 30),
        DAY,
        20250813.0,
        "2025-08-13T00:00:00+07:00",
        "2025-08-13 07:30:00+0700",
        "2025-08-13 00:00:00+07",
        "13\\08\\2025",
        "13/08/2025.",
    ],
)
def test_a_date_is_read_in_every_style_of_the_exports(cell):
    read = read_date(cell)

    assert read.value == DAY
    assert read.notes == ()


@pytest.mark.parametrize(
    ("cell", "value", "notes"),
    [
        (45882.0, DAY, {"tgl_serial_excel"}),
        (45882.3125, DAY, {"tgl_serial_excel"}),
        ("45882", DAY, {"tgl_serial_excel"}),
        ("45882.0", DAY, {"tgl_serial_excel"}),
        (46173, dt.date(2026, 5, 31), {"tgl_serial_excel"}),
        ("13 Agustus 2025", DAY, {"tgl_nama_bulan"}),
        ("13-Agu-25", DAY, {"tgl_nama_bulan", "tgl_tahun_dua_angka"}),
        ("Rabu, 13 Agt 2025", DAY, {"tgl_nama_bulan"}),
        ("August 13, 2025", DAY, {"tgl_nama_bulan"}),
        ("13 ags 2025", DAY, {"tgl_nama_bulan"}),
        ("1 Peb 2025", dt.date(2025, 2, 1), {"tgl_nama_bulan"}),
        ("1 Nopember 2024", dt.date(2024, 11, 1), {"tgl_nama_bulan"}),
        ("1 Mei 2025", dt.date(2025, 5, 1), {"tgl_nama_bulan"}),
        ("1-Okt-2024", dt.date(2024, 10, 1), {"tgl_nama_bulan"}),
        ("1 Des 2024", dt.date(2024, 12, 1), {"tgl_nama_bulan"}),
        ("13/08/25", DAY, {"tgl_tahun_dua_angka"}),
        ("03/04/2025", dt.date(2025, 4, 3), {"tgl_hari_dulu"}),
        ("04/04/2025", dt.date(2025, 4, 4), set()),
        ("08/25/2025", dt.date(2025, 8, 25), {"tgl_bulan_dulu"}),
    ],
)
def test_a_date_that_needed_a_rule_says_which(cell, value, notes):
    read = read_date(cell)

    assert read.value == value
    assert set(read.notes) == notes


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "–", None, "0", 0, "0000-00-00", "null", "#N/A", "Belum diukur", dt.time(0)]
)
def test_an_empty_date_is_empty_and_not_unreadable(cell):
    assert read_date(cell).value is None
    assert read_date(cell).is_empty


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        # Year first: 13, 31 and 02 are no years of a child who is under five today or was five years ago.
        (
            ["25-08-13", "25-08-20", "'23-01-31", "24-11-02 00:00"],
            ["2025-08-13", "2025-08-20", "2023-01-31", "2024-11-02"],
        ),
        # Day first, as the habit is, and a list of years ago with children born in 2013.
        (["13/08/25", "20/08/25", "28-01-23"], ["2025-08-13", "2025-08-20", "2023-01-28"]),
        (["28/05/13", "20/08/13", "31/12/14", "02/02/14"], ["2013-05-28", "2013-08-20", "2014-12-31", "2014-02-02"]),
        # Nothing tells: day first.
        (["21-08-22"], ["2022-08-21"]),
        # Both habits: what could be either is unreadable.
        (["25-08-13", "13-08-25", "21-08-22", "2021-08-22"], ["2025-08-13", "2025-08-13", None, "2021-08-22"]),
        (["25-13-01", "25-08-13"], [None, "2025-08-13"]),
    ],
)
def test_dates_of_two_digits_each_are_read_as_the_sheet_writes_them(cells, values):
    short = ShortDates(dt.date(2025, 9, 30))

    short.see(cells)

    assert [one and one.isoformat() for one in (short.read(cell).value for cell in cells)] == values


def test_a_later_piece_of_a_sheet_is_read_as_the_pieces_before_it():
    short = ShortDates(dt.date(2025, 9, 30))

    short.see(["25-08-13"])
    short.see(["21-08-22"])

    assert short.read("21-08-22").value == dt.date(2021, 8, 22)
    assert short.read("21-08-22").notes == ("tgl_tahun_dua_angka",)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "31/02/2025",
            "2025-13-08",
            "13/13/2025",
            "Agustus 2025",
            "kemarin",
            "1999-12-31",
            "12/08/1998",
            17,
            99999999,
        ),
        *(True, float("inf"), "8888", "2025", dt.date(1998, 1, 1), dt.time(12), "#REF!", "12/08/2025/3"),
    ],
)
def test_a_date_that_cannot_be_one_is_unreadable(cell):
    assert read_date(cell).value is None
    assert not read_date(cell).is_empty


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Data Stunting Desa X Agustus 2025 (11092025).csv", 202508),
        ("agustus_2024", 202408),
        ("ppgbm 2025-08", 202508),
        ("ppgbm_082025", 202508),
        ("Bulan Timbang Februari 2025", 202502),
        ("Laporan 08-2025", 202508),
        ("DATA BALITA KEC. KEJAYAN", 0),
        ("Dicetak 11 September 2025", 0),
        ("Januari 2025 s.d. Agustus 2025", 0),
        ("unduhan 2025-08-11", 0),
        ("unduhan 11-08-2025", 0),
        ("3514991208230001", 0),
    ],
)
def test_a_title_tells_one_month_or_none(text, period):
    assert period_in(text) == period


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("agustus_2024", (2024, 8)),
        ("Agustus", (0, 8)),
        ("AGT 25", (2025, 8)),
        ("2025-08", (2025, 8)),
        ("08/2025", (2025, 8)),
        ("202508", (2025, 8)),
        (82025.0, (2025, 8)),
        (8.0, (0, 8)),
        (dt.date(2025, 8, 1), (2025, 8)),
        ("2025-08-01", (2025, 8)),
        ("", (0, 0)),
        ("x", (0, 0)),
    ],
)
def test_a_cell_names_a_month(cell, period):
    assert read_period(cell) == period


def test_the_month_of_a_wide_recap_may_be_a_name_or_a_date_cell():
    assert month_of("JANUARI") == (0, 1)
    assert month_of(" Agustus 2025") == (2025, 8)
    assert month_of(dt.datetime(2025, 3, 1)) == (2025, 3)
    assert month_of("Desa") is None


def test_two_years_in_a_title_are_none():
    assert year_in("Sasaran 2025") == 2025
    assert year_in("2024/2025") == 0


@pytest.mark.parametrize("cell", ["2025-08-12T17:00:00.000Z", "2025-08-12T16:00:00Z", "2025-08-12T15:00:00.000+00:00"])
def test_midnight_in_indonesia_written_in_utc_is_the_next_day(cell):
    assert read_date(cell).value == DAY


def test_agust_is_august():
    assert read_date("13 Agust 2025").value == DAY
    assert read_period("Agust 2025") == (2025, 8)


@pytest.mark.parametrize("cell", ["2025 Agustus", "2025_agustus", "2025-Agu"])
def test_a_month_may_stand_behind_its_year(cell):
    assert read_period(cell) == (2025, 8)


@pytest.mark.parametrize(
    "text", ["Data Januari - Agustus 2025", "Juni s.d. Agustus 2025", "Jan s/d Agustus 2025", "Feb dan Agustus 2025"]
)
def test_a_span_of_months_is_no_month(text):
    assert period_in(text) == 0
    assert period_of([text]) == 0


def test_month_and_year_of_a_title_may_be_numbers():
    assert period_in("Bulan : 08   Tahun : 2025") == 202508
