"""Coverage of services in a release of the shipped raw data: sample, targets, and what users bring along."""

import json
import shutil

import pytest

from stunting import cli, releases
from stunting.paths import Layout
from stunting.shared_release import connect

KEJAYAN = "3514061024"
SHEET = f"""kode_desa;tahun;periode;indikator;pembilang;penyebut
{KEJAYAN};2025;TW I;asi;12;10
{KEJAYAN};2025;TW I;idl;;7
{KEJAYAN};2025;TW II;asi;-;-
"""


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    """A copy of the release, with no additions yet."""
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    return Layout.default()


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "layanan.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def rows(layout, sql):
    with releases.open_release(layout).database as opened, connect(opened.path) as plainly:
        return plainly.execute(sql).fetchall()


def test_the_release_has_the_sample_and_the_targets_of_2024(built_layout):
    assert rows(built_layout, "select count(distinct area_code[:4]), bool_and(is_sample) from service") == [(5, True)]
    verified = rows(built_layout, "select service_key, value_pct from service_target where is_verified order by 1")
    assert verified == [("catin_periksa", 90.0), ("kb_pasca", 70.0), ("ktd", 15.5), ("rematri_ttd", 80.0)]
    assert rows(built_layout, "select count(*) from service_target where not is_verified") == [(12,)]


def test_own_rows_replace_the_sample_of_their_kabupaten_and_go_again(layout, sheet, capsys):
    assert cli.main(["services", "add", str(sheet), "--kabupaten", "3514", "--source", "Web Aksi", "--dry-run"]) == 0
    assert "lebih dari 100%" in capsys.readouterr().out
    assert rows(layout, "select bool_and(is_sample) from service") == [(True,)]

    assert cli.main(["services", "add", str(sheet), "--kabupaten", "3514", "--source", "Web Aksi"]) == 0
    own = "select period, service_key, numerator_n, denominator_n, is_scheduled from service where is_user_added "
    assert rows(layout, own + "order by all") == [
        ("tw1", "asi", 12, 10, True),
        ("tw1", "idl", None, 7, True),
        ("tw2", "asi", None, None, False),
    ]
    assert rows(layout, "select count(*) from service where is_sample and area_code[:4] = '3514'") == [(0,)]
    assert rows(layout, "select count(distinct area_code[:4]) from service where is_sample") == [(4,)]

    sheet.write_text(SHEET.replace(";12;10", ";9;10"), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["services", "add", str(sheet), "--kabupaten", "3514"]) == 0
    assert "0 angka layanan Kab. Pasuruan ditambahkan, 3 diganti" in capsys.readouterr().out
    assert cli.main(["services", "list", "--json"]) == 0
    assert [(one["period"], one["area_n"], one["service_n"]) for one in json.loads(capsys.readouterr().out)] == [
        ("tw1", 1, 2),
        ("tw2", 1, 1),
    ]

    per_kecamatan = sheet.with_name("kecamatan.csv")
    per_kecamatan.write_text("Kecamatan;asi sasaran;asi terlayani\nKejayan;10;9\n", encoding="utf-8")
    wanted = ["services", "add", str(per_kecamatan), "--kabupaten", "3514", "--year", "2025", "--period", "TW I"]
    assert cli.main(wanted) == 1
    assert "terhitung dua kali" in capsys.readouterr().err

    assert cli.main(["services", "remove", "3514", "2025"]) == 0
    assert rows(layout, "select bool_and(is_sample), count(distinct area_code[:4]) from service") == [(True, 5)]
    assert cli.main(["services", "remove", "3514", "2025"]) == 1


def test_an_own_target_stands_in_the_place_of_the_shipped_one(layout, capsys):
    shipped = "select value_pct, is_user_added from service_target where service_key = 'asi' and area_code = '00'"
    assert cli.main(["services", "target", "set", "00", "ASI eksklusif", "2024", "85", "--source", "Renja"]) == 0
    assert rows(layout, shipped) == [(85.0, True)]
    assert (
        cli.main(["services", "target", "set", "3514", "idl", "2026", "92,5", "--source", "RPJMD", "--verified"]) == 0
    )
    assert rows(layout, "select value_pct, is_verified from service_target where area_code = '3514'") == [(92.5, True)]
    assert cli.main(["services", "target", "set", "3514", "idl", "2026", "120", "--source", "RPJMD"]) == 1
    assert cli.main(["services", "target", "set", "3514", "keluarga_tunai", "2026", "90", "--source", "RPJMD"]) == 1
    capsys.readouterr()
    assert cli.main(["services", "target", "list"]) == 0
    assert "3514 2026 Imunisasi dasar lengkap: 92,5% (RPJMD)." in capsys.readouterr().out
    assert cli.main(["services", "target", "remove", "00", "asi", "2024"]) == 0
    assert rows(layout, shipped) == [(80.0, False)]


def test_the_template_is_written(layout, tmp_path, capsys):
    path = tmp_path / "kosong.xlsx"
    assert cli.main(["services", "template", "3514", "--year", "2025", "--period", "TW II", "-o", str(path)]) == 0
    assert path.stat().st_size > 10_000
    assert cli.main(["services", "template", "3514", "--level", "rt", "-o", str(path)]) == 1
