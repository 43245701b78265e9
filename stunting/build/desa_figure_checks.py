"""What must be true of the figures per desa in a release.

More services received than due is a known fault of real reports: it is taken, told, and gives no criterion
(`stunting.lokus.candidates`), so it is no failure here.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.build.desa_figures import KEYS, OWN
from stunting.build.outcomes import Outcome, outcome, wrong_ones

KNOWN = ", ".join(f"'{key}'" for key in KEYS)


def figures_of_desa(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every figure belongs to a registered desa, every own column to a kabupaten."""
    lost = wrong_ones(
        cursor,
        "select distinct code from (select desa_code as code, 'desa' as level from desa_figure "
        "union all select kabupaten_code, 'kabupaten' from desa_figure_kind) anti join area using (code, level) "
        "order by 1",
    )
    return outcome("desa angka per desa", lost, "setiap angka milik desa/kelurahan terdaftar")


def values_plausible(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Values are finite and not negative, years plausible, and every figure names its source."""
    wrong = wrong_ones(
        cursor,
        "select concat_ws(' ', desa_code, year, key) from desa_figure where not isfinite(value) or value < 0 "
        "or year not between 2000 and year(current_date) + 1 or trim(source) = '' order by 1",
    )
    return outcome("nilai angka per desa", wrong, "semua angka nol atau lebih dan menyebut sumbernya")


def keys_known(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every key is one of ours, or an own column that its kabupaten describes."""
    wrong = wrong_ones(
        cursor,
        f"select distinct desa_code[:4] || ' ' || key from desa_figure where key not in ({KNOWN}) "
        "and (desa_code[:4], key) not in (select (kabupaten_code, key) from desa_figure_kind) "
        "union select kabupaten_code || ' ' || key from desa_figure_kind "
        f"where not regexp_full_match(key, '{OWN}[a-z0-9_]+') or trim(label) = '' order by 1",
    )
    return outcome("jenis angka per desa", wrong, "setiap jenis angka dikenal")


def parts_fit(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Families at risk are among the families of the target; services received and due come together."""
    wrong = wrong_ones(
        cursor,
        f"select desa_code || ' ' || year from (pivot (select desa_code, year, key, value from desa_figure "
        f"where key in ({KNOWN})) on key in ({KNOWN}) using max(value) group by desa_code, year) "
        "where krs_n > family_n or (service_received_n is null) <> (service_due_n is null) order by 1",
    )
    return outcome("KRS dan layanan per desa", wrong, "KRS tidak melebihi keluarga sasaran, layanan berpasangan")


def rows_unique(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """One value per desa, year and key; one description per kabupaten and key; sample and own data apart."""
    twice = wrong_ones(
        cursor,
        "select concat_ws(' ', desa_code, year, key) from desa_figure group by all having count(*) > 1 "
        "union all select kabupaten_code || ' ' || key from desa_figure_kind group by all having count(*) > 1 "
        "union all select desa_code[:4] || ' ' || key from desa_figure group by all "
        "having count(distinct is_sample) > 1 order by 1",
    )
    return outcome("angka per desa tunggal", twice, "tidak ada angka ganda atau tercampur contoh")


FIGURE_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    figures_of_desa,
    values_plausible,
    keys_known,
    parts_fit,
    rows_unique,
)
