"""`python -m stunting agenda`: what an officer sees, and the exit code."""

from __future__ import annotations

import json

import pytest

from stunting import cli
from stunting.build.release import build_release
from stunting.paths import Layout
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import freeze
from stunting.rembuk.agenda_json import to_file, to_json
from tests.agendas import AGENDA, RELEASE
from tests.small import TINY


@pytest.fixture
def run(tiny_layout, monkeypatch, capsys):
    """Run one command: exit code, output, errors."""
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: tiny_layout))

    def call(*arguments):
        code = cli.main(["agenda", *(str(one) for one in arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def kept(tiny_layout):
    """An agenda is kept already."""
    return agenda_store.save(tiny_layout.additions, AGENDA)


def test_the_help_is_indonesian(run):
    code, out, _ = run("new", "--help")

    assert code == 0
    assert "Membuat agenda dari contoh" in out


def test_without_an_agenda_the_next_command_is_told(run):
    assert run("list") == (
        0,
        "Belum ada agenda. Buat dengan `python -m stunting agenda new rembuk_kabupaten 3514`.\n",
        "",
    )


def test_without_a_release_a_new_agenda_says_what_to_do_first(run):
    code, out, err = run("new", "rembuk_kabupaten", "3514")

    assert (code, out) == (1, "")
    assert "python -m stunting build" in err


def test_a_new_agenda_is_written_for_the_data_of_the_release(run, tiny_layout):
    build_release(tiny_layout, expected=TINY)

    code, out, _ = run("new", "rembuk_kabupaten", "3514", "--name", "Rembuk 2026", "--date", "2026-02-22")
    refused = run("new", "rembuk_kabupaten", "kab. pasuruan", "--name", "rembuk 2026")
    wrong_day = run("new", "minilok", "kejayan", "--date", "22 Februari")

    (one,) = agenda_store.agendas(tiny_layout.additions)
    pages = [step.page for step in one.agenda.steps if step.page]
    assert code == 0
    assert out.startswith("Agenda “Rembuk 2026” dibuat: ")
    assert pages == ["tren", "peta", "lokus"]
    assert one.agenda.meeting_date.isoformat() == "2026-02-22"
    assert (refused[0], "Sudah ada agenda" in refused[2]) == (1, True)
    assert (wrong_day[0], "Tulis misalnya 2026-02-22" in wrong_day[2]) == (1, True)


def test_an_unknown_kind_is_a_sentence(run):
    code, _, err = run("new", "minlok", "351406")

    assert code == 1
    assert "Maksud Anda 'minilok'?" in err


def test_the_schedule_has_clock_times_speakers_pages_and_decisions(run, kept):
    code, out, _ = run("show", "rembuk stunting 2026", "--start", "08.30", "--notes")

    assert code == 0
    assert out.splitlines() == [
        "Rembuk stunting 2026: Rembuk kabupaten/kota, Kab. Pasuruan, 22 Februari 2026; 3 langkah, 30 menit.",
        "",
        "08.30–08.45  Sambutan dan pembukaan, Bupati",
        "08.45–08.50  Peta prevalensi, Bappeda [Peta]",
        "             Sebut periodenya.",
        "             Baca cakupannya.",
        "08.50–09.00  Penetapan lokus [Lokus]",
        "             Diputuskan: Desa mana yang menjadi lokus 2027?",
    ]


def test_the_schedule_as_json_has_the_whole_agenda(run, kept):
    _, out, _ = run("show", "Rembuk stunting 2026", "--json")

    found = json.loads(out)
    assert found["agenda"] == json.loads(to_json(AGENDA))
    assert found["schedule"][2] == {"key": "lokus", "start": "09:20", "end": "09:30"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "Lain"), "tidak ada"),
        (("show", "Rembuk stunting 2026", "--start", "jam 9"), "Tulis misalnya 09.00"),
        (("remove", "Lain"), "tidak ada"),
        (("import", "tidak-ada.agenda.json"), "tidak ditemukan"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_code_1(run, kept, arguments, sentence):
    code, out, err = run(*arguments)

    assert (code, out) == (1, "")
    assert sentence in err


def test_an_agenda_goes_to_another_computer_and_back(run, kept, tmp_path):
    path = tmp_path / "usb" / "rembuk.agenda.json"

    assert run("export", kept.name, "-o", path)[0] == 0
    assert run("export", kept.name, "-o", path)[0] == 1
    assert run("import", path)[0] == 1
    code, out, _ = run("import", path, "--name", "Rembuk 2027")

    assert (code, out) == (0, "Agenda “Rembuk 2027” disimpan: 3 langkah.\n")
    assert [one["name"] for one in json.loads(run("list", "--json")[1])] == ["Rembuk 2027", "Rembuk stunting 2026"]


def test_an_import_says_what_it_left_out(run, tmp_path):
    content = json.loads(to_file(freeze(AGENDA, RELEASE)))
    content["steps"][1]["params"]["mode"] = "internal"
    path = tmp_path / "x.agenda.json"
    path.write_text(json.dumps(content))

    code, out, _ = run("import", path)

    assert code == 0
    assert "Langkah “Peta prevalensi”: pilihan 'mode' bernilai 'internal'" in out
    assert f"dibekukan pada rilis {RELEASE}" in out


def test_a_removed_agenda_is_gone(run, kept):
    assert run("remove", "REMBUK stunting 2026") == (0, "Agenda “Rembuk stunting 2026” dihapus.\n", "")
    assert run("list")[1].startswith("Belum ada agenda.")


def test_a_foreign_file_in_the_folder_is_named(run, kept, tiny_layout):
    (tiny_layout.additions / agenda_store.FOLDER / "aneh.json").write_text("{")

    assert "aneh.json: bukan agenda, dilewati." in run("list")[1]
