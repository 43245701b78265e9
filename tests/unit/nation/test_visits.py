"""What the statements make of single measurements."""

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from stunting.nation.duckdb_engine import DuckDBEngine
from stunting.paths import ROOT
from tests.nation import DESA, as_input, given, measured, visits

GOLDEN = ROOT / "tests" / "unit" / "anthro" / "golden" / "who_r_package.csv"
BANDS = {"haz": (-600, 600), "waz": (-600, 500), "whz": (-500, 500)}


@pytest.fixture(scope="module")
def golden():
    """Rows of WHO's package with whole days, grams and millimetres, as measurements, and their z-scores."""
    rows = pd.read_csv(GOLDEN)
    is_whole = (
        rows["sex"].isin(["m", "f"])
        & (rows["age_days"] % 1 == 0)
        & rows["age_days"].between(0, 1826)
        & ((rows["weight_kg"] * 1000).round(6) % 1 == 0)
        & ((rows["lenhei_cm"] * 10).round(6) % 1 == 0)
    )
    chosen = rows[is_whole].reset_index(drop=True)
    facts = [
        measured(
            number,
            sex=row.sex,
            age_days=int(row.age_days),
            weight_g=round(row.weight_kg * 1000),
            height_mm=round(row.lenhei_cm * 10),
            posture=row.measure if isinstance(row.measure, str) else None,
            oedema=row.oedema == "y",
        )
        for number, row in enumerate(chosen.itertuples())
    ]
    return chosen, visits(*facts).sort_by("child").to_pandas()


@pytest.mark.parametrize("index", BANDS)
def test_the_bands_are_those_of_the_golden_values(golden, index):
    expected, found = golden
    low, high = BANDS[index]
    z = np.rint(expected[index] * 100)
    valid = z.between(low, high)
    above = (z > 200).astype(int) if index == "whz" else 0
    band = (1 + (z >= -300).astype(int) + (z >= -200).astype(int) + above).where(valid)

    assert valid.sum() > 100
    pd.testing.assert_series_equal(found[f"{index}_band"].astype(float), band.astype(float), check_names=False)


def test_heights_are_implausible_where_who_says_so(golden):
    expected, found = golden

    assert found["is_haz_flagged"].tolist() == (expected["flag_haz"] == 1).tolist()
    assert found["is_haz_flagged"].any()


def test_of_several_rows_of_a_day_the_one_received_last_counts_whole():
    rows = [
        measured(1, received_no=5, weight_g=9_000, height_mm=None),
        measured(1, received_no=4, weight_g=8_000, height_mm=750),
    ]

    (one,) = visits(*rows).to_pylist()

    assert (one["weight_g"], one["haz_band"]) == (9_000, None)


def test_rows_received_at_once_have_the_same_winner_in_every_order():
    rows = [measured(1, received_no=4, weight_g=weight) for weight in (8_000, 9_000, None)]

    winners = {tuple(one["weight_g"] for one in visits(*order).to_pylist()) for order in (rows, rows[::-1])}

    assert winners == {(9_000,)}


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("anak_tidak_dikenal", {"child": None}),
        ("jk_tidak_terbaca", {"sex": ""}),
        ("tgl_lahir_tidak_terbaca", {"age_days": None}),
        ("tgl_ukur_di_masa_depan", {"measured_on": dt.date(2026, 1, 1)}),
        ("tgl_ukur_sebelum_lahir", {"age_days": -1}),
        ("umur_60_bulan_lebih", {"age_days": 1_827}),
        ("periode_tidak_diketahui", {"measured_on": None, "listed_in": None}),
        ("periode_tidak_diketahui", {"measured_on": None, "listed_in": 202513}),
        ("wilayah_menunggu_tinjauan", {"desa_code": "9999999999"}),
        ("wilayah_menunggu_tinjauan", {"desa_code": None}),
    ],
)
def test_a_row_that_cannot_be_used_says_why(tmp_path, reason, facts):
    found = as_input(tmp_path / "masuk", measured(1), measured(2) | facts)

    with DuckDBEngine.opened(tmp_path) as engine:
        counts = engine.reading_counts(found, given(DESA)).to_pylist()

    assert {one["reason"]: one["row_n"] for one in counts} == {None: 1, reason: 1}


def test_the_last_day_and_the_last_day_of_age_are_used(tmp_path):
    found = as_input(tmp_path / "masuk", measured(1, measured_on=dt.date(2025, 12, 31), age_days=1_826))

    with DuckDBEngine.opened(tmp_path) as engine:
        counts = engine.reading_counts(found, given(DESA))

    assert counts == pa.table({"reason": pa.array([None], pa.string()), "period": pa.array([202512]), "row_n": [1]})
