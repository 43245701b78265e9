"""The counts of a country become a release, and a damaged or withdrawn result changes nothing."""

import duckdb
import pytest

from stunting import releases
from stunting.build import country
from stunting.build.release import build_release
from stunting.errors import BuildError, ImportRefusedError, StuntingError
from stunting.geography import Register
from stunting.nation import results
from stunting.nation.aggregate import aggregate
from stunting.nation.duckdb_engine import DuckDBEngine
from stunting.nation.measurements import INVENTED
from stunting.nation.national_release import from_aggregates
from tests.nation import LAST_DAY, as_input, measured
from tests.routine_rows import import_rows, row
from tests.small import TINY


@pytest.fixture
def counted(tiny_layout, tmp_path):
    """Count some rows into a folder of a given name."""

    def count(name, *rows, is_sample=False):
        folder = tmp_path / f"masuk-{name}"
        as_input(folder, *rows)
        if is_sample:
            (folder / INVENTED).touch()
        aggregate(
            folder,
            tmp_path / name,
            register=Register.shipped(tiny_layout.raw),
            open_engine=DuckDBEngine.opened,
            windows=None,
            last_day=LAST_DAY,
            progress=lambda *_: None,
        )
        return tmp_path / name

    return count


def asked(layout, question):
    with duckdb.connect(str(layout.releases / f"{releases.current(layout)}.duckdb"), read_only=True) as opened:
        return opened.execute(question).fetchall()


def publish(layout, folder):
    return from_aggregates(layout, folder, geometry=False, expected=TINY)


def test_the_release_has_every_count_of_the_result(tiny_layout, counted):
    rows = [measured(1, height_mm=680), measured(2, sex="f"), measured(1, "2025-09-05"), measured(3, "2024-12-01")]
    folder = counted("hasil", *rows)

    publish(tiny_layout, folder)

    assert asked(
        tiny_layout, "select year, month, sum(measured_n), sum(stunted_n) from growth group by all order by all"
    ) == [
        (2024, 12, 1, 0),
        (2025, 8, 2, 1),
        (2025, 9, 1, 0),
    ]
    assert asked(tiny_layout, "select window_key, sum(measured_n) from growth_window group by all order by all") == [
        ("2024", 1),
        ("2025", 2),
        ("2025-08", 2),
    ]
    assert asked(tiny_layout, "select id, name, kabupaten_code from puskesmas") == [
        ("3514-kejayan", "3514-kejayan", "3514")
    ]
    assert asked(tiny_layout, "select distinct origin, is_sample from growth") == [("individu", False)]
    assert asked(tiny_layout, "select sha256 from source where file like 'tambahan/negeri/%'") == [
        (results.read_manifest(folder).content_sha256,)
    ]


def test_counts_of_invented_children_are_marked_everywhere(tiny_layout, counted):
    publish(tiny_layout, counted("hasil", measured(1), is_sample=True))

    assert asked(tiny_layout, "select value from meta where key = 'sample_kabupaten'") == [("3514",)]
    for table in ("growth", "growth_window", "weighing_window", "puskesmas"):
        assert asked(tiny_layout, f"select distinct is_sample from {table}") == [(True,)]


def test_a_kabupaten_with_imports_is_counted_from_those(tiny_layout, counted):
    import_rows(tiny_layout, row("a"), row("b"), row("c"))

    publish(tiny_layout, counted("hasil", measured(1)))

    assert asked(tiny_layout, "select sum(measured_n) from growth") == [(3,)]


def test_a_later_build_keeps_the_counts_until_they_are_removed(tiny_layout, counted):
    publish(tiny_layout, counted("hasil", measured(1)))

    assert build_release(tiny_layout, geometry=False, expected=TINY).status == "tidak ada perubahan"
    publish(tiny_layout, None)

    assert asked(tiny_layout, "select count(*) from growth") == [(0,)]
    assert not [path for path in (tiny_layout.additions / country.FOLDER).iterdir() if path.is_dir()]


def test_a_result_that_was_changed_is_refused(tiny_layout, counted):
    first, other = counted("satu", measured(1)), counted("dua", measured(1, height_mm=680))
    publish(tiny_layout, first)
    (kept,) = (first / "growth").rglob("*.parquet")
    (changed,) = (other / "growth").rglob("*.parquet")
    changed.write_bytes(kept.read_bytes())

    with pytest.raises(ImportRefusedError, match="bukan lagi yang dihitung"):
        publish(tiny_layout, other)

    assert asked(tiny_layout, "select sum(stunted_n) from growth") == [(0,)]


def test_a_release_that_fails_its_checks_leaves_the_counts_before(tiny_layout, counted):
    publish(tiny_layout, counted("satu", measured(1)))
    before = country.active(tiny_layout)
    wrong = counted("dua", measured(1, "1999-08-05"))

    with pytest.raises(BuildError):
        publish(tiny_layout, wrong)

    assert country.active(tiny_layout) == before
    assert before.is_dir()


def test_a_folder_that_is_no_result_is_refused(tiny_layout, tmp_path):
    with pytest.raises(ImportRefusedError, match="bukan hasil"):
        publish(tiny_layout, tmp_path)


def test_a_folder_with_files_is_no_place_for_a_result(counted, tmp_path):
    (tmp_path / "hasil").mkdir()
    (tmp_path / "hasil" / "catatan.txt").touch()

    with pytest.raises(StuntingError, match="sudah berisi"):
        counted("hasil", measured(1))

    assert [path.name for path in (tmp_path / "hasil").iterdir()] == ["catatan.txt"]
    assert not list(tmp_path.glob("hasil.sementara*"))
