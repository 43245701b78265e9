"""What is typed into one box is read line by line, and is written back as it was read."""

from __future__ import annotations

import datetime as dt

import pytest

from stunting.languages import ENGLISH, use
from stunting.minutes.records import AgendaStep, Signer
from stunting.minutes.typed import MinutesError
from stunting.minutes.typed_lines import (
    clock_of,
    clock_text,
    day_of,
    day_text,
    rupiah_of,
    rupiah_text,
    signers_of,
    signers_text,
    steps_of,
    steps_text,
)
from tests.meetings import MEETING

DAY = dt.date(2026, 2, 26)


def test_steps_and_signers_are_read_back_as_they_were_written():
    assert steps_of(steps_text(MEETING.agenda)) == MEETING.agenda
    assert signers_of(signers_text(MEETING.signers)) == MEETING.signers


def test_minutes_stand_behind_the_last_semicolon_and_may_be_left_out():
    text = "Pembukaan\n\n Paparan: ansit; rencana; 30 \nTanya; jawab\n; 5"

    assert steps_of(text) == (
        AgendaStep(title="Pembukaan"),
        AgendaStep(title="Paparan: ansit; rencana", minutes=30),
        AgendaStep(title="Tanya; jawab"),
        AgendaStep(title="; 5"),
    )


def test_name_and_nip_of_who_signs_may_be_left_out():
    assert signers_of("Camat Kejayan\nSekda; Yudha") == (
        Signer(title="Camat Kejayan"),
        Signer(title="Sekda", name="Yudha"),
    )
    with pytest.raises(MinutesError, match="Jabatan; Nama; NIP"):
        signers_of("a;b;c;d")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", None),
        (" 9.05 ", dt.datetime(2026, 2, 26, 9, 5)),
        ("12:30", dt.datetime(2026, 2, 26, 12, 30)),
        ("2026-02-27 00.15", dt.datetime(2026, 2, 27, 0, 15)),
    ],
)
def test_a_clock_time_is_of_the_day_of_the_meeting(text, moment):
    assert clock_of(text, day=DAY) == moment
    assert clock_of(clock_text(moment, day=DAY), day=DAY) == moment


@pytest.mark.parametrize("text", ["9", "25.00", "09.60", "pagi", "2026-02-30 09.00", "٠٩.٠٥"])
def test_what_is_no_clock_time_is_a_sentence(text):
    with pytest.raises(MinutesError, match=r"misalnya 09\.05"):
        clock_of(text, day=DAY)


@pytest.mark.parametrize(
    "text", ["31/08/2026", "31-8-2026", "31.08.2026", " 31 Agustus 2026 ", "31 agu 2026", "31 Agu. 2026", "2026-08-31"]
)
def test_a_day_is_read_in_every_way_that_it_is_written(text):
    assert day_of(text) == dt.date(2026, 8, 31)
    assert day_of(day_text(day_of(text))) == dt.date(2026, 8, 31)


def test_an_empty_box_is_no_day():
    assert day_of("  ") is None
    assert day_text(None) == ""


@pytest.mark.parametrize("text", ["31/02/2026", "08/31/2026", "31/08", "31 August 2026", "akhir tahun", "20260831"])
def test_what_is_no_day_is_a_sentence(text):
    with pytest.raises(MinutesError, match="misalnya 31/08/2026"):
        day_of(text)


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("15.000.000", 15_000_000),
        ("Rp15 juta", 15_000_000),
        ("1,25 miliar", 1_250_000_000),
        ("Rp 2.500.000,00", 2_500_000),
        ("15000000,-", 15_000_000),
        ("", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(said, amount):
    assert rupiah_of(said) == amount


@pytest.mark.parametrize("said", ["banyak", "1,5", "15.00", "-5", "999999 triliun", "15,000", "15,000,000"])
def test_what_is_no_amount_of_whole_rupiah_is_refused(said):
    with pytest.raises(MinutesError, match="tidak dapat dibaca"):
        rupiah_of(said)


def test_an_amount_in_its_box_keeps_every_digit():
    assert rupiah_of(rupiah_text(1_253_456_789)) == 1_253_456_789


def test_a_box_of_an_english_reader_is_read_back_as_it_was_filled():
    with use(ENGLISH):
        assert rupiah_of(rupiah_text(15_000)) == 15_000
        assert day_of("31 August 2026") == day_of("31 Agustus 2026") == dt.date(2026, 8, 31)
