import io
import json
import sys

import pytest

from stunting import cli
from stunting.cli import output
from stunting.paths import Layout
from stunting.survey_files import CODES_ONLY


@pytest.fixture
def run(tiny_layout, monkeypatch, capsys):
    """Run one command on the small installation: exit code, output, errors."""
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: tiny_layout))

    def call(*arguments):
        code = cli.main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_help_is_indonesian(run):
    code, out, _ = run("build", "--help")

    assert code == 0
    assert "Pemakaian:" in out
    assert "Tampilkan bantuan ini" in out
    assert not {"Usage", "Options", "Show this message"} & set(out.replace("─", " ").split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bild"], "Perintah 'bild' tidak dikenal. Maksud Anda build?"),
        (["release", "lst"], "Perintah 'lst' tidak dikenal. Maksud Anda list atau trust?"),
        (["build", "--jsn"], "Opsi '--jsn' tidak dikenal. Maksud Anda --json?"),
        (["release", "use"], "ID belum ditulis."),
        (["release", "prune", "--keep", "lima"], "Nilai untuk --keep tidak sah."),
        (["build", "apa"], "Ada argumen berlebih."),
    ],
)
def test_a_wrong_command_is_code_2_and_one_sentence(run, arguments, sentence):
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert err.startswith(sentence)
    assert "--help" in err
    assert err.count("\n") == 1


def test_a_refusal_is_code_1_and_one_sentence_on_the_error_stream(run):
    code, out, err = run("release", "show")

    assert (code, out) == (1, "")
    assert err == "Belum ada rilis yang aktif. Jalankan `python -m stunting build` untuk membuatnya.\n"


def test_a_build_that_fails_a_check_says_what_failed(run):
    code, _, err = run("build")

    assert code == 1
    assert "pemeriksaan gagal" in err
    assert "jumlah wilayah" in err


def test_a_refused_table_lists_its_rows_on_the_error_stream(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("kode_wilayah;survei;tahun;prevalensi_persen;sumber\n3520;SSGI;2024;x;Buku\n")

    code, _, err = run("survey", "add", str(path))

    assert code == 1
    assert "Baris 2: prevalensi_persen 'x' bukan persentase" in err


def test_a_dry_run_reports_as_json(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("kode_wilayah;survei;tahun;prevalensi_persen;sumber\n3520;SSGI;2024;10,3;Buku\n")

    code, out, _ = run("survey", "add", str(path), "--dry-run", "--json")

    assert code == 0
    assert json.loads(out) == {
        "file": "x.csv",
        "added": 1,
        "completed": 0,
        "replaced": 0,
        "unchanged": [],
        "notes": [CODES_ONLY],
        "dry_run": True,
        "release": None,
    }


def test_the_template_is_written_as_spreadsheet_and_text(run, tmp_path):
    code, out, _ = run("survey", "template", "-o", str(tmp_path / "isian.xlsx"))

    assert code == 0
    assert (tmp_path / "isian.xlsx").exists()
    assert (tmp_path / "isian.csv").read_bytes().startswith(b"\xef\xbb\xbfkode_wilayah;")
    assert "isian.xlsx dan isian.csv" in out


def test_build_if_missing_leaves_a_sound_release_alone(built_layout, monkeypatch, capsys):
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: built_layout))

    code = cli.main(["build", "--if-missing"])

    assert code == 0
    assert "sudah ada dan utuh" in capsys.readouterr().out


@pytest.fixture
def run_real(built_layout, monkeypatch, capsys):
    """Run one command on the real release."""
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: built_layout))

    def call(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.mark.parametrize("ending", ["png", "csv", "xlsx", "geojson"])
def test_a_map_is_written_without_a_page(run_real, tmp_path, ending):
    file = tmp_path / f"peta.{ending}"

    code, _, err = run_real("export", "peta", "Provinsi Lampung", "--survei", "ssgi-2022", "-o", file)

    assert (code, err) == (0, "")
    assert file.stat().st_size > 1_000


def test_an_exported_trend_holds_the_published_figures(run_real, tmp_path):
    file = tmp_path / "tren.csv"

    run_real("export", "tren", "1811", "-o", file)

    rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert any(row.startswith("Kab. Mesuji;SKI;2023;5;") for row in rows)
    assert any(row.startswith("Kab. Mesuji;SSGI;2022;22,5;") for row in rows)


def test_an_exported_comparison_takes_names(run_real, tmp_path):
    file = tmp_path / "banding.xlsx"

    code, _, err = run_real(
        "export", "banding", "Kab. Mesuji", "3514", "--dari", "ssgi-2021", "--ke", "ssgi-2024", "-o", file
    )

    assert (code, err) == (0, "")


def test_an_ending_that_a_figure_does_not_have_offers_those_it_has(run_real, tmp_path):
    code, _, err = run_real("export", "tren", "1811", "-o", tmp_path / "tren.docx")

    assert code == 1
    assert "tren.png" in err


def test_a_survey_that_does_not_exist_offers_the_nearest(run_real, tmp_path):
    code, _, err = run_real("export", "peta", "18", "--survei", "ssgi-2023", "-o", tmp_path / "x.png")

    assert code == 1
    assert "ssgi-2022" in err or "ssgi-2024" in err


def test_a_folder_name_that_no_disk_could_hold_is_one_sentence(run):
    code, _, err = run("import", "x" * 300)

    assert code == 1
    assert err.endswith("tidak dapat dibuka; tutup di Excel, lalu ulangi.\n")


def test_a_progress_bar_takes_labels_as_they_are(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("FORCE_COLOR", "1")

    with output.progress() as show:
        show("Membaca [/] [bold]balita[/bold].csv", 1, 2)

    assert "[/] [bold]balita[/bold].csv" in shown.getvalue()
