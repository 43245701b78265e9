"""What must be true of the released sums of foster programmes."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.build.outcomes import Outcome, outcome, wrong_ones


def areas_known(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every sum belongs to a registered kabupaten or kecamatan."""
    lost = wrong_ones(
        cursor,
        "select distinct area_code from foster_summary anti join "
        "(select code as area_code from area where level in ('kabupaten', 'kecamatan')) using (area_code) order by 1",
    )
    return outcome("wilayah ringkasan orang tua asuh", lost, "setiap jumlah milik kabupaten/kota atau kecamatan")


def small_counts_absent(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """No count of 1-4 children or foster parents was released, and a hidden figure has no value."""
    wrong = wrong_ones(
        cursor,
        "select concat_ws(' ', area_code, programme, as_of, key) from foster_summary "
        "where (not suffix(key, '_milli') and value_n between 1 and 4) or value_n < 0 and not suffix(key, '_milli') "
        "or (value_n is null) <> is_hidden order by 1",
    )
    return outcome("jumlah kecil orang tua asuh", wrong, "tidak ada jumlah 1-4 yang diterbitkan")


def hidden_together(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """A kecamatan is never hidden alone beside a total that would tell it."""
    wrong = wrong_ones(
        cursor,
        "select concat_ws(' ', area_code[:4], programme, as_of) from foster_summary where key = 'child_n' "
        "group by area_code[:4], programme, as_of "
        "having count(*) filter (where is_hidden and length(area_code) = 6) = 1 "
        "and count(*) filter (where not is_hidden and length(area_code) = 4) = 1 order by 1",
    )
    return outcome("pelengkap ringkasan orang tua asuh", wrong, "tidak ada kecamatan yang terbuka lewat pengurangan")


def rows_unique(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """One value per area, programme, day and key; sample and own rows of a kabupaten apart."""
    twice = wrong_ones(
        cursor,
        "select concat_ws(' ', area_code, programme, as_of, key) from foster_summary "
        "group by area_code, programme, as_of, key having count(*) > 1 "
        "union all select area_code[:4] from foster_summary group by 1 having count(distinct is_sample) > 1 order by 1",
    )
    return outcome("ringkasan orang tua asuh tunggal", twice, "tidak ada angka ganda atau tercampur contoh")


FOSTER_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    areas_known,
    small_counts_absent,
    hidden_together,
    rows_unique,
)
