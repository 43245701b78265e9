"""Kept scenarios are found, replaced, renamed and removed; two windows lose nothing; foreign files are passed over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from stunting.lokus import scenario_store
from stunting.lokus.scenario import PRESETS, Rule, Scenario, ScenarioError, Swap
from stunting.lokus.scenario_store import FOLDER, LOCK, MOST_SCENARIOS
from stunting.named_files import LONGEST_NAME
from stunting.paths import ROOT

USUAL = Scenario(kabupaten_code="3514", lokus_year=2026, period="bt:2025-08", size=27, rules=PRESETS["usulan"])


def save(folder, name, scenario=USUAL, **given):
    return scenario_store.save(folder, scenario, name=name, **given)


def names(folder, code="3514"):
    return [one.name for one in scenario_store.scenarios(folder, code)]


def files(folder, code="3514"):
    return sorted(path.name for path in (folder / FOLDER / code).iterdir() if path.name != LOCK)


def test_a_kept_scenario_is_found_again_with_author_and_note(tmp_path):
    kept = save(tmp_path, "Usulan awal", author="Siti Aminah", note="Untuk rapat 12 Maret\nbaris dua")

    (one,) = scenario_store.scenarios(tmp_path, "3514")

    assert one == kept == scenario_store.read(tmp_path, "3514", "usulan  AWAL")
    assert one.scenario == replace(USUAL, name="Usulan awal")
    assert (one.author, one.note) == ("Siti Aminah", "Untuk rapat 12 Maret\nbaris dua")


def test_without_a_folder_there_is_no_scenario(tmp_path):
    assert names(tmp_path) == []
    assert scenario_store.ignored_files(tmp_path, "3514") == ()


def test_each_kabupaten_has_its_own_names(tmp_path):
    save(tmp_path, "Usulan")
    save(tmp_path, "Usulan", replace(USUAL, kabupaten_code="1811", size=10))

    assert scenario_store.read(tmp_path, "1811", "Usulan").scenario.size == 10
    assert names(tmp_path) == names(tmp_path, "1811") == ["Usulan"]


@pytest.mark.parametrize("again", ["Usulan", "usulan", "  USULAN "])
def test_a_taken_name_is_refused_until_replacing_is_agreed(tmp_path, again):
    save(tmp_path, "Usulan")

    with pytest.raises(ScenarioError, match="Sudah ada skenario"):
        save(tmp_path, again, replace(USUAL, size=5))
    save(tmp_path, again, replace(USUAL, size=6), replace=True)

    (one,) = scenario_store.scenarios(tmp_path, "3514")
    assert one.scenario.size == 6


def test_names_that_differ_only_in_signs_are_two(tmp_path):
    save(tmp_path, "Usulan awal")
    save(tmp_path, "Usulan, awal")

    assert names(tmp_path) == ["Usulan awal", "Usulan, awal"]


def test_two_ways_of_writing_an_accent_are_one_name(tmp_path):
    save(tmp_path, "Café")

    with pytest.raises(ScenarioError, match="Sudah ada"):
        save(tmp_path, "Cafe\u0301")


def test_a_renamed_scenario_keeps_the_rest(tmp_path):
    before = save(tmp_path, "Usulan", author="Siti", note="catatan")

    after = scenario_store.rename(tmp_path, "3514", name="Usulan", new_name="Usulan akhir")

    assert names(tmp_path) == ["Usulan akhir"]
    assert after == replace(before, name="Usulan akhir", scenario=replace(before.scenario, name="Usulan akhir"))
    assert scenario_store.read(tmp_path, "3514", "Usulan akhir") == after


def test_a_name_is_written_in_capitals_by_renaming(tmp_path):
    save(tmp_path, "usulan")

    scenario_store.rename(tmp_path, "3514", name="usulan", new_name="USULAN")

    assert names(tmp_path) == ["USULAN"]


def test_renaming_never_covers_another_scenario(tmp_path):
    save(tmp_path, "Satu")
    save(tmp_path, "Dua")

    with pytest.raises(ScenarioError, match="Sudah ada"):
        scenario_store.rename(tmp_path, "3514", name="Satu", new_name="dua")
    assert names(tmp_path) == ["Dua", "Satu"]


def test_what_is_not_there_is_a_sentence_and_can_be_removed_all_the_same(tmp_path):
    with pytest.raises(ScenarioError, match="sudah tidak ada"):
        scenario_store.read(tmp_path, "3514", "Usulan")
    with pytest.raises(ScenarioError, match="sudah tidak ada"):
        scenario_store.rename(tmp_path, "3514", name="Usulan", new_name="Lain")
    scenario_store.remove(tmp_path, "3514", "Usulan")


def test_a_removed_scenario_is_gone(tmp_path):
    save(tmp_path, "Satu")
    save(tmp_path, "Dua")

    scenario_store.remove(tmp_path, "3514", "satu")

    assert names(tmp_path) == ["Dua"]


@pytest.mark.parametrize("name", ["", "  ", "\n\t", "\u202e\u200b", " \u200b "])
def test_a_scenario_needs_a_name_that_can_be_seen(tmp_path, name):
    with pytest.raises(ScenarioError, match="Beri nama"):
        save(tmp_path, name)


@pytest.mark.parametrize(
    "name", ["../../x", "<b>x</b>", "con", "'; drop table x", "名前", "a/b\\c:d*e?", ".", "x" * 500]
)
def test_a_hostile_name_is_a_name_and_stays_in_its_folder(tmp_path, name):
    save(tmp_path, name)

    assert names(tmp_path) == [name[:LONGEST_NAME]]
    (file,) = files(tmp_path)
    assert set(file) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]


def test_the_forty_first_scenario_is_refused_and_one_can_still_be_replaced(tmp_path):
    for number in range(MOST_SCENARIOS):
        save(tmp_path, f"Skenario {number:02d}")

    with pytest.raises(ScenarioError, match="Sudah ada 40"):
        save(tmp_path, "Satu lagi")
    save(tmp_path, "Skenario 07", replace(USUAL, size=3), replace=True)

    assert len(names(tmp_path)) == MOST_SCENARIOS == 40


@pytest.mark.parametrize("code", ["", "35", "..", "../..", "351401", "３５１４"])
def test_only_a_kabupaten_has_scenarios(tmp_path, code):
    with pytest.raises(ScenarioError, match="Pilih satu kabupaten"):
        scenario_store.scenarios(tmp_path, code)


@pytest.mark.parametrize(
    "scenario",
    [
        replace(USUAL, size=0),
        replace(USUAL, draws=10**9),
        replace(USUAL, rules=(Rule(key="kasus", weight=float("nan")),)),
        replace(USUAL, swaps=(Swap(out_code="3514010001", in_code="3514010002", reason="x" * 301),)),
    ],
)
def test_a_scenario_that_could_not_be_read_again_is_not_kept(tmp_path, scenario):
    with pytest.raises(ScenarioError, match="tidak dapat disimpan"):
        save(tmp_path, "Usulan", scenario)
    assert names(tmp_path) == []


def good(folder):
    """The content of a file as it is kept, under the name "Usulan"."""
    save(folder, "Usulan")
    (path,) = (folder / FOLDER / "3514").glob("*.json")
    return path, json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Lain"},
        {"name": 5},
        {"name": "Usulan\u202e"},
        {"author": None},
        {"author": "a\nb"},
        {"note": "\ud800"},
        {"note": ["x"]},
        {"note": "x" * 1_001},
        {"saved_at": "kemarin"},
        {"scenario": None},
        {"scenario": []},
        {"scenario": "x"},
        {"scenario": {"kabupaten_code": "3514"}},
    ],
    ids=range(13),
)
def test_a_file_with_a_wrong_part_is_passed_over_and_named(tmp_path, change):
    path, entry = good(tmp_path)

    path.write_text(json.dumps({**entry, **change}))

    assert names(tmp_path) == []
    assert scenario_store.ignored_files(tmp_path, "3514") == (path.name,)
    with pytest.raises(ScenarioError, match="rusak"):
        scenario_store.read(tmp_path, "3514", "Usulan")


def test_a_file_of_another_kabupaten_is_passed_over(tmp_path):
    path, entry = good(tmp_path)

    path.write_text(json.dumps({**entry, "scenario": {**entry["scenario"], "kabupaten_code": "1811"}}))

    assert names(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[" * 100_000, b"1", b" " * 2_000_000, b"{}"], ids=range(6))
def test_garbage_is_passed_over_and_hides_no_other_scenario(tmp_path, content):
    save(tmp_path, "Usulan")

    (tmp_path / FOLDER / "3514" / "aneh.json").write_bytes(content)

    assert names(tmp_path) == ["Usulan"]
    assert scenario_store.ignored_files(tmp_path, "3514") == ("aneh.json",)


def test_a_folder_or_a_pipe_with_the_name_of_a_file_is_passed_over(tmp_path):
    save(tmp_path, "Usulan")
    (tmp_path / FOLDER / "3514" / "folder.json").mkdir()
    os.mkfifo(tmp_path / FOLDER / "3514" / "pipa.json")

    assert names(tmp_path) == ["Usulan"]


def test_a_damaged_file_is_replaced_by_the_next_scenario_of_its_name(tmp_path):
    path, _ = good(tmp_path)
    path.write_text("{")

    save(tmp_path, "Usulan")

    assert names(tmp_path) == ["Usulan"]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / FOLDER).write_text("bukan folder")

    with pytest.raises(ScenarioError, match="tidak dapat ditulisi"):
        save(tmp_path, "Usulan")


SAVE = """
import sys
from pathlib import Path
from stunting.lokus import scenario_store
from stunting.lokus.scenario import PRESETS, Scenario, ScenarioError
usual = Scenario(kabupaten_code="3514", lokus_year=2026, period="bt:2025-08", size=27, rules=PRESETS["usulan"])
sys.stdin.readline()
taken = 0
for number in range(15):
    scenario_store.save(Path(sys.argv[1]), usual, name=f"{sys.argv[2]} {number:02d}")
    try:
        scenario_store.save(Path(sys.argv[1]), usual, name=f"Sama {number}", author=sys.argv[2])
    except ScenarioError:
        taken += 1
    scenario_store.remove(Path(sys.argv[1]), "3514", f"Sama {number - 1}")
print(taken)
"""


def test_two_processes_that_save_at_once_lose_no_scenario(tmp_path):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", SAVE, str(tmp_path), who], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for who in ("A", "B")
    ]

    for writer in writers:
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)

    assert [writer.returncode for writer in writers] == [0, 0]
    expected = [f"{who} {number:02d}" for who in ("A", "B") for number in range(15)]
    assert [name for name in names(tmp_path) if not name.startswith("Sama")] == expected
    assert not [name for name in files(tmp_path) if not name.endswith(".json")]
