"""What is not the restricted store holds nothing of it: releases, additions, the ledger, what a browser fetches."""

from __future__ import annotations

import duckdb
import pytest

from stunting.shared_release import connect
from tests import restricted_office
from tests.restricted_office import readable


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return restricted_office.filled(tmp_path_factory.mktemp("kantor"))


def told_by_release(office, file) -> tuple[list[tuple[str, str, str]], int]:
    """(table, column, secret) for every column of every table that says one, and how many columns were read."""
    found, column_n = [], 0
    with connect(file) as opened:
        columns = opened.execute("select table_name, column_name from information_schema.columns").fetchall()
        for table, column in columns:
            values = opened.execute(f'select distinct "{column}"::varchar from "{table}"').fetchall()
            column_n += 1
            text = "\n".join(value for (value,) in values if value is not None)
            found += [(table, column, secret) for secret in office.told_by(text)]
    return found, column_n


def test_no_column_of_any_release_says_anything_of_the_restricted_store(office):
    files = sorted(office.layout.releases.glob("*.duckdb"))
    assert len(files) >= 2
    for file in files:
        found, column_n = told_by_release(office, file)

        assert found == []
        assert column_n > 100


def test_a_secret_in_a_release_would_be_found(office, tmp_path):
    file = tmp_path / "rilis.duckdb"
    with duckdb.connect(str(file)) as opened:
        opened.execute("create table apa_saja (kata varchar)")
        opened.execute("insert into apa_saja values ($word)", {"word": f"anak {office.keys[0].upper()}"})

    assert told_by_release(office, file)[0] == [("apa_saja", "kata", office.keys[0])]


@pytest.mark.parametrize("folder", ["releases", "additions", "ledger", "published"])
def test_no_file_outside_the_restricted_store_says_anything_of_it(office, folder):
    paths = [path for path in getattr(office.layout, folder).rglob("*") if path.is_file()]
    # A book of decisions is a file of SQLite as well.
    own = {"SQLite format 3"} if folder == "ledger" else set()

    told = [(path.name, set(office.told_by(readable(path.read_bytes()))) - own) for path in paths]

    assert [one for one in told if one[1]] == []


def test_no_file_name_outside_the_restricted_store_says_anything_of_it(office):
    data = office.layout.releases.parent
    names = "\n".join(str(path.relative_to(data)) for path in data.rglob("*"))

    assert office.told_by(names) == []


def test_nothing_in_the_restricted_store_holds_a_name_a_nik_or_an_address(office):
    people = [*restricted_office.PERSONS, *(one for one in office.secrets if one.isdecimal())]
    for path in office.layout.restricted.rglob("*"):
        if path.is_file():
            content = readable(path.read_bytes())
            assert [one for one in people if one in content] == [], path.name
