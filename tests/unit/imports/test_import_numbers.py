"""Numbers of the exports."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from stunting.imports import numbers


@pytest.mark.parametrize(
    ("cell", "value", "notes"),
    [
        ("10.6", 10.6, set()),
        ("10,6", 10.6, {"koma_desimal"}),
        (" 10,6 kg", 10.6, {"koma_desimal", "satuan_dalam_sel"}),
        ("10.6kg.", 10.6, {"satuan_dalam_sel"}),
        ("'10.6", 10.6, set()),
        ("10.", 10.0, set()),
        (",5", 0.5, {"koma_desimal"}),
        ("-1.73", -1.73, set()),
        ("–1,73", -1.73, {"koma_desimal"}),
        ("−1.73", -1.73, set()),
        ("- 1.73", -1.73, set()),
        ("1.234", 1.234, set()),
        (10.6, 10.6, set()),
        ("1.06E1", 10.6, set()),
    ],
)
def test_a_number_is_read_with_both_decimal_signs(cell, value, notes):
    read = numbers.read_number(cell)

    assert read.value == value
    assert set(read.notes) == notes


@pytest.mark.parametrize("cell", ["", "-", "–", None, "null", "N/A", math.nan, "Outlier"])
def test_an_empty_number_is_empty_without_a_note(cell):
    assert math.isnan(numbers.read_number(cell).value)
    assert numbers.read_number(cell).notes == ()


@pytest.mark.parametrize(
    "cell", ["abc", "1.234,5", "10,6,2", "10 6", "10'6", "1-2", "12 orang", True, dt.date(2025, 6, 10), "#REF!", "٣٫٥x"]
)
def test_what_is_no_number_is_noted(cell):
    assert math.isnan(numbers.read_number(cell).value)
    assert numbers.read_number(cell).notes == ("angka_tidak_terbaca",)


@pytest.mark.parametrize(
    ("read", "cell", "value", "notes"),
    [
        (numbers.read_weight, "10.6", 10.6, ()),
        (numbers.read_weight, "8500", 8.5, ("berat_gram",)),
        (numbers.read_weight, 1000, 1.0, ("berat_gram",)),
        (numbers.read_weight, "0", None, ("berat_nol",)),
        (numbers.read_weight, "31", None, ("berat_di_luar_rentang",)),
        (numbers.read_weight, "0.9", None, ("berat_di_luar_rentang",)),
        (numbers.read_weight, "999", None, ("berat_di_luar_rentang",)),
        (numbers.read_weight, "8888", None, ("nilai_8888",)),
        (numbers.read_weight, "30", 30.0, ()),
        (numbers.read_height, "81.5", 81.5, ()),
        (numbers.read_height, "0.815", 81.5, ("tinggi_meter",)),
        (numbers.read_height, "0,565", 56.5, ("koma_desimal", "tinggi_meter")),
        (numbers.read_height, "0", None, ("tinggi_nol",)),
        (numbers.read_height, "125.1", None, ("tinggi_di_luar_rentang",)),
        (numbers.read_height, "8888", None, ("nilai_8888",)),
        (numbers.read_muac, "14", 14.0, ()),
        (numbers.read_muac, "140", None, ("lila_di_luar_rentang",)),
        (numbers.read_muac, "0", None, ()),
        (numbers.read_birth_weight, "3100", 3.1, ("bb_lahir_gram",)),
        (numbers.read_birth_weight, "3,1", 3.1, ("koma_desimal",)),
        (numbers.read_birth_weight, "0", None, ()),
        (numbers.read_birth_weight, "31", None, ("bb_lahir_di_luar_rentang",)),
        (numbers.read_birth_length, "49", 49.0, ()),
        (numbers.read_birth_length, "0.49", None, ("tb_lahir_di_luar_rentang",)),
        (numbers.read_birth_length, 46238, None, ("tb_lahir_di_luar_rentang",)),
        (numbers.read_birth_length, "81234567890", None, ("tb_lahir_di_luar_rentang",)),
        (numbers.read_birth_length, "8888", None, ("nilai_8888",)),
    ],
)
def test_a_measure_keeps_its_range_and_says_what_was_done(read, cell, value, notes):
    answer = read(cell)

    assert answer.value == value if value is not None else math.isnan(answer.value)
    assert answer.notes == notes


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("3 Tahun - 5 Bulan - 21 Hari", 41 + 21 / 30.4375),
        ("0 Tahun - 0 Bulan - 30 Hari", 30 / 30.4375),
        ("41 Bulan", 41),
        ("41 bln", 41),
        ("3 th 5 bl", 41),
        ("41", 41),
        (41.0, 41),
    ],
)
def test_an_age_is_months(cell, months):
    assert numbers.read_age(cell).value == pytest.approx(months)


def test_a_count_may_have_a_thousands_sign():
    assert numbers.read_count("1.234").value == 1234
    assert numbers.read_count("1234").value == 1234
    assert math.isnan(numbers.read_count("12,5").value)
    assert math.isnan(numbers.read_count("-3").value)


@pytest.mark.parametrize("cell", ["10, 6", "10 ,6", "10 . 6"])
def test_a_space_beside_the_decimal_sign_does_not_matter(cell):
    assert numbers.read_weight(cell).value == 10.6


@pytest.mark.parametrize(
    "cell", ["99999999999999999999", "999.999.999.999.999.999.999", "3514994605239901", 1e300, "-1", "2,5"]
)
def test_what_can_be_no_number_of_persons_is_unreadable(cell):
    assert numbers.read_count(cell) == numbers.UNREADABLE
