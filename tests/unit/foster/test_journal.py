"""The casebook about foster parents: written, corrected, withdrawn, read again."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest

from stunting.cases.casebook import open_casebook
from stunting.errors import LedgerError
from stunting.foster import journal
from stunting.foster.book import book_of
from stunting.foster.journal import Desk
from stunting.foster.programmes import FosterError, own_programme
from stunting.foster.records import Ending, Help, Parent, Placement
from stunting.minutes.recording import Writer
from tests.small import layout_in

BY = Writer(author="Siti", role="DPPKB")
BECAUSE = Writer(author="Siti", role="DPPKB", reason="Salah ketik")
START = dt.date(2026, 1, 15)


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


@pytest.fixture
def desk(layout):
    return Desk(ledger=open_casebook(layout), kabupaten="3520")


def placed(desk: Desk, number: int = 1, *, parent: str = "o1", start: dt.date = START) -> Placement:
    one = Placement(
        id=f"p{number}", parent=parent, child=f"{number:032x}", desa_code="3520012001", programme="BAAS",
        start=start, end=start + dt.timedelta(days=180),
    )  # fmt: skip
    journal.add_placement(desk, one, by=BY)
    return one


@pytest.fixture
def parent(desk):
    one = Parent(id="o1", kind="perusahaan", name="PT Contoh")
    journal.add_parent(desk, one, by=BY)
    return one


def test_a_name_of_an_anonymous_foster_parent_is_nowhere_in_the_files(desk, layout):
    journal.add_parent(
        desk, Parent(id="o", kind="perorangan", name="Contowati Rahasia", office="PT Rahasia", is_anonymous=True), by=BY
    )

    (one,) = desk.book().parents.values()
    assert one.label == "Orang tua asuh 1"
    desk.ledger.engine.dispose()
    for file in layout.restricted.rglob("*"):
        assert not file.is_file() or b"ahasia" not in file.read_bytes()


def test_numbers_of_foster_parents_stay_when_one_before_is_withdrawn(desk):
    for name in ("a", "b"):
        journal.add_parent(desk, Parent(id=name, kind="perorangan", is_anonymous=True), by=BY)
    first = desk.book().parents["a"]

    journal.correct(desk, first.seq, None, by=BECAUSE)

    assert [one.label for one in desk.book().parents.values()] == ["Orang tua asuh 2"]


def test_one_foster_parent_may_have_several_children(desk, parent):
    for number in (1, 2, 3):
        placed(desk, number)

    assert len(desk.book().active(dt.date(2026, 3, 1))) == 3


def test_the_same_child_is_not_placed_twice_with_the_same_foster_parent_at_a_time(desk, parent):
    one = placed(desk)

    with pytest.raises(FosterError, match="15 Januari 2026"):
        journal.add_placement(desk, Placement(**{**one.__dict__, "id": "p9", "start": dt.date(2026, 3, 1)}), by=BY)


def test_a_corrected_placement_takes_the_place_of_the_first_and_both_stay(desk, parent):
    one = placed(desk)
    seq = desk.book().placement(one.id).seq

    journal.correct(desk, seq, Placement(**{**one.__dict__, "end": dt.date(2026, 12, 31)}), by=BECAUSE)

    assert desk.book().placement(one.id).record.end == dt.date(2026, 12, 31)
    assert len(desk.ledger.entries(kind="asuh")) == 2


def test_a_correction_needs_a_reason_and_an_entry_that_still_counts(desk, parent):
    one = placed(desk)
    seq = desk.book().placement(one.id).seq
    with pytest.raises(FosterError, match="alasan"):
        journal.correct(desk, seq, None, by=BY)
    journal.correct(desk, seq, None, by=BECAUSE)

    with pytest.raises(FosterError, match="sudah diganti"):
        journal.correct(desk, seq, None, by=BECAUSE)


def test_help_and_end_belong_to_their_placement(desk, parent):
    one = placed(desk)
    journal.add_help(desk, Help(placement=one.id, day=dt.date(2026, 2, 1), kind="nutrisi", value_rp=450_000), by=BY)
    journal.end_placement(desk, Ending(placement=one.id, day=dt.date(2026, 3, 1), reason="pindah"), by=BY)

    found = desk.book().placement(one.id)
    assert [given.value_rp for _, given in found.helps] == [450_000]
    assert (found.ending.reason, found.last_day) == ("pindah", dt.date(2026, 3, 1))
    assert not found.is_active(dt.date(2026, 3, 1))
    with pytest.raises(FosterError, match="sudah selesai"):
        journal.end_placement(desk, Ending(placement=one.id, day=dt.date(2026, 3, 2), reason="selesai"), by=BY)


def test_a_foster_parent_with_a_child_is_not_withdrawn(desk, parent):
    placed(desk)

    with pytest.raises(FosterError, match="masih punya anak asuh"):
        journal.correct(desk, desk.book().parents["o1"].seq, None, by=BECAUSE)


def test_an_own_programme_is_offered_in_its_kabupaten_alone(desk):
    one = own_programme("Gotong Royong", kabupaten="3520", food_rp_per_day=10_000, months=4, source="Perbup 1/2026")
    journal.add_programme(desk, one, by=BY)

    assert "Gotong Royong" in [known.name for known in desk.book().programmes]
    assert "Gotong Royong" not in [known.name for known in book_of(desk.ledger, "3514").programmes]


def test_of_several_records_all_are_written_or_none(desk, parent):
    before = desk.ledger.entries()
    good = Help(placement="p1", day=dt.date(2026, 2, 1), kind="nutrisi", value_rp=1)

    with pytest.raises(LedgerError, match="nama"):
        journal.add_all(desk, [("h1", good), ("h2", good)], by=Writer(author=""), reason="uji")
    with pytest.raises(LedgerError, match="terlalu besar"):
        journal.add_all(
            desk, [("h1", good), ("h2", Help(**{**good.__dict__, "text": "x" * 2_100_000}))], by=BY, reason=""
        )

    assert desk.ledger.entries() == before
    assert [one.seq for one in journal.add_all(desk, [("h1", good), ("h2", good)], by=BY, reason="uji")] == [2, 3]
    assert desk.ledger.verify().is_sound


def test_a_row_that_was_changed_by_hand_is_named(desk, layout, parent):
    placed(desk)
    desk.ledger.engine.dispose()
    with sqlite3.connect(layout.restricted / "kasus" / "kasus.sqlite") as opened:
        for (name,) in opened.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            opened.execute(f"drop trigger {name}")
        opened.execute("update entry set body = replace(body, 'BAAS', 'LAIN') where kind = 'asuh'")

    found = open_casebook(layout).verify()

    assert not found.is_sound
    assert found.broken_seq == 2
