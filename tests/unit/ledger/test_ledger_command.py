"""`python -m stunting ledger`: what an officer sees, and the exit code."""

from __future__ import annotations

import json

import pytest

from stunting import cli
from stunting.cases.casebook import open_casebook
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


def test_the_drill_by_commands(run, note, ledger, layout, tmp_path):
    note(), note()
    backup = str(tmp_path / "x.sqlite")
    run("backup", backup)
    third = note()

    refused, _, err = run("restore", backup)
    forced, out, _ = run("restore", backup, "--force")

    assert (refused, forced) == (1, 0)
    assert err.startswith("Buku sekarang memuat 1 catatan yang tidak ada di cadangan itu (mulai nomor 3).")
    lines = out.splitlines()
    assert lines[0].startswith("Dipulihkan: 2 catatan, hash terakhir ")
    assert lines[1] == "Tidak ada lagi di buku: catatan nomor 3 seperti tertulis sebelum ini."
    assert lines[2].startswith(f"Buku yang lama disimpan di {layout.ledger}")
    assert run("verify")[0] == 0
    again = run("restore", lines[2].removeprefix("Buku yang lama disimpan di ").removesuffix("."))
    assert again[1].startswith(f"Dipulihkan: 3 catatan, hash terakhir {third.sha256[:8]}.")


def test_a_backup_of_a_broken_ledger_is_made_and_says_so(run, note, by_hand, tmp_path):
    note(), note()
    by_hand("update entry set author = 'lain' where seq = 1")

    code, out, err = run("backup", str(tmp_path / "x.sqlite"))

    assert (code, out) == (0, f"Cadangan buku ditulis ke {tmp_path / 'x.sqlite'}.\n")
    assert err.startswith("Perhatian, buku yang disalin sudah rusak: Catatan nomor 1 diubah")


def test_the_casebook_is_verified_copied_and_restored_by_its_option(run, layout, tmp_path):
    casebook = open_casebook(layout)
    written = casebook.append(kind="kasus", subject="3514", author="A", reason="", release_id="", body={})

    assert run("verify", "--casebook")[1].startswith("Buku kasus utuh: 1 catatan")
    code, out, _ = run("backup", str(tmp_path / "k.sqlite"), "--casebook")
    assert (code, "Isinya data per anak" in out) == (0, True)
    casebook.place.file.unlink()
    assert run("verify", "--casebook")[0] == 1
    assert run("restore", str(tmp_path / "k.sqlite"))[0] == 1
    assert run("restore", str(tmp_path / "k.sqlite"), "--casebook")[0] == 0

    assert open_casebook(layout).entries() == (written,)


def test_a_ledger_is_copied_to_another_address_without_telling_the_password(run, note, tmp_path):
    note()

    code, out, _ = run("copy-to", f"sqlite:///{tmp_path / 'lain.sqlite'}")

    assert code == 0
    assert out.startswith("Dipulihkan: 1 catatan")
    assert f"STUNTING_LEDGER berisi sqlite:///{tmp_path / 'lain.sqlite'}." in out
