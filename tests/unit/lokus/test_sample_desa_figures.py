"""The committed sample of figures per desa has the shape that its card claims."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from stunting.build.sample_desa_figures import (
    FILE,
    LEVELS,
    MORE_THAN_DUE,
    SCHEMA,
    WITHOUT_ANY,
    YEARS,
    desa_figure_table,
)
from stunting.geography import Register
from stunting.paths import ROOT
from stunting.sample.options import NOTICE

RAW = ROOT / "data" / "raw"


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(RAW / "wilayah" / "wilayah.parquet")


@pytest.fixture(scope="module")
def figures():
    return pd.read_parquet(RAW / "contoh" / FILE)


@pytest.fixture(scope="module")
def by_desa(figures):
    return figures.pivot(index=["desa_code", "year"], columns="key", values="value").reset_index()


def test_it_follows_from_the_committed_counts(register):
    made = desa_figure_table(pq.read_table(RAW / "contoh" / "growth.parquet"), register)

    assert made.schema.equals(SCHEMA)
    assert made.equals(pq.read_table(RAW / "contoh" / FILE))


def test_families_at_risk_are_nearly_as_many_as_announced(by_desa):
    of_year = by_desa.groupby([by_desa["desa_code"].str[:4], "year"])["krs_n"].sum()

    assert of_year["1801", 2025] == pytest.approx(22_450, rel=0.02)
    assert of_year["3514", 2023] == pytest.approx(8_525, rel=0.02)


@pytest.mark.parametrize("code", LEVELS)
def test_every_desa_but_two_has_every_year_of_families(by_desa, register, code):
    desa = {desa.code for kecamatan in register.children(code) for desa in register.children(kecamatan.code)}
    own = by_desa[by_desa["desa_code"].str.startswith(code) & by_desa["krs_n"].notna()]

    assert set(own["desa_code"]) < desa
    assert len(desa) - own["desa_code"].nunique() == WITHOUT_ANY
    assert (own.groupby("desa_code")["year"].agg(set) == set(YEARS)).all()


def test_one_report_has_more_services_than_were_due(by_desa):
    wrong = by_desa[by_desa["service_received_n"] > by_desa["service_due_n"]]

    assert list(zip(wrong["desa_code"], wrong["year"], strict=True)) == [MORE_THAN_DUE]


def test_desa_with_more_stunting_have_more_risk_and_fewer_services_though_not_strictly(by_desa):
    growth = pd.read_parquet(
        RAW / "contoh" / "growth.parquet", columns=["desa_code", "year", "month", "measured_n", "stunted_n"]
    )
    august = (
        growth[(growth["month"] == 8) & (growth["year"] == 2025)]
        .groupby("desa_code")[["measured_n", "stunted_n"]]
        .sum()
    )
    own = by_desa[(by_desa["year"] == 2025) & (by_desa["desa_code"] != MORE_THAN_DUE[0])].set_index("desa_code")
    compared = pd.DataFrame(
        {
            "stunting": august["stunted_n"] / august["measured_n"],
            "risk": own["krs_n"] / own["family_n"],
            "services": own["service_received_n"] / own["service_due_n"],
        }
    )
    for code in LEVELS:
        related = compared[compared.index.str.startswith(code)].corr()["stunting"]
        assert 0.3 < related["risk"] < 0.7
        assert -0.7 < related["services"] < -0.3


def test_every_row_says_that_it_is_a_sample(figures):
    assert figures["is_sample"].all()
    assert figures["source"].str.startswith(NOTICE).all()
