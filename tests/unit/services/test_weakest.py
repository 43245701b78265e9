"""The weakest services: by points short of the target, told from the immediate causes to the basic ones."""

from __future__ import annotations

import pandas as pd

from stunting.services import registry, reports, weakest
from stunting.services.coverage import Coverage, coverage_of
from stunting.services.judgement import Target

# Percent reached of 1.000, target 90.
REACHED = {"sanitasi": 300, "pantau": 500, "asi": 700, "idl": 850, "bumil_ttd": 950, "krs_damping": 0}


def coverage(*, without_target: tuple[str, ...] = ()) -> Coverage:
    services = tuple(registry.get(key) for key in REACHED)
    frame = pd.DataFrame(
        [("1801012001", key, reached, 1000) for key, reached in REACHED.items() if key != "krs_damping"],
        columns=["area_code", "service_key", "numerator_n", "denominator_n"],
    ).assign(is_scheduled=True, is_sample=False, source="uji")
    targets = {
        key: Target(value_pct=90, area_code="00", year=2024, source="uji", is_verified=False)
        for key in REACHED
        if key not in without_target
    }
    cells = coverage_of(
        reports.leaves(frame, period="tahun"),
        services=services,
        areas=pd.DataFrame({"area_code": ["1801"], "area_name": ["Kab. A"]}),
        level="kabupaten",
        desa_n={"1801": 1, "1801012001": 1},
        targets=targets,
        hides=None,
    )
    return Coverage(cells=cells, services=services, targets=targets, is_sample=False, sources=("uji",))


def test_the_three_with_the_largest_gap_are_told_in_the_order_of_the_framework():
    found = weakest.weakest(coverage())["1801"]

    assert {one.service.key for one in found} == {"sanitasi", "pantau", "asi"}
    assert [one.service.order for one in found] == sorted(one.service.order for one in found)
    assert found[0].service.key == "asi"


def test_each_says_its_gap_in_points_and_in_people():
    (asi, *_) = weakest.weakest(coverage())["1801"]

    assert asi.gap == "kurang 20,0 poin dari target 90,0%"
    assert asi.people.startswith("300 bayi")
    assert asi.row.to_target_n == 200


def test_without_a_target_nothing_is_called_short():
    found = weakest.weakest(coverage(without_target=("sanitasi",)))["1801"]

    assert "sanitasi" not in {one.service.key for one in found}
    assert weakest.compared_n(coverage(without_target=("sanitasi",)))["1801"] == 4


def test_a_service_nobody_reported_is_not_the_weakest():
    assert "krs_damping" not in {one.service.key for one in weakest.weakest(coverage(), most=9)["1801"]}


def test_the_table_that_is_printed_has_one_row_per_area_and_service():
    table = weakest.as_table(coverage())

    assert table["Urutan"].tolist() == [1, 2, 3]
    assert sorted(table["Selisih (poin)"]) == [20.0, 40.0, 60.0]
