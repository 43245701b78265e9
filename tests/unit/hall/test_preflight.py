"""What is looked at before a meeting, and what the reader is told to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from scripts.messages.finding import words
from stunting.hall import legibility, machine, preflight
from stunting.hall.check import State
from stunting.hall.machine import Machine, ReleaseState
from stunting.languages import ENGLISH, use
from stunting.letterhead import Letterhead
from stunting.routine.periods import Period, PeriodKind
from tests import halls
from tests.agendas import AGENDA, RELEASE
from tests.small import layout_in
from tests.spoken import left_over

NOW = dt.datetime(2026, 2, 22, 8, 0, tzinfo=dt.UTC)
WINDOW = Period(
    start=dt.date(2025, 8, 1),
    end=dt.date(2025, 8, 31),
    kind=PeriodKind.WINDOW,
    key="2025-08",
    label="Bulan Timbang Agustus 2025",
    short="BT Agu 2025",
)
GOOD = ReleaseState(id=RELEASE, created=NOW, newest=WINDOW)
LAPTOP = Machine(addresses=("192.168.1.5",), free_bytes=50_000_000_000)
HEAD = Letterhead(government="Pemerintah Kabupaten Pasuruan", signer_title="Bupati Pasuruan", place="Pasuruan")
ROOM = {"last_row_m": 6.0, "screen_width_m": 4.0, "resolution": (1920, 1080)}


def checked(key, *, agenda=AGENDA, deck=None, release=GOOD, laptop=LAPTOP, now=NOW, **room):
    found = preflight.checks(agenda, deck or halls.deck(), release, laptop, now, **(ROOM | room))
    return next(one for one in found if one.key == key)


def test_every_line_says_what_was_found_and_what_is_not_well_says_what_to_do():
    found = preflight.checks(AGENDA, halls.deck(), ReleaseState(), Machine(ledger_problem="Rusak."), NOW, **ROOM)

    assert len({one.key for one in found}) == len(found) == 13
    assert all(one.sentence for one in found)
    assert all(one.action for one in found if one.state is not State.OK)
    assert {one.key for one in found if one.state is State.STOP} >= {"rilis", "buku"}


def test_without_slides_the_machine_and_the_release_are_still_judged():
    found = preflight.checks(AGENDA, None, GOOD, LAPTOP, NOW, **ROOM)

    assert {one.key for one in found} == {
        "rilis", "beku", "baru", "huruf", "luring", "buku", "disk", "catatan", "waktu", "daya",
    }  # fmt: skip


@pytest.mark.parametrize("room", [ROOM, ROOM | {"last_row_m": 60.0}, ROOM | {"last_row_m": 0.0}])
@pytest.mark.parametrize("laptop", [LAPTOP, Machine(free_bytes=1)])
@pytest.mark.parametrize("release", [GOOD, replace(GOOD, newest=None), ReleaseState()])
@pytest.mark.parametrize("agenda", [AGENDA, replace(AGENDA, steps=(), release_id=RELEASE)])
def test_every_line_is_said_in_the_language_of_the_reader(agenda, release, laptop, room):
    shown = replace(halls.deck(), problems=("Step 1.",), is_sample=True, letterhead=HEAD)

    with use(ENGLISH):
        found = preflight.checks(agenda, shown, release, laptop, NOW, **room, planned_minutes=30)

    names = "\n".join([HEAD.government, *(one.title for one in AGENDA.steps)])
    said = " ".join(f"{one.label}. {one.sentence} {one.action}" for one in found)
    assert left_over(said, frozenset(words(names))) == set()


@pytest.mark.parametrize(
    ("release", "state"),
    [
        (GOOD, State.OK),
        (replace(GOOD, problem="Sementara ini dipakai rilis lain."), State.WARNING),
        (ReleaseState(problem="Berkas rilis tidak ada."), State.STOP),
        (ReleaseState(), State.STOP),
    ],
)
def test_no_meeting_begins_on_a_release_that_cannot_be_opened(release, state):
    assert checked("rilis", release=release).state is state


def test_an_agenda_that_is_not_frozen_is_warned_about():
    assert checked("beku").state is State.WARNING
    assert RELEASE in checked("beku").action
    assert checked("beku", agenda=replace(AGENDA, release_id=RELEASE)).state is State.OK


@pytest.mark.parametrize(
    ("today", "state", "age"),
    [
        ("2025-09-20", State.OK, "20 hari lalu"),
        ("2026-02-22", State.OK, "6 bulan lalu"),
        ("2026-06-01", State.WARNING, "9 bulan lalu"),
    ],
)
def test_figures_older_than_a_bulan_timbang_are_warned_about_with_their_age(today, state, age):
    one = checked("baru", now=dt.datetime.fromisoformat(f"{today}T08:00+07:00"))

    assert one.state is state
    assert one.sentence == f"Periode terbaru Bulan Timbang Agustus 2025, berakhir {age}."


def test_figures_of_surveys_alone_are_said():
    assert checked("baru", release=replace(GOOD, newest=None)).state is State.WARNING


def test_sample_figures_are_said_also_when_one_step_alone_has_them():
    deck = halls.deck()
    mixed = replace(deck, slides=(replace(deck.slides[0], is_sample=True), *deck.slides[1:]))

    assert checked("contoh").state is State.OK
    assert checked("contoh", deck=mixed).state is State.WARNING
    assert "DATA CONTOH" in checked("contoh", deck=replace(deck, is_sample=True)).sentence


def test_steps_without_a_view_are_told_with_their_reason():
    deck = halls.deck()

    assert checked("langkah").sentence == "Semua 3 langkah siap tayang."
    told = checked("langkah", deck=replace(deck, problems=("Langkah “Peta”: belum ada data.",)))
    assert (told.state, told.sentence) == (
        State.WARNING,
        "1 dari 3 langkah tampil tanpa gambar. Langkah “Peta”: belum ada data.",
    )
    assert checked("langkah", deck=replace(deck, slides=())).state is State.STOP


def test_what_a_letterhead_lacks_is_named():
    assert checked("kop").state is State.WARNING
    assert "logo" in checked("kop", deck=replace(halls.deck(), letterhead=HEAD)).sentence
    assert "tempat" not in checked("kop", deck=replace(halls.deck(), letterhead=HEAD)).sentence


def test_letters_are_measured_on_the_wall():
    # 24 of 1.080 pixels, capitals 0,66 of it, a picture 4 m wide: 3,3 cm; 200 times that is 6,6 m.
    smallest, *_, figure = legibility.reaches(screen_width_m=4.0, resolution=(1920, 1080))

    assert smallest.well_m == pytest.approx(6.6)
    assert smallest.just_m == pytest.approx(9.9)
    assert figure.just_m == pytest.approx(170 * 0.66 / 1920 * 4 * 300)


@pytest.mark.parametrize("resolution", [(1366, 768), (3840, 2160), (1280, 720)])
def test_more_pixels_make_no_larger_letters(resolution):
    ours = legibility.reaches(screen_width_m=4.0, resolution=resolution)[0]

    assert ours.well_m == pytest.approx(6.6, rel=0.01)


def test_a_squarer_screen_of_the_same_width_has_larger_letters():
    wide, square = (
        legibility.reaches(screen_width_m=2.0, resolution=size)[0].well_m for size in ((1920, 1080), (1024, 768))
    )

    assert square == pytest.approx(wide * 1920 / 1440)


@pytest.mark.parametrize(
    ("last_row", "state"), [(6.0, State.OK), (6.7, State.WARNING), (12.0, State.WARNING), (25.0, State.STOP)]
)
def test_the_last_row_decides_about_the_letters(last_row, state):
    assert checked("huruf", last_row_m=last_row).state is state


def test_the_reader_is_told_how_far_letters_reach_and_how_wide_the_picture_must_be():
    one = checked("huruf", last_row_m=12.0)

    assert one.sentence == (
        "Huruf terkecil enak dibaca sampai 6,6 m dan masih terbaca sampai 9,9 m; judul sampai 24,8 m, angka utama "
        "sampai 70,1 m. Baris terakhir 12,0 m."
    )
    assert "Perlebar gambar menjadi 4,8 m" in one.action


@pytest.mark.parametrize("room", [{"last_row_m": 0.0}, {"screen_width_m": 0.0}, {"resolution": (0, 0)}])
def test_a_hall_that_was_not_measured_is_asked_for(room):
    assert "belum diisi" in checked("huruf", **room).sentence


def test_without_a_network_the_screen_works_and_followers_are_told_about():
    one = checked("luring", laptop=replace(LAPTOP, addresses=()))

    assert one.state is State.WARNING
    assert "hotspot" in one.action
    assert "192.168.1.5" in checked("luring").sentence


def test_no_meeting_begins_when_decisions_cannot_be_kept():
    assert (
        checked("buku", laptop=replace(LAPTOP, ledger_problem="Folder buku tidak dapat ditulisi.")).state is State.STOP
    )


@pytest.mark.parametrize(("free", "state"), [(5e9, State.OK), (5e8, State.WARNING), (5e7, State.STOP)])
def test_a_full_disk_is_told_before_the_meeting(free, state):
    assert checked("disk", laptop=replace(LAPTOP, free_bytes=int(free))).state is state


def test_steps_without_notes_are_named():
    one = checked("catatan")

    assert (one.state, one.sentence) == (
        State.WARNING,
        "1 dari 2 langkah bergambar tanpa catatan: “Penetapan lokus”",
    )


def test_more_minutes_than_planned_are_warned_about():
    assert checked("waktu", planned_minutes=30).state is State.OK
    assert checked("waktu").sentence == "Semua langkah 30 menit."
    long = replace(AGENDA, steps=tuple(replace(one, minutes=50) for one in AGENDA.steps))
    assert checked("waktu", agenda=long, planned_minutes=120).action.startswith("Kurangi 30 menit")


def test_greys_of_the_test_picture_are_colours_of_the_slides_or_even_steps():
    for pair in legibility.GREY_PAIRS:
        assert pair.one != pair.other
        assert all(len(colour) == 7 and colour.startswith("#") for colour in (pair.one, pair.other))
        assert pair.what


def test_this_machine_is_looked_at(tmp_path):
    found = machine.machine_of(layout_in(tmp_path))

    assert found.ledger_problem == ""
    assert found.free_bytes > 0


def test_a_ledger_that_cannot_be_written_is_found_before_the_meeting(tmp_path):
    layout = layout_in(tmp_path)
    layout.ledger.write_text("bukan folder")

    assert machine.machine_of(layout).ledger_problem


def test_without_a_release_the_reason_is_kept(tmp_path):
    found = machine.release_state(layout_in(tmp_path), area_code="3514")

    assert (found.id, found.created) == ("", None)
    assert "Belum ada rilis" in found.problem


def test_the_newest_period_of_the_area_is_found_in_the_live_release(built_layout):
    found = machine.release_state(built_layout, area_code="3514")

    assert found.problem == ""
    assert found.newest is not None
    assert found.newest.kind is PeriodKind.WINDOW
    assert machine.release_state(built_layout, area_code="1101").newest is None
