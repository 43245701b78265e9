import json

import pytest

from stunting import cli
from stunting.paths import ROOT, Layout
from tests.small import layout_in


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run one command: exit code, output, errors."""
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: layout_in(tmp_path, raw=ROOT / "data" / "raw")))

    def call(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_command_writes_files_and_answers_and_says_how_to_import_them(run, tmp_path):
    code, out, _ = run("sample", "35.14", "--children", "120", "--seed", "5", "-o", tmp_path / "x")

    assert code == 0
    assert out.startswith("DATA CONTOH - BUKAN DATA SEBENARNYA. ")
    assert "stunting import" in out
    assert (tmp_path / "x" / "harapan.json").exists()


def test_the_command_answers_as_json(run, tmp_path):
    _, out, _ = run(
        *("sample", "3520", "--children", "80", "--no-faults", "--months", "2025-08", "--format", "csv", "--json"),
        *("--prevalence", "20", "--coverage", "90", "-o", tmp_path),
    )

    answers = json.loads(out)
    assert [(one["year"], one["month"]) for one in answers["months"]] == [(2025, 8)]
    assert answers["rejected"] == {}
    assert answers["kabupaten"] == {"code": "3520", "name": "Kab. Magetan"}


def test_single_faults_can_be_asked_for(run, tmp_path):
    _, out, _ = run("sample", "3514", "--children", "80", "--fault", "berat_gram=3", "--json", "-o", tmp_path)

    assert json.loads(out)["sample"]["faults"] == {"berat_gram": 3}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["3599"], "Wilayah '3599' tidak dikenal."),
        (["3514", "--months", "2025-13"], "Bulan '2025-13' tidak terbaca."),
        (["3514", "--format", "cvs"], "Pilihan 'cvs' tidak dikenal. Maksud Anda 'csv'?"),
        (["3514", "--fault", "berat_gran=2"], "Pilihan 'berat_gran' tidak dikenal."),
        (["3514", "--fault", "berat_gram=dua"], "Kekeliruan 'berat_gram=dua' tidak terbaca."),
    ],
)
def test_a_wrong_wish_is_refused_in_one_sentence(run, tmp_path, arguments, sentence):
    code, out, err = run("sample", *arguments, "--children", "80", "-o", tmp_path)

    assert (code, out) == (1, "")
    assert err.startswith(sentence)


def test_the_help_is_indonesian(run):
    _, out, _ = run("sample", "--help")

    assert "Jumlah anak" in out
    assert "anak rekaan" in out
