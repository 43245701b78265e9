"""What must be true of the announced counts of a release."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.announced_counts import LABELS
from stunting.build.outcomes import Outcome, outcome, wrong_ones

ROW = "concat_ws(' ', area_code, indicator, year, month, value_n)"
KNOWN = ", ".join(f"'{key}'" for key in LABELS)


def counts_of_areas(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every announced count belongs to a registered area."""
    lost = wrong_ones(
        cursor, f"select {ROW} from published_count where area_code not in (select code from area) order by 1"
    )
    return outcome("wilayah jumlah yang diumumkan", lost, "setiap jumlah milik wilayah terdaftar")


def counts_described(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """What is counted is known, in a unit, at a plausible moment, and never negative."""
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from published_count where indicator not in ({KNOWN}) or trim(unit) = '' or value_n < 0 "
        "or year not between 2000 and year(current_date) + 1 or month not between 1 and 12 order by 1",
    )
    return outcome("isi jumlah yang diumumkan", wrong, "setiap jumlah punya jenis, satuan, dan waktu")


def counts_of_sources(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every count names its source, and a source announces it once."""
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from published_count where trim(source) = '' union all "
        f"select any_value({ROW}) from published_count group by area_code, indicator, year, month, source "
        "having count(*) > 1 order by 1",
    )
    return outcome("sumber jumlah yang diumumkan", wrong, "setiap jumlah menyebut sumbernya sekali")


PUBLISHED_COUNT_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    counts_of_areas,
    counts_described,
    counts_of_sources,
)
