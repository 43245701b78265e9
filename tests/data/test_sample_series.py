"""The committed sample series have exactly the shape that their cards claim."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from stunting import anthro, fingerprint, sidecar
from stunting.build import action_tables
from stunting.build.sample_lokus import DECISIONS, lokus_table
from stunting.build.sample_series import LABELS, TABLES
from stunting.build.sample_shape import (
    COVERAGE,
    CURVES,
    LOCAL_COVERAGE,
    MONTHS,
    SEED,
    SMALL,
    YEARS,
    months_of,
    options_of,
)
from stunting.geography import Register
from stunting.paths import ROOT
from stunting.sample import places
from stunting.sample.children import children
from stunting.sample.options import NOTICE
from stunting.sample.visits import visits

FOLDER = ROOT / "data" / "raw" / "contoh"


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture(scope="module")
def growth():
    return pd.read_parquet(FOLDER / "growth.parquet")


def prevalence(frame):
    return 100 * frame["stunted_n"].sum() / frame["measured_n"].sum()


def august(growth, code, year):
    return growth[growth["desa_code"].str.startswith(code) & (growth["year"] == year) & (growth["month"] == 8)]


def test_all_tables_are_there_and_small():
    # What is done about the counts (events, money) has generators of its own.
    made_elsewhere = set(action_tables.MODULES) - set(LABELS)
    assert {path.stem for path in FOLDER.glob("*.parquet")} - made_elsewhere == set(LABELS)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 6_000_000


@pytest.mark.parametrize("name", LABELS)
def test_every_card_says_that_this_is_a_sample(name):
    card = sidecar.read(FOLDER / f"{name}.parquet")

    assert NOTICE in card.title
    assert NOTICE in card.notes
    assert "benih" in card.notes


@pytest.mark.parametrize("name", [name for name in LABELS if name != "puskesmas_desa"])
def test_every_row_is_marked_as_sample(name):
    frame = pd.read_parquet(FOLDER / f"{name}.parquet")

    assert len(frame)
    assert frame["is_sample"].all()


def test_every_desa_of_the_five_kabupaten_has_every_month(growth, register):
    registered = {
        (desa.code, month // 100, month % 100)
        for code in CURVES
        for kecamatan in register.children(code)
        for desa in register.children(kecamatan.code)
        for month in months_of(code)
    }

    assert set(growth[["desa_code", "year", "month"]].itertuples(index=False, name=None)) == registered


def test_columns_are_those_of_the_release():
    schema = fingerprint.SCHEMA.read_text(encoding="utf-8")
    for name in TABLES:
        body = schema.split(f"create table {name} (", 1)[1].split(");", 1)[0]
        columns = {line.split()[0] for line in body.splitlines() if line.strip() and not line.strip().startswith("--")}
        assert set(pd.read_parquet(FOLDER / f"{name}.parquet").columns) == columns, name


@pytest.mark.parametrize("code", CURVES)
@pytest.mark.parametrize("year", YEARS)
def test_levels_and_coverage_are_those_of_the_design(growth, code, year):
    found = august(growth, code, year)

    assert prevalence(found) == pytest.approx(CURVES[code][year - YEARS[0]], abs=0.6)
    assert 100 * found["measured_n"].sum() / found["target_n"].sum() == pytest.approx(
        COVERAGE[code][year - YEARS[0]], abs=1.5
    )


def test_pasuruan_falls_from_about_21_to_13_percent_in_three_years(growth):
    assert prevalence(august(growth, "3514", 2020)) == pytest.approx(21.4, abs=0.4)
    assert prevalence(august(growth, "3514", 2023)) == pytest.approx(13.0, abs=0.4)
    assert prevalence(august(growth, "3514", 2019)) == pytest.approx(22.5, abs=0.4)


def test_plaosan_is_highest_and_poncol_lowest_in_magetan_2024(growth):
    found = august(growth, "3520", 2024)
    by_kecamatan = found.groupby(found["desa_code"].str[:6]).apply(prevalence)

    assert by_kecamatan.idxmax() == "352007"
    assert by_kecamatan.max() == pytest.approx(18.7, abs=1)
    assert by_kecamatan.idxmin() == "352001"
    assert by_kecamatan.min() == pytest.approx(4.6, abs=1)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda one: f"{one.kabupaten_code} {one.lokus_year}")
def test_lokus_are_as_many_as_were_announced(decision, register):
    lokus = pd.read_parquet(FOLDER / "lokus.parquet")
    own = lokus[
        lokus["desa_code"].str.startswith(decision.kabupaten_code) & (lokus["lokus_year"] == decision.lokus_year)
    ]

    assert len(own) == decision.desa_n
    assert own["desa_code"].str[:6].nunique() == decision.kecamatan_n
    assert (own["decided_year"] == decision.decided_year).all()
    assert own["source"].str.startswith(NOTICE).all()
    assert all(code in register for code in own["desa_code"])


def test_lokus_follow_from_the_committed_counts(register):
    made = lokus_table(pq.read_table(FOLDER / "growth.parquet"), register)

    assert made.equals(pq.read_table(FOLDER / "lokus.parquet"))


def test_kejayan_has_two_puskesmas():
    served = pd.read_parquet(FOLDER / "puskesmas_desa.parquet")

    of_kejayan = served[served["desa_code"].str.startswith("351406")]
    assert set(of_kejayan["puskesmas_id"]) == {"3514-kejayan", "3514-ambalambil"}


def test_windows_are_february_and_august_and_the_years():
    windows = pd.read_parquet(FOLDER / "weighing_window.parquet")

    assert windows["key"].tolist() == [f"{month // 100}-{month % 100:02d}" for month in MONTHS] + [
        str(y) for y in YEARS
    ]
    assert windows["kind"].tolist() == ["bulan_timbang"] * len(MONTHS) + ["tahun"] * len(YEARS)


def month_of(growth, code, month):
    return growth[growth["desa_code"].str.startswith(code) & (growth["year"] * 100 + growth["month"] == month)]


def coverage(frame):
    return 100 * frame["measured_n"].sum() / frame["target_n"].sum()


def test_pasuruan_has_every_month_of_the_last_two_years(growth):
    of_pasuruan = growth[growth["desa_code"].str.startswith("3514")]
    months = set(of_pasuruan["year"] * 100 + of_pasuruan["month"])

    assert {month for month in months if month >= 202401} == {y * 100 + m for y in (2024, 2025) for m in range(1, 13)}
    assert {month for month in months if month < 202401} == {month for month in MONTHS if month < 202401}


def test_the_last_month_of_pasuruan_is_incomplete(growth):
    assert coverage(month_of(growth, "3514", 202512)) == pytest.approx(45, abs=1.5)
    assert coverage(month_of(growth, "3514", 202511)) > 85


def test_fewer_children_come_to_be_measured_from_march_to_april_and_in_june(growth):
    by_month = {month: coverage(month_of(growth, "3514", 202500 + month)) for month in range(1, 12)}

    assert sorted(by_month, key=by_month.__getitem__)[:3] == [4, 6, 3]


def test_wasting_is_higher_from_november_to_february(growth):
    rates = {}
    for month in (month for month in months_of("3514") if month >= 202401):
        found = month_of(growth, "3514", month)
        rates[month] = 100 * found["wasted_n"].sum() / found["weight_for_height_n"].sum()

    lean = [rate for month, rate in rates.items() if month % 100 in (11, 12, 1, 2)]
    assert min(lean) > max(rate for month, rate in rates.items() if month % 100 in range(3, 11))


def test_about_three_quarters_of_the_children_of_known_gain_have_gained(growth):
    known = growth["gain_known_n"].notna()

    assert 100 * growth["gained_n"].sum() / growth["gain_known_n"].sum() == pytest.approx(75, abs=4)
    assert (growth["gained_n"].notna() == known).all()


def test_every_way_of_having_no_plain_figure_is_there_in_the_newest_bulan_timbang(growth):
    found = month_of(growth, "3514", 202508)
    measured = found.groupby("desa_code")["measured_n"].sum()
    by_kecamatan = found.groupby(found["desa_code"].str[:6]).apply(coverage)

    assert measured[measured == 0].index.tolist() == ["3514042011"]
    assert measured[(measured > 0) & (measured < 20)].index.tolist() == sorted(SMALL)
    assert by_kecamatan[by_kecamatan < 80].index.tolist() == [code for code in LOCAL_COVERAGE if len(code) == 6]
    assert found[found["desa_code"].isin(SMALL)]["target_n"].sum() > 20


def test_kejayan_has_figures_like_its_neighbours(growth):
    of_kejayan = month_of(growth, "351406", 202508)

    assert of_kejayan["desa_code"].nunique() == 25
    assert of_kejayan["measured_n"].sum() > 1_500
    assert coverage(of_kejayan) > 90
    assert 5 < prevalence(of_kejayan) < 20


def test_a_year_counts_each_child_once(growth):
    windows = pd.read_parquet(FOLDER / "growth_window.parquet")
    of_year = windows[(windows["window_key"] == "2025") & windows["desa_code"].str.startswith("3514")]
    by_month = growth[growth["desa_code"].str.startswith("3514") & (growth["year"] == 2025)].groupby("month")[
        "measured_n"
    ]

    assert by_month.sum().max() < of_year["measured_n"].sum() < by_month.sum().sum() / 5


def test_posyandu_are_counted_in_2025_and_together_make_their_desa(growth):
    posyandu = pd.read_parquet(FOLDER / "growth_posyandu.parquet")
    here = posyandu.groupby(["desa_code", "year", "month"])[["target_n", "measured_n", "stunted_n"]].sum()
    desa = growth[growth["year"] == 2025].groupby(["desa_code", "year", "month"])[here.columns.tolist()].sum()

    assert set(posyandu["year"]) == {2025}
    assert set(posyandu["posyandu_id"]) <= set(pd.read_parquet(FOLDER / "posyandu.parquet")["id"])
    assert (here <= desa.loc[here.index]).all(axis=None)
    assert here["measured_n"].sum() > 0.99 * desa["measured_n"].sum()


def test_the_projection_lies_a_little_above_the_children_in_the_lists(growth):
    targets = pd.read_parquet(FOLDER / "routine_target.parquet")
    august = growth[growth["month"] == 8].groupby(["desa_code", "year"])["target_n"].sum()
    projected = targets.set_index(["desa_code", "year"])["target_n"]
    share = projected.loc[august.index] / august

    assert set(targets["kind"]) == {"proyeksi"}
    assert set(targets["year"]) == set(YEARS)
    assert len(projected) == len(august)
    assert share.min() >= 1.03
    assert (projected.loc[august.index] - august * 1.12).max() <= 1
    assert share.groupby("desa_code").mean().std() > 0.015


def test_the_generator_still_gives_the_committed_counts(growth, register):
    """One month of one kabupaten, counted here without the import."""
    options = options_of(register, "6209")
    people = children(options, places.services(register, "6209"), np.random.default_rng([SEED, 6209]))
    rows = visits(replace(options, months=(202508,)), people)
    age_days = (rows["measured_on"] - rows["birth_date"]).dt.days
    scores = anthro.zscores(
        pd.DataFrame(
            {
                "sex": rows["sex"],
                "age_days": age_days,
                "weight_kg": rows["weight"],
                "lenhei_cm": rows["height"],
                "measure": rows["posture"],
            }
        )
    )
    valid = scores["haz"].where(scores["flag_haz"] == 0)
    own = pd.DataFrame({"measured_n": valid.notna(), "stunted_n": valid < -2, "target_n": 1})

    counted = own.groupby(rows["desa_code"]).sum().astype("int64")

    committed = august(growth, "6209", 2025).groupby("desa_code")[["measured_n", "stunted_n", "target_n"]].sum()
    assert counted.to_dict() == committed.astype("int64").to_dict()
