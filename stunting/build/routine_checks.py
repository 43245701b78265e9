"""What must be true of the routine data of a release. Rows of village reports are taken as they were written."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.build.outcomes import Outcome, outcome, wrong_ones


def registered_desa(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every desa and kabupaten of the routine tables is in the register."""
    lost = wrong_ones(
        cursor,
        "select distinct code from ("
        "select desa_code as code, 'desa' as level from growth union all select desa_code, 'desa' from growth_window "
        "union all select desa_code, 'desa' from routine_target union all select desa_code, 'desa' from village_report "
        "union all select desa_code, 'desa' from growth_posyandu "
        "union all select desa_code, 'desa' from puskesmas_desa union all select desa_code, 'desa' from posyandu "
        "union all select desa_code, 'desa' from lokus union all select kabupaten_code, 'kabupaten' from puskesmas "
        "union all select kabupaten_code, 'kabupaten' from quality "
        "union all select kabupaten_code, 'kabupaten' from import_batch) anti join area using (code, level) order by 1",
    )
    return outcome("desa data rutin", lost, "setiap baris milik desa/kelurahan terdaftar")


def totals_alone(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """A kabupaten that is known by its totals alone is registered, and none of its desa is counted beside them."""
    wrong = wrong_ones(
        cursor,
        "select distinct desa_code from growth_total where desa_code not in "
        "(select code from area where level = 'kabupaten') "
        "union select desa_code from growth_total where desa_code in (select desa_code[:4] from growth) "
        "or desa_code in (select desa_code[:4] from growth_window) order by 1",
    )
    return outcome("jumlah kabupaten/kota", wrong, "kabupaten/kota yang hanya mengirim jumlah tidak dihitung dua kali")


def whole_by_kecamatan(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Children counted by kecamatan are as many as by desa: nobody is lost on the way up."""
    wrong = wrong_ones(
        cursor,
        "with total as (select year, month, sum(measured_n) as n from growth group by all), "
        "upwards as (select year, month, sum(measured_n) as n from growth join area desa on desa.code = desa_code "
        "join area kecamatan on kecamatan.code = desa.parent_code and kecamatan.level = 'kecamatan' group by all) "
        "select year || '-' || month from total left join upwards using (year, month) "
        "where total.n <> coalesce(upwards.n, 0) order by 1",
    )
    return outcome("jumlah per kecamatan", wrong, "jumlah semua kecamatan sama dengan jumlah semua desa/kelurahan")


def whole_by_kabupaten(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """The sums by kabupaten and by desa hold as many children as the rows they were made from."""
    columns = "sum(target_n), sum(weighed_n), sum(measured_n), sum(stunted_n), sum(flagged_n)"
    sums = "select window_key, year, month, {columns} from {table} group by all"
    plain = sums.format(columns=columns, table="counted")
    wrong = wrong_ones(
        cursor,
        "select distinct concat_ws('-', window_key, year, month) from ("
        + " union all ".join(
            f"({plain} except {sums.format(columns=columns, table=table)})"
            for table in ("counted_kabupaten", "counted_desa")
        )
        + ") order by 1",
    )
    return outcome("jumlah per kabupaten/kota", wrong, "jumlah per kabupaten/kota sama dengan jumlah desanya")


def counts_fit(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """No part of a count of children is larger than the whole, and no count is negative."""
    columns = (
        "desa_code, coalesce(target_n, 0) as target_n, target_n is not null as has_target, weighed_n, measured_n, "
        "stunted_n, coalesce(severely_stunted_n, 0) as severely_stunted_n, weight_for_age_n, underweight_n, "
        "coalesce(severely_underweight_n, 0) as severely_underweight_n, weight_for_height_n, wasted_n, "
        "coalesce(severely_wasted_n, 0) as severely_wasted_n, overweight_n, flagged_n, moved_n, "
        "coalesce(gained_n, 0) as gained_n, coalesce(gain_known_n, 0) as gain_known_n, "
        "(gained_n is null) <> (gain_known_n is null) as has_half_gain, coalesce(label_n, 0) as label_n, "
        "coalesce(label_stunted_n, 0) as label_stunted_n, "
        "coalesce(label_severely_stunted_n, 0) as label_severely_stunted_n, origin"
    )
    posyandu = (
        "(select *, 0 as label_n, 0 as label_stunted_n, 0 as label_severely_stunted_n, 'individu' as origin "
        "from growth_posyandu)"
    )
    wrong = wrong_ones(
        cursor,
        f"select distinct desa_code from (select {columns} from growth union all select {columns} from growth_window "
        f"union all select {columns} from growth_total "
        f"union all select {columns} from {posyandu}) "
        "where least(target_n, weighed_n, measured_n, stunted_n, severely_stunted_n, weight_for_age_n, underweight_n, "
        "severely_underweight_n, weight_for_height_n, wasted_n, severely_wasted_n, overweight_n, flagged_n, moved_n, "
        "gained_n, gain_known_n, label_n, label_stunted_n, label_severely_stunted_n) < 0 or has_half_gain "
        "or origin = 'individu' and (gained_n > gain_known_n or gain_known_n > weighed_n or "
        "severely_stunted_n > stunted_n or stunted_n > measured_n or severely_underweight_n > underweight_n "
        "or underweight_n > weight_for_age_n or severely_wasted_n > wasted_n "
        "or wasted_n + overweight_n > weight_for_height_n or label_stunted_n > label_n "
        "or label_severely_stunted_n > label_stunted_n "
        "or has_target and greatest(measured_n, measured_n + flagged_n, weighed_n, weight_for_age_n, "
        "weight_for_height_n, "
        "moved_n, label_n) > target_n) order by 1",
    )
    return outcome("hitungan anak", wrong, "tidak ada bagian yang lebih besar dari keseluruhannya")


def posyandu_within_desa(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """The posyandu of a desa together count no more children than the desa, in any month."""
    counts = (
        *("target_n", "weighed_n", "measured_n", "stunted_n", "severely_stunted_n", "weight_for_age_n"),
        *("underweight_n", "weight_for_height_n", "wasted_n", "overweight_n", "flagged_n", "moved_n"),
        *("gained_n", "gain_known_n"),
    )
    sums = ", ".join(f"sum({name}) as {name}" for name in counts)
    more = " or ".join(f"coalesce(posyandu.{name}, 0) > coalesce(desa.{name}, 0)" for name in counts)
    wrong = wrong_ones(
        cursor,
        f"with posyandu as (select desa_code, year, month, {sums} from growth_posyandu group by all), "
        f"desa as (select desa_code, year, month, {sums} from growth where origin = 'individu' group by all) "
        "select desa_code || ' ' || year || '-' || month from posyandu left join desa using (desa_code, year, month) "
        f"where {more} order by 1",
    )
    return outcome("jumlah per posyandu", wrong, "posyandu tidak menghitung lebih banyak anak daripada desanya")


def rows_unique(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """No routine row is there twice."""
    keys = {
        "growth": "desa_code, puskesmas_id, year, month, sex, age_group",
        "growth_window": "window_key, desa_code, puskesmas_id, sex, age_group",
        "growth_total": "window_key, desa_code, year, month, sex, age_group, origin, target_n is null",
        "growth_posyandu": "posyandu_id, year, month",
        "delivery": "kabupaten_code",
        "weighing_window": "key",
        "routine_target": "desa_code, year, kind",
        "village_report": "desa_code, puskesmas_id, year, month, item",
        "puskesmas": "id",
        "puskesmas_desa": "puskesmas_id, desa_code",
        "posyandu": "id",
        "quality": "level, unit_id, year, month",
        "import_batch": "id",
    }
    twice = [
        f"{table} {one}"
        for table, columns in keys.items()
        for one in wrong_ones(
            cursor,
            f"select concat_ws(' ', {columns}) from {table} group by {columns} having count(*) > 1 order by 1",
        )
    ]
    return outcome("baris data rutin tunggal", twice, "tidak ada baris ganda")


def months_plausible(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Years of routine data lie between the first electronic registers and next year; imports end after they begin."""
    wrong = wrong_ones(
        cursor,
        "select distinct year::text from (select year from growth union all select year from growth_posyandu "
        "union all select year from quality "
        "union all select year from village_report union all select year from routine_target) "
        "where year not between 2000 and year(current_date) + 1 "
        "union all select id from import_batch where first_period > last_period order by 1",
    )
    return outcome("bulan data rutin", wrong, "semua bulan masuk akal")


def windows_known(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every counted window is described, and ends after it begins; a year has the name and the days of a year."""
    wrong = wrong_ones(
        cursor,
        "select distinct window_key from growth_window where window_key not in (select key from weighing_window) "
        "union all select key from weighing_window where end_date < start_date "
        "union all select key from weighing_window where (kind = 'tahun') <> regexp_full_match(key, '[0-9]{4}') "
        "or kind = 'tahun' and (start_date <> make_date(key::integer, 1, 1) "
        "or end_date <> make_date(key::integer, 12, 31)) order by 1",
    )
    return outcome("Bulan Timbang", wrong, "setiap Bulan Timbang dan tahun punya tanggal")


def origins_apart(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """A desa and month is counted from children or from a report, a kabupaten from sample or from real data."""
    wrong = wrong_ones(
        cursor,
        "select distinct desa_code from growth where (origin = 'laporan_desa') <> (sex = 'mf') "
        "or (sex = 'mf') <> (age_group = '0-59') "
        "union select desa_code from growth group by desa_code, year, month having count(distinct origin) > 1 "
        "union select desa_code from growth_window group by desa_code, window_key having count(distinct origin) > 1 "
        "union select desa_code[:4] from growth group by all having count(distinct is_sample) > 1 order by 1",
    )
    return outcome("asal data rutin", wrong, "hitungan dari anak dan dari laporan desa tidak tercampur")


def facilities_known(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every puskesmas and posyandu that is counted has a name."""
    wrong = wrong_ones(
        cursor,
        "select distinct id from (select puskesmas_id as id from growth "
        "union all select puskesmas_id from growth_window union all select puskesmas_id from growth_posyandu "
        "union all select puskesmas_id from puskesmas_desa "
        "union all select puskesmas_id from posyandu union all select unit_id from quality where level = 'puskesmas') "
        "where id <> '' and id not in (select id from puskesmas) "
        "union select unit_id from quality where level = 'posyandu' and unit_id not in (select id from posyandu) "
        "union select posyandu_id from growth_posyandu where posyandu_id not in (select id from posyandu) "
        "union select id from posyandu where child_n < 5 "
        "union select id from puskesmas where trim(name) = '' order by 1",
    )
    return outcome("puskesmas dan posyandu", wrong, "setiap puskesmas dan posyandu dikenal")


def quality_fits(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Quality is told of units with at least 20 measured children, and its parts fit the whole."""
    wrong = wrong_ones(
        cursor,
        "select unit_id || ' ' || year || '-' || month from quality where haz_n < 20 or haz_n > height_n "
        "or height_n > listed_n or male_n + female_n > listed_n or list_sum(height_digits::bigint[]) > height_n "
        "or list_sum(age_months::bigint[]) > listed_n or posture_missing_n + posture_unusual_n > height_n "
        "or haz_sd < 0 or waz_sd < 0 or whz_sd < 0 order by 1",
    )
    return outcome("mutu pengukuran", wrong, "ringkasan mutu sesuai dengan jumlah anaknya")


ROUTINE_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    registered_desa,
    totals_alone,
    whole_by_kecamatan,
    whole_by_kabupaten,
    counts_fit,
    posyandu_within_desa,
    rows_unique,
    months_plausible,
    windows_known,
    origins_apart,
    facilities_known,
    quality_fits,
)
