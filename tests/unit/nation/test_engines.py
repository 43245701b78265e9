"""DuckDB and a Spark cluster of two worker processes count a million invented children alike, to the last child."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stunting.nation import results, statements
from stunting.nation.spark_engine import translated
from stunting.paths import ROOT

CHILDREN = 1_000_000
EXECUTOR = "CoarseGrainedExecutorBackend"


def run(*arguments, env=None):
    """One command in a process of its own: exit code, output, errors, and the executors that lived beneath it."""
    command = [sys.executable, "-m", "stunting", *map(str, arguments)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env or os.environ
    )
    executors = set()
    while process.poll() is None:
        executors |= executors_below(process.pid)
        time.sleep(0.5)
    out, err = process.communicate()
    return process.returncode, out, err, executors


def executors_below(parent):
    """Process ids of Spark's executors that descend from a process, each with the id the cluster gave it."""
    parents, commands = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            commands[int(folder.name)] = (folder / "cmdline").read_text().split("\0")
        except (OSError, ValueError):
            continue
    found = set()
    for pid, words in commands.items():
        above = pid
        while above in parents and above != parent:
            above = parents[above]
        if above == parent and any(EXECUTOR in word for word in words) and "--executor-id" in words:
            found.add((pid, words[words.index("--executor-id") + 1]))
    return found


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """A million children, seen in one or two months, in parts of which each holds whole children."""
    folder = tmp_path_factory.mktemp("negeri")
    code, _, err, _ = run("sample-nation", folder / "masuk", "--children", CHILDREN, "--months", "2025-01,2025-02")
    assert code == 0, err
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def counted(country):
    """What both engines say, and the worker processes of Spark."""
    said = {}
    for engine in ("duckdb", "spark"):
        code, out, err, executors = run(
            "aggregate", country / "masuk", country / engine, "--engine", engine, "--until", "2025-12-31", "--json"
        )
        assert code == 0, err
        said[engine] = (json.loads(out), executors)
    return said


def test_a_million_children_are_counted(counted):
    card, _ = counted["duckdb"]

    assert card["rows_read"] > 1.5 * CHILDREN
    assert card["rows_read"] == card["rows_used"] + sum(card["rejected"].values())
    assert len(card["rejected"]) >= 4


def test_every_aggregate_of_both_engines_is_equal(country, counted):
    for table in ("growth", "growth_window", *results.PLAIN):
        duckdb, spark = (results.read(country / engine, table) for engine in ("duckdb", "spark"))
        keys = [(name, "ascending") for name in duckdb.column_names if not name.endswith("_n")]

        assert duckdb.num_rows > 0
        assert duckdb.sort_by(keys).equals(spark.select(duckdb.column_names).sort_by(keys))


def test_the_hashes_of_content_and_statements_are_equal(counted):
    duckdb, spark = counted["duckdb"][0], counted["spark"][0]

    for name in ("content_sha256", "sql_sha256", "tables", "rejected", "rows_read", "rows_used"):
        assert duckdb[name] == spark[name]
    assert duckdb["sql_sha256"] == statements.sha256()


def test_two_worker_processes_did_the_work(counted):
    card, executors = counted["spark"]

    assert len({pid for pid, _ in executors}) >= 2
    assert set(card["workers"]) <= {one for _, one in executors}
    assert len(card["workers"]) >= 2


def test_spark_leaves_nothing_behind(country, counted):
    assert {path.name for path in country.iterdir()} == {"masuk", "duckdb", "spark"}
    assert not [path for path in (country / "spark").rglob("*") if path.name.startswith(("_", "."))]


def test_every_statement_is_translated_without_a_loss():
    for path in statements.SQL.glob("*.sql"):
        assert translated(path.stem).lstrip().upper().startswith(("SELECT", "WITH"))


def test_without_java_a_sentence_says_what_to_install(tmp_path):
    env = {name: value for name, value in os.environ.items() if name != "JAVA_HOME"} | {"PATH": str(tmp_path)}
    (tmp_path / "masuk").mkdir()
    shutil.copy(next(iter_input(tmp_path)), tmp_path / "masuk" / "ukur.parquet")

    code, out, err, _ = run("aggregate", tmp_path / "masuk", tmp_path / "hasil", "--engine", "spark", env=env)

    assert (code, out) == (1, "")
    assert err.startswith("Spark memerlukan Java 17")
    assert "apt install openjdk-17-jre-headless" in err
    assert not (tmp_path / "hasil").exists()


def iter_input(folder):
    """A file of measurements with one child."""
    from tests.nation import as_input, measured

    yield as_input(folder / "satu", measured(1)).files[0]
