"""Kept agendas are found, replaced, renamed, copied and removed; foreign files are passed over."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from stunting.paths import ROOT
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import Agenda, Kind, freeze
from stunting.rembuk.agenda_json import from_file, to_file
from stunting.rembuk.agenda_store import FOLDER, LOCK, MOST_AGENDAS
from stunting.rembuk.shown_pages import AgendaError
from tests.agendas import AGENDA, RELEASE


def save(folder, name="Rembuk stunting 2026", **given):
    return agenda_store.save(folder, replace(AGENDA, name=name), **given)


def names(folder):
    return [one.name for one in agenda_store.agendas(folder)]


def good(folder):
    """The file of a kept agenda, and its content."""
    save(folder)
    (path,) = (folder / FOLDER).glob("*.json")
    return path, json.loads(path.read_text(encoding="utf-8"))


def test_a_kept_agenda_is_found_again(tmp_path):
    kept = save(tmp_path, author="Siti Aminah")

    assert agenda_store.agendas(tmp_path) == (kept,)
    assert agenda_store.read(tmp_path, " rembuk STUNTING 2026") == kept
    assert kept.agenda == AGENDA


def test_without_a_folder_there_is_no_agenda(tmp_path):
    assert names(tmp_path) == []
    assert agenda_store.ignored_files(tmp_path) == ()


def test_a_taken_name_is_refused_until_replacing_is_agreed(tmp_path):
    save(tmp_path, "Rembuk")

    with pytest.raises(AgendaError, match="Sudah ada agenda"):
        save(tmp_path, "REMBUK")
    agenda_store.save(tmp_path, replace(AGENDA, name="REMBUK", steps=()), replaces=True)

    (one,) = agenda_store.agendas(tmp_path)
    assert (one.name, one.agenda.steps) == ("REMBUK", ())


def test_a_renamed_agenda_keeps_the_rest(tmp_path):
    before = save(tmp_path, "Rembuk", author="Siti")

    after = agenda_store.rename(tmp_path, name="Rembuk", new_name="Rembuk akhir")

    assert names(tmp_path) == ["Rembuk akhir"]
    assert after == replace(before, agenda=replace(before.agenda, name="Rembuk akhir"))


@pytest.mark.parametrize("new_name", ["Dua", "dua", "", "\u200b", "x" * 61])
def test_renaming_covers_no_other_agenda_and_needs_a_name(tmp_path, new_name):
    save(tmp_path, "Satu")
    save(tmp_path, "Dua")

    with pytest.raises(AgendaError):
        agenda_store.rename(tmp_path, name="Satu", new_name=new_name)
    assert names(tmp_path) == ["Dua", "Satu"]


def test_a_changed_agenda_takes_the_place_of_the_one_it_was_made_from(tmp_path):
    before = save(tmp_path, "Rembuk", author="Siti")

    after = agenda_store.update(tmp_path, before, replace(before.agenda, name="Rembuk akhir", steps=()))

    assert agenda_store.agendas(tmp_path) == (after,)
    assert (after.name, after.author, after.agenda.steps) == ("Rembuk akhir", "Siti", ())


def test_a_change_of_another_window_is_not_covered(tmp_path):
    seen_by_both = save(tmp_path, "Rembuk")
    first = agenda_store.update(tmp_path, seen_by_both, freeze(seen_by_both.agenda, RELEASE))

    with pytest.raises(AgendaError, match="sudah diubah di jendela lain"):
        agenda_store.update(tmp_path, seen_by_both, replace(seen_by_both.agenda, steps=()))

    assert agenda_store.agendas(tmp_path) == (first,)


def test_an_agenda_that_was_removed_meanwhile_does_not_come_back(tmp_path):
    seen = save(tmp_path, "Rembuk")
    agenda_store.remove(tmp_path, "Rembuk")

    with pytest.raises(AgendaError, match="tidak ada"):
        agenda_store.update(tmp_path, seen, seen.agenda)
    assert names(tmp_path) == []


def test_a_change_of_the_name_covers_no_other_agenda(tmp_path):
    before = save(tmp_path, "Satu")
    save(tmp_path, "Dua")

    with pytest.raises(AgendaError, match="Sudah ada"):
        agenda_store.update(tmp_path, before, replace(before.agenda, name="DUA"))
    assert names(tmp_path) == ["Dua", "Satu"]


def test_a_copy_has_a_free_name_and_shows_the_live_release(tmp_path):
    agenda_store.save(tmp_path, freeze(replace(AGENDA, name="Rembuk"), RELEASE))

    first, second = (agenda_store.duplicate(tmp_path, "Rembuk") for _ in range(2))

    assert (first.name, second.name) == ("Salinan Rembuk", "Salinan Rembuk (2)")
    assert not first.agenda.is_frozen
    assert agenda_store.read(tmp_path, "Rembuk").agenda.is_frozen


def test_the_copies_of_a_long_name_are_told_apart(tmp_path):
    long = "x" * 60
    save(tmp_path, long)

    copies = [agenda_store.duplicate(tmp_path, long).name for _ in range(3)]

    assert len({long, *copies}) == 4
    assert all(len(name) <= 60 for name in copies)


def test_a_removed_agenda_is_gone_and_removing_again_is_no_error(tmp_path):
    save(tmp_path, "Satu")
    save(tmp_path, "Dua")

    for _ in range(2):
        agenda_store.remove(tmp_path, "satu")

    assert names(tmp_path) == ["Dua"]


def test_what_is_not_there_is_a_sentence(tmp_path):
    for attempt in (agenda_store.read, agenda_store.duplicate):
        with pytest.raises(AgendaError, match="“Rembuk” tidak ada"):
            attempt(tmp_path, "Rembuk")


def test_the_hundred_and_first_agenda_is_refused_and_one_can_still_be_replaced(tmp_path):
    small = Agenda(name="x", kind=Kind.OWN, area_code="35")
    (tmp_path / FOLDER).mkdir()
    for number in range(MOST_AGENDAS):
        one = agenda_store.SavedAgenda(
            agenda=replace(small, name=f"A {number:03d}"), saved_at="2026-02-22T09:00:00+07:00"
        )
        agenda_store._write(tmp_path, one)

    with pytest.raises(AgendaError, match="Sudah ada 100"):
        agenda_store.save(tmp_path, small)
    agenda_store.save(tmp_path, replace(small, name="A 007", area_code="18"), replaces=True)

    assert len(names(tmp_path)) == MOST_AGENDAS == 100


@pytest.mark.parametrize("name", ["../../x", "<b>x</b>", "con", "'; drop table x", "名前", "a/b\\c:d*e?", "."])
def test_a_hostile_name_is_a_name_and_stays_in_its_folder(tmp_path, name):
    kept = save(tmp_path, name)

    assert names(tmp_path) == [name]
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]
    assert set(kept.file_name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert kept.file_name.endswith(".agenda.json")


@pytest.mark.parametrize(
    "change",
    [
        {"saved_at": "kemarin"},
        {"saved_at": 5},
        {"author": None},
        {"author": "a\nb"},
        {"agenda": None},
        {"agenda": {}},
        {"agenda": "x"},
    ],
    ids=range(7),
)
def test_a_file_with_a_wrong_part_is_passed_over_and_named(tmp_path, change):
    path, entry = good(tmp_path)

    path.write_text(json.dumps({**entry, **change}))

    assert names(tmp_path) == []
    assert agenda_store.ignored_files(tmp_path) == (path.name,)
    with pytest.raises(AgendaError, match="rusak"):
        agenda_store.read(tmp_path, AGENDA.name)


def test_a_file_that_was_edited_to_show_mode_internal_is_passed_over(tmp_path):
    path, entry = good(tmp_path)

    entry["agenda"]["steps"][1]["params"]["mode"] = "internal"
    path.write_text(json.dumps(entry))

    assert names(tmp_path) == []


def test_a_file_under_the_name_of_another_agenda_is_passed_over(tmp_path):
    path, entry = good(tmp_path)

    entry["agenda"]["name"] = "Lain"
    path.write_text(json.dumps(entry))

    assert names(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[" * 100_000, b"1", b" " * 2_000_000, b"{}"], ids=range(6))
def test_garbage_is_passed_over_and_hides_no_other_agenda(tmp_path, content):
    save(tmp_path)

    (tmp_path / FOLDER / "aneh.json").write_bytes(content)

    assert names(tmp_path) == [AGENDA.name]
    assert agenda_store.ignored_files(tmp_path) == ("aneh.json",)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / FOLDER).write_text("bukan folder")

    with pytest.raises(AgendaError, match="agenda tidak tersimpan"):
        save(tmp_path)


def test_what_is_passed_on_is_the_agenda_alone(tmp_path):
    kept = save(tmp_path, author="Siti Aminah")

    content = to_file(kept.agenda)

    assert from_file(content).agenda == AGENDA
    assert b"Siti" not in content


SAVE = """
import sys
from pathlib import Path
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import Agenda, Kind
sys.stdin.readline()
for number in range(15):
    one = Agenda(name=f"{sys.argv[2]} {number:02d}", kind=Kind.OWN, area_code="35")
    agenda_store.save(Path(sys.argv[1]), one)
"""


def test_two_processes_that_save_at_once_lose_no_agenda(tmp_path):
    writers = [
        subprocess.Popen([sys.executable, "-c", SAVE, str(tmp_path), who], cwd=ROOT, stdin=subprocess.PIPE)
        for who in ("A", "B")
    ]

    for writer in writers:
        writer.communicate(b"\n", timeout=60)

    assert [writer.returncode for writer in writers] == [0, 0]
    assert names(tmp_path) == [f"{who} {number:02d}" for who in ("A", "B") for number in range(15)]
    assert {path.suffix for path in (tmp_path / FOLDER).iterdir() if path.name != LOCK} == {".json"}
