"""What the settled rows of an import say: notes, and z-scores that differ from the file's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

QUERIES = Path(__file__).resolve().parent / "sql"
MOST_DIFFERENCES = 5_000


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Counts of rows.

    notes:       rule code -> used rows
    recomputed:  compared, different, haz, waz, whz
    differences: file_no, row_no, index, file_z, own_z; at most MOST_DIFFERENCES
    """

    notes: Counter[str]
    recomputed: dict[str, int]
    differences: pd.DataFrame


def of_rows(rows_file: Path) -> Findings:
    """Look at the stored rows of one batch (`rows.STORED`)."""
    with duckdb.connect(":memory:") as connection:
        file = {"file": str(rows_file)}
        notes = _counts(connection.execute(_text("row_notes"), file))
        recomputed = _counts(connection.execute(_text("recomputed"), file))
        differences = connection.execute(_text("z_differences"), {**file, "most": MOST_DIFFERENCES}).df()
    return Findings(
        notes=+Counter(notes),
        recomputed=recomputed,
        differences=differences,
    )


def _counts(answer: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The only row of an answer, by column; null, the count of no rows, is 0."""
    names = [str(column[0]) for column in answer.description]
    (row,) = answer.fetchall()
    return {name: int(value or 0) for name, value in zip(names, row, strict=True)}


@cache
def _text(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
