"""Figures per desa: own ones in the place of the sample, and the checks a release must pass."""

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stunting import fingerprint, sidecar
from stunting.build import routine
from stunting.build.desa_figure_checks import FIGURE_CHECKS
from stunting.build.desa_figures import COLUMNS, OWN_COLUMNS, figure_tables
from stunting.imports.state import State, with_sample_removed
from tests.routine_rows import DESA, row, store
from tests.small import layout_in

ELSEWHERE = "1801012001"
FACTS = dict.fromkeys(("producer", "title", "licence", "link", "accessed", "comparable_with"), "contoh")


def sample(*codes):
    rows = [
        dict(zip(COLUMNS, (code, 2025, key, 5.0, "Contoh", True, False), strict=True))
        for code in codes
        for key in ("krs_n", "family_n", "service_received_n", "service_due_n")
    ]
    return pa.Table.from_pylist(rows)


def write_own(layout, *rows):
    folder = layout.additions / "desa"
    folder.mkdir(parents=True, exist_ok=True)
    filled = [(*one, *("", "", True)[len(one) - 5 :]) if len(one) < 8 else one for one in rows]
    pd.DataFrame(filled, columns=OWN_COLUMNS).to_csv(folder / "desa-0001.csv", index=False)
    sidecar.write(folder / "desa-0001.csv", **FACTS)


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


def by_origin(tables):
    return {(one["desa_code"], one["key"], one["is_sample"]) for one in tables["desa_figure"].to_pylist()}


def test_without_own_figures_the_sample_is_as_it_is(layout):
    assert by_origin(figure_tables(layout, sample(DESA))) == {
        (DESA, key, True) for key in ("krs_n", "family_n", "service_received_n", "service_due_n")
    }


def test_own_figures_replace_the_sample_of_their_kabupaten_and_what_belongs_to_it(layout):
    write_own(layout, (DESA, 2024, "krs_n", 7.0, "Verval"))

    assert by_origin(figure_tables(layout, sample("3514061002", ELSEWHERE))) == {
        (DESA, "krs_n", False),
        ("3514061002", "service_received_n", True),
        ("3514061002", "service_due_n", True),
        *((ELSEWHERE, key, True) for key in ("krs_n", "family_n", "service_received_n", "service_due_n")),
    }


def test_an_own_column_is_described_once_per_kabupaten_as_in_its_newest_year(layout):
    write_own(
        layout,
        (DESA, 2025, "own_jarak", 2.0, "Dinas", "Jarak", "km", True),
        (DESA, 2024, "own_jarak", 1.0, "Dinas", "Jarak lama", "m", False),
    )

    kinds = figure_tables(layout, None)["desa_figure_kind"].to_pylist()

    assert kinds == [
        {"kabupaten_code": "3514", "key": "own_jarak", "label": "Jarak", "unit": "km", "is_higher_worse": True}
    ]


@pytest.fixture
def with_sample(layout):
    folder = layout.raw / routine.FOLDER
    folder.mkdir(parents=True)
    pq.write_table(sample(DESA, ELSEWHERE), folder / "desa_figure.parquet")
    sidecar.write(folder / "desa_figure.parquet", **FACTS)
    return layout


def test_imported_children_drop_the_sample_figures_of_their_kabupaten(with_sample):
    tables = routine.routine_tables(with_sample, store(with_sample, row("a")))

    assert {one["desa_code"] for one in tables["desa_figure"].to_pylist()} == {ELSEWHERE}


def test_a_removed_sample_leaves_the_own_figures(with_sample):
    write_own(with_sample, (DESA, 2024, "krs_n", 7.0, "Verval"))

    tables = routine.routine_tables(with_sample, with_sample_removed(State(), True))

    assert by_origin(tables) == {(DESA, "krs_n", False)}


def test_figures_alone_make_no_kabupaten_sample(with_sample):
    assert routine.sample_kabupaten(routine.routine_tables(with_sample, State())) == ""


@pytest.fixture
def tables():
    """A release with one sound desa."""
    with duckdb.connect(":memory:") as opened:
        opened.execute(fingerprint.SCHEMA.read_text(encoding="utf-8"))
        for code, level in ((DESA, "desa"), ("3514", "kabupaten")):
            opened.execute(
                "insert into area (code, level, kind, name, official_name, search_name) "
                f"values ('{code}', '{level}', 'x', 'x', 'x', 'x')"
            )
        figures = sample(DESA).to_pandas()
        figures.loc[figures["key"] == "service_received_n", "value"] = 90.0
        opened.register("figures", figures)
        opened.execute("insert into desa_figure by name select * from figures")
        opened.execute(
            "insert into desa_figure select desa_code, 2025, 'own_x', 1, 'u', false, true from desa_figure limit 1"
        )
        opened.execute("insert into desa_figure_kind values ('3514', 'own_x', 'X', '', true)")
        yield opened


def failed(opened):
    return [outcome.name for check in FIGURE_CHECKS if not (outcome := check(opened)).is_passed]


def test_sound_figures_pass_though_more_services_were_received_than_due(tables):
    assert failed(tables) == []


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("update desa_figure set desa_code = '3514069999' where key = 'own_x'", "desa angka per desa"),
        ("update desa_figure_kind set kabupaten_code = '351406'", "desa angka per desa"),
        ("update desa_figure set value = -1 where key = 'own_x'", "nilai angka per desa"),
        ("update desa_figure set value = 'nan' where key = 'own_x'", "nilai angka per desa"),
        ("update desa_figure set value = 'inf' where key = 'own_x'", "nilai angka per desa"),
        ("update desa_figure set year = 1999 where key = 'own_x'", "nilai angka per desa"),
        ("update desa_figure set source = ' ' where key = 'own_x'", "nilai angka per desa"),
        ("update desa_figure set key = 'own_y' where key = 'own_x'", "jenis angka per desa"),
        ("update desa_figure set key = 'balita' where key = 'krs_n'", "jenis angka per desa"),
        ("update desa_figure_kind set label = ''", "jenis angka per desa"),
        ("update desa_figure set value = 6 where key = 'krs_n'", "KRS dan layanan per desa"),
        ("delete from desa_figure where key = 'service_due_n'", "KRS dan layanan per desa"),
        ("insert into desa_figure from desa_figure where key = 'krs_n'", "angka per desa tunggal"),
        ("insert into desa_figure select * replace (2024 as year, not is_sample as is_sample) from desa_figure limit 1",
         "angka per desa tunggal"),
        ("insert into desa_figure_kind from desa_figure_kind", "angka per desa tunggal"),
    ],
)  # fmt: skip
def test_each_check_finds_its_fault(tables, statement, name):
    tables.execute(statement)

    assert name in failed(tables)
