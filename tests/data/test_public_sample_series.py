"""Mode publik on a whole release: kabupaten and kecamatan stay readable, and so do most desa that need no hiding."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting.indicators import indicator
from stunting.routine.lattice import COUNTS
from stunting.routine.suppression import PublicCounts
from stunting.shared_release import connect

STUNTING = indicator("stunting")
PASURUAN, SAMPLE_KABUPATEN = "3514", ("1801", "1811", "3514", "3520", "6209")


@pytest.fixture(scope="module")
def children(built_layout) -> pd.DataFrame:
    """Grain of growth_window, of one Bulan Timbang."""
    release = next(built_layout.releases.glob("*.duckdb"))
    with connect(release) as connection:
        return connection.sql("select * from growth_window where window_key = '2025-08'").df()


@pytest.fixture(scope="module")
def public(children) -> PublicCounts:
    counts = [column for column in COUNTS if column in children]
    own = children.assign(kabupaten_code=children["desa_code"].str[:4])
    return PublicCounts(
        villages=own[["desa_code", "puskesmas_id", *counts]],
        groups=own[["kabupaten_code", "sex", "age_group", *counts]],
        lokus=pd.DataFrame(columns=["desa_code", "lokus_year"]),
    )


@pytest.mark.parametrize("level", ["kabupaten", "kecamatan"])
@pytest.mark.parametrize("kabupaten", SAMPLE_KABUPATEN)
def test_every_kabupaten_and_kecamatan_shows_its_stunting(public, level, kabupaten):
    frame = public.areas(level=level, indicator=STUNTING, within=kabupaten)

    assert len(frame)
    assert not frame["is_suppressed"].any()


@pytest.mark.parametrize("kabupaten", SAMPLE_KABUPATEN)
def test_at_most_one_desa_per_kecamatan_is_hidden_for_another(public, children, kabupaten):
    stunted = children.groupby("desa_code")["stunted_n"].sum()
    small = stunted[stunted.index.str.startswith(kabupaten)].between(1, 4).sum()
    desa = public.areas(level="desa", indicator=STUNTING, within=kabupaten)
    kecamatan = public.areas(level="kecamatan", indicator=STUNTING, within=kabupaten)

    assert desa["is_suppressed"].sum() - small <= len(kecamatan)


def test_every_sex_and_age_group_of_a_kabupaten_shows_its_stunting(public):
    for sex in "mf":
        for age in ("0-5", "6-11", "12-23", "24-35", "36-47", "48-59"):
            frame = public.areas(level="kabupaten", indicator=STUNTING, within=PASURUAN, sex=sex, age_groups=(age,))

            assert frame["is_suppressed"].tolist() == [False], (sex, age)


def test_the_children_of_the_kabupaten_are_those_of_the_release(public, children):
    frame = public.areas(level="kabupaten", indicator=STUNTING).set_index("area_code")
    true = children.groupby(children["desa_code"].str[:4])[["measured_n", "stunted_n"]].sum()

    assert frame[["measured_n", "stunted_n"]].eq(true).all().all()
