"""What must be true of the announced routine rates of a release."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.build.outcomes import Outcome, outcome, wrong_ones

ROW = "area_code || ' ' || label"


def announced_areas(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every announced rate belongs to a registered area."""
    lost = wrong_ones(
        cursor, f"select {ROW} from published_routine where area_code not in (select code from area) order by 1"
    )
    return outcome("wilayah angka yang diumumkan", lost, "setiap angka milik wilayah terdaftar")


def announced_periods(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """A period begins before it ends, lies in one calendar year, and a month is one whole month."""
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from published_routine where period_start > period_end or trim(label) = '' "
        "or year(period_start) <> year(period_end) or kind = 'tahun' and dayofyear(period_start) <> 1 "
        "or kind = 'bulan' and (day(period_start) <> 1 or last_day(period_start) <> period_end) order by 1",
    )
    return outcome("periode angka yang diumumkan", wrong, "setiap periode berada dalam satu tahun")


def announced_values(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Percentages lie between 0 and 100, and the announced counts give them; a denominator has a name.

    A rate was announced with two decimals at most, often with one: half of the last one is rounding.
    """
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from published_routine where not (value_pct between 0 and 100) or isnan(value_pct) "
        "or stunted_n < 0 or base_n <= 0 or target_n <= 0 or coverage_pct <= 0 or stunted_n > base_n "
        "or base_n is not null and base = '' or abs(100.0 * stunted_n / base_n - value_pct) > 0.0501 "
        "or abs(100.0 * base_n / target_n - coverage_pct) > 0.0501 order by 1",
    )
    return outcome("nilai angka yang diumumkan", wrong, "setiap persentase sesuai dengan hitungannya")


def announced_sources(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """One rate per area, period and source, and every rate names its source."""
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from published_routine where trim(source) = '' union all "
        f"select any_value({ROW}) from published_routine group by area_code, kind, period_start, period_end, source "
        "having count(*) > 1 order by 1",
    )
    return outcome("sumber angka yang diumumkan", wrong, "setiap angka menyebut sumbernya sekali")


PUBLISHED_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    announced_areas,
    announced_periods,
    announced_values,
    announced_sources,
)
