"""In which state a promise is on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from stunting.minutes.records import Commitment
from stunting.promises.board import Asked, board_of, share_words
from stunting.promises.book import book_of
from stunting.promises.due import due_of
from stunting.promises.reports import Status
from stunting.promises.states import State, months_before, standing_at
from tests.meetings import MEETING
from tests.promises import COMMITMENTS, FOLLOW_UP, TODAY, other, promised, report, told, write_board

DAY = dt.date


@pytest.mark.parametrize(
    ("deadline", "reports", "day", "state", "late"),
    [
        (DAY(2026, 8, 31), [], DAY(2026, 8, 31), State.SILENT, 0),
        (DAY(2026, 8, 31), [], DAY(2026, 9, 1), State.LATE, 1),
        (DAY(2026, 8, 31), [(Status.RUNNING, DAY(2026, 8, 1))], DAY(2026, 8, 31), State.RUNNING, 0),
        (DAY(2026, 8, 31), [(Status.RUNNING, DAY(2026, 9, 1))], DAY(2026, 11, 20), State.LATE, 81),
        (DAY(2026, 8, 31), [(Status.NOT_YET, DAY(2026, 5, 1))], DAY(2026, 6, 1), State.RUNNING, 0),
        (DAY(2026, 8, 31), [(Status.KEPT, DAY(2026, 8, 30))], DAY(2026, 11, 20), State.KEPT, 0),
        (DAY(2026, 8, 31), [(Status.KEPT, DAY(2026, 9, 10))], DAY(2026, 11, 20), State.KEPT, 10),
        # Known only later: on that day it was late.
        (DAY(2026, 8, 31), [(Status.KEPT, DAY(2026, 9, 10))], DAY(2026, 9, 9), State.LATE, 9),
        # Kept, and said again: late by the first time.
        (
            DAY(2026, 8, 31),
            [(Status.KEPT, DAY(2026, 9, 1)), (Status.KEPT, DAY(2026, 10, 1))],
            DAY(2026, 11, 1),
            State.KEPT,
            1,
        ),
        # Taken back.
        (
            DAY(2026, 8, 31),
            [(Status.KEPT, DAY(2026, 9, 1)), (Status.RUNNING, DAY(2026, 10, 1))],
            DAY(2026, 11, 1),
            State.LATE,
            62,
        ),
        (DAY(2026, 8, 31), [(Status.CANCELLED, DAY(2026, 5, 1))], DAY(2026, 11, 1), State.CANCELLED, 0),
        (None, [], DAY(2026, 2, 26), State.RUNNING, 0),
        (None, [], DAY(2026, 2, 27), State.SILENT, 0),
        (None, [(Status.RUNNING, DAY(2026, 5, 20))], DAY(2026, 11, 20), State.RUNNING, 0),
        (None, [(Status.RUNNING, DAY(2026, 5, 19))], DAY(2026, 11, 20), State.SILENT, 0),
    ],
)
def test_the_state_follows_deadline_and_reports_until_the_day(ledger, deadline, reports, day, state, late):
    (promise,) = promised(ledger, Commitment(text="Menimbang", deadline=deadline))
    promise = told(ledger, promise, *(report(status, on) for status, on in reports))

    found = standing_at(promise, day)

    assert (found.state, found.days_late) == (state, late)


def test_the_board_is_ordered_by_what_the_hall_must_answer(ledger):
    write_board(ledger)

    found = board_of(book_of(ledger, within="3514"), Asked(day=TODAY))

    assert [one.state for one in found.rows] == list(State)
    assert found.tally.kept_words == "1 dari 5"
    assert found.tally.reported_words == "3 dari 5"
    assert found.tally.open_words == "1 terlambat, 1 tanpa kabar, 1 berjalan, 1 dibatalkan"
    assert [name for name, _ in found.groups] == ["Dinas Kesehatan", "Camat Kejayan", "Dinas PUPR", "TP PKK"]
    assert dict(found.groups)["Dinas Kesehatan"].kept_words == "1 dari 2"
    assert found.rows[-1].words == "12 hari sesudah tenggat; kabar terakhir 12 Juli 2026: terpenuhi"
    assert found.rows[0].words == "lewat 81 hari; belum ada kabar"


def test_the_numbers_stay_when_one_state_is_looked_at(ledger):
    write_board(ledger)

    found = board_of(book_of(ledger), Asked(day=TODAY, state="terlambat"))

    assert [one.state for one in found.rows] == [State.LATE]
    assert found.tally.total_n == 5


def test_what_is_promised_today_is_called_in_next_time(ledger):
    write_board(ledger)
    book = book_of(ledger)

    assert board_of(book, Asked(day=MEETING.date)).rows == ()
    assert len(board_of(book, Asked(day=MEETING.date, meeting_id=MEETING.id)).rows) == 5


def test_choices_narrow_by_institution_kecamatan_year_and_kind(ledger):
    write_board(ledger)
    promised(ledger, Commitment(text="Menimbang di Kejayan"), FOLLOW_UP, meeting=other("351406", DAY(2025, 3, 1)))
    book = book_of(ledger, within="3514")

    def texts(**asked):
        return [one.promise.text for one in board_of(book, Asked(day=TODAY, **asked)).rows]

    assert len(texts()) == 6
    assert texts(kecamatan="351406") == ["Menimbang di Kejayan"]
    assert texts(year=2025) == ["Menimbang di Kejayan"]
    assert len(texts(institution="DINAS KESEHATAN")) == 2
    assert texts(kind="rtl") == [FOLLOW_UP.activity, FOLLOW_UP.activity]
    assert len(texts(kind="semua")) == 8
    assert len(book_of(ledger, within="351406").promises) == 2


def test_a_share_is_said_from_twenty_promises_on():
    assert share_words(7, 19) == "7 dari 19"
    assert share_words(7, 20) == "7 dari 20 (35,0%)"


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("Maret 2026, minggu ke-2", DAY(2026, 3, 31)),
        ("31/8/2026", DAY(2026, 8, 31)),
        ("paling lambat 15 Agustus 2026", DAY(2026, 8, 15)),
        ("Maret 2026 - Mei 2026", DAY(2026, 5, 31)),
        ("2026-02-30", None),
        ("triwulan II", None),
        ("", None),
    ],
)
def test_the_words_of_a_plan_give_the_last_day_they_allow(when, day):
    assert due_of(when) == day


def test_six_months_before_the_last_of_august_is_the_last_of_february():
    assert months_before(DAY(2026, 8, 31), 6) == DAY(2026, 2, 28)
    assert months_before(DAY(2026, 1, 15), 12) == DAY(2025, 1, 15)


def test_who_answers_is_named_by_office_and_never_by_name(ledger):
    (promise,) = promised(ledger, replace(COMMITMENTS[0], institution=""))

    assert promise.who == "Kepala Dinas Kesehatan"
