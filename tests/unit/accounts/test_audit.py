"""The trail: nothing is lost on the way, nothing is said too much, and what was changed shows."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from python_calamine import CalamineWorkbook

from stunting.access import audit, trail, viewer
from stunting.access.audit import Event, Recorder
from stunting.access.gate import AccessDeniedError
from stunting.access.policy import Role
from stunting.access.trail import Question
from stunting.access.viewer import Grant, Viewer
from stunting.exports.trail_file import csv_bytes, xlsx_bytes
from stunting.ledger import trails
from stunting.paths import ROOT
from tests.accounts import serving
from tests.ledgers import IN_A_FILE


@pytest.fixture(autouse=True)
def _closed():
    yield
    audit.close()


def looking(role, *areas, name="kepala"):
    return viewer.looking_as(Viewer(name=name, grants=(Grant(role=role, area_codes=areas or ("00",)),)))


def noted(layout, n=3, *, area="3514", event=Event.EXPORT, author="siti"):
    for number in range(n):
        audit.record(event, area, {"baris": number}, author=author, layout=layout, always=True)
    assert audit.flush(layout)


def test_on_a_laptop_nothing_is_noted(layout):
    audit.record(Event.EXPORT, "3514", {"baris": 1}, layout=layout)

    assert not (layout.restricted / "jejak").exists()


def test_on_a_server_whoever_looks_is_noted_and_nobody_waits(layout):
    with serving(), looking(Role.ANALYST, "3514", name="siti.aminah"):
        began = time.perf_counter()
        for number in range(200):
            audit.record(Event.EXPORT, "3514", {"berkas": "xlsx", "baris": number}, layout=layout)
        lasted = time.perf_counter() - began
    assert audit.flush(layout)

    found = trail.lines(layout, Question())
    assert lasted / 200 < 0.01
    assert [one.detail for one in found[:-1]] == [f"baris: {n}, berkas: xlsx" for n in range(199, -1, -1)]
    assert {one.author for one in found[:-1]} == {"siti.aminah"}
    assert all(one.is_sound for one in trail.standing(layout))


@IN_A_FILE
def test_a_process_that_is_killed_loses_nothing(layout):
    # The chain of another process is busy, so everything is still on its way when it is killed.
    script = f"""
import sqlite3, sys, time
from pathlib import Path
from stunting.access import audit
from stunting.ledger import trails
from stunting.paths import Layout
layout = Layout.default()
book = trails.open_year(layout, {dt.date.today().year})
held = sqlite3.connect(book.place.file, isolation_level=None)
held.execute("begin immediate")
for number in range(50):
    audit.record("ekspor", "3514", {{"baris": number}}, author="siti", layout=layout, always=True)
print("siap", flush=True)
time.sleep(60)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "siap\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    # Twice: what is in the chain already is not noted again.
    for _ in range(2):
        Recorder(layout).take_over()

    found = trail.lines(layout, Question(event=Event.EXPORT))
    assert sorted(int(one.detail.removeprefix("baris: ")) for one in found) == list(range(50))
    assert list((layout.restricted / "jejak").glob("antre-*")) == []


def test_a_clean_stop_leaves_nothing_on_its_way(layout):
    audit.record(Event.EXPORT, "3514", {"baris": 1}, author="siti", layout=layout, always=True)

    audit.close()

    assert len(trail.lines(layout, Question(event=Event.EXPORT))) == 1
    assert list((layout.restricted / "jejak").glob("antre-*")) == []


def test_a_reader_sees_their_areas_alone(layout):
    noted(layout, 2, area="3514")
    noted(layout, 2, area="351406")
    noted(layout, 2, area="3520")
    noted(layout, 2, area="00")

    with serving(), looking(Role.LEADER, "3514"):
        own = trail.lines(layout, Question())
        with pytest.raises(AccessDeniedError):
            trail.lines(layout, Question(area_code="3520"))
    with serving(), looking(Role.ANALYST, "3514"), pytest.raises(AccessDeniedError):
        trail.lines(layout, Question())
    with serving(), looking(Role.ADMIN):
        everything = trail.lines(layout, Question())

    assert {one.area_code for one in own} == {"3514", "351406"}
    assert {one.area_code for one in everything} == {"3514", "351406", "3520", "00"}


def test_time_account_kind_and_area_narrow_it(layout):
    noted(layout, 2, author="siti")
    noted(layout, 1, author="budi", event=Event.LOGIN, area="3520")
    today = dt.date.today()

    def n(**asked):
        return len([one for one in trail.lines(layout, Question(**asked)) if one.author != "(program)"])

    assert n() == 3
    assert n(author="siti") == 2
    assert n(event=Event.LOGIN) == 1
    assert n(area_code="35") == 3 and n(area_code="3520") == 1
    assert n(since=today, until=today) == 3
    assert n(until=today - dt.timedelta(days=1)) == 0 and n(since=today + dt.timedelta(days=1)) == 0
    assert len(trail.lines(layout, Question(), most=2)) == 2


def test_a_year_is_tied_to_the_end_of_the_one_before(layout):
    def in_year(year):
        recorder = Recorder(layout, clock=lambda: dt.datetime(year, 12, 31, 23, tzinfo=dt.UTC))
        recorder.put(Event.LOGIN, "00", {}, "siti")
        recorder.close()

    in_year(2025)
    in_year(2026)

    assert trails.years(layout) == (2026, 2025)
    assert all(one.is_sound for one in trail.standing(layout))
    assert "tahun: 2025" in trail.lines(layout, Question(), most=100)[1].detail


@IN_A_FILE
def test_an_old_year_that_was_cut_shows_in_the_next_one_even_with_its_anchor_gone(layout):
    for year in (2025, 2026):
        recorder = Recorder(layout, clock=lambda year=year: dt.datetime(year, 6, 1, tzinfo=dt.UTC))
        recorder.put(Event.LOGIN, "00", {}, "siti")
        recorder.close()
    place = trails.place_of_year(layout, 2025)
    with sqlite3.connect(place.file) as opened:
        opened.execute("drop trigger entry_loses_no_row")
        opened.execute("delete from entry where seq = 2")
    place.anchor_path.unlink()

    newest, old = trail.standing(layout)

    assert old.found.is_sound
    assert "2025 tidak lagi berakhir" in newest.tie and not newest.is_sound


@IN_A_FILE
def test_a_changed_line_shows(layout):
    noted(layout)
    place = trails.place_of_year(layout, dt.date.today().year)
    with sqlite3.connect(place.file) as opened:
        opened.execute("drop trigger entry_keeps_its_rows")
        opened.execute("update entry set author = 'budi' where seq = 3")

    (found,) = trail.standing(layout)

    assert found.found.broken_seq == 3


@IN_A_FILE
def test_files_hold_the_lines_and_no_formula(layout):
    noted(layout, 2, author="=1+1")
    found = trail.lines(layout, Question(event=Event.EXPORT))

    text = csv_bytes(found).decode("utf-8-sig")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(found))).get_sheet_by_index(0).to_python()

    assert text.splitlines()[0] == "Nomor,Waktu,Kejadian,Akun,Wilayah,Rincian"
    assert "'=1+1" in text
    assert [row[3] for row in sheet] == ["Akun", "=1+1", "=1+1"]
