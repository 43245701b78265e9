"""Announced numbers of priority villages and lists of one's own, in a release of the shipped raw data."""

import shutil

import pytest

from stunting import cli, lokus_queries, releases
from stunting.lokus import register as lists_of
from stunting.paths import Layout
from tests.lokus_sheets import workbook


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    """A copy of the release, with no additions yet."""
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    return Layout.default()


def lists(layout, within):
    with releases.open_release(layout).database as opened:
        return {one.lokus_year: one for one in lists_of.lists(lokus_queries.lokus_of_area(opened, within=within))}


def test_the_announced_numbers_are_those_of_their_sources(built_layout):
    with releases.open_release(built_layout).database as opened:
        frame = lokus_queries.announced_lokus(opened, within="00")

    assert {
        (row.kabupaten_code, row.lokus_year): (row.desa_n, None if row.kecamatan_n is None else row.kecamatan_n)
        for row in frame.astype(object).where(frame.notna(), None).itertuples()
    } == {
        ("1801", 2025): (27, 9),
        ("1801", 2026): (15, 6),
        ("1807", 2022): (25, 12),
        ("1807", 2023): (15, 6),
        ("3315", 2025): (48, None),
        ("3514", 2023): (25, 12),
        ("3520", 2024): (30, 10),
        ("6310", 2025): (26, None),
    }
    assert frame.loc[frame["is_verified"], "lokus_year"].tolist() == [2025]
    assert "2024 diandaikan" in frame.set_index("kabupaten_code").loc["3520", "note"]


def test_a_list_added_by_command_takes_the_place_of_the_sample_until_it_is_removed(layout, tmp_path, capsys):
    first = releases.current(layout)
    sample = lists(layout, "1801")
    file = tmp_path / "daftar.xlsx"
    rows = [["Kecamatan", "Desa", "Status"], ["Natar", "Merak Batin", "baru"], ["NATAR", "HAJIMENA", "lanjutan"]]
    file.write_bytes(workbook(rows))

    assert cli.main(["lokus", "add", "1801", str(file), "--year", "2026", "--decree", "441/1"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("Daftar lokus 2026 Kab. Lampung Selatan ditambahkan: 2 desa/kelurahan di 1 kecamatan.")
    now = lists(layout, "1801")
    assert (now[2026].desa_codes, now[2026].is_sample) == (("1801042001", "1801042007"), False)
    assert now[2025] == sample[2025]
    assert lists_of.before(tuple(now.values()), now[2026]) is None
    assert releases.verify(layout, releases.current(layout)) == []

    assert cli.main(["lokus", "remove", "1801", "2026"]) == 0
    assert lists(layout, "1801") == sample
    assert releases.current(layout) == first
