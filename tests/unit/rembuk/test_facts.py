"""What a release has for a meeting, on small releases written row by row."""

from __future__ import annotations

import pytest

from stunting import queries
from stunting.db import Database
from stunting.geography import Register
from stunting.rembuk.facts import NOTHING, facts_of
from tests.lokus_release import desa_of, write

HERE = [desa_of("3514", number) for number in (1, 2)]
NEXT = [desa_of("3514", number, kecamatan=2) for number in (1, 2)]
OTHER = [desa_of("1801", 1)]
COUNTED = dict.fromkeys(HERE, (30, 120, 130))


@pytest.fixture
def facts(tmp_path):
    """`facts(code, windows=...)`: the facts of one area in a release that is written for it."""

    def found(code, **given):
        path = write(tmp_path / "rilis.duckdb", desa=[*HERE, *NEXT, *OTHER], **{"windows": {}, **given})
        with Database(path) as opened:
            register = Register(queries.registered_areas(opened))
            return facts_of(opened, area=register.get(code), register=register)

    return found


def test_an_empty_release_has_nothing(facts):
    assert facts("3514") == NOTHING


def test_one_bulan_timbang_is_routine_without_a_change(facts):
    found = facts("3514", windows={"2025-08": COUNTED})

    assert (found.has_routine, found.has_change, found.has_series) == (True, False, False)


def test_two_of_them_can_be_compared_and_three_years_make_a_series(facts):
    found = facts("3514", windows=dict.fromkeys(("2023-08", "2024-08", "2025-08"), COUNTED))

    assert (found.has_change, found.has_series) == (True, True)


def test_three_months_of_one_year_make_no_series(facts):
    assert not facts("3514", windows=dict.fromkeys(("2025-02", "2025-06", "2025-08"), COUNTED)).has_series


def test_a_kecamatan_without_children_in_the_newest_period_has_no_routine_figures(facts):
    windows = {"2024-08": dict.fromkeys(NEXT, (30, 120, 130)), "2025-08": COUNTED}

    assert not facts("351402", windows=windows).has_routine


def test_a_kecamatan_that_was_measured_has_them(facts):
    assert facts("351401", windows={"2025-08": COUNTED}).has_routine


def test_another_kabupaten_lends_nothing(facts):
    assert facts("1801", windows={"2025-08": COUNTED}, lists={(2026, 2025): HERE}) == NOTHING


def test_lists_are_told_by_their_years_and_announcements_apart(facts):
    found = facts("351401", lists={(2026, 2025): HERE, (2025, 2024): HERE}, announced=[("3514", 2024, 25, 12)])

    assert found.lokus_years == (2025, 2026)
    assert found.has_announced
