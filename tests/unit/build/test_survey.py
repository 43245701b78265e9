import pandas as pd
import pytest

from stunting.build import survey
from stunting.errors import BuildError
from stunting.geography import Register

COLUMNS = [
    "area_level",
    "kemendagri_code",
    "area_name",
    "survey",
    "year",
    "prevalence_pct",
    "ci_low_pct",
    "ci_high_pct",
    "n",
    "source",
    "source_url",
    "verified",
]


def facts(tmp_path, *rows):
    full = [(*row, "", "", "", "Kemenkes", "", "no") for row in rows]
    path = tmp_path / "facts.csv"
    pd.DataFrame(full, columns=COLUMNS).to_csv(path, index=False)
    return path


@pytest.fixture
def register(tiny_layout):
    return Register.from_parquet(tiny_layout.raw / "wilayah" / "wilayah.parquet")


def test_the_country_gets_the_code_00(tmp_path, register):
    path = facts(tmp_path, ("national", "", "Indonesia", "ssgi", "2021", "24.4"))

    assert survey.survey_estimates(path, register)["area_code"].tolist() == ["00"]


def test_papua_before_the_division_gets_its_own_code(tmp_path, register):
    path = facts(
        tmp_path,
        ("province", "91", "Papua", "ssgi", "2022", "34.6"),
        ("province", "91", "Papua", "ski", "2023", "28.6"),
    )

    frame = survey.survey_estimates(path, register)

    assert frame[["area_code", "year"]].to_numpy(dtype=object).tolist() == [["91", 2023], ["91-lama", 2022]]


def test_ssgi_2024_below_province_is_kept_only_where_it_was_compared(tmp_path, register, monkeypatch):
    path = facts(
        tmp_path,
        ("kabupaten", "3520", "Kabupaten Magetan", "ssgi", "2024", "10.3"),
        ("kabupaten", "1811", "Kabupaten Mesuji", "ssgi", "2024", "11.1"),
    )
    monkeypatch.setattr(survey, "SSGI_2024_KABUPATEN_PROVINCES", ("18",))

    assert survey.survey_estimates(path, register)["area_code"].tolist() == ["1811"]


def test_a_name_that_belongs_to_another_code_is_refused(tmp_path, register):
    path = facts(tmp_path, ("kabupaten", "1811", "Kabupaten Magetan", "ssgi", "2021", "17.2"))

    with pytest.raises(BuildError, match="1811 Kabupaten Magetan"):
        survey.survey_estimates(path, register)


def test_a_citation_says_nothing_about_the_collection():
    text = "SSGI 2024, table found only in one public SQL seed (stored index file 56827320883, repository not shown)"

    assert survey.citation(text) == "SSGI 2024, table: satu berkas publik tanpa nama penerbit"
