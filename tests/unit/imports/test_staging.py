import stat

import pyarrow.parquet as pq
import pytest

from stunting.imports.rows import FACILITIES, PLACES, REJECTED, STORED, TARGET_ROWS, VILLAGE_ITEMS
from stunting.imports.staging import Staging
from stunting.imports.state import Alias, State, with_alias, without
from tests.routine_rows import DESA, give, row, store
from tests.small import layout_in

OTHER = "3514062001"
PLACE = {"place_no": 1, "kecamatan_key": "kejayan", "desa_key": "kejayann", "kecamatan": "Kejayan", "desa": "Kejayann"}
ALIAS = Alias(kabupaten_code="3514", kecamatan_key="kejayan", desa_key="kejayann", desa_code=DESA, set_at="2025-09-01")
WAITING = {"desa_code": None, "place_no": 1}


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


def settle(layout, *rows, state=None, **tables):
    """What settling finds, and the stored and rejected rows."""
    with Staging(layout, "20250901-080000-0001", kabupaten_code="3514") as staging:
        give(staging, *rows, **tables)
        settled = staging.settle(state or State())
        read = {name: pq.read_table(staging.folder / f"{name}.parquet").to_pylist() for name in ("rows", "rejected")}
    return settled, sorted(read["rows"], key=lambda one: one["row_id"]), read["rejected"]


# -- duplicates


def test_of_one_child_and_day_the_last_row_stays(layout):
    settled, stored, rejected = settle(layout, row("a", weight_kg=9.0), row("a", weight_kg=9.5), row("b"))

    assert [(one["nik_key"], one["weight_kg"]) for one in stored] == [("a", 9.5), ("b", 10.0)]
    assert rejected == [{"file_no": 1, "row_no": 2, "reason": "duplikat", "column": "", "masked": ""}]
    assert (settled.duplicates, settled.used, settled.waiting) == ({1: 1}, {1: 2}, {1: 0})


def test_another_day_is_another_measurement(layout):
    settled, stored, _ = settle(layout, row("a", "2025-08-05"), row("a", "2025-08-20"))

    assert len(stored) == 2
    assert settled.children == 1


def test_the_last_file_wins_over_the_first(layout):
    settled, stored, _ = settle(layout, row("a", weight_kg=9.0), row("a", weight_kg=9.5, file_no=2))

    assert [one["weight_kg"] for one in stored] == [9.5]
    assert settled.duplicates == {1: 1, 2: 0}


def test_twins_without_nik_in_one_file_stay_two_children(layout):
    settled, stored, _ = settle(layout, row(None, person="bayi"), row(None, person="bayi"))

    assert [one["occurrence"] for one in stored] == [1, 2]
    assert (settled.children, settled.temporary_children) == (2, 2)


def test_twins_without_nik_in_two_files_are_the_same_two_children(layout):
    twins = [row(None, person="bayi", weight_kg=weight, file_no=file) for file in (1, 2) for weight in (3.0, 3.5)]

    settled, stored, _ = settle(layout, *twins)

    assert [(one["file_no"], one["weight_kg"]) for one in stored] == [(2, 3.0), (2, 3.5)]
    assert (settled.duplicates, settled.children) == ({1: 2, 2: 0}, 2)


def test_equal_persons_without_nik_in_two_desa_are_two_children(layout):
    settled, stored, _ = settle(layout, row(None, person="ana"), row(None, person="ana", desa_code=OTHER, file_no=2))

    assert [one["occurrence"] for one in stored] == [1, 1]
    assert settled.children == 2


def test_a_child_without_nik_listed_in_two_months_is_one_child(layout):
    settled, stored, _ = settle(
        layout, row(None, None, person="ana", period=202507), row(None, None, person="ana", period=202508)
    )

    assert [one["occurrence"] for one in stored] == [1, 1]
    assert settled.children == 1


def test_a_child_listed_twice_in_one_month_is_a_duplicate(layout):
    settled, stored, _ = settle(layout, row("a", None), row("a", None), row("a", None, period=202507))

    assert len(stored) == 2
    assert settled.duplicates == {1: 1}


def test_a_child_listed_and_measured_keeps_both_rows(layout):
    settled, stored, _ = settle(layout, row("a", None, file_no=2), row("a"))

    assert len(stored) == 2
    assert settled.children == 1


def test_rows_that_wait_for_their_area_are_kept_even_if_they_repeat(layout):
    settled, stored, rejected = settle(layout, row("a", **WAITING), row("a", **WAITING), row("a"), places=[PLACE])

    assert len(stored) == 3
    assert rejected == []
    assert (settled.used, settled.waiting, settled.duplicates) == ({1: 1}, {1: 2}, {1: 0})


def test_rows_of_a_named_place_are_looked_at_like_all_others(layout):
    settled, _, _ = settle(layout, row("a", **WAITING), row("a"), places=[PLACE], state=with_alias(State(), ALIAS))

    assert (settled.used, settled.waiting, settled.duplicates) == ({1: 1}, {1: 0}, {1: 1})


# -- one NIK, several children


def test_one_nik_with_two_names_and_two_birth_dates_is_no_nik(layout):
    settled, stored, _ = settle(
        layout, row("a", person="ana"), row("a", person="budi", birth_date=row("x")["birth_date"].replace(day=9))
    )

    assert [(one["nik_key"], one["person_key"]) for one in stored] == [(None, "orang-ana"), (None, "orang-budi")]
    assert (settled.shared_nik, settled.children, settled.temporary_children) == (2, 2, 2)


@pytest.mark.parametrize("change", [{"name_key": "nama-lain"}, {"birth_date": row("x")["birth_date"].replace(day=9)}])
def test_one_difference_alone_is_a_spelling(layout, change):
    settled, stored, _ = settle(layout, row("a", "2025-08-05"), row("a", "2025-08-20", **change))

    assert [one["nik_key"] for one in stored] == ["a", "a"]
    assert settled.shared_nik == 0


# -- against what is there


def test_the_same_values_again_are_repeated_and_others_a_correction(layout):
    before = store(layout, row("a"), row("b"), row("c"))

    settled, _, _ = settle(layout, row("a"), row("b", weight_kg=9.0), row("d"), state=before)

    assert (settled.repeated, settled.corrections, settled.moved) == (1, 1, 0)


def test_a_child_listed_again_in_its_month_is_repeated(layout):
    before = store(layout, row("a", None))

    settled, _, _ = settle(layout, row("a", None), state=before)

    assert (settled.repeated, settled.corrections) == (1, 0)


def test_a_child_known_in_another_desa_has_moved(layout):
    before = store(layout, row("a", "2025-06-05", desa_code=OTHER), row("a", "2025-07-05"), row("b", desa_code=OTHER))

    settled, _, _ = settle(layout, row("a"), row("b", "2025-09-05"), state=before)

    assert settled.moved == 1


def test_a_revoked_batch_is_not_compared(layout):
    before = store(layout, row("a", weight_kg=9.0))

    settled, _, _ = settle(layout, row("a"), state=without(before, before.batches[0].id))

    assert settled.corrections == 0


# -- summaries


def test_months_describe_one_record_per_child(layout):
    settled, _, _ = settle(
        layout,
        row("a", "2025-08-05", haz=-3.5, waz=-2.5, whz=-2.1),
        row("a", "2025-08-25", haz=-2.5, waz=-2.5, whz=2.1),
        row("b", is_complete_list=True),
        row("c", None, is_complete_list=True),
    )

    assert settled.months == [
        {
            "year": 2025,
            "month": 8,
            "target_n": 3,
            "weighed_n": 2,
            "measured_n": 2,
            "stunted_n": 1,
            "severely_stunted_n": 0,
            "wasted_n": 0,
            "underweight_n": 1,
            "overweight_n": 1,
            "flagged_n": 0,
            "moved_n": 0,
            "label_n": None,
            "label_stunted_n": None,
            "prevalence_pct": 50.0,
            "coverage_pct": pytest.approx(66.6666667),
        }
    ]


def test_coverage_is_unknown_where_only_measured_children_are_listed(layout):
    settled, _, _ = settle(layout, row("a"))

    assert (settled.months[0]["target_n"], settled.months[0]["coverage_pct"]) == (None, None)


def test_coverage_is_that_of_the_desa_with_whole_lists(layout):
    settled, _, _ = settle(
        layout,
        row("a", is_complete_list=True),
        row("b", None, is_complete_list=True),
        *[row(f"{number}", desa_code=OTHER, file_no=2, puskesmas_id="3514-lain") for number in range(8)],
    )

    assert (settled.months[0]["measured_n"], settled.months[0]["coverage_pct"]) == (9, 50.0)


@pytest.mark.parametrize("puskesmas", ["3514-kejayan", "3514-lain", ""])
def test_a_file_that_names_the_unmeasured_is_whole_for_desa_where_everybody_was_measured(layout, puskesmas):
    settled, _, _ = settle(
        layout, row("a"), row("b", None), *[row(f"{n}", desa_code=OTHER, puskesmas_id=puskesmas) for n in range(8)]
    )

    assert (settled.months[0]["target_n"], settled.months[0]["coverage_pct"]) == (10, 90.0)


def test_a_file_of_its_own_for_the_unmeasured_completes_the_month_of_its_puskesmas(layout):
    settled, _, _ = settle(layout, row("a", file_no=0), row("c", file_no=0, desa_code=OTHER), row("b", None, file_no=1))

    assert settled.months[0]["target_n"] == 3


def test_a_file_is_whole_only_in_the_months_in_which_it_names_the_unmeasured(layout):
    settled, _, _ = settle(layout, row("a", "2025-07-05"), row("a"), row("b", None))

    assert [month["target_n"] for month in settled.months] == [None, 2]


def test_puskesmas_are_named_and_their_rows_counted(layout):
    settled, _, _ = settle(
        layout,
        row("a", "2025-08-05", haz=-2.5),
        row("a", "2025-08-25", haz=-2.5),
        row("b", None, puskesmas_id=""),
        facilities=[{"id": "3514-kejayan", "kind": "puskesmas", "name": "Kejayan"}],
    )

    empty = {"puskesmas": "", "year": 2025, "month": 8, "rows_used": 1, "weighed_n": 0, "measured_n": 0}
    kejayan = {"puskesmas": "Kejayan", "year": 2025, "month": 8, "rows_used": 2, "weighed_n": 1, "measured_n": 1}
    assert settled.puskesmas == [{**empty, "stunted_n": 0}, {**kejayan, "stunted_n": 1}]


# -- the folder


def test_the_folder_is_gone_after_success_and_after_an_error(layout):
    with pytest.raises(ZeroDivisionError), Staging(layout, "20250901-080000-0001", kabupaten_code="3514") as staging:
        give(staging, row("a"))
        1 / 0  # noqa: B018

    settle(layout, row("a"))

    assert list(layout.restricted.iterdir()) == []


def test_an_adopted_batch_has_every_file_with_its_columns_and_no_name_or_birth_date(layout):
    state = store(layout, row("a"))
    folder = layout.restricted / "kiriman" / state.batches[0].id

    schemas = {
        "rows": STORED,
        "rejected": REJECTED,
        "places": PLACES,
        "village": VILLAGE_ITEMS,
        "targets": TARGET_ROWS,
        "facilities": FACILITIES,
    }
    assert {path.stem for path in folder.iterdir()} == set(schemas)
    for name, schema in schemas.items():
        assert pq.read_schema(folder / f"{name}.parquet").equals(schema)


def test_everything_in_the_store_is_the_owners_alone(layout):
    store(layout, row("a"))

    modes = {stat.S_IMODE(path.stat().st_mode) for path in layout.restricted.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in layout.restricted.rglob("*") if path.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})


def test_an_import_of_reports_and_targets_alone_has_no_children(layout):
    item = {
        "file_no": 1,
        "row_no": 2,
        "desa_code": DESA,
        "puskesmas_id": "",
        "period": 202508,
        "item": 22,
        "value_n": 9,
    }

    settled, stored, _ = settle(layout, village=[item])

    assert stored == []
    assert (settled.children, settled.first_period, settled.last_period) == (0, 202508, 202508)
    assert (settled.used, settled.months) == ({}, [])
