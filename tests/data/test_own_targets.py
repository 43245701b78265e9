"""Targets of one's own in a release of the shipped raw data, by the command line."""

import shutil

import pytest

from stunting import cli, compose, queries, releases
from stunting.build.release import build_release
from stunting.geography import Register
from stunting.paths import Layout

PERDA = "Perda Kab. Pasuruan No. 3 Tahun 2025 tentang RPJMD 2025-2029"
SET = ("target", "set", "3514", "2026", "12,5", "--basis", PERDA, "--source", "Lampiran, hal. 41", "--verified")


@pytest.fixture
def layout(built_layout, tmp_path, monkeypatch):
    """A copy of the release, with no additions yet."""
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    return Layout.default()


def targets_of(layout, code):
    with releases.open_release(layout).database as opened:
        return queries.targets_of_areas(opened, codes=[code])


def test_a_target_set_by_command_is_in_the_release_and_its_trend_until_it_is_removed(layout, capsys):
    first = releases.current(layout)

    assert cli.main(list(SET)) == 0
    assert capsys.readouterr().out.startswith("Target Kab. Pasuruan 2026 12,5% ditambahkan.\nRilis ")
    (row,) = targets_of(layout, "3514").itertuples()
    assert (row.year, row.value_pct, row.is_verified, row.is_user_added) == (2026, 12.5, True, True)
    assert releases.verify(layout, releases.current(layout)) == []

    assert build_release(layout).status == "tidak ada perubahan"
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    with releases.open_release(layout).database as opened:
        picture = compose.trend_of(opened, register, "3514")
    assert f"Target daerah 12,5% pada 2026: {PERDA}." in picture.notes

    assert cli.main(["target", "remove", "3514", "2026"]) == 0
    assert targets_of(layout, "3514").empty
    assert releases.current(layout) == first


def test_the_shipped_targets_are_all_in_the_release_and_none_counts_as_set_by_the_user(built_layout):
    with releases.open_release(built_layout).database as opened:
        frame = queries.targets_of_areas(opened, codes=["00", "18", "62", "1801", "1811", "3501", "3575", "6209"])

    assert len(frame) == 16
    assert not frame["is_user_added"].any()
