"""The committed sample of services has the shape that its card claims."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from stunting.build.sample_desa_figures import LEVELS, WITHOUT_ANY, YEARS
from stunting.build.sample_services import FILE, IMPOSSIBLE, SCHEMA, service_table
from stunting.geography import Register
from stunting.paths import ROOT
from stunting.sample.options import NOTICE
from stunting.services.registry import BY_KEY

CONTOH = ROOT / "data" / "raw" / "contoh"


@pytest.fixture(scope="module")
def sample():
    return pd.read_parquet(CONTOH / FILE)


def test_it_follows_from_the_other_sample_tables():
    made = service_table(pq.read_table(CONTOH / "growth.parquet"), pq.read_table(CONTOH / "desa_figure.parquet"))

    assert made.schema.equals(SCHEMA)
    assert made.equals(pq.read_table(CONTOH / FILE))


def test_every_service_is_reported_for_every_year_and_kabupaten(sample):
    whole = sample[sample["period"] == "tahun"]
    found = whole.groupby([whole["area_code"].str[:4], "year"])["service_key"].agg(set)

    assert len(found) == len(LEVELS) * len(YEARS)
    assert all(keys == set(BY_KEY) for keys in found)


def test_some_desa_have_no_report(sample):
    register = Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")
    for code in LEVELS:
        desa_n = sum(len(register.children(one.code)) for one in register.children(code))
        here = sample[sample["area_code"].str.startswith(code)]
        assert here["area_code"].nunique() <= desa_n - WITHOUT_ANY
        by_year = here.groupby("year")["area_code"].nunique()
        assert (by_year < here["area_code"].nunique()).any()


def test_what_is_not_scheduled_has_no_count_and_follows_the_registry(sample):
    asked = [BY_KEY[key].is_scheduled(one) for key, one in zip(sample["service_key"], sample["period"], strict=True)]
    waiting = sample[~sample["is_scheduled"]]

    assert sample["is_scheduled"].tolist() == asked
    assert set(waiting["service_key"]) == {"asi", "mpasi", "vitamin_a"}
    assert waiting["numerator_n"].isna().all()
    assert waiting["denominator_n"].isna().all()


def test_one_desa_has_more_reached_than_were_to_be_reached(sample):
    wrong = sample[sample["numerator_n"] > sample["denominator_n"]]

    assert list(zip(wrong["area_code"], wrong["year"], wrong["service_key"], strict=True)) == [IMPOSSIBLE]


def test_services_and_stunting_go_together_a_little_and_no_more(sample):
    growth = pd.read_parquet(
        CONTOH / "growth.parquet", columns=["desa_code", "year", "month", "measured_n", "stunted_n"]
    )
    august = growth[(growth["month"] == 8) & (growth["year"] == 2025)].groupby("desa_code").sum()
    here = sample[(sample["period"] == "tahun") & (sample["year"] == 2025) & (sample["service_key"] == "pantau")]
    here = here[here["area_code"].str.startswith("3514")].dropna().set_index("area_code")
    both = pd.DataFrame(
        {
            "stunting": august["stunted_n"] / august["measured_n"],
            "reached": (here["numerator_n"] / here["denominator_n"]).astype(float),
        }
    )

    assert -0.5 < both.corr().loc["stunting", "reached"] < 0


def test_every_row_says_that_it_is_a_sample(sample):
    assert sample["is_sample"].all()
    assert sample["source"].str.startswith(NOTICE).all()
    assert (CONTOH / FILE).stat().st_size < 1_500_000
