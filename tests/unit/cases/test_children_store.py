import datetime as dt
import os
import stat

import pytest

from stunting import releases
from stunting.cases import children, numbers
from stunting.errors import StuntingError
from stunting.imports import aggregates, child_tables
from stunting.imports.commit import revoke
from stunting.imports.importing import import_files
from stunting.imports.state import Alias, State, read_state, with_alias, without, write_state
from stunting.shared_release import connect
from tests.case_rows import kept
from tests.exports_by_hand import PLANTED, csv_bytes
from tests.exports_by_hand import row as cells
from tests.routine_rows import DESA, import_rows, row, store
from tests.small import TINY, layout_in

NIK = "3514990605239901"
PLACE = {"place_no": 1, "kecamatan_key": "kejayan", "desa_key": "kejayann", "kecamatan": "Kejayan", "desa": "Kejayann"}
ALIAS = Alias(kabupaten_code="3514", kecamatan_key="kejayan", desa_key="kejayann", desa_code=DESA, set_at="2025-09-01")


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


def rules_now(layout):
    return children.alarms_in(layout, "3514")["rule"].tolist()


def import_csv(layout, *rows):
    return import_files(
        [("unduhan.csv", csv_bytes(rows))], layout=layout, kabupaten_code="3514", geometry=False, expected=TINY
    )


def test_nothing_imported_gives_empty_answers(layout):
    assert children.alarms_in(layout, "3514").columns.tolist() == list(children.ALARM_COLUMNS)
    assert children.children_in(layout, "3514").columns.tolist() == list(children.CHILD_COLUMNS)
    assert children.visits_of(layout, "0" * 32).empty
    assert children.alarm_counts(layout, "desa", "3514").empty
    assert children.find_by_nik(layout, "3514", NIK) is None
    assert children.find_by_case_number(layout, "3514", "K-7QX4M2B") == ()
    assert not layout.restricted.exists()


def test_only_village_reports_give_no_children(layout):
    line = {
        "file_no": 1,
        "row_no": 2,
        "desa_code": DESA,
        "puskesmas_id": "p",
        "period": 202508,
        "item": 11,
        "value_n": 5,
    }
    write_state(layout, store(layout, village=[line]))

    assert children.children_in(layout, "3514").empty
    assert children.alarms_in(layout, "3514").empty


def test_a_child_and_its_visits(layout):
    kept(layout, row("a", "2025-07-05", haz=-2.5, weight_kg=9.5, age_days=369), row("a"), row("a", None, period=202506))

    (child,) = children.children_in(layout, "351406").to_dict("records")
    visits = children.visits_of(layout, child["key"])

    assert (child["sex"], child["age_months"], child["desa_code"], child["haz"]) == ("m", 13, DESA, -1.0)
    assert child["last_measured_on"] == dt.date(2025, 8, 5)
    assert child["case_no"] == numbers.case_number(child["key"])
    assert visits.columns.tolist() == list(children.VISIT_COLUMNS)
    assert visits["period"].tolist() == [202506, 202507, 202508]
    assert visits["measured_on"].tolist() == [None, dt.date(2025, 7, 5), dt.date(2025, 8, 5)]
    assert visits["weight_kg"].tolist()[1:] == [9.5, 10.0]
    assert visits["haz"].tolist()[1:] == [-2.5, -1.0]


def test_a_flagged_z_is_not_handed_out(layout):
    kept(layout, row("a", haz=-7.0, is_haz_flagged=True))

    assert children.children_in(layout, DESA)["haz"].isna().all()


def test_files_are_readable_by_their_owner_alone(layout):
    state = kept(layout, row("a"))
    children.alarms_in(layout, DESA)

    folder = aggregates.kept_folder(layout, state)
    assert child_tables.is_kept(folder)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_tables_that_are_not_there_are_counted_once(layout):
    state = kept(layout, row("a", whz=-3.5))
    assert rules_now(layout) == ["gizi_buruk"]
    file = aggregates.kept_folder(layout, state) / "child_alarm.parquet"
    file.unlink()

    assert rules_now(layout) == ["gizi_buruk"]
    made = file.stat().st_mtime_ns
    assert rules_now(layout) == ["gizi_buruk"]
    assert file.stat().st_mtime_ns == made


def test_a_spoiled_table_is_counted_again(layout):
    state = kept(layout, row("a", whz=-3.5))
    rules_now(layout)
    file = aggregates.kept_folder(layout, state) / "child_alarm.parquet"
    os.truncate(file, 100)

    assert rules_now(layout) == ["gizi_buruk"]


def test_counts_of_an_older_program_do_not_keep_the_alarms_away(layout):
    state = kept(layout, row("a", whz=-3.5))
    aggregates.release_tables(layout, state)
    folder = aggregates.kept_folder(layout, state)
    for name in child_tables.TABLES:
        (folder / f"{name}.parquet").unlink()

    aggregates.release_tables(layout, state)

    assert child_tables.is_kept(folder)


def test_a_new_import_replaces_the_alarms(layout):
    before = kept(layout, row("a", "2025-07-05", whz=-3.5, weight_kg=9))
    assert rules_now(layout) == ["gizi_buruk"]

    kept(layout, row("a"), state=before)

    assert rules_now(layout) == []


def test_a_revoked_batch_takes_its_alarms_along(layout):
    first = kept(layout, row("a", "2025-07-05", weight_kg=9))
    state = kept(layout, row("a", whz=-3.5), state=first)
    assert rules_now(layout) == ["gizi_buruk"]

    write_state(layout, without(state, state.batches[-1].id))

    assert rules_now(layout) == []


def test_naming_a_place_brings_its_alarms(layout):
    state = store(layout, row("a", desa_code=None, place_no=1, whz=-3.5), places=[PLACE])
    write_state(layout, state)
    assert rules_now(layout) == []

    write_state(layout, with_alias(state, ALIAS))

    assert rules_now(layout) == ["gizi_buruk"]


def test_a_typed_nik_finds_the_child_of_the_import(tiny_layout):
    import_csv(tiny_layout, cells(desa="KEJAYAN"), cells(nik="3514990605239902", nama="XANANDA DUA", desa="KEJAYAN"))

    key = children.find_by_nik(tiny_layout, "3514", "35.14.99.060523.9901 ")

    assert key is not None
    assert children.visits_of(tiny_layout, key)["height_cm"].tolist() == [81.5]
    (found,) = children.children_of(tiny_layout, [key]).to_dict("records")
    assert children.find_by_case_number(tiny_layout, "3514", found["case_no"].lower()) == (key,)
    assert children.find_by_nik(tiny_layout, "3514", "3514990605239903") is None
    assert children.find_by_nik(tiny_layout, "1801", NIK) is None


def test_what_is_no_nik_is_refused_without_being_repeated(tiny_layout):
    with pytest.raises(StuntingError, match="16 angka") as refused:
        children.find_by_nik(tiny_layout, "3514", "351499060523990")

    assert "35149906" not in str(refused.value)


def test_nothing_that_was_typed_is_written_anywhere(tiny_layout):
    import_csv(tiny_layout, cells(desa="KEJAYAN"))
    before = {path: path.stat().st_mtime_ns for path in tiny_layout.restricted.rglob("*") if path.is_file()}

    children.find_by_nik(tiny_layout, "3514", NIK)

    assert {path: path.stat().st_mtime_ns for path in tiny_layout.restricted.rglob("*") if path.is_file()} == before


def test_a_release_holds_no_child(tiny_layout):
    import_csv(tiny_layout, cells(desa="KEJAYAN"))
    found = children.children_in(tiny_layout, "3514")
    file = tiny_layout.releases / f"{releases.current(tiny_layout)}.duckdb"

    with connect(file) as opened:
        tables = [name for (name,) in opened.sql("select table_name from duckdb_tables()").fetchall()]
        columns = {name for (name,) in opened.sql("select column_name from duckdb_columns()").fetchall()}
        texts = " ".join(str(opened.sql(f'select * from "{name}"').fetchall()) for name in tables)

    assert not any("child" in name or "kasus" in name for name in tables)
    assert not {"child", "child_no", "child_key", "case_no", "nik_key", "person_key"} & columns
    assert found["key"][0] not in texts and found["case_no"][0] not in texts
    content = file.read_bytes()
    for secret in (found["key"][0], found["case_no"][0], *PLANTED):
        assert secret.encode() not in content


def test_the_tables_of_children_hold_nothing_of_a_name_or_nik(tiny_layout):
    import_csv(tiny_layout, cells(desa="KEJAYAN"))
    folder = aggregates.kept_folder(tiny_layout, read_state(tiny_layout))

    for name in child_tables.TABLES:
        content = (folder / f"{name}.parquet").read_bytes()
        assert not any(secret.encode() in content for secret in PLANTED)


def test_release_tables_hand_out_no_table_of_children(layout):
    state = kept(layout, row("a", whz=-3.5))

    assert not set(aggregates.release_tables(layout, state)) & set(child_tables.TABLES)
    assert not set(aggregates.release_tables(layout, state)) & set(child_tables.TABLES)


def test_a_real_revocation_of_everything_leaves_no_alarm(tiny_layout):
    batch = import_rows(tiny_layout, row("a", whz=-3.5))
    assert rules_now(tiny_layout) == ["gizi_buruk"]

    revoke(tiny_layout, batch, expected=TINY)

    assert rules_now(tiny_layout) == []
    assert read_state(tiny_layout) != State()
