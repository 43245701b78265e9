"""`promises list` and `promises report` on a small installation."""

from __future__ import annotations

import json

import pytest

from stunting import cli
from stunting.build.release import build_release
from stunting.ledger import Ledger
from stunting.paths import Layout
from tests.promises import TODAY, write_board
from tests.small import TINY


@pytest.fixture
def run(tiny_layout, monkeypatch, capsys):
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: tiny_layout))
    write_board(Ledger.open(tiny_layout))
    capsys.readouterr()

    def call(*arguments):
        code = cli.main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_list_begins_with_what_must_be_answered(run):
    code, out, _ = run("promises", "list", "3514", "--per", TODAY.isoformat())

    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("Dipenuhi 1 dari 5; 1 terlambat")
    assert lines[1].startswith("2. [Terlambat] Dinas Kesehatan: Menimbang semua balita")
    assert lines[-1].startswith("Sumber: Buku keputusan, 11 catatan")


def test_the_list_as_json_names_offices_and_no_person(run):
    _, out, _ = run("promises", "list", "3514", "--per", TODAY.isoformat(), "--json")

    assert [one["state"] for one in json.loads(out)] == [
        "terlambat", "tanpa-kabar", "berjalan", "dibatalkan", "dipenuhi",
    ]  # fmt: skip
    assert "Rina" not in out


def test_a_wrong_day_is_a_sentence(run):
    code, _, err = run("promises", "list", "3514", "--per", "kemarin")

    assert (code, err) == (1, "Tanggal 'kemarin' tidak dikenal. Tulis misalnya 2026-02-22.\n")


def test_the_report_is_written_as_paper_and_workbook(run, tiny_layout, tmp_path):
    build_release(tiny_layout, expected=TINY)

    code, _, err = run("promises", "report", "3514", "-o", str(tmp_path / "berkas"))

    assert (code, err) == (0, "")
    assert sorted(path.suffix for path in (tmp_path / "berkas").iterdir()) == [".pdf", ".xlsx"]
