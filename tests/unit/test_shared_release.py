"""One connection to a release for everybody in a process, opened anew now and then."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from stunting import shared_release
from stunting.db import Database
from stunting.errors import DamagedReleaseError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "kecil.duckdb"
    with duckdb.connect(str(made)) as writing:
        writing.execute("create table number as select range as i from range(1000)")
    (tmp_path / "count.sql").write_text("select count(*) from number")
    (tmp_path / "from_number.sql").write_text("select i from number where i >= $least order by i limit 3")
    return made


@pytest.fixture
def opened(path: Path):
    with Database(path, queries=path.parent) as database:
        yield database


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(shared_release, "RENEW_AFTER", 5)


def test_a_file_is_opened_anew_after_some_questions(opened, soon):
    first = opened._file._connection
    for _ in range(4):
        opened.scalar("count")
    assert opened._file._connection is first

    assert opened.scalar("count") == 1000

    assert opened._file._connection is not first
    with pytest.raises(duckdb.ConnectionException):
        first.execute("select 1")


def test_not_while_somebody_reads(opened, soon):
    first = opened._file._connection
    with opened._file.cursor() as reading:
        reading.execute("select i from number order by i")
        for _ in range(20):
            assert opened.scalar("count") == 1000
        assert opened._file._connection is first
        assert reading.fetchone() == (0,)
    opened.scalar("count")

    assert opened._file._connection is not first


def test_many_threads_get_right_answers_while_it_is_opened_anew(opened, soon):
    def ask(least: int) -> bool:
        return opened.query("from_number", least=least)["i"].tolist() == [least, least + 1, least + 2]

    with ThreadPoolExecutor(max_workers=8) as threads:
        answers = list(threads.map(ask, [i % 900 for i in range(800)]))

    assert answers.count(True) == 800


def test_a_release_that_was_deleted_is_read_on(opened, path, soon):
    path.unlink()

    assert [opened.scalar("count") for _ in range(20)] == [1000] * 20


def test_a_file_that_does_not_open_again_is_a_sentence_until_it_does(opened, path, soon, monkeypatch):
    for _ in range(4):
        opened.scalar("count")
    monkeypatch.setattr(shared_release, "connect", lambda _: duckdb.connect(str(path.parent / "none"), read_only=True))
    for _ in range(2):
        with pytest.raises(DamagedReleaseError):
            opened.scalar("count")
    monkeypatch.undo()

    assert opened.scalar("count") == 1000


def test_two_who_read_the_same_file_share_it_and_one_may_leave(opened, path):
    with Database(path, queries=path.parent) as other:
        assert other._file is opened._file
    other.close()

    assert opened.scalar("count") == 1000


def test_who_is_gone_without_a_word_holds_nothing(opened, path):
    before = opened._file.holder_n
    Database(path, queries=path.parent)
    gc.collect()

    assert opened._file.holder_n == before


def test_the_last_who_leaves_gives_the_file_back_and_it_can_be_opened_again(path):
    with Database(path, queries=path.parent) as first:
        connection = first._file._connection
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("select 1")

    with Database(path, queries=path.parent) as second:
        assert second.scalar("count") == 1000


def test_who_reads_through_a_connection_of_somebody_else_leaves_it_to_them(path, soon):
    with duckdb.connect(str(path)) as building:
        building.execute("insert into number values (1000)")
        reading = Database(path, queries=path.parent, connection=building)
        assert [reading.scalar("count") for _ in range(20)] == [1001] * 20

        del reading
        gc.collect()

        assert building.execute("select count(*) from number").fetchall() == [(1001,)]


def test_files_come_and_go_in_many_threads(path):
    def visit(_: int) -> bool:
        with Database(path, queries=path.parent) as database:
            return database.scalar("count") == 1000

    before = threading.active_count()
    with ThreadPoolExecutor(max_workers=8) as threads:
        assert all(threads.map(visit, range(200)))
    assert threading.active_count() <= before


def test_what_duckdb_notes_of_buffers_goes_when_the_file_is_opened_anew(path):
    script = """
import ctypes, gc, sys
from pathlib import Path
from stunting import shared_release
from stunting.db import Database
class Counts(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd a b uordblks d e".split()]
library = ctypes.CDLL(None)
library.mallinfo2.restype = Counts
shared_release.RENEW_AFTER = int(sys.argv[1])
path = Path(sys.argv[2])
opened = Database(path, queries=path.parent)
def used(times):
    for _ in range(times):
        opened.query("grouped")
    gc.collect()
    return library.mallinfo2().uordblks
before = used(400)
print(used(1200) - before)
"""
    (path.parent / "grouped.sql").write_text("select i % 50 as kind, sum(i) as total from number group by 1")

    grown = {
        after: int(subprocess.run([sys.executable, "-c", script, after, path], capture_output=True, check=True).stdout)
        for after in ("200", "1000000")
    }

    assert grown["1000000"] > 300_000 > 3 * grown["200"]
