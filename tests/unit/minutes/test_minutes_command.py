"""`python -m stunting minutes`: what an officer sees, and the exit code."""

from __future__ import annotations

import json

import pytest

from stunting import cli
from stunting.paths import Layout
from tests import tampering
from tests.small import write_raw

ID = "rembuk-3514-20260226"
FILE = {
    "wilayah": "3514",
    "tanggal": "2026-02-26",
    "tempat": "Pendopo",
    "pimpinan": "Sekda",
    "pencatat": {"nama": "Siti Aminah"},
    "komitmen": [{"komitmen": "Menimbang 1.250 balita"}],
}


@pytest.fixture
def run(layout, monkeypatch, capsys, tmp_path):
    write_raw(layout.raw)
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: layout))
    (tmp_path / "rembuk.json").write_text(json.dumps(FILE), encoding="utf-8")

    def call(*arguments):
        code = cli.main(["minutes", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_a_rembuk_is_recorded_made_listed_and_checked(run, tmp_path):
    assert run("record", tmp_path / "rembuk.json")[0] == 0
    code, out, _ = run("make", ID, "-o", tmp_path / "berkas", "--json")
    made = json.loads(out)

    assert code == 0
    assert made["seq"] == 3
    assert "Penanda tangan belum dicatat" in " ".join(made["gaps"])
    for file in made["files"]:
        code, out, err = run("verify", file)
        assert (code, err) == (0, "")
        assert made["code"] in out
    assert "berita acara nomor 3" in run("list")[1]


def test_a_changed_document_gives_exit_code_one_and_the_place(run, tmp_path):
    run("record", tmp_path / "rembuk.json")
    run("make", ID, "-o", tmp_path)
    (path,) = tmp_path.glob("*.docx")
    path.write_bytes(tampering.changed(path.read_bytes(), lambda xml: xml.replace("1.250", "1.350")))

    code, _, err = run("verify", path)

    assert code == 1
    assert "Komitmen, baris 1, kolom Komitmen: tercetak “Menimbang 1.250 balita”" in err


def test_making_it_again_gives_the_same_bytes_and_entry(run, tmp_path):
    run("record", tmp_path / "rembuk.json")
    run("make", ID, "-o", tmp_path / "a")
    run("make", ID, "-o", tmp_path / "b")
    run("make", "--nomor", "3", "-o", tmp_path / "c")

    made = [next((tmp_path / name).glob("*.pdf")) for name in "abc"]
    assert {one.name for one in made} == {f"berita-acara-{ID}-nomor-3.pdf"}
    assert len({one.read_bytes() for one in made}) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("make", "rembuk-3514-20260227"), "tidak ada di buku"),
        (("make",), "Sebut rembuknya"),
        (("make", "--nomor", "9"), "nomor 9 tidak ada"),
        (("verify", "tidak-ada.pdf"), "tidak dapat dibuka"),
        (("record", "tidak-ada.toml"), "tidak dapat dibuka"),
    ],
)
def test_a_wrong_request_is_answered_with_a_sentence(run, arguments, said):
    code, out, err = run(*arguments)

    assert (code, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


def test_an_empty_ledger_says_how_to_begin(run):
    assert "minutes record BERKAS" in run("list")[1]
