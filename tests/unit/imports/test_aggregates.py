import datetime as dt
from dataclasses import replace

import pytest

from stunting import fingerprint
from stunting.errors import DamagedStoreError
from stunting.imports import aggregates
from stunting.imports.state import Alias, State, Window, batch_folder, with_alias, with_windows, without
from tests.routine_rows import DESA, row, store
from tests.small import layout_in

OTHER = "3514062001"
PLACE = {"place_no": 1, "kecamatan_key": "kejayan", "desa_key": "kejayann", "kecamatan": "Kejayan", "desa": "Kejayann"}
ALIAS = Alias(kabupaten_code="3514", kecamatan_key="kejayan", desa_key="kejayann", desa_code=DESA, set_at="2025-09-01")


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


def table(layout, state, name="growth", columns=None):
    rows = aggregates.release_tables(layout, state)[name].to_pylist()
    return [{column: one[column] for column in columns} for one in rows] if columns else rows


def growth(layout, *rows, columns):
    """The chosen columns of growth after one import."""
    return [tuple(one.values()) for one in table(layout, store(layout, *rows), columns=columns)]


def line(item, value, **given):
    facts = {"file_no": 1, "row_no": 2, "desa_code": DESA, "puskesmas_id": "3514-kejayan", "period": 202508}
    return {**facts, "item": item, "value_n": value, **given}


# -- what is counted


def test_nothing_imported_gives_no_table(layout):
    assert aggregates.release_tables(layout, State()) == {}
    assert not layout.restricted.exists()


def test_tables_have_the_columns_of_the_release(layout):
    tables = aggregates.release_tables(layout, store(layout, row("a")))

    contract = fingerprint.contract()
    assert {name: set(one.column_names) for name, one in tables.items()} == {
        name: set(contract[name]) for name in aggregates.TABLES
    }


def counted_alone(layout, *rows, columns):
    """The chosen columns of growth with every row in a puskesmas of its own, in the order given."""
    apart = [one | {"puskesmas_id": f"p{number:02d}"} for number, one in enumerate(rows)]
    return growth(layout, *[one | {"nik_key": one["puskesmas_id"]} for one in apart], columns=columns)


def test_limits_of_stunting_are_strict(layout):
    expected = {-2.0: (1, 0, 0), -2.01: (1, 1, 0), -3.0: (1, 1, 0), -3.01: (1, 1, 1), 1.0: (1, 0, 0), None: (0, 0, 0)}
    columns = ["measured_n", "stunted_n", "severely_stunted_n"]

    assert counted_alone(layout, *[row("a", haz=haz) for haz in expected], columns=columns) == [*expected.values()]


def test_limits_of_underweight_are_strict(layout):
    expected = {-2.0: (1, 0, 0), -2.01: (1, 1, 0), -3.0: (1, 1, 0), -3.01: (1, 1, 1), None: (0, 0, 0)}
    columns = ["weight_for_age_n", "underweight_n", "severely_underweight_n"]

    assert counted_alone(layout, *[row("a", waz=waz) for waz in expected], columns=columns) == [*expected.values()]


def test_limits_of_wasting_and_overweight_are_strict(layout):
    expected = {
        -2.0: (1, 0, 0, 0),
        -2.01: (1, 1, 0, 0),
        -3.01: (1, 1, 1, 0),
        2.0: (1, 0, 0, 0),
        2.01: (1, 0, 0, 1),
        None: (0, 0, 0, 0),
    }
    columns = ["weight_for_height_n", "wasted_n", "severely_wasted_n", "overweight_n"]

    assert counted_alone(layout, *[row("a", whz=whz) for whz in expected], columns=columns) == [*expected.values()]


def test_age_groups_begin_at_whole_months_of_30_4375_days(layout):
    ends = {"0-5": (0, 182), "6-11": (183, 365), "12-23": (366, 730), "24-35": (731, 1095), "36-47": (1096, 1460),
            "48-59": (1461, 1830)}  # fmt: skip
    rows = [row("a", age_days=age) for ages in ends.values() for age in ages]

    groups = counted_alone(layout, *rows, columns=["age_group"])

    assert groups == [(group,) for group in ends for _ in range(2)]


def test_a_child_counts_once_per_month_with_its_last_valid_value(layout):
    rows = [
        row("a", "2025-08-05", haz=-3.5, waz=-3.5, whz=2.5),
        row("a", "2025-08-15", haz=-2.5, waz=None, whz=-2.5),
        row("a", "2025-08-25", haz=-7.0, is_haz_flagged=True, waz=None, whz=None),
    ]
    columns = ["measured_n", "stunted_n", "severely_stunted_n", "flagged_n", "severely_underweight_n", "wasted_n"]

    assert growth(layout, *rows, columns=columns) == [(1, 1, 0, 0, 1, 1)]


@pytest.mark.parametrize("stored", [-7.0, None])
def test_a_child_with_implausible_values_alone_is_in_neither_numerator_nor_denominator(layout, stored):
    flagged = row("a", haz=stored, is_haz_flagged=True)
    columns = ["weighed_n", "measured_n", "stunted_n", "flagged_n"]

    assert growth(layout, flagged, columns=columns) == [(1, 0, 0, 1)]


def test_the_age_is_that_of_the_last_valid_height(layout):
    rows = [row("a", "2025-08-01", age_days=365), row("a", "2025-08-30", age_days=394, haz=None)]

    assert growth(layout, *rows, columns=["age_group", "measured_n"]) == [("6-11", 1)]


def test_place_and_puskesmas_are_those_of_the_last_visit(layout):
    rows = [row("a", "2025-08-01"), row("a", "2025-08-30", desa_code=OTHER, puskesmas_id="", haz=None)]

    assert growth(layout, *rows, columns=["desa_code", "puskesmas_id", "measured_n"]) == [(OTHER, "", 1)]


def test_listed_children_are_the_target_where_the_list_is_whole(layout):
    rows = [
        row("a", is_complete_list=True),
        row("b", None, is_complete_list=True),
        row("c", desa_code=OTHER, puskesmas_id="3514-lain", file_no=2),
        row("d", "2025-07-05"),
    ]
    columns = ["desa_code", "month", "target_n", "weighed_n"]

    assert growth(layout, *rows, columns=columns) == [(DESA, 7, None, 1), (DESA, 8, 2, 1), (OTHER, 8, None, 1)]


def test_one_whole_list_makes_the_month_of_its_desa_whole(layout):
    rows = [row("a"), row("b", None, is_complete_list=True, sex="f")]

    assert growth(layout, *rows, columns=["sex", "target_n"]) == [("f", 1), ("m", 1)]


def test_a_whole_list_of_one_desa_makes_the_month_of_its_puskesmas_whole(layout):
    rows = [row("a"), row("b", None, is_complete_list=True), row("c", desa_code=OTHER)]

    assert growth(layout, *rows, columns=["desa_code", "target_n"]) == [(DESA, 2), (OTHER, 1)]


def test_a_listing_of_a_measured_child_counts_nothing_again(layout):
    rows = [row("a", is_complete_list=True), row("a", None, desa_code=OTHER)]

    assert growth(layout, *rows, columns=["desa_code", "target_n", "measured_n"]) == [(DESA, 1, 1)]


def test_rows_split_by_puskesmas_sex_and_age(layout):
    rows = [row("a"), row("b"), row("c", sex="f"), row("d", puskesmas_id="3514-x"), row("e", age_days=100)]
    columns = ["puskesmas_id", "sex", "age_group", "measured_n"]

    assert growth(layout, *rows, columns=columns) == [
        ("3514-kejayan", "f", "12-23", 1),
        ("3514-kejayan", "m", "0-5", 1),
        ("3514-kejayan", "m", "12-23", 2),
        ("3514-x", "m", "12-23", 1),
    ]


def test_labels_are_counted_where_the_export_has_any(layout):
    rows = [
        row("a", label_haz="sangat_pendek"),
        row("b", label_haz="pendek"),
        row("c", label_haz="normal"),
        row("d", label_haz="outlier"),
        row("e", label_haz=""),
        row("f", sex="f", label_haz=""),
    ]

    assert growth(layout, *rows, columns=["label_n", "label_stunted_n", "label_severely_stunted_n"]) == [
        (None, None, None),
        (3, 2, 1),
    ]


def test_a_move_is_counted_once_against_the_latest_earlier_month(layout):
    rows = [
        row("a", "2025-03-05"),
        row("a", "2025-06-05", desa_code=OTHER),
        row("a", "2025-07-05", desa_code=OTHER),
        row("b", "2025-07-05", desa_code=OTHER),
    ]

    assert growth(layout, *rows, columns=["month", "desa_code", "measured_n", "moved_n"]) == [
        (3, DESA, 1, 0),
        (6, OTHER, 1, 1),
        (7, OTHER, 2, 0),
    ]


# -- several batches


def test_a_later_import_replaces_the_same_child_and_day(layout):
    first = store(layout, row("a", haz=-2.5), row("b", haz=-2.5))
    second = store(layout, row("a", haz=-1.0), state=first)

    assert table(layout, second, columns=["measured_n", "stunted_n"]) == [{"measured_n": 2, "stunted_n": 1}]


def test_revoking_an_import_brings_what_it_replaced_back(layout):
    first = store(layout, row("a", haz=-2.5))
    second = store(layout, row("a", haz=-1.0), state=first)

    back = without(second, second.batches[1].id)

    assert table(layout, back, columns=["stunted_n"]) == [{"stunted_n": 1}]


def test_a_child_without_nik_is_the_same_in_the_next_import_only_in_its_desa(layout):
    first = store(layout, row(None, "2025-07-05", person="ana"))
    second = store(layout, row(None, "2025-08-05", person="ana", desa_code=OTHER), state=first)

    assert table(layout, second, columns=["month", "moved_n"]) == [
        {"month": 7, "moved_n": 0},
        {"month": 8, "moved_n": 0},
    ]


def test_rows_without_any_key_are_children_of_their_own(layout):
    nobody = row(None, person_key=None, name_key=None)

    assert growth(layout, nobody, nobody, columns=["measured_n"]) == [(2,)]


def test_rows_that_wait_count_once_their_place_is_named(layout):
    state = store(layout, row("a", desa_code=None, place_no=1), row("b"), places=[PLACE])

    assert table(layout, state, columns=["measured_n"]) == [{"measured_n": 1}]
    assert table(layout, with_alias(state, ALIAS), columns=["measured_n"]) == [{"measured_n": 2}]


def test_a_name_holds_in_its_own_kabupaten_only(layout):
    state = store(layout, row("a", desa_code=None, place_no=1), row("b"), places=[PLACE])
    elsewhere = Alias(**{**vars(ALIAS), "kabupaten_code": "3520"})

    assert table(layout, with_alias(state, elsewhere), columns=["measured_n"]) == [{"measured_n": 1}]


def test_named_rows_count_as_used_in_their_import(layout):
    state = store(layout, row("a", desa_code=None, place_no=1), row("b"), places=[PLACE])
    columns = ["used_n", "rejected_n", "file_n", "first_period"]

    assert table(layout, state, "import_batch", columns) == [
        {"used_n": 1, "rejected_n": 1, "file_n": 1, "first_period": 202508}
    ]
    assert table(layout, with_alias(state, ALIAS), "import_batch", columns) == [
        {"used_n": 2, "rejected_n": 0, "file_n": 1, "first_period": 202508}
    ]


def test_an_import_is_known_by_the_checksums_of_its_files_and_by_no_name(layout):
    state = store(layout, row("a"))
    (batch,) = state.batches
    (file,) = batch.files
    files = (replace(file, sha256="a" * 64), replace(file, name="kedua.csv", sha256="b" * 64))

    (found,) = table(layout, replace(state, batches=(replace(batch, files=files),)), "import_batch")

    assert found["files_sha256"] == f"{'a' * 64};{'b' * 64}"
    assert "kedua" not in str(found)


# -- weighing windows


def test_without_other_wish_windows_are_february_and_august_within_the_data(layout):
    state = store(layout, row("a", "2024-08-05"), row("a", "2025-07-31"))

    assert table(layout, state, "weighing_window")[:2] == [
        {
            "key": "2024-08",
            "label": "Bulan Timbang Agustus 2024",
            "kind": "bulan_timbang",
            "start_date": dt.date(2024, 8, 1),
            "end_date": dt.date(2024, 8, 31),
            "is_sample": False,
        },
        {
            "key": "2025-02",
            "label": "Bulan Timbang Februari 2025",
            "kind": "bulan_timbang",
            "start_date": dt.date(2025, 2, 1),
            "end_date": dt.date(2025, 2, 28),
            "is_sample": False,
        },
    ]


def window(start, end, key="timbang"):
    return Window(key=key, label="Timbang", start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))


def weighed(layout, state, columns):
    """The chosen columns of growth_window, calendar years left out."""
    rows = table(layout, state, "growth_window")
    return [{column: one[column] for column in columns} for one in rows if len(one["window_key"]) != 4]


COUNTS = ["window_key", "desa_code", "target_n", "measured_n", "stunted_n", "moved_n"]


def test_a_child_counts_once_per_window_with_its_last_valid_value(layout):
    state = store(layout, row("a", "2025-07-20", haz=-2.5), row("a", "2025-08-05"), row("b", "2025-07-05", haz=-2.5))
    state = with_windows(state, (window("2025-07-15", "2025-08-31"),))

    assert weighed(layout, state, COUNTS) == [
        {"window_key": "timbang", "desa_code": DESA, "target_n": None, "measured_n": 1, "stunted_n": 0, "moved_n": 0}
    ]


def test_both_days_of_a_window_belong_to_it(layout):
    state = store(layout, *[row(day, f"2025-08-{day}") for day in ("09", "10", "20", "21")])
    state = with_windows(state, (window("2025-08-10", "2025-08-20"),))

    assert weighed(layout, state, ["measured_n"]) == [{"measured_n": 2}]


def test_children_listed_in_the_months_of_a_window_are_its_target(layout):
    state = store(
        layout,
        row("a", "2025-08-12", is_complete_list=True),
        row("b", None, is_complete_list=True),
        row("c", "2025-08-25", is_complete_list=True, haz=-2.5),
        row("d", None, period=202507, is_complete_list=True),
    )
    state = with_windows(state, (window("2025-08-10", "2025-08-20"),))

    assert weighed(layout, state, ["target_n", "weighed_n", "measured_n", "stunted_n"]) == [
        {"target_n": 3, "weighed_n": 1, "measured_n": 1, "stunted_n": 0}
    ]


def test_a_move_in_a_window_is_against_the_latest_month_before_it(layout):
    state = store(
        layout,
        row("a", "2025-06-05"),
        row("a", "2025-08-05", desa_code=OTHER),
        row("b", "2025-07-05"),
        row("b", "2025-08-05", desa_code=OTHER),
    )
    state = with_windows(state, (window("2025-07-01", "2025-08-31"),))

    assert weighed(layout, state, ["desa_code", "measured_n", "moved_n"]) == [
        {"desa_code": OTHER, "measured_n": 2, "moved_n": 1}
    ]


# -- calendar years


def test_every_calendar_year_with_data_is_a_window(layout):
    state = store(layout, row("a", "2023-05-05"), village=[line(22, 10)])

    assert table(layout, with_windows(state, ()), "weighing_window") == [
        {
            "key": str(year),
            "label": f"tahun {year}",
            "kind": "tahun",
            "start_date": dt.date(year, 1, 1),
            "end_date": dt.date(year, 12, 31),
            "is_sample": False,
        }
        for year in (2023, 2025)
    ]


def test_a_child_counts_once_per_year_with_its_last_valid_value(layout):
    state = store(
        layout,
        row("a", "2024-12-31", haz=-3.5),
        row("a", "2025-01-01", haz=-2.5),
        row("a", "2025-12-31", haz=-1.0),
        row("b", "2025-03-05", haz=-2.5),
        row("b", "2025-07-05", haz=-7.0, is_haz_flagged=True),
    )

    columns = ["window_key", "measured_n", "stunted_n", "severely_stunted_n"]
    assert table(layout, with_windows(state, ()), "growth_window", columns) == [
        {"window_key": "2024", "measured_n": 1, "stunted_n": 1, "severely_stunted_n": 1},
        {"window_key": "2025", "measured_n": 2, "stunted_n": 1, "severely_stunted_n": 0},
    ]


def test_a_year_takes_the_last_report_of_a_desa_without_children(layout):
    months = [line(22, month, period=202500 + month, row_no=month) for month in (6, 9)]
    state = store(layout, row("a", desa_code=OTHER), village=months)

    assert table(layout, with_windows(state, ()), "growth_window", ["desa_code", "measured_n"]) == [
        {"desa_code": DESA, "measured_n": 9},
        {"desa_code": OTHER, "measured_n": 1},
    ]


# -- weight gain


def test_gain_is_known_of_n_and_t_alone(layout):
    rows = [row(str(number), weight_gain=letter) for number, letter in enumerate("NNNTOB")]

    assert growth(layout, *rows, row("x", weight_gain=""), columns=["gained_n", "gain_known_n", "weighed_n"]) == [
        (3, 4, 7)
    ]


def test_where_no_row_tells_of_gain_it_is_unknown_not_zero(layout):
    rows = [row("a", sex="f", weight_gain="B"), row("b", weight_gain=None), row("c", None, weight_gain="O")]

    assert growth(layout, *rows, columns=["sex", "gained_n", "gain_known_n"]) == [("f", 0, 0), ("m", None, None)]


def test_the_gain_of_a_child_is_that_of_its_last_weighing(layout):
    rows = [
        row("a", "2025-08-01", weight_gain="N"),
        row("a", "2025-08-30", weight_gain="T"),
        row("b", "2025-08-01", weight_gain="N"),
        row("b", "2025-08-30", weight_gain="T", weight_kg=None),
        row("b", "2025-09-30", weight_gain=""),
    ]
    state = with_windows(store(layout, *rows), (window("2025-08-01", "2025-09-30"),))

    columns = ["gained_n", "gain_known_n"]
    assert table(layout, state, columns=columns) == [
        {"gained_n": 1, "gain_known_n": 2},
        {"gained_n": None, "gain_known_n": None},
    ]
    assert weighed(layout, state, columns) == [{"gained_n": 1, "gain_known_n": 2}]


def test_a_report_with_one_of_the_two_gains_tells_neither(layout):
    state = store(layout, village=[line(22, 38), line(32, 20)])

    assert table(layout, state, columns=["gained_n", "gain_known_n"]) == [{"gained_n": None, "gain_known_n": None}]


# -- village reports

REPORT = [line(8, 50), line(11, 48), line(16, 40), line(22, 38), line(28, 37), line(32, 20), line(36, 29), line(38, 6),
          line(40, 3), line(42, 1), line(44, 5)]  # fmt: skip


def test_a_village_report_counts_where_there_are_no_children(layout):
    state = store(layout, village=REPORT)

    (counted,) = table(layout, state)
    assert counted == {
        "desa_code": DESA,
        "puskesmas_id": "3514-kejayan",
        "year": 2025,
        "month": 8,
        "sex": "mf",
        "age_group": "0-59",
        "target_n": 50,
        "weighed_n": 40,
        "measured_n": 38,
        "stunted_n": 6,
        "severely_stunted_n": None,
        "weight_for_age_n": 40,
        "underweight_n": 5,
        "severely_underweight_n": None,
        "weight_for_height_n": 37,
        "wasted_n": 3,
        "severely_wasted_n": None,
        "overweight_n": 1,
        "flagged_n": 0,
        "moved_n": 0,
        "gained_n": 20,
        "gain_known_n": 29,
        "label_n": None,
        "label_stunted_n": None,
        "label_severely_stunted_n": None,
        "origin": "laporan_desa",
        "is_sample": False,
    }


def test_a_village_report_without_sasaran_has_its_balita_as_target(layout):
    state = store(layout, village=REPORT[1:])

    assert table(layout, state, columns=["target_n"]) == [{"target_n": 48}]


def test_children_count_before_the_report_of_their_desa_and_month(layout):
    july = [{**one, "period": 202507, "row_no": 3} for one in REPORT]

    state = store(layout, row("a"), village=[*REPORT, *july])

    assert table(layout, state, columns=["month", "origin", "measured_n"]) == [
        {"month": 7, "origin": "laporan_desa", "measured_n": 38},
        {"month": 8, "origin": "individu", "measured_n": 1},
    ]


def test_a_report_without_measuring_gives_no_counts(layout):
    state = store(layout, village=[line(8, 50), line(46, 9)])

    assert table(layout, state) == []
    assert len(table(layout, state, "village_report")) == 2


def test_the_last_line_of_a_desa_and_month_replaces_the_earlier_as_a_whole(layout):
    first = store(layout, village=[line(8, 50), line(22, 10), line(22, 11, row_no=9)])
    second = store(layout, village=[line(22, 12)], state=first)

    assert table(layout, first, "village_report", ["item", "value_n"]) == [{"item": 22, "value_n": 11}]
    assert table(layout, second, "village_report", ["item", "value_n"]) == [{"item": 22, "value_n": 12}]


def test_a_window_takes_the_report_of_its_last_whole_month(layout):
    months = [line(22, month, period=202500 + month, row_no=month) for month in (6, 7, 8, 9)]
    state = with_windows(
        store(layout, village=months),
        (window("2025-06-01", "2025-09-20"), window("2025-08-02", "2025-09-29", "kurang")),
    )

    assert weighed(layout, state, ["window_key", "measured_n", "origin"]) == [
        {"window_key": "timbang", "measured_n": 8, "origin": "laporan_desa"}
    ]


def test_a_waiting_village_report_counts_once_its_place_is_named(layout):
    waiting = [{**one, "desa_code": None, "place_no": 1} for one in REPORT]
    state = store(layout, village=waiting, places=[PLACE])

    assert table(layout, state) == []
    assert table(layout, with_alias(state, ALIAS), columns=["measured_n"]) == [{"measured_n": 38}]


# -- targets and facilities


def test_of_several_official_numbers_the_last_counts(layout):
    number = {"desa_code": DESA, "year": 2025, "kind": "riil", "target_n": 90, "source": "Dinkes"}
    first = store(layout, targets=[number, {**number, "target_n": 95}, {**number, "kind": "proyeksi", "target_n": 99}])
    second = store(layout, targets=[{**number, "target_n": 97}], state=first)

    columns = ["kind", "target_n", "source"]
    assert table(layout, second, "routine_target", columns) == [
        {"kind": "proyeksi", "target_n": 99, "source": "Dinkes"},
        {"kind": "riil", "target_n": 97, "source": "Dinkes"},
    ]


def test_puskesmas_have_their_latest_name_and_the_desa_of_their_children(layout):
    name = {"id": "3514-kejayan", "kind": "puskesmas", "name": "KEJAYAN"}
    first = store(layout, row("a"), row("a", "2025-07-05"), row("b", desa_code=OTHER), facilities=[name])
    second = store(layout, row("c"), facilities=[{**name, "name": "Kejayan"}], state=first)

    assert table(layout, second, "puskesmas") == [
        {"id": "3514-kejayan", "name": "Kejayan", "kabupaten_code": "3514", "is_sample": False}
    ]
    assert table(layout, second, "puskesmas_desa") == [
        {"puskesmas_id": "3514-kejayan", "desa_code": DESA, "child_n": 2},
        {"puskesmas_id": "3514-kejayan", "desa_code": OTHER, "child_n": 1},
    ]


def test_a_puskesmas_of_village_reports_has_its_desa_without_children(layout):
    state = store(layout, village=REPORT)

    assert table(layout, state, "puskesmas_desa") == [{"puskesmas_id": "3514-kejayan", "desa_code": DESA, "child_n": 0}]


def test_a_posyandu_needs_five_children(layout):
    small = store(layout, *[row(f"{number}") for number in range(4)], row("0", "2025-07-05"))
    name = {"id": f"{DESA}-melati-1", "kind": "posyandu", "name": "Melati 1"}
    large = store(layout, row("5", desa_code=OTHER), facilities=[name], state=small)

    assert table(layout, small, "posyandu") == []
    assert table(layout, large, "posyandu") == [
        {
            "id": f"{DESA}-melati-1",
            "name": "Melati 1",
            "desa_code": DESA,
            "puskesmas_id": "3514-kejayan",
            "child_n": 5,
            "is_sample": False,
        }
    ]


def test_a_posyandu_is_counted_by_month_in_its_desa(layout):
    state = store(
        layout,
        *[row(str(number), haz=-2.5, weight_gain="T", is_complete_list=True) for number in range(4)],
        row("4", "2025-07-05", weight_gain="N"),
        row("x", None, is_complete_list=True),
        row("y", posyandu_id=f"{DESA}-kecil"),
        row("z", posyandu_id=None),
    )

    columns = ["posyandu_id", "desa_code", "puskesmas_id", "month", "target_n", "measured_n", "stunted_n", "gained_n"]
    here = {"posyandu_id": f"{DESA}-melati-1", "desa_code": DESA, "puskesmas_id": "3514-kejayan"}
    assert table(layout, state, "growth_posyandu", columns) == [
        {**here, "month": 7, "target_n": None, "measured_n": 1, "stunted_n": 0, "gained_n": 1},
        {**here, "month": 8, "target_n": 5, "measured_n": 4, "stunted_n": 4, "gained_n": 0},
    ]


def test_rows_lie_by_period_and_then_by_area(layout):
    rows = [row(f"{desa}{day}", day, desa_code=desa) for desa in (OTHER, DESA) for day in ("2025-08-05", "2024-09-05")]
    state = store(layout, *rows)

    assert table(layout, state, columns=["year", "desa_code"]) == [
        {"year": year, "desa_code": desa} for year in (2024, 2025) for desa in (DESA, OTHER)
    ]
    assert table(layout, with_windows(state, ()), "growth_window", ["window_key", "desa_code"]) == [
        {"window_key": year, "desa_code": desa} for year in ("2024", "2025") for desa in (DESA, OTHER)
    ]


# -- quality


def twenty(day="2025-08-05", **given):
    """Twenty boys, ten with TB/U 0 and ten with TB/U -2."""
    return [row(f"{number:02d}", day, **{"haz": -2.0 * (number % 2), **given}) for number in range(20)]


def quality(layout, *rows, level="kabupaten", state=None):
    state = store(layout, *rows, state=state)
    return [one for one in table(layout, state, "quality") if one["level"] == level]


def test_a_unit_needs_twenty_measured_children(layout):
    assert quality(layout, *twenty()[:19], row("19", haz=None)) == []


def test_quality_counts_what_twenty_children_show(layout):
    extra = [
        row("x", None, age_days=1826),
        row("y", height_cm=None, haz=None, whz=None, weight_kg=9.87),
        row("z", weight_kg=None, waz=None, whz=None, haz=-7.0, is_haz_flagged=True, posture="", height_cm=80.5),
        row("w", sex="f", posture="h", age_days=730, haz=-1.0),
    ]

    (unit,) = quality(layout, *twenty(), *extra)

    # 20 boys (ten 0, ten -2) and one girl at -1: mean -1; squares of deviations 20 * 1 -> sd = sqrt(20 / 20) = 1
    assert {key: unit[key] for key in ("unit_id", "kabupaten_code", "year", "month", "listed_n", "height_n")} == {
        "unit_id": "3514", "kabupaten_code": "3514", "year": 2025, "month": 8, "listed_n": 24, "height_n": 22,
    }  # fmt: skip
    assert (unit["haz_n"], unit["haz_mean"], unit["haz_sd"]) == (21, -1.0, 1.0)
    assert (unit["waz_n"], unit["waz_sd"], unit["whz_n"], unit["whz_sd"]) == (22, 0.0, 21, 0.0)
    assert (unit["haz_flagged_n"], unit["waz_flagged_n"], unit["whz_flagged_n"]) == (1, 0, 0)
    assert (unit["male_n"], unit["female_n"]) == (23, 1)
    assert unit["height_digits"] == [21, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert unit["weight_digits"] == [21, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert {age: n for age, n in enumerate(unit["age_months"]) if n} == {13: 22, 23: 1, 59: 1}
    assert (unit["posture_missing_n"], unit["posture_unusual_n"]) == (1, 1)
    assert (unit["height_missing_n"], unit["weight_missing_n"], unit["day_missing_n"]) == (1, 1, 1)
    assert (unit["unchanged_n"], unit["shrunk_n"]) == (0, 0)


def test_lying_from_24_months_is_unusual(layout):
    (unit,) = quality(layout, *twenty(age_days=731))

    assert unit["posture_unusual_n"] == 20


def test_heights_are_compared_with_the_calendar_month_before(layout):
    rows = [
        *twenty("2025-08-30", height_cm=76.0),
        row("00", "2025-07-05", height_cm=76.0),  # unchanged
        row("01", "2025-07-30", height_cm=77.1),  # shrunk by 1.1
        row("02", "2025-07-30", height_cm=77.0),  # by 1.0: within the error of measuring
        row("03", "2025-06-05", height_cm=76.0),  # two months before
    ]
    close = [one | {"measured_on": dt.date(2025, 8, 10)} if one["nik_key"] == "04" else one for one in rows]

    (unit,) = quality(layout, *close, row("04", "2025-07-20", height_cm=76.0))  # 21 days apart

    assert (unit["unchanged_n"], unit["shrunk_n"]) == (1, 1)


def test_january_follows_december(layout):
    (unit,) = quality(layout, *twenty("2026-01-05"), row("00", "2025-12-05"))

    assert unit["unchanged_n"] == 1


def test_units_are_kabupaten_puskesmas_and_posyandu(layout):
    state = store(
        layout,
        *twenty(),
        *[one | {"nik_key": f"n{i}", "puskesmas_id": "", "posyandu_id": ""} for i, one in enumerate(twenty())],
    )

    assert table(layout, state, "quality", ["level", "unit_id", "listed_n"]) == [
        {"level": "kabupaten", "unit_id": "3514", "listed_n": 40},
        {"level": "puskesmas", "unit_id": "3514-kejayan", "listed_n": 20},
        {"level": "posyandu", "unit_id": f"{DESA}-melati-1", "listed_n": 20},
    ]


# -- kept tables


def test_the_same_state_is_not_counted_again(layout):
    state = store(layout, row("a"))
    first = aggregates.release_tables(layout, state)
    (kept,) = (layout.restricted / "agregat").iterdir()
    before = (kept / "growth.parquet").stat().st_mtime_ns

    again = aggregates.release_tables(layout, state)

    assert {name: one.to_pylist() for name, one in again.items()} == {
        name: one.to_pylist() for name, one in first.items()
    }
    assert (kept / "growth.parquet").stat().st_mtime_ns == before


def test_a_spoiled_kept_table_is_counted_again(layout):
    state = store(layout, row("a"))
    aggregates.release_tables(layout, state)
    (kept,) = (layout.restricted / "agregat").iterdir()
    (kept / "growth.parquet").write_bytes(b"PAR1")

    assert table(layout, state, columns=["measured_n"]) == [{"measured_n": 1}]


def test_two_states_are_kept(layout):
    state = store(layout, row("a"))
    for start in ("2025-08-01", "2025-08-02", "2025-08-03"):
        aggregates.release_tables(layout, with_windows(state, (window(start, "2025-08-31"),)))

    assert len(list((layout.restricted / "agregat").iterdir())) == 2


def test_a_batch_that_is_not_there_is_said(layout):
    state = store(layout, row("a"))
    (batch_folder(layout, state.batches[0].id) / "rows.parquet").unlink()

    with pytest.raises(DamagedStoreError, match=r"tidak lengkap di folder data terbatas \(rows\)"):
        aggregates.release_tables(layout, state)


@pytest.mark.parametrize("name", ["rows", "facilities"])
@pytest.mark.parametrize("content", [b"", b"PAR1" + bytes(500), None])
def test_a_damaged_file_of_a_batch_is_said_with_what_to_do(layout, name, content):
    state = store(layout, row("a"))
    batch = state.batches[0].id
    path = batch_folder(layout, batch) / f"{name}.parquet"
    path.write_bytes(path.read_bytes()[:-20] if content is None else content)

    with pytest.raises(DamagedStoreError) as caught:
        aggregates.release_tables(layout, state)

    assert str(caught.value) == (
        f"Kiriman {batch} rusak di folder data terbatas ({name}). Pulihkan dari cadangan, atau cabut kiriman itu "
        f"(halaman Data, atau `python -m stunting batch revoke {batch}`) dan impor lagi berkasnya."
    )


def test_no_table_holds_a_key_of_a_child(layout):
    state = store(layout, row("kunci-anak"), row(None, person="orang-rahasia"))

    for one in aggregates.release_tables(layout, state).values():
        assert "kunci-anak" not in str(one.to_pylist())
        assert "orang-rahasia" not in str(one.to_pylist())
