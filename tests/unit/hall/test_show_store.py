"""The show that runs: whole after every change, secret, and the same after a restart."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import pytest

from stunting.hall import show_store
from stunting.hall.decks import Audience
from stunting.hall.show import NoShowError, ShowError, WrongKeyError
from stunting.hall.show_json import Opened
from tests import halls
from tests.small import layout_in


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


@pytest.fixture
def show(layout):
    return show_store.start(layout, "Rembuk stunting 2026", halls.packed())


@dataclass
class Mover:
    """A process of its own that moves; every number it was answered stands in `said`."""

    pid: int
    said: IO[str]

    def numbers(self) -> list[int]:
        """All that were said until it ended; the last may have been cut off."""
        lines = self.said.read().splitlines(keepends=True)
        return [int(line) for line in lines if line.endswith("\n")]


@contextmanager
def mover(layout, moves):
    reading, writing = os.pipe()
    key = show_store.current(layout).key
    child = os.fork()
    if child == 0:
        try:
            for number in range(moves):
                seq = show_store.move(layout, key, step=("peta", "lokus")[number % 2]).seq
                os.write(writing, f"{seq}\n".encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        yield Mover(child, said)
    os.waitpid(child, 0)


def test_a_show_begins_at_its_first_step(show):
    assert (show.position.step, show.position.child, show.position.is_blank, show.position.seq) == (
        "sambutan",
        "",
        False,
        0,
    )


def test_the_key_cannot_be_guessed_and_the_pin_has_six_digits(layout, show):
    again = show_store.start(layout, "Rembuk", halls.packed(), replaces=True)

    assert len(show.key) >= 43
    assert re.fullmatch("[0-9]{6}", show.pin)
    assert again.key != show.key
    assert again.pin != show.pin


def test_what_was_kept_is_read_again_as_it_was(layout, show):
    show_store.move(layout, show.key, step="peta", child="351406", blank=True)
    found = show_store.current(layout)

    assert (found.key, found.pin, found.steps, found.cards) == (show.key, show.pin, show.steps, show.cards)
    assert (found.position.step, found.position.child, found.position.is_blank) == ("peta", "351406", True)


def test_a_second_show_is_refused_unless_it_replaces(layout, show):
    with pytest.raises(ShowError, match="sedang tayang"):
        show_store.start(layout, "Lain", halls.packed())

    assert show_store.current(layout) == show


@pytest.mark.parametrize(
    ("step", "child"), [("tidak-ada", ""), ("peta", "3514"), ("sambutan", "351406"), ("", ""), ("peta", "../x")]
)
def test_a_step_or_area_that_is_not_shown_is_refused(layout, show, step, child):
    with pytest.raises(ShowError, match="Muat ulang"):
        show_store.move(layout, show.key, step=step, child=child)

    assert show_store.current(layout) == show


def test_a_card_can_be_opened_at_every_step(layout, show):
    assert show_store.move(layout, show.key, step="lokus", child="3514061001").child == "3514061001"


def test_another_key_moves_and_ends_nothing(layout, show):
    with pytest.raises(WrongKeyError):
        show_store.move(layout, show.key + "x", step="peta")
    with pytest.raises(WrongKeyError):
        show_store.end(layout, show.pin)

    assert show_store.current(layout) == show


def test_the_clock_of_a_step_runs_on_while_an_area_is_opened(layout, show):
    first = show_store.move(layout, show.key, step="peta")
    opened = show_store.move(layout, show.key, step="peta", child="351406")
    dark = show_store.move(layout, show.key, step="peta", blank=True)
    next_one = show_store.move(layout, show.key, step="lokus")

    assert first.moved_at == opened.moved_at == dark.moved_at
    assert next_one.moved_at > first.moved_at


def test_only_the_owner_can_read_what_is_kept(layout, show):
    place = show_store.folder(layout)

    assert place.stat().st_mode & 0o777 == 0o700
    files = [path for path in place.rglob("*") if path.is_file() and path.name != show_store.LOCK]
    assert len(files) == 7
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_the_end_forgets_secrets_and_slides(layout, show):
    show_store.end(layout, show.key)

    assert show_store.current(layout) is None
    kept = b"".join(path.read_bytes() for path in show_store.folder(layout).rglob("*") if path.is_file())
    assert show.key.encode() not in kept
    with pytest.raises(NoShowError):
        show_store.packed(layout, show, Audience.PRESENTER, "wide")
    with pytest.raises(NoShowError):
        show_store.move(layout, show.key, step="peta")
    show_store.end(layout, show.key)


def test_the_network_stays_open_over_the_end_of_a_show(layout, show):
    show_store.keep_network(layout, Opened(address="0.0.0.0", port=8600))
    show_store.end(layout, show.key)

    assert show_store.read(layout).network == Opened(address="0.0.0.0", port=8600)


def test_changed_slides_keep_key_pin_and_step(layout, show):
    show_store.move(layout, show.key, step="peta", child="351406")
    deck = halls.packed()
    fewer = type(deck)(hash="0123456789ab", files=deck.files, steps={"lokus": (), "peta": ()}, cards=())

    changed = show_store.change_deck(layout, show.key, fewer)

    assert (changed.key, changed.pin, changed.deck_hash) == (show.key, show.pin, "0123456789ab")
    assert (changed.position.step, changed.position.child, changed.position.seq) == ("peta", "", 2)
    assert not (show_store.folder(layout) / show.deck_hash).exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: b"",
        lambda text: b"[]",
        lambda text: b'{"form": 2}',
        lambda text: text.replace(b'"sambutan"', b'"lain"', 1),
        lambda text: re.sub(rb'"deck_hash": "[0-9a-f]+"', b'"deck_hash": "../../etc"', text),
        lambda text: re.sub(rb'"key": "[^"]+"', b'"key": ""', text),
    ],
)
def test_a_damaged_file_is_no_show_and_the_next_one_starts(layout, show, damage):
    path = show_store.show_file(layout)
    path.write_bytes(damage(path.read_bytes()))

    assert show_store.current(layout) is None
    assert show_store.start(layout, "Baru", halls.packed()).position.seq == 0


def test_threads_and_processes_that_move_at_once_lose_no_move(layout, show):
    numbers: list[int] = []

    def many():
        for number in range(20):
            numbers.append(show_store.move(layout, show.key, step=("peta", "lokus")[number % 2]).seq)

    threads = [threading.Thread(target=many) for _ in range(3)]
    with mover(layout, 20) as process:
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        others = process.numbers()

    assert sorted(numbers + others) == list(range(1, 81))
    assert others == sorted(others)
    assert show_store.current(layout).position.seq == 80


@pytest.mark.parametrize("seconds", [0.02, 0.05, 0.11, 0.17])
def test_a_process_that_is_killed_leaves_a_whole_show_with_the_last_move(layout, show, seconds):
    with mover(layout, 100_000) as process:
        first = int(process.said.readline())
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        last = max([first, *process.numbers()])

    found = show_store.current(layout)

    assert (found.key, found.pin) == (show.key, show.pin)
    # A move may be kept whose answer did not arrive any more.
    assert last <= found.position.seq <= last + 1
    assert show_store.move(layout, show.key, step="peta").seq == found.position.seq + 1


def test_every_size_is_packed_for_both_and_only_the_presenter_has_notes(layout, show):
    for size in ("wide", "tall", "narrow"):
        public = gzip.decompress(show_store.packed(layout, show, Audience.FOLLOWERS, size))
        presenter = gzip.decompress(show_store.packed(layout, show, Audience.PRESENTER, size))

        assert halls.SECRET.encode() not in public
        assert halls.SECRET.encode() in presenter
        assert json.loads(public)["hash"] == json.loads(presenter)["hash"] == show.deck_hash


def test_a_folder_that_cannot_be_written_is_told(layout):
    layout.additions.mkdir()
    (layout.additions / "tayang").write_text("")

    with pytest.raises(ShowError, match="tidak dapat ditulisi"):
        show_store.start(layout, "Rembuk", halls.packed())
