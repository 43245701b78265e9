"""Figures per desa in a release of the shipped raw data: as criteria, and brought along by the command line."""

import json
import shutil

import pytest

from stunting import cli, releases
from stunting.lokus.candidates import candidates
from stunting.paths import Layout
from stunting.routine.district import District, Mode, newest

KEDEMUNGAN = "3514062010"
SHEET = """DATA PER DESA KABUPATEN PASURUAN;;;;
kecamatan;desa;krs;jumlah_keluarga_sasaran;Jarak ke puskesmas (km);Cakupan air (%) ↓
Kejayan;Kejayan;12;1.200;2,5;80,5
;Kurung;;;12;
;Klinter;0;300;;40
;JUMLAH;12;1.500;;
"""


def candidates_of(layout, code="3514"):
    with releases.open_release(layout).database as opened:
        district = District(opened)
        period = newest(district.periods(code, mode=Mode.INTERNAL))
        return candidates(district, kabupaten_code=code, period=period, lokus_year=2027)


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    """A copy of the release, with no additions yet."""
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    return Layout.default()


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "data_desa.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_the_sample_gives_every_kabupaten_risk_and_services(built_layout):
    for code in ("1801", "1811", "3514", "3520", "6209"):
        found = candidates_of(built_layout, code)

        assert {one.key for one in found.criteria} == {"prevalensi", "kasus", "krs", "layanan"}
        assert found.is_sample
        assert found.frame["krs_n"].isna().sum() == 2
        assert all("DATA CONTOH" in one for one in found.sources)


def test_more_services_than_were_due_give_no_gap_and_the_reason_is_told(built_layout):
    found = candidates_of(built_layout)

    row = found.frame.set_index("area_code").loc[KEDEMUNGAN]
    assert row["service_received_n"] > row["service_due_n"]
    assert row[["service_pct", "service_gap_pct"]].isna().all()
    assert found.notes == (
        "Cakupan layanan 1 desa/kelurahan tidak dipakai: layanan yang diterima tertulis lebih banyak daripada yang "
        "seharusnya (Desa Kedemungan, Kec. Kejayan: 2.583 dari 369). Periksa laporan konvergensi desanya.",
    )
    assert found.frame["service_gap_pct"].min() >= 0
    assert candidates_of(built_layout, "1801").notes == ()


def test_own_columns_are_criteria_with_their_label_unit_and_direction_until_they_are_removed(layout, sheet, capsys):
    first = releases.current(layout)
    source = ("--source", "Verval KRS 2025, DPPKB")

    assert cli.main(["figures", "add", str(sheet), "--kabupaten", "3514", "--year", "2025", *source]) == 0
    told = capsys.readouterr().out
    assert "Kolom sendiri 'Cakupan air', satuan %: nilai rendah dianggap perlu dukungan." in told
    assert "data_desa.csv: 8 angka Kab. Pasuruan ditambahkan, 0 diganti, 0 sudah sama." in told
    assert releases.verify(layout, releases.current(layout)) == []

    found = candidates_of(layout)
    own = {one.key: (one.label, one.unit, one.is_higher_worse) for one in found.criteria}
    assert own["own_jarak_ke_puskesmas"] == ("Jarak ke puskesmas", "km", True)
    assert own["own_cakupan_air"] == ("Cakupan air", "%", False)
    frame = found.frame.set_index("area_code")
    assert frame["krs_n"].dropna().to_dict() == {"3514061024": 12, "3514062020": 0}
    assert frame.loc["3514062016", "own_jarak_ke_puskesmas"] == 12
    assert frame["service_due_n"].notna().sum() > 300
    assert "Keluarga berisiko stunting (KRS): Verval KRS 2025, DPPKB, 2025 (2 desa/kelurahan)." in found.sources
    assert {one.key for one in candidates_of(layout, "1801").criteria} == {"prevalensi", "kasus", "krs", "layanan"}

    assert cli.main(["figures", "list", "3514"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith("3514 Kab. Pasuruan 2025: total KRS 2 desa/kelurahan; keluarga sasaran 2 ")
    assert listed.endswith("(Verval KRS 2025, DPPKB).\n")

    assert cli.main(["figures", "list", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["kabupaten_code"], listed["year"], listed["desa_n"]["total KRS"]) == ("3514", 2025, 2)

    assert cli.main(["figures", "remove", "3514", "2025"]) == 0
    assert releases.current(layout) == first


def test_a_dry_run_stores_nothing(layout, sheet, capsys):
    first = releases.current(layout)
    options = ("--year", "2025", "--skip", "Cakupan air", "--unit", "Jarak ke puskesmas=menit", "--dry-run")

    assert cli.main(["figures", "add", str(sheet), "--kabupaten", "pasuruan kab", *options]) == 1
    assert cli.main(["figures", "add", str(sheet), "--kabupaten", "Kab. Pasuruan", *options]) == 0

    told = capsys.readouterr().out
    assert "'Jarak ke puskesmas', satuan menit" in told
    assert "Cakupan air" not in told
    assert releases.current(layout) == first
    assert cli.main(["figures", "list"]) == 0
    assert capsys.readouterr().out.startswith("Belum ada data sendiri.")


def test_a_bad_sheet_is_refused_with_every_row(layout, sheet, capsys):
    assert cli.main(["figures", "add", str(sheet), "--kabupaten", "3520", "--year", "2025"]) == 1

    refused = capsys.readouterr().err.splitlines()
    assert refused[0] == "data_desa.csv ditolak, tidak ada yang disimpan: 3 masalah. Perbaiki lalu ulangi."
    assert [one.strip().split(":")[0] for one in refused[1:]] == ["Baris 3", "Baris 4", "Baris 5"]


def test_the_template_is_written_and_can_be_filled_in(layout, tmp_path, capsys):
    to = tmp_path / "templat"

    assert cli.main(["figures", "template", "6209", "-o", str(to), "--year", "2025"]) == 0

    assert capsys.readouterr().out == "Templat ditulis: templat.xlsx. Isi, lalu jalankan `figures add`.\n"
    assert (tmp_path / "templat.xlsx").stat().st_size > 5_000
