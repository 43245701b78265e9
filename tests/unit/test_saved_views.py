"""Saved views are kept, found, replaced and removed; a damaged file is none."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from stunting import saved_views
from stunting.paths import ROOT
from stunting.saved_views import FILE, LOCK, LONGEST_NAME, MOST_VIEWS, SavedViewError


def save(folder, name, **params):
    saved_views.save(folder, name=name, page="peta", params=params)


def names(folder):
    return [one.name for one in saved_views.read(folder)]


def test_a_saved_view_is_found_again_with_all_its_choices(tmp_path):
    save(tmp_path, "Rapat camat", wilayah="3514", periode="bt:2025-08", mode="internal")

    (one,) = saved_views.read(tmp_path)

    assert (one.name, one.page) == ("Rapat camat", "peta")
    assert one.params == {"wilayah": "3514", "periode": "bt:2025-08", "mode": "internal"}


def test_without_a_file_there_is_no_view(tmp_path):
    assert saved_views.read(tmp_path / "belum-ada") == ()


def test_views_are_listed_by_name(tmp_path):
    for name in ("Zeta", "alfa", "Beta"):
        save(tmp_path, name)

    assert names(tmp_path) == ["alfa", "Beta", "Zeta"]


def test_a_view_of_the_same_name_is_replaced(tmp_path):
    save(tmp_path, "Rapat", wilayah="3514")
    save(tmp_path, " rapat ", wilayah="1811")

    (one,) = saved_views.read(tmp_path)
    assert one.params == {"wilayah": "1811"}


def test_a_removed_view_is_gone_and_can_be_removed_again(tmp_path):
    save(tmp_path, "Satu")
    save(tmp_path, "Dua")

    saved_views.remove(tmp_path, "Satu")
    saved_views.remove(tmp_path, "Satu")

    assert names(tmp_path) == ["Dua"]


@pytest.mark.parametrize("name", ["", "   ", "\n\t"])
def test_a_view_needs_a_name(tmp_path, name):
    with pytest.raises(SavedViewError, match="Beri nama"):
        save(tmp_path, name)


def test_the_view_after_the_last_one_is_refused_and_the_others_stay(tmp_path):
    for number in range(MOST_VIEWS):
        save(tmp_path, f"Tampilan {number:02d}")

    with pytest.raises(SavedViewError, match="60"):
        save(tmp_path, "Satu lagi")
    assert len(names(tmp_path)) == MOST_VIEWS == 60


def test_a_full_list_still_lets_a_view_be_replaced(tmp_path):
    for number in range(MOST_VIEWS):
        save(tmp_path, f"Tampilan {number:02d}")

    save(tmp_path, "tampilan 00", wilayah="18")

    assert len(names(tmp_path)) == MOST_VIEWS


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "../../etc/passwd", "'; drop table area; --", "名前"])
def test_a_hostile_name_is_a_name(tmp_path, name):
    save(tmp_path, name)

    assert names(tmp_path) == [name]
    assert {path.name for path in tmp_path.iterdir()} == {FILE, LOCK}


def test_a_long_name_is_cut(tmp_path):
    save(tmp_path, "x" * 500)

    assert names(tmp_path) == ["x" * LONGEST_NAME]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"null",
        b"17",
        b'"teks"',
        b'{"name": "x"}',
        b"[1, 2]",
        b'[{"name": "x"}]',
        json.dumps([{"name": 5, "page": "peta", "params": {}, "saved_at": ""}]).encode(),
        json.dumps([{"name": "x", "page": "peta", "params": ["a"], "saved_at": ""}]).encode(),
        json.dumps([{"name": "x", "page": "peta", "params": {"wilayah": 18}, "saved_at": ""}]).encode(),
        json.dumps([{"name": "x", "page": ["peta"], "params": {}, "saved_at": ""}]).encode(),
        b"[" * 100_000,
    ],
    ids=range(14),
)
def test_a_damaged_file_counts_as_none_and_is_replaced_by_the_next_view(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)

    assert saved_views.read(tmp_path) == ()
    save(tmp_path, "Baru")
    assert names(tmp_path) == ["Baru"]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")

    with pytest.raises(SavedViewError, match="tidak dapat ditulisi"):
        save(tmp_path / "berkas", "Rapat")


def test_nothing_but_the_lock_is_left_beside_the_file(tmp_path):
    save(tmp_path, "Rapat")

    assert {path.name for path in tmp_path.iterdir()} == {FILE, LOCK}


def test_two_processes_that_save_at_once_lose_no_view(tmp_path):
    code = (
        "import sys; from pathlib import Path; from stunting import saved_views\n"
        "sys.stdin.readline()\n"
        "for number in range(25):\n"
        "    name = f'{sys.argv[2]} {number:02d}'\n"
        "    saved_views.save(Path(sys.argv[1]), name=name, page='peta', params={})\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), who], cwd=ROOT, stdin=subprocess.PIPE)
        for who in ("A", "B")
    ]

    for writer in writers:
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=30)

    assert [writer.returncode for writer in writers] == [0, 0]
    assert names(tmp_path) == [f"{who} {number:02d}" for who in ("A", "B") for number in range(25)]
