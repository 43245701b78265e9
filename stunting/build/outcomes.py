"""The result of a check, and how it is worded."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One check: its name, whether it holds, and the sentence about what was found."""

    name: str
    is_passed: bool
    sentence: str


def wrong_ones(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """The first column of an answer: what breaks a rule, in the words of the query."""
    return [str(row[0]) for row in cursor.execute(sql).fetchall()]


def outcome(name: str, wrong: list[str], fine: str) -> Outcome:
    """Passed where nothing is wrong; else the first five are named."""
    if not wrong:
        return Outcome(name=name, is_passed=True, sentence=f"{name}: {fine}.")
    more = f" dan {len(wrong) - 5} lainnya" if len(wrong) > 5 else ""
    return Outcome(name=name, is_passed=False, sentence=f"{name}: {', '.join(wrong[:5])}{more}.")
