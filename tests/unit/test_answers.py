"""The tables that pages work with are those that DuckDB itself would make."""

import duckdb
import pandas as pd
import pytest

from stunting.answers import frame_of

COLUMNS = {
    "boolean": "true",
    "tinyint": "-7",
    "smallint": "300",
    "integer": "-70000",
    "bigint": "9007199254740993",
    "hugeint": "170141183460469231731687303715884105727",
    "utinyint": "255",
    "usmallint": "65535",
    "uinteger": "4294967295",
    "ubigint": "18446744073709551615",
    "float": "0.1",
    "double": "'nan'",
    "varchar": "'Kabupaten Pasuruan'",
    "date": "date '2025-08-31'",
    "timestamp": "timestamp '2025-08-31 09:05:01.000123'",
    "decimal(9, 2)": "14.25",
    "timestamptz": "timestamptz '2025-08-31 09:05:01+07'",
    "time": "time '09:05'",
    "interval": "interval 3 day",
    "integer[]": "[1, null]",
    "struct(n integer)": "{'n': 1}",
    "enum('m', 'f')": "'m'",
    "blob": "'ab'::blob",
}


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize(
    "rows", ["({one})", "({one}), (null), ({one})", "(null)", "(null), (null)"], ids=["full", "mixed", "null", "nulls"]
)
@pytest.mark.parametrize("only", ["", "where false"])
def test_every_type_with_and_without_nulls_is_as_duckdb_makes_it(kind, rows, only):
    question = f"select a::{kind} as a from (values {rows.format(one=COLUMNS[kind])}) t(a) {only}"
    opened = duckdb.connect()

    pd.testing.assert_frame_equal(frame_of(opened.execute(question)), opened.execute(question).df())


@pytest.mark.parametrize(
    "question",
    [
        "select 1 as a, 2 as a, 'x' as a",
        "select range as n, nullif(range % 7, 0) as m, if(range % 3 = 0, null, range::text) as t from range(5000)",
        "select sum(range) as total, avg(range) as mean, min(range) filter (range < 0) as lowest from range(9)",
    ],
    ids=["same names", "many chunks", "sums"],
)
def test_whole_answers_are_as_duckdb_makes_them(question):
    opened = duckdb.connect()

    pd.testing.assert_frame_equal(frame_of(opened.execute(question)), opened.execute(question).df())


def test_a_table_may_be_written_into():
    frame = frame_of(duckdb.connect().execute("select range as n, nullif(range, 1) as m, 'x' as t from range(3)"))

    frame.loc[0, ["n", "m", "t"]] = [7, 8, "y"]

    assert frame.loc[0].tolist() == [7, 8, "y"]
