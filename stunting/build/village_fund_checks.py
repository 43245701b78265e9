"""What must be true of the money of a release."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.build.outcomes import Outcome, outcome, wrong_ones

ROW = "concat_ws(' ', area_code, year, fund, activity)"


def funds_of_areas(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Money belongs to a registered kabupaten/kota, kecamatan or desa."""
    lost = wrong_ones(
        cursor,
        f"select {ROW} from village_fund where area_code not in (select code from area "
        "where level in ('kabupaten', 'kecamatan', 'desa')) order by 1",
    )
    return outcome("wilayah dana", lost, "setiap dana milik wilayah terdaftar")


def funds_described(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Money is not negative, is for something, in a plausible year, and names its source."""
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from village_fund where budget_rp < 0 or realised_rp < 0 or trim(activity) = '' "
        "or trim(source) = '' or year not between 2015 and year(current_date) + 1 order by 1",
    )
    return outcome("isi dana", wrong, "setiap dana punya kegiatan, tahun, dan sumber")


def funds_once(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """One row per area, year, fund and activity; invented and own rows of a kabupaten are not mixed."""
    twice = wrong_ones(
        cursor,
        f"select any_value({ROW}) from village_fund group by area_code, year, fund, activity having count(*) > 1 "
        "union all select area_code[:4] from village_fund group by 1 having count(distinct is_sample) > 1 order by 1",
    )
    return outcome("dana tunggal", twice, "tidak ada dana ganda atau tercampur contoh")


VILLAGE_FUND_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    funds_of_areas,
    funds_described,
    funds_once,
)
