"""The services: the two lists, what they share, their cadence and their place in the framework."""

from __future__ import annotations

import pytest

from stunting.errors import UnknownChoiceError
from stunting.services import actions, registry
from stunting.services.registry import SERVICES
from stunting.services.service import CAUSES, ESSENTIAL, GROUPS, MONTHS_OF_PERIOD, PERPRES, SPESIFIK, period_label


def test_the_first_list_has_29_services_in_their_order():
    assert [one.number for one in registry.of_list(ESSENTIAL)] == list(range(1, 30))


def test_the_perpres_has_nine_specific_and_eleven_sensitive_ones():
    kinds = [one.kind for one in registry.of_list(PERPRES)]
    numbers = [one.perpres_number for one in registry.of_list(PERPRES)]
    assert kinds == [SPESIFIK] * 9 + ["sensitif"] * 11
    assert numbers == [*range(1, 10), *range(1, 12)]


def test_fifteen_services_are_the_same_in_both_lists():
    assert {one.key for one in SERVICES if one.number is not None and one.perpres_number is not None} == {
        *("rematri_ttd", "bumil_kek", "bumil_ttd", "asi", "mpasi", "gizi_buruk", "pantau", "gizi_kurang", "idl"),
        *("kb_pasca", "ktd", "catin_periksa", "air_minum", "sanitasi", "krs_damping"),
    }


def test_what_counts_something_else_is_not_the_same():
    for one in SERVICES:
        if one.resembles:
            other = registry.get(one.resembles)
            assert other.resembles == one.key
            assert (one.number is None) != (other.number is None)


def test_keys_and_short_names_are_unique_and_every_service_has_a_group_and_a_cause():
    assert len({one.key for one in SERVICES}) == len({one.short for one in SERVICES}) == len(SERVICES) == 35
    assert {one.group for one in SERVICES} == set(GROUPS)
    assert {one.cause for one in SERVICES} == {one.key for one in CAUSES}
    assert all(one.wording.strip() == one.wording and one.numerator for one in SERVICES)
    assert all(bool(one.perpres_wording) == (one.perpres_number is not None) for one in SERVICES)


def test_unmet_need_and_unwanted_pregnancies_are_better_low():
    assert [one.key for one in SERVICES if not one.is_higher_better] == ["unmet_need", "ktd"]


def test_what_is_not_confirmed_stays_marked():
    unconfirmed = [one.number for one in registry.of_list(ESSENTIAL) if not one.is_kind_verified]
    assert unconfirmed == [1, 2, 8, 9, 12]
    assert [one.key for one in SERVICES if not one.is_wording_verified] == ["desa_stop_babs", "vitamin_a"]


def test_numbers_of_families_have_no_coverage():
    assert [one.key for one in SERVICES if not one.has_coverage] == ["keluarga_tunai", "keluarga_pangan"]


@pytest.mark.parametrize(
    ("key", "scheduled"),
    [("asi", {2, 8}), ("vitamin_a", {2, 8}), ("mpasi", {3, 6, 9, 12}), ("idl", set(range(1, 13)))],
)
def test_a_month_outside_the_cadence_is_not_scheduled(key, scheduled):
    service = registry.get(key)
    assert {month for month in range(1, 13) if service.is_scheduled(f"m{month:02}")} == scheduled


def test_a_longer_period_is_scheduled_when_one_of_its_months_is():
    assert [period for period in ("tw1", "tw2", "tw3", "tw4", "s1", "s2", "tahun")
            if not registry.get("asi").is_scheduled(period)] == ["tw2", "tw4"]  # fmt: skip


def test_the_framework_goes_from_the_immediate_causes_to_the_basic_ones():
    keys = ["pus_tunai", "air_minum", "idl", "mpasi", "ikan", "krs_damping", "bumil_kek"]
    ordered = [one.key for one in sorted((one for one in SERVICES if one.key in keys), key=lambda one: one.order)]
    assert ordered == ["bumil_kek", "mpasi", "idl", "ikan", "krs_damping", "air_minum", "pus_tunai"]
    assert [one.level for one in CAUSES] == ["langsung"] * 2 + ["tidak langsung"] * 3 + ["akar"]


def test_an_unknown_key_names_the_nearest_ones():
    with pytest.raises(UnknownChoiceError, match="bumil_ttd"):
        registry.get("bumil_tdt")


def test_periods_are_written_as_officers_write_them():
    assert period_label("tw2", 2025) == "Triwulan II 2025"
    assert period_label("s1", 2025) == "Semester I 2025"
    assert period_label("m08", 2025) == "Agustus 2025"
    assert period_label("tahun", 2025) == "2025"
    assert len(MONTHS_OF_PERIOD) == 19


def test_both_vocabularies_of_actions_are_data():
    assert [one.code for one in actions.of_scheme("8aksi")] == [str(at) for at in range(1, 9)]
    assert actions.of_scheme("8aksi")[2].label == "Aksi 3: Rembuk Stunting"
    assert [one.is_verified for one in actions.of_scheme("2025")] == [True] * 4 + [False] * 2
    assert all("kecamatan" in one.levels for one in actions.of_scheme("2025"))
