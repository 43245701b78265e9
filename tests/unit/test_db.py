from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from stunting.db import Database
from stunting.errors import DamagedReleaseError


@pytest.fixture
def database(tmp_path: Path):
    with duckdb.connect(str(tmp_path / "kecil.duckdb")) as made:
        made.execute("create table number as select range as i, 'baris ' || range as label from range(1000)")
    (tmp_path / "from_number.sql").write_text("select i, label from number where i >= $least order by i limit 3")
    (tmp_path / "count.sql").write_text("select count(*) from number")
    (tmp_path / "nothing.sql").write_text("select i from number where i < 0")
    (tmp_path / "outside.sql").write_text("select * from read_csv('/etc/hostname')")
    (tmp_path / "fetch.sql").write_text("install spatial")
    with Database(tmp_path / "kecil.duckdb", queries=tmp_path) as opened:
        yield opened


def test_a_value_is_bound_by_name(database):
    assert database.query("from_number", least=7)["label"].tolist() == ["baris 7", "baris 8", "baris 9"]


def test_a_missing_value_is_refused(database):
    with pytest.raises(duckdb.InvalidInputException):
        database.query("from_number")


def test_a_surplus_value_is_refused(database):
    with pytest.raises(duckdb.InvalidInputException):
        database.query("from_number", least=1, most=2)


def test_scalar_is_the_first_value(database):
    assert database.scalar("count") == 1000


def test_scalar_of_no_row_is_none(database):
    assert database.scalar("nothing") is None


def test_a_question_outside_the_folder_is_unknown(database):
    with pytest.raises(KeyError):
        database.query("../from_number", least=1)


@pytest.mark.parametrize("name", ["outside", "fetch"])
def test_nothing_but_the_release_can_be_read(database, name):
    with pytest.raises(duckdb.PermissionException):
        database.query(name)


def test_eight_threads_get_1600_right_answers(database):
    def ask(least: int) -> bool:
        return database.query("from_number", least=least)["i"].tolist() == [least, least + 1, least + 2]

    with ThreadPoolExecutor(max_workers=8) as threads:
        answers = list(threads.map(ask, [i % 900 for i in range(1600)]))

    assert answers.count(True) == 1600


def test_a_file_that_is_cut_off_while_open_is_a_sentence(tmp_path):
    path = tmp_path / "20260222-090500-1a2b3c4d.duckdb"
    with duckdb.connect(str(path)) as writing:
        writing.execute("create table area as select repeat('x', 900) || range as name from range(60000)")
    (tmp_path / "names.sql").write_text("select sum(hash(name)) as n from area")

    with Database(path, queries=tmp_path) as database:
        with path.open("r+b") as stream:
            stream.truncate(path.stat().st_size // 3)

        with pytest.raises(DamagedReleaseError, match="1a2b3c4d tidak dapat dibaca lagi"):
            database.query("names")
