"""Sample series beside imported data."""

import datetime as dt
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stunting import fingerprint, sidecar
from stunting.build import routine
from stunting.imports.state import State, with_sample_removed
from tests.routine_rows import DESA, row, store
from tests.small import layout_in

ELSEWHERE = "1801012001"
FACTS = dict.fromkeys(("producer", "title", "licence", "link", "accessed", "comparable_with"), "contoh")


def sample_growth(desa_code):
    counts = [column for column in fingerprint.contract()["growth"] if column.endswith("_n")]
    key = {"desa_code": desa_code, "puskesmas_id": "", "year": 2025, "month": 8, "sex": "m", "age_group": "0-5"}
    return {**key, **dict.fromkeys(counts, 0), "origin": "individu", "is_sample": True}


def sample_window_row(desa_code, key):
    facts = {name: value for name, value in sample_growth(desa_code).items() if name not in ("year", "month")}
    return {"window_key": key, **facts}


def sample_window(key):
    days = {"start_date": dt.date(2025, 8, 1), "end_date": dt.date(2025, 8, 31)}
    return {"key": key, "label": "Contoh", "kind": "bulan_timbang", **days, "is_sample": True}


@pytest.fixture
def layout(tmp_path):
    """Sample series of two kabupaten."""
    layout = layout_in(tmp_path)
    folder = layout.raw / routine.FOLDER
    folder.mkdir(parents=True)
    tables = {
        "growth": [sample_growth(DESA), sample_growth(ELSEWHERE)],
        "growth_window": [sample_window_row(DESA, "2025-02"), sample_window_row(ELSEWHERE, "2025-08")],
        "weighing_window": [sample_window("2025-02"), sample_window("2025-08")],
        "puskesmas": [
            {"id": f"{code}-x", "name": "X", "kabupaten_code": code, "is_sample": True} for code in ("3514", "1801")
        ],
        "puskesmas_desa": [{"puskesmas_id": "1801-x", "desa_code": ELSEWHERE, "child_n": 3}],
        "lokus": [
            {"desa_code": code, "lokus_year": 2026, "decided_year": 2025, "status": "lokus", "decree": None,
             "source": "Contoh", "is_sample": True}
            for code in (DESA, ELSEWHERE)
        ],
    }  # fmt: skip
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
        sidecar.write(folder / f"{name}.parquet", **FACTS)
    return layout


def practised(state):
    """The state in which the files of its imports are invented."""
    batches = (replace(one, files=tuple(replace(file, is_sample=True) for file in one.files)) for one in state.batches)
    return replace(state, batches=tuple(batches))


def desa(tables, name="growth"):
    return {(one["desa_code"], one["is_sample"]) for one in tables[name].to_pylist()}


def test_without_imports_the_sample_stands_for_its_kabupaten(layout):
    tables = routine.routine_tables(layout, State())

    assert desa(tables) == {(DESA, True), (ELSEWHERE, True)}
    assert routine.sample_kabupaten(tables) == "1801;3514"


def test_own_data_replace_the_sample_of_their_kabupaten(layout):
    tables = routine.routine_tables(layout, store(layout, row("a")))

    assert desa(tables) == {(DESA, False), (ELSEWHERE, True)}
    assert desa(tables, "lokus") == {(ELSEWHERE, True)}
    assert routine.sample_kabupaten(tables) == "1801"
    assert {one["id"] for one in tables["puskesmas"].to_pylist()} == {"3514-kejayan", "1801-x"}


def test_own_windows_come_before_those_of_the_sample(layout):
    tables = routine.routine_tables(layout, store(layout, row("a")))

    windows = [(one["key"], one["is_sample"]) for one in tables["weighing_window"].to_pylist()]
    assert windows == [("2025-08", False), ("2025", False)]


def test_a_removed_sample_is_gone(layout):
    assert routine.routine_tables(layout, with_sample_removed(State(), True)) == {}


def test_without_sample_files_there_is_no_sample(tmp_path):
    assert routine.routine_tables(layout_in(tmp_path), State()) == {}
    assert routine.sample_kabupaten({}) == ""


def test_an_imported_practice_file_replaces_the_series_and_is_a_sample_itself(layout):
    state = practised(store(layout, row("a")))

    tables = routine.routine_tables(layout, state)

    assert desa(tables) == {(DESA, True), (ELSEWHERE, True)}
    assert {one["id"] for one in tables["puskesmas"].to_pylist()} == {"3514-kejayan", "1801-x"}
    assert routine.sample_kabupaten(tables) == "1801;3514"


def test_removing_the_series_leaves_what_was_imported_for_practice(layout):
    state = with_sample_removed(practised(store(layout, row("a"))), True)

    tables = routine.routine_tables(layout, state)

    assert desa(tables) == {(DESA, True)}
    assert routine.sample_kabupaten(tables) == "3514"
