"""The questions, asked of a very small Indonesia."""

import pytest

from stunting import action_queries, lokus_queries, queries, routine_queries
from stunting.build.release import build_release
from stunting.errors import NoDataError, UnknownIndicatorError, UnknownSurveyError
from stunting.paths import ROOT
from stunting.releases import open_release
from tests.small import TINY


@pytest.fixture
def db(tiny_layout):
    build_release(tiny_layout, expected=TINY, geometry=False)
    with open_release(tiny_layout).database as opened:
        yield opened


def ask(db, **changes):
    question = {"key": "stunting", "survey": "ssgi", "year": 2021, "level": "kabupaten", "within": "00"}
    return queries.prevalence_by_area(db, **{**question, **changes})


def test_every_registered_area_has_a_row(db):
    assert ask(db)["area_code"].tolist() == ["1801", "1811", "3514", "3520", "3575"]


def test_an_area_without_a_figure_is_missing_not_zero(db):
    frame = ask(db, survey="ski", year=2023).set_index("area_code")

    assert frame.loc["1811", "value_pct"] == 5.0
    assert frame["value_pct"].isna().sum() == 4


def test_only_areas_inside_the_asked_one(db):
    assert ask(db, within="35")["area_code"].tolist() == ["3514", "3520", "3575"]


def test_old_papua_does_not_answer_for_papua(db):
    papua = ask(db, level="provinsi").set_index("area_code").loc["91"]

    assert papua["value_pct"] != papua["value_pct"]
    assert papua["former_value_pct"] == 29.5
    assert "sebelum pemekaran" in papua["former_name"]


def test_the_series_of_papua_names_the_area_each_figure_belongs_to(db):
    frame = queries.estimates_of_areas(db, key="stunting", codes=["91"])

    assert frame[["asked_code", "area_code"]].to_numpy(dtype=object).tolist() == [["91", "91-lama"]]


def test_a_series_is_ordered_by_year(db):
    frame = queries.estimates_of_areas(db, key="stunting", codes=["1811"])

    assert [e.year for e in queries.series_of(frame, "1811")] == [2021, 2023, 2024]


def test_survey_rounds_count_their_areas(db):
    frame = queries.survey_rounds(db, key="stunting", level="kabupaten", within="18")

    rounds = list(zip(frame["survey"], frame["year"], frame["area_n"], strict=True))
    assert rounds == [("ssgi", 2021, 2), ("ski", 2023, 1), ("ssgi", 2024, 1)]


def test_surveys_do_not_reach_kecamatan(db):
    with pytest.raises(NoDataError, match="kabupaten/kota"):
        queries.survey_rounds(db, key="stunting", level="kecamatan", within="3514")


def test_desa_are_counted_below_every_level(db):
    for level, code in (("provinsi", "35"), ("kabupaten", "3514"), ("kecamatan", "351406"), ("desa", "3514061001")):
        frame = queries.desa_by_area(db, level=level, within=code).set_index("area_code")
        assert frame.loc[code, "desa_n"] == frame.loc[code, "kelurahan_n"] == 1


def test_an_area_without_desa_counts_none(db):
    assert queries.desa_by_area(db, level="kabupaten", within="18")["desa_n"].tolist() == [0, 0]


def test_unknown_indicator_and_survey_are_refused(db):
    with pytest.raises(UnknownIndicatorError, match="stunting"):
        ask(db, key="stuntng")
    with pytest.raises(UnknownSurveyError):
        ask(db, survey="sensus")


def test_every_question_has_a_function_and_every_function_a_question():
    files = {path.stem for path in (ROOT / "stunting" / "sql").glob("*.sql")}
    shelves = {**vars(queries), **vars(routine_queries), **vars(lokus_queries), **vars(action_queries)}
    functions = {name for name, one in shelves.items() if callable(one)}

    assert files <= functions
