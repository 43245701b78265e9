"""What must be true of services and their targets in a release.

More reached than were to be reached is a known fault of real sheets: it is kept, told and shown, so it is no failure
here.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.build.outcomes import Outcome, outcome, wrong_ones
from stunting.services.registry import SERVICES

KNOWN = ", ".join(f"'{one.key}'" for one in SERVICES)
# What is only a number of families has no group to be reached.
WITHOUT_COVERAGE = ", ".join(f"'{one.key}'" for one in SERVICES if not one.has_coverage)
ROW = "concat_ws(' ', area_code, year, period, service_key)"
TARGET = "concat_ws(' ', area_code, service_key, year)"


def services_known(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every row is of a registered desa, kecamatan or kabupaten and of a service of the registry; so are targets."""
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from service where service_key not in ({KNOWN}) or area_code not in "
        "(select code from area where level in ('desa', 'kecamatan', 'kabupaten')) "
        f"union all select {TARGET} from service_target where service_key not in ({KNOWN}) "
        "or area_code not in (select code from area) order by 1",
    )
    return outcome("layanan dan wilayahnya", wrong, "setiap layanan dan wilayahnya dikenal")


def counts_plausible(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Counts are not negative, years plausible, sources named, and what is not scheduled has no count."""
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from service where numerator_n < 0 or denominator_n < 0 or trim(source) = '' "
        "or year not between 2000 and year(current_date) + 1 "
        "or not is_scheduled and (numerator_n is not null or denominator_n is not null) "
        f"or service_key in ({WITHOUT_COVERAGE}) and denominator_n is not null order by 1",
    )
    return outcome("jumlah layanan", wrong, "jumlah nol atau lebih; yang tidak dijadwalkan tanpa angka")


def rows_unique(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """One row per area, year, period and service; sample and own rows apart in a kabupaten; one target each."""
    twice = wrong_ones(
        cursor,
        f"select {ROW} from service group by area_code, year, period, service_key having count(*) > 1 "
        "union all select area_code[:4] from service group by all having count(distinct is_sample) > 1 "
        f"union all select {TARGET} from service_target group by area_code, service_key, year having count(*) > 1 "
        "order by 1",
    )
    return outcome("layanan tunggal", twice, "tidak ada baris ganda atau tercampur contoh")


def targets_plausible(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Targets lie between 0 and 100 and name their source."""
    wrong = wrong_ones(
        cursor,
        f"select {TARGET} from service_target where not (value_pct between 0 and 100) or isnan(value_pct) "
        f"or trim(source) = '' or year not between 2000 and 2045 or service_key in ({WITHOUT_COVERAGE}) order by 1",
    )
    return outcome("target layanan", wrong, "setiap target 0 sampai 100% dan menyebut sumbernya")


SERVICE_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    services_known,
    counts_plausible,
    rows_unique,
    targets_plausible,
)
