"""A shown question is the asked one with its values written in, and cannot be broken by a value."""

from __future__ import annotations

import duckdb
import pytest

from stunting.db import QUERIES
from stunting.shown_sql import literal, shown_sql

VALUES = ["Lampung", "O'Brien", "'; drop table area; --", "", "$within", "é\n", 2025, -3, 1.5, True, False, None]


@pytest.mark.parametrize("value", [*VALUES, [], ["0-5", "6'11"], [2025, 2026]])
def test_a_literal_is_the_value_that_would_have_been_bound(value):
    assert duckdb.execute(f"select {literal(value)}").fetchone() == (value,)


@pytest.mark.parametrize("value", VALUES)
def test_shown_and_bound_give_the_same_answer(value):
    text = "-- Question: what?\n-- Params:   $asked any\nselect $asked is null, cast($asked as varchar)"

    shown = duckdb.execute(shown_sql(text, {"asked": value})).fetchall()

    assert shown == duckdb.execute(text, {"asked": value}).fetchall()


def test_the_question_stays_and_the_list_of_params_goes():
    shown = shown_sql("-- Question: how high?\n-- Params: $year integer\nselect $year\n", {"year": 2025})

    assert shown == "-- Question: how high?\nselect 2025"


def test_a_name_in_a_comment_is_left_as_it_is():
    assert shown_sql("-- $year is chosen\nselect $year", {"year": 2025}) == "-- $year is chosen\nselect 2025"


def test_a_name_that_begins_like_another_is_not_mistaken_for_it():
    assert shown_sql("select $lokus, $lokus_year", {"lokus": "ya", "lokus_year": 2026}) == "select 'ya', 2026"


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError):
        shown_sql("select $year", {})


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.sql")), ids=lambda path: path.stem)
def test_no_question_keeps_a_dollar_sign_when_it_is_shown(path):
    class Anything(dict):
        def __missing__(self, name):
            return 1

    shown = shown_sql(path.read_text(encoding="utf-8"), Anything())

    assert "$" not in "\n".join(line for line in shown.splitlines() if not line.lstrip().startswith("--"))
