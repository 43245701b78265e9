"""Files of invented children are known, kept apart in the state, and mark every count of their kabupaten."""

from dataclasses import replace

import pytest

from stunting.geography import Register
from stunting.imports import practice
from stunting.imports.aggregates import release_tables
from stunting.imports.practice_marks import COLUMNS
from stunting.imports.reading import open_file
from stunting.imports.state import State, parse, serialise, without
from stunting.paths import ROOT
from stunting.sample.generate import write_sample
from stunting.sample.options import LAYOUTS, NOTICE, SampleOptions
from tests.routine_rows import DESA, row, store
from tests.small import layout_in
from tests.unit.imports.files import EXPORT_A, child, csv_bytes, xlsx_bytes

LINE = f"{NOTICE} - Daftar Balita Puskesmas Kejayan - Agustus 2025"
TARGET = {"file_no": 1, "row_no": 2, "desa_code": DESA, "year": 2025, "kind": "riil", "target_n": 9, "source": "a"}


def html_bytes(*rows):
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in rows)
    return f"<html><table>{cells}</table></html>".encode()


def marks(content, name="daftar.xls"):
    with open_file(name, content) as opened:
        return [sheet.is_sample for sheet in opened.sheets]


def invented(state):
    """The state with every file of its last batch known as invented."""
    *before, last = state.batches
    files = tuple(replace(file, is_sample=True) for file in last.files)
    return replace(state, batches=(*before, replace(last, files=files)))


@pytest.mark.parametrize("written", [csv_bytes, xlsx_bytes, html_bytes])
def test_the_line_above_the_header_tells_that_a_file_is_invented(written):
    assert marks(written([LINE], EXPORT_A, child())) == [True]
    assert marks(written(["Daftar Balita Puskesmas Kejayan"], EXPORT_A, child())) == [False]


def test_the_notice_is_known_with_another_dash_and_in_small_letters():
    assert practice.is_practice(name="a.csv", title="Data Contoh – bukan data  sebenarnya, Agustus")


@pytest.mark.parametrize(
    "name", ["contoh_3514_semua.csv", "Contoh_3514_kejayan (1).xlsx", "Salinan contoh_3514_a.xlsx"]
)
def test_the_name_that_the_generator_gives_is_a_sign_of_its_own(name):
    assert marks(csv_bytes(EXPORT_A, child()), name=name) == [True]


@pytest.mark.parametrize("name", ["contoh.csv", "percontoh_3514_a.csv", "kejayan_agustus_2025.csv", "contoh_desa.csv"])
def test_other_names_are_no_sign(name):
    assert marks(csv_bytes(EXPORT_A, child()), name=name) == [False]


@pytest.mark.parametrize("layout_name", LAYOUTS)
def test_every_file_of_the_generator_is_known_by_its_content_alone(tmp_path, layout_name):
    register = Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")
    faults = {"daftar_tanpa_bulan": 1} if layout_name == "campuran" else {}
    made = write_sample(register, SampleOptions(code="3514", children=200, layout=layout_name, faults=faults), tmp_path)

    for number, path in enumerate(made.files):
        assert marks(path.read_bytes(), name=f"berkas{number}{path.suffix}") == [True], path.name


def test_a_state_of_before_knows_invented_files_by_their_name(tmp_path):
    state = store(layout_in(tmp_path), row("a"))
    old = serialise(state).replace(',\n     "is_sample": false', "")

    assert 'is_sample"' not in old
    assert parse(old) == state
    assert parse(old.replace("uji.csv", "contoh_3514_semua.csv")).sample_kabupaten == {"3514"}


def test_all_counts_of_a_kabupaten_with_an_invented_file_are_marked(tmp_path):
    layout = layout_in(tmp_path)
    children = [row(f"a{number}") for number in range(25)]
    state = store(layout, *children, targets=[TARGET])

    real, marked = release_tables(layout, state), release_tables(layout, invented(state))

    for name in (*COLUMNS, "weighing_window"):
        assert not any(real[name]["is_sample"].to_pylist()), name
        assert all(marked[name]["is_sample"].to_pylist()), name
        assert marked[name].schema == real[name].schema, name
        assert marked[name].drop_columns("is_sample").equals(real[name].drop_columns("is_sample")), name
    assert {len(marked[name]) > 0 for name in ("growth", "quality", "posyandu", "puskesmas")} == {True}


def test_real_children_beside_invented_ones_are_marked_until_the_practice_is_revoked(tmp_path):
    layout = layout_in(tmp_path)
    real = store(layout, row("a"))
    both = invented(store(layout, row("b"), state=real))

    assert release_tables(layout, both)["growth"]["is_sample"].to_pylist() == [True]
    after = without(both, both.batches[-1].id)
    assert release_tables(layout, after)["growth"]["is_sample"].to_pylist() == [False]


def test_another_kabupaten_keeps_its_counts_and_the_window_is_then_no_sample(tmp_path):
    layout = layout_in(tmp_path)
    first = store(layout, row("a"))
    second = store(layout, row("b", desa_code="1801012001"), state=first)
    elsewhere = replace(second.batches[-1], kabupaten_code="1801")
    state = invented(replace(second, batches=(first.batches[0], elsewhere)))

    tables = release_tables(layout, state)

    found = {one["desa_code"][:4]: one["is_sample"] for one in tables["growth"].to_pylist()}
    assert found == {"3514": False, "1801": True}
    assert not any(tables["weighing_window"]["is_sample"].to_pylist())


def test_nothing_is_marked_without_imports():
    assert State().sample_kabupaten == frozenset()
