"""What must be true of the priority villages of a release."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.build.outcomes import Outcome, outcome, wrong_ones


def listed_desa(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every desa of a list is registered, once per year, and every list of a kabupaten and year has one origin."""
    wrong = wrong_ones(
        cursor,
        "select distinct desa_code from lokus anti join (select code from area where level = 'desa') desa "
        "on desa.code = desa_code "
        "union all select desa_code || ' ' || lokus_year from lokus group by desa_code, lokus_year having count(*) > 1 "
        "union all select desa_code[:4] || ' ' || lokus_year from lokus group by desa_code[:4], lokus_year "
        "having count(distinct is_sample) > 1 or count(distinct is_user_added) > 1 order by 1",
    )
    return outcome("desa lokus", wrong, "setiap desa terdaftar, satu kali per tahun")


def listed_years(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """A list is for a plausible year, decided before it ends, and names its source."""
    wrong = wrong_ones(
        cursor,
        "select distinct desa_code[:4] || ' ' || lokus_year from lokus where lokus_year not between 2018 and 2045 "
        "or decided_year not between lokus_year - 3 and lokus_year "
        "or year(decree_date) not between lokus_year - 3 and lokus_year or trim(source) = '' order by 1",
    )
    return outcome("tahun daftar lokus", wrong, "setiap daftar punya tahun yang masuk akal dan sumber")


def listed_status(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Who is in the list of the year before, of the same kind, is "lanjutan"; who is not, is "baru"."""
    wrong = wrong_ones(
        cursor,
        "with lists as (select distinct desa_code[:4] as kabupaten_code, lokus_year, is_sample from lokus) "
        "select lokus.desa_code || ' ' || lokus.lokus_year from lokus "
        "join lists on lists.kabupaten_code = lokus.desa_code[:4] and lists.lokus_year = lokus.lokus_year - 1 "
        "and lists.is_sample = lokus.is_sample "
        "left join lokus before on before.desa_code = lokus.desa_code and before.lokus_year = lokus.lokus_year - 1 "
        "where (lokus.status = 'lanjutan') <> (before.desa_code is not null) order by 1",
    )
    return outcome("status lokus", wrong, "status sesuai dengan daftar tahun sebelumnya")


def announced_kabupaten(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """An announcement is of a registered kabupaten/kota, once per year and source."""
    wrong = wrong_ones(
        cursor,
        "select kabupaten_code || ' ' || lokus_year from lokus_announced "
        "anti join (select code from area where level = 'kabupaten') kabupaten on kabupaten.code = kabupaten_code "
        "union all select kabupaten_code || ' ' || lokus_year from lokus_announced "
        "group by kabupaten_code, lokus_year, source having count(*) > 1 order by 1",
    )
    return outcome("wilayah lokus yang diumumkan", wrong, "setiap jumlah milik kabupaten/kota terdaftar")


def announced_numbers(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """As many desa as kecamatan at least, plausible years, a source; a breakdown adds up to the numbers."""
    wrong = wrong_ones(
        cursor,
        "with part as (select kabupaten_code, lokus_year, source, count(*) as kecamatan_n, "
        "sum(try_cast(regexp_extract(one, '([0-9]+)$', 1) as integer)) as desa_n from (select *, "
        "unnest(string_split(breakdown, '; ')) as one from lokus_announced) group by all) "
        "select kabupaten_code || ' ' || lokus_year from lokus_announced "
        "left join part using (kabupaten_code, lokus_year, source) "
        "where lokus_announced.desa_n < 1 or lokus_announced.kecamatan_n not between 1 and lokus_announced.desa_n "
        "or lokus_year not between 2018 and 2045 or decided_year not between lokus_year - 3 and lokus_year "
        "or part.desa_n is distinct from lokus_announced.desa_n and breakdown is not null "
        "or part.kecamatan_n <> lokus_announced.kecamatan_n or trim(source) = '' order by 1",
    )
    return outcome("jumlah lokus yang diumumkan", wrong, "setiap jumlah masuk akal dan menyebut sumbernya")


LOKUS_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    listed_desa,
    listed_years,
    listed_status,
    announced_kabupaten,
    announced_numbers,
)
