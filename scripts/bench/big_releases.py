"""Releases as large as the budgets speak of: invented counts in place of the routine tables of a real release.

Seeded, so that two runs measure the same rows; written into a temporary folder, never published, never committed.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from stunting import releases
from stunting.build import derived
from stunting.build.routine import ORDER
from stunting.paths import Layout

SEED = 20250801
WEIGHING_MONTHS = (2, 8)
ROUTINE_TABLES = (
    "growth",
    "growth_window",
    "growth_posyandu",
    "weighing_window",
    "routine_target",
    "village_report",
    "puskesmas",
    "puskesmas_desa",
    "posyandu",
    "quality",
    "import_batch",
    "lokus",
    *("counted_kabupaten", "counted_desa", "public_bundle", "public_area"),
)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much a release holds.

    within:  code that all desa begin with, "" for Indonesia
    years:   calendar years, each with all twelve months, two Bulan Timbang and the year as a window
    child_n: children listed per desa, on average
    """

    name: str
    within: str
    years: tuple[int, ...]
    child_n: int


DISTRICT = Size(name="365 desa x 60 months", within="3514", years=(2021, 2022, 2023, 2024, 2025), child_n=164)
NATION = Size(name="83,762 desa x 24 months", within="", years=(2024, 2025), child_n=260)
FULL_NATION = Size(name="83,762 desa x 60 months", within="", years=(2021, 2022, 2023, 2024, 2025), child_n=260)

# Two in a hundred desa are served by a second puskesmas as well. A cell is a sex and an age group of a desa; `u` are
# uniform numbers that belong to the cell and month, so that a desa is neither the same nor another place every month.
SERVED = """
create temp table served as
select code as desa_code, left(code, 4) || '-' || code[5:6] as puskesmas_id, 1.0 as share
from area where level = 'desa' and starts_with(code, $within)
union all
select code, left(code, 4) || '-' || code[5:6] || '-2', 0.1
from area where level = 'desa' and starts_with(code, $within) and hash(code, $seed) % 50 = 0
"""
CELLS = """
create temp table cell as
select sex, age_group, share
from (values ('m'), ('f')) as sexes (sex),
    (values ('0-5', 0.05), ('6-11', 0.05), ('12-23', 0.1), ('24-35', 0.1), ('36-47', 0.1), ('48-59', 0.1))
        as ages (age_group, share)
"""
MONTH = """
insert into growth by name
with listed as (
    select desa_code, puskesmas_id, sex, age_group,
        hash(desa_code, puskesmas_id, sex, age_group, $year, $month, $seed) as h,
        (hash(desa_code, $seed) % 1000) / 1000 as place
    from served cross join cell
),
drawn as (
    select listed.*, (h % 997) / 997 as u1, (h // 997 % 991) / 991 as u2, (h // 988027 % 983) / 983 as u3,
        (h // 971230541 % 977) / 977 as u4
    from listed
),
counted as (
    select drawn.*, floor($child_n * served.share * cell.share * (0.6 + 0.8 * u1) + u2)::bigint as target_n
    from drawn join served using (desa_code, puskesmas_id) join cell using (sex, age_group)
),
weighed as (select *, least(target_n, floor(target_n * (0.72 + 0.28 * place) + u3))::bigint as weighed_n from counted),
measured as (select *, greatest(weighed_n - (u4 < 0.1)::int, 0)::bigint as measured_n from weighed),
stunted as (
    select *, least(measured_n, floor(measured_n * (0.05 + 0.25 * place) * (0.5 + u2) + u1))::bigint as stunted_n
    from measured
)
select desa_code, puskesmas_id, $year as year, $month as month, sex, age_group, target_n, weighed_n, measured_n,
    stunted_n, floor(stunted_n * 0.25 + u3 * 0.8)::bigint as severely_stunted_n,
    weighed_n as weight_for_age_n,
    floor(weighed_n * 0.14 * (0.5 + u4) + u2 * 0.9)::bigint as underweight_n,
    floor(weighed_n * 0.02 * (0.5 + u4))::bigint as severely_underweight_n,
    measured_n as weight_for_height_n,
    floor(measured_n * 0.06 * (0.5 + u3))::bigint as wasted_n,
    floor(measured_n * 0.01 * (0.5 + u3))::bigint as severely_wasted_n,
    floor(measured_n * 0.03 * (0.5 + u2))::bigint as overweight_n,
    (u1 < 0.02)::bigint as flagged_n, (u2 < 0.02)::bigint as moved_n,
    floor(weighed_n * 0.6)::bigint as gained_n, floor(weighed_n * 0.9)::bigint as gain_known_n,
    'individu' as origin, true as is_sample
from stunted
order by {order}
"""
WINDOW = """
insert into growth_window by name
select * exclude (year, month), $key as window_key from growth where year = $year and month = $month
order by {order}
"""
BESIDE = (
    "insert into puskesmas select distinct puskesmas_id, 'PUSKESMAS ' || puskesmas_id, left(desa_code, 4), true "
    "from served",
    "insert into puskesmas_desa select puskesmas_id, desa_code, 100 from served",
    "insert into routine_target select desa_code, year, kind, sum(target_n), 'rekaan', true from growth, "
    "(values ('riil'), ('proyeksi')) as kinds (kind) where month = 8 group by all order by desa_code, year, kind",
    "insert into lokus (desa_code, lokus_year, decided_year, status, decree, source, is_sample) "
    "select desa_code, year, year - 1, 'baru', 'rekaan', 'rekaan', true "
    "from (select distinct desa_code from served), (select distinct year from growth) "
    "where hash(desa_code, year) % 12 = 0 order by all",
    "update meta set value = (select string_agg(distinct left(desa_code, 4), ';') from served) "
    "where key = 'sample_kabupaten'",
)


def made(folder: Path, size: Size, *, layout: Layout | None = None) -> Path:
    """The live release with the routine tables of a size in it, as a file of the folder.

    Raises:
        ReleaseError: there is no release to begin with.
    """
    own = layout or Layout.default()
    with releases.open_release(own).database as opened:
        source = opened.path
    path = folder / f"{size.within or 'nasional'}.duckdb"
    shutil.copyfile(source, path)
    with duckdb.connect(str(path)) as writing:
        for name in ROUTINE_TABLES:
            writing.execute(f'truncate "{name}"')
        writing.execute(SERVED, {"within": size.within, "seed": SEED})
        writing.execute(CELLS)
        _fill(writing, size)
        for statement in BESIDE:
            writing.execute(statement)
        derived.fill(writing)
        writing.execute("checkpoint")
    return path


def _fill(writing: duckdb.DuckDBPyConnection, size: Size) -> None:
    """Month by month and window by window, in the order in which a build lays them."""
    month_sql = MONTH.format(order=", ".join(ORDER["growth"][2:]))
    window_sql = WINDOW.format(order=", ".join(ORDER["growth_window"][1:]))
    for year in size.years:
        for month in range(1, 13):
            writing.execute(month_sql, {"year": year, "month": month, "seed": SEED, "child_n": size.child_n})
        # Keys in the order of the text: "2025", "2025-02", "2025-08".
        for month, key in ((12, f"{year}"), *((one, f"{year}-{one:02d}") for one in WEIGHING_MONTHS)):
            writing.execute(window_sql, {"year": year, "month": month, "key": key})
        writing.execute(
            "insert into weighing_window select key, label, kind, first, last, true from (values "
            "($year::text, 'tahun ' || $year, 'tahun', make_date($year, 1, 1), make_date($year, 12, 31)), "
            "($year || '-02', 'Bulan Timbang Februari ' || $year, 'bulan_timbang', make_date($year, 2, 1), "
            "last_day(make_date($year, 2, 1))), "
            "($year || '-08', 'Bulan Timbang Agustus ' || $year, 'bulan_timbang', make_date($year, 8, 1), "
            "last_day(make_date($year, 8, 1)))) as windows (key, label, kind, first, last)",
            {"year": year},
        )
