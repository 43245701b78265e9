import pytest

from stunting.errors import UnknownIndicatorError, UnknownSurveyError
from stunting.indicators import indicator
from stunting.sources import SURVEYS, is_comparable, survey


def test_a_misspelt_survey_offers_the_nearest():
    with pytest.raises(UnknownSurveyError, match="Maksud Anda 'ssgi'"):
        survey("sgi")


def test_ssgi_and_ski_are_never_joined_by_a_line():
    assert not is_comparable("ssgi", "ski")


def test_rounds_of_one_survey_are_comparable():
    assert is_comparable("ssgi", "ssgi")


def test_no_survey_claims_2020():
    assert all(2020 not in one.years for one in SURVEYS)


def test_every_year_was_measured_by_one_survey_only():
    years = [year for one in SURVEYS for year in one.years]

    assert len(years) == len(set(years))


def test_higher_stunting_is_worse():
    assert indicator("stunting").is_higher_worse


def test_an_unknown_indicator_is_refused():
    with pytest.raises(UnknownIndicatorError, match="'stunting'"):
        indicator("stuntng")
