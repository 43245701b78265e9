"""`python -m stunting ledger`: what an officer sees, and the exit code."""

from __future__ import annotations

import json

import pytest

from stunting import cli
from stunting.paths import Layout


@pytest.fixture
def run(layout, monkeypatch, capsys):
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: layout))

    def call(*arguments):
        code = cli.main(["ledger", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_help_is_indonesian(run):
    code, out, _ = run("verify", "--help")

    assert code == 0
    assert "Memeriksa apakah ada catatan yang diubah" in out


def test_an_empty_ledger_is_said_to_be_empty(run):
    assert run("list") == (0, "Belum ada catatan di buku.\n", "")


def test_entries_are_listed_newest_first_with_who_and_why(run, note):
    note(reason="Rapat 22 Februari")
    note(reason="Salah ketik", corrects=1, role="")

    code, out, err = run("list")

    newest, oldest = out.splitlines()
    assert (code, err) == (0, "")
    assert newest.startswith("2. ")
    assert newest.endswith("catatan 3514 (memperbaiki nomor 1), Siti Aminah: Salah ketik")
    assert oldest.endswith("catatan 3514, Siti Aminah, Kabid Bappeda: Rapat 22 Februari")


def test_entries_are_chosen_by_kind_area_and_number(run, note):
    note("a"), note("b", subject="1811"), note("c", kind="lain")

    _, out, _ = run("list", "--kind", "catatan", "--subject", "3514", "--json")
    _, last, _ = run("list", "--limit", "1", "--json")

    assert [one["body"]["teks"] for one in json.loads(out)] == ["a"]
    assert [one["seq"] for one in json.loads(last)] == [3]


def test_a_sound_ledger_is_code_0(run, note):
    note()

    code, out, err = run("verify")

    assert (code, err) == (0, "")
    assert out.startswith("Buku utuh: 1 catatan")


def test_a_broken_ledger_is_code_1_and_says_where(run, note, by_hand):
    note(), note()
    by_hand("update entry set author = 'lain' where seq = 1")

    code, out, err = run("verify")
    code_json, facts, _ = run("verify", "--json")

    assert (code, out) == (1, "")
    assert err.startswith("Catatan nomor 1 diubah")
    assert "Yang tertulis sekarang: nomor 1, catatan, wilayah 3514" in err
    assert (code_json, json.loads(facts)["broken_seq"]) == (1, 1)


def test_a_copy_is_named_and_a_second_one_of_the_name_is_refused(run, note, tmp_path):
    note()
    written = note()

    assert run("backup", str(tmp_path / "x.sqlite")) == (
        0,
        f"Cadangan buku ditulis ke {tmp_path / 'x.sqlite'}.\n2 catatan, hash terakhir {written.sha256[:8]}.\n",
        "",
    )
    code, _, err = run("backup", str(tmp_path / "x.sqlite"))

    assert code == 1
    assert err.startswith("Sudah ada berkas x.sqlite")
