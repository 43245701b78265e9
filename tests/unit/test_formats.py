"""Indonesian writing of numbers, dates and differences."""

import datetime as dt
import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.numbers import format_decimal

from stunting import formats


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (8520, 0, "8.520"),
        (1234567, 0, "1.234.567"),
        (14.2, 1, "14,2"),
        (14.25, 1, "14,3"),
        (30.39, 1, "30,4"),
        (0.05, 1, "0,1"),
        (-0.04, 1, "0,0"),
        (-2.95, 2, "-2,95"),
        (5, 1, "5,0"),
    ],
)
def test_number(value, decimals, written):
    assert formats.number(value, decimals=decimals) == written


@pytest.mark.parametrize("missing", [None, math.nan])
def test_missing_is_a_word_and_never_zero(missing):
    assert formats.number(missing) == formats.percent(missing) == formats.points(missing) == "tidak ada data"


def test_percent():
    assert formats.percent(19.8) == "19,8%"


def test_change_is_written_in_points_with_its_sign():
    assert formats.points(-1.2) == "−1,2 poin persen"
    assert formats.points(0.7) == "+0,7 poin persen"
    assert formats.points(0.04) == "0,0 poin persen"


def test_interval():
    assert formats.interval(10.2, 13.9) == "10,2–13,9%"
    assert formats.interval(None, 13.9) == "interval tidak dipublikasikan"


def test_date_and_time():
    moment = dt.datetime(2024, 2, 22, 9, 5)

    assert formats.date(moment.date()) == "22 Februari 2024"
    assert formats.timestamp(moment) == "22 Februari 2024 pukul 09.05"


@pytest.mark.parametrize("decimals", [0, 1, 3])
@pytest.mark.parametrize("value", [0.0, -0.04, 0.5, 7, -12.25, 999.95, 1234.5678, -1_000_000, 98_765_432.1])
def test_numbers_are_written_as_the_locale_writes_them(value, decimals):
    rounded = float(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    assert formats.number(value, decimals=decimals) == format_decimal(rounded + 0.0, format=pattern, locale="id")


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [
        (0, "Rp0", "Rp0"),
        (15_000, "Rp15.000", "Rp15.000"),
        (12_500_000, "Rp12.500.000", "Rp12,5 juta"),
        (1_250_000_000, "Rp1,25 miliar", "Rp1,25 miliar"),
        (20_000_000_000, "Rp20 miliar", "Rp20 miliar"),
        (999_999_999_999, "Rp1 triliun", "Rp1 triliun"),
        (None, "tidak ada data", "tidak ada data"),
    ],
)
def test_rupiah_is_written_as_officers_write_it(value, long, short):
    assert (formats.rupiah(value), formats.rupiah(value, is_short=True)) == (long, short)
