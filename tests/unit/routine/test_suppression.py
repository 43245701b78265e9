"""What mode publik shows and hides of routine counts, and which questions it refuses."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest

from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.suppression import PublicCounts, public_periods

STUNTING = indicator("stunting")
# Desa of two kecamatan, each with its children measured, stunted and severely stunted.
VILLAGES = {
    "1801012001": (60, 3, 0),
    "1801012002": (70, 12, 6),
    "1801012003": (80, 20, 10),
    "1801012004": (65, 0, 0),
    "1801022001": (75, 15, 0),
    "1801022002": (90, 18, 0),
}


def public_counts(
    villages: dict[str, tuple[int, int, int]] = VILLAGES,
    *,
    lokus: dict[str, int] | None = None,
    known_until: int = 0,
    **columns: object,
) -> PublicCounts:
    frame = pd.DataFrame(
        [(code, "1801-a", *counts, counts[0]) for code, counts in villages.items()],
        columns=["desa_code", "puskesmas_id", "measured_n", "stunted_n", "severely_stunted_n", "weight_for_age_n"],
    ).assign(**columns)
    groups = frame.drop(columns=["desa_code", "puskesmas_id"]).assign(
        kabupaten_code=frame["desa_code"].str[:4], sex="m", age_group="12-23"
    )
    years = pd.DataFrame(list((lokus or {}).items()), columns=["desa_code", "lokus_year"])
    return PublicCounts(villages=frame, groups=groups, lokus=years, known_until=known_until)


def shown(
    public: PublicCounts, column: str = "stunted_n", *, level: str = "desa", **choice: object
) -> dict[str, float]:
    frame = public.areas(level=level, indicator=STUNTING, **choice)
    return dict(zip(frame["area_code"], frame[column].fillna(-1), strict=True))


def test_a_small_count_and_one_partner_of_the_same_kecamatan_are_hidden():
    assert shown(public_counts()) == {
        "1801012001": -1,
        "1801012002": -1,
        "1801012003": 20,
        "1801012004": 0,
        "1801022001": 15,
        "1801022002": 18,
    }


def test_the_kecamatan_of_a_hidden_desa_shows_its_true_count():
    assert shown(public_counts(), level="kecamatan") == {"180101": 35, "180102": 33}


def test_the_denominator_stays_where_only_the_numerator_is_hidden():
    frame = public_counts().areas(level="desa", indicator=STUNTING).set_index("area_code")

    assert frame.loc["1801012001", "measured_n"] == 60
    assert frame.loc["1801012001", ["is_suppressed", "is_n_suppressed"]].tolist() == [True, False]


def test_a_count_that_leaves_1_to_4_of_the_whole_is_hidden():
    public = public_counts(VILLAGES | {"1801012003": (80, 77, 10)})

    assert shown(public)["1801012003"] == -1


def test_a_part_that_leaves_1_to_4_of_the_numerator_is_hidden_and_the_numerator_is_not():
    public = public_counts(VILLAGES | {"1801012003": (80, 20, 18)})

    assert shown(public, "severely_stunted_n")["1801012003"] == -1
    assert shown(public, "stunted_n")["1801012003"] == 20


def test_severe_stunting_as_an_indicator_hides_what_stunting_hides_as_its_part():
    public = public_counts(VILLAGES | {"1801012003": (80, 20, 18)})
    frame = public.areas(level="desa", indicator=indicator("sangat_pendek"))

    assert dict(zip(frame["area_code"], frame["severely_stunted_n"].fillna(-1), strict=True)) == shown(
        public, "severely_stunted_n"
    )


def test_lokus_and_the_others_are_hidden_when_a_bundle_has_desa_of_both():
    public = public_counts(lokus={"1801012001": 2025})

    assert shown(public, level="kabupaten", lokus_year=2025) == {"1801": -1}
    assert shown(public, level="kabupaten", lokus_year=2025, is_lokus=False) == {"1801": -1}
    assert shown(public, level="kabupaten") == {"1801": 68}


def test_partners_are_lokus_of_the_same_years_where_the_list_was_known():
    public = public_counts(lokus={"1801012001": 2025, "1801012003": 2025}, known_until=2025)

    assert shown(public, level="kabupaten", lokus_year=2025) == {"1801": 23}


def test_a_list_of_a_later_year_changes_no_figure_but_its_own():
    """Somebody who reads the same month before and after a list learns nothing about the partners of a small count."""
    none, one, two = ({}, {"1801012001": 2025}, {"1801012001": 2025, "1801012003": 2025})

    for choice in ({}, {"level": "kecamatan"}, {"level": "kabupaten"}, {"level": "puskesmas"}):
        assert (
            shown(public_counts(lokus=none, known_until=2024), **choice)
            == shown(public_counts(lokus=one, known_until=2024), **choice)
            == shown(public_counts(lokus=two, known_until=2024), **choice)
        )


def test_a_filter_never_shows_what_another_page_hides():
    public = public_counts(lokus={"1801012003": 2025})
    whole = shown(public)

    for choice in ({"within": "180101"}, {"lokus_year": 2025}, {"puskesmas_id": "1801-a"}):
        assert shown(public, **choice).items() <= whole.items()


def test_a_puskesmas_as_an_area_shows_what_its_filter_shows():
    public = public_counts()

    assert list(shown(public, level="puskesmas").values()) == [
        shown(public, level="kabupaten", puskesmas_id="1801-a")["1801"]
    ]


def test_a_country_with_three_stunted_children_shows_none():
    public = public_counts({"1801012001": (60, 3, 0), "1801012002": (70, 0, 0)})

    assert shown(public, level="negara") == {"00": -1}
    assert shown(public, level="negara", sex="m") == {"00": -1}


def test_a_kabupaten_whose_total_is_hidden_shows_no_sex():
    # The three children of the second kabupaten need a partner in the first.
    public = public_counts({"1801012001": (60, 9, 0), "1801012002": (70, 20, 0), "1802012001": (60, 3, 0)})

    assert shown(public, level="kabupaten") == {"1801": -1, "1802": -1}
    assert shown(public, level="kabupaten", sex="m") == {"1801": -1, "1802": -1}
    assert shown(public, level="provinsi") == {"18": 32}


def test_coverage_that_leaves_1_to_4_unmeasured_is_hidden_with_its_target():
    targets = np.array([63, 90, 100, 80, 90, 110])
    covered = np.array([measured for measured, _, _ in VILLAGES.values()])
    public = public_counts(target_n=targets, covered_n=covered, weighed_n=covered, covered_weighed_n=covered)
    frame = public.areas(level="desa", indicator=STUNTING).set_index("area_code")

    assert frame["is_coverage_suppressed"].tolist()[0]
    assert math.isnan(frame.loc["1801012001", "target_n"])
    assert frame.loc["1801012001", "measured_n"] == 60
    assert frame.loc["1801022002", "target_n"] == 110


def test_an_unknown_target_is_missing_and_not_called_hidden():
    frame = public_counts().areas(level="desa", indicator=STUNTING)

    assert frame["target_n"].isna().all()
    assert not frame["is_coverage_suppressed"].any()


def test_severe_stunting_that_village_reports_do_not_count_is_missing_and_not_hidden():
    frame = public_counts(severely_stunted_n=np.nan).areas(level="kecamatan", indicator=indicator("sangat_pendek"))

    assert frame["severely_stunted_n"].isna().all()
    assert not frame["is_suppressed"].any()


@pytest.mark.parametrize(
    "choice",
    [
        {"level": "desa", "sex": "m"},
        {"level": "kecamatan", "age_groups": ("0-5",)},
        {"level": "puskesmas", "sex": "m"},
        {"level": "kabupaten", "sex": "m", "puskesmas_id": "1801-a"},
        {"level": "kabupaten", "age_groups": ("0-5",), "lokus_year": 2025},
    ],
)
def test_sex_and_age_are_refused_below_the_kabupaten_and_with_puskesmas_or_lokus(choice):
    with pytest.raises(NoDataError, match="Mode publik"):
        public_counts().areas(indicator=STUNTING, **choice)


def test_villages_and_groups_of_other_children_are_refused():
    villages = pd.DataFrame({"desa_code": ["1801012001"], "puskesmas_id": [""], "measured_n": [9]})
    groups = pd.DataFrame({"kabupaten_code": ["1801"], "sex": ["m"], "age_group": ["0-5"], "measured_n": [8]})

    with pytest.raises(ValueError, match="same children"):
        PublicCounts(villages=villages, groups=groups, lokus=pd.DataFrame(columns=["desa_code", "lokus_year"]))


def test_a_release_without_routine_data_has_no_areas():
    empty = PublicCounts(
        villages=pd.DataFrame(columns=["desa_code", "puskesmas_id"]),
        groups=pd.DataFrame(columns=["kabupaten_code", "sex", "age_group"]),
        lokus=pd.DataFrame(columns=["desa_code", "lokus_year"]),
    )

    assert empty.areas(level="desa", indicator=STUNTING).empty


def period(start: dt.date, end: dt.date, kind: PeriodKind) -> Period:
    return Period(start=start, end=end, kind=kind, key="", label="", short="")


def test_months_and_windows_of_exactly_one_month_are_public():
    month = period(dt.date(2024, 2, 1), dt.date(2024, 2, 29), PeriodKind.MONTH)
    window = period(dt.date(2024, 2, 1), dt.date(2024, 2, 29), PeriodKind.WINDOW)

    assert public_periods([month, window]) == [month, window]


@pytest.mark.parametrize(
    "hidden",
    [
        period(dt.date(2024, 1, 1), dt.date(2024, 12, 31), PeriodKind.YEAR),
        period(dt.date(2024, 2, 1), dt.date(2024, 2, 28), PeriodKind.WINDOW),
        period(dt.date(2024, 2, 15), dt.date(2024, 3, 14), PeriodKind.WINDOW),
        period(dt.date(2024, 2, 1), dt.date(2024, 3, 31), PeriodKind.WINDOW),
    ],
)
def test_years_and_windows_that_cut_a_month_are_not_public(hidden):
    assert public_periods([hidden]) == []
