"""The commands of kabupaten and province, as they are typed."""

from __future__ import annotations

import json

import pytest

from stunting import cli
from stunting.delivery import merging
from stunting.paths import Layout
from tests import deliveries
from tests.deliveries import OPTIONS


@pytest.fixture
def sender(senders):
    return senders["3514"]


@pytest.fixture
def run(monkeypatch, capsys):
    """Run one command on an installation: exit code, output, errors."""
    for name in ("merge", "remove"):
        real = getattr(merging, name)
        monkeypatch.setattr(merging, name, lambda *given, real=real, **named: real(*given, **(named | OPTIONS)))

    def call(layout, *arguments):
        monkeypatch.setattr(Layout, "default", classmethod(lambda _: layout))
        code = cli.main(["release", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_a_file_goes_from_the_kabupaten_into_the_release_of_the_province(run, sender, tmp_path):
    province = deliveries.installation(tmp_path / "provinsi")
    to, key = tmp_path / "kirim", tmp_path / "kunci.json"
    to.mkdir()

    code, out, _ = run(sender, "export", "-o", to)
    assert code == 0
    assert "Mode publik" in out
    assert "Tidak ada baris tentang satu anak." in out
    (file,) = to.glob("3514-*.stunting.zip")
    assert run(sender, "key", "show", "-o", key)[0] == 0

    code, out, _ = run(province, "merge", file)
    assert code == 1
    assert "DITOLAK" in out
    assert "belum dipercaya" in out

    code, out, _ = run(province, "trust", key, "--kabupaten", "3514")
    assert code == 0
    assert "Cocokkan sidik itu lewat telepon" in out
    assert "sidik" in run(province, "trust")[1]

    code, out, _ = run(province, "merge", file, "--dry-run", "--json")
    assert code == 0
    assert json.loads(out)["files"][0]["status"] == "baru"
    code, out, _ = run(province, "merge", file, "--provinsi", "35")
    assert code == 0
    assert "Kab. Pasuruan baru" in out
    assert "Tidak sebanding: Hanya jumlah kabupaten/kota" in out
    assert "3514 Kab. Pasuruan: rilis" in run(province, "merge")[1]

    assert run(province, "untrust", "3514")[1].startswith("1 kunci")
    code, out, _ = run(province, "merge", "--remove", "3514")
    assert code == 0
    assert "dilepas dari rilis provinsi" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "--mode", "rahasia"), "Mode 'rahasia' tidak dikenal"),
        (("export", "--kabupaten", "3520"), "tidak punya hitungan balita Kab. Magetan"),
        (("export", "--periode", "besok"), "Periode 'besok' tidak terbaca"),
        (("trust", "abc", "--kabupaten", "3514"), "bukan kunci rilis"),
        (("trust", "abc"), "Sebutkan pemilik kunci"),
        (("trust", "abc", "--kabupaten", "3514", "--until", "nanti"), "tidak terbaca"),
        (("merge", "--remove", "3520"), "Belum ada berkas rilis Kab. Magetan"),
        (("merge", "x.zip", "--remove", "3520"), "Tulis --remove tanpa berkas"),
    ],
)
def test_a_wrong_wish_is_one_sentence(run, sender, arguments, said):
    code, _, err = run(sender, *arguments)

    assert code == 1
    assert said in err
    assert err.count("\n") == 1


def test_without_a_kabupaten_the_only_imported_one_is_meant(run, sender, tmp_path):
    province = deliveries.installation(tmp_path / "kosong")

    assert "Sebutkan kabupaten/kota dengan --kabupaten KODE" in run(province, "export")[2]
    assert "Belum ada berkas rilis yang diterima" in run(province, "merge")[1]


def test_the_help_is_indonesian(run, sender):
    code, out, _ = run(sender, "export", "--help")

    assert code == 0
    assert "bertanda tangan" in out
    assert "Show this message" not in out
