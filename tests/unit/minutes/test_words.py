"""Numbers and days written out, against the words of a school book."""

from __future__ import annotations

import datetime as dt

import pytest

from stunting.minutes.words import clock, day_words, number_words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1_000, "seribu"),
        (1_999, "seribu sembilan ratus sembilan puluh sembilan"),
        (2_000, "dua ribu"),
        (2_024, "dua ribu dua puluh empat"),
        (10_500, "sepuluh ribu lima ratus"),
        (100_000, "seratus ribu"),
    ],
)
def test_a_number_is_written_out(value, said):
    assert number_words(value) == said


def test_every_number_has_words_of_its_own():
    assert len({number_words(value) for value in range(10_000)}) == 10_000


def test_a_number_beyond_the_words_is_refused():
    with pytest.raises(ValueError, match="not written out"):
        number_words(1_000_000)


def test_a_day_is_written_out_with_its_weekday():
    assert day_words(dt.date(2024, 2, 22)) == (
        "Kamis tanggal dua puluh dua bulan Februari tahun dua ribu dua puluh empat (22 Februari 2024)"
    )


def test_a_clock_time_of_the_next_day_names_the_day():
    day = dt.date(2026, 2, 26)

    assert clock(dt.datetime(2026, 2, 26, 9, 5), day=day) == "09.05"
    assert clock(dt.datetime(2026, 2, 27, 0, 15), day=day) == "00.15 tanggal 27 Februari 2026"
