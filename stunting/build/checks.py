"""What must be true before a release is published, each with the sentence that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import duckdb

from stunting.build.campaign_event_checks import CAMPAIGN_EVENT_CHECKS
from stunting.build.desa_figure_checks import FIGURE_CHECKS
from stunting.build.foster_summary_checks import FOSTER_CHECKS
from stunting.build.lokus_checks import LOKUS_CHECKS
from stunting.build.outcomes import Outcome, outcome, wrong_ones
from stunting.build.published_checks import PUBLISHED_CHECKS
from stunting.build.published_count_checks import PUBLISHED_COUNT_CHECKS
from stunting.build.register import EXPECTED
from stunting.build.routine_checks import ROUTINE_CHECKS
from stunting.build.service_checks import SERVICE_CHECKS
from stunting.build.village_fund_checks import VILLAGE_FUND_CHECKS
from stunting.indicators import INDICATORS
from stunting.sources import SURVEYS

FIRST_YEAR = 2007
# National figures as published by Kemenkes (domain reference, survey series).
NATIONAL_ANCHORS = {
    ("riskesdas", 2013): 37.2,
    ("riskesdas", 2018): 30.8,
    ("ssgbi", 2019): 27.7,
    ("ssgi", 2021): 24.4,
    ("ssgi", 2022): 21.6,
    ("ski", 2023): 21.5,
    ("ssgi", 2024): 19.8,
}


@dataclass(frozen=True, kw_only=True)
class Expectations:
    """Counts and figures that the raw data must give.

    area_counts:    areas per level, from the decree
    kabupaten_n:    at least so many kabupaten/kota per survey and year
    anchors:        national percentages per survey and year; a value the user replaced is not compared
    """

    area_counts: dict[str, int] = field(default_factory=lambda: dict(EXPECTED))
    kabupaten_n: dict[tuple[str, int], int] = field(
        default_factory=lambda: {("ssgi", 2021): 514, ("ski", 2023): 499, ("ssgi", 2024): 67}
    )
    anchors: dict[tuple[str, int], float] = field(default_factory=lambda: dict(NATIONAL_ANCHORS))


PUBLISHED = Expectations()


def run(cursor: duckdb.DuckDBPyConnection, expected: Expectations = PUBLISHED) -> list[Outcome]:
    """All checks on a finished release, in a fixed order; none stops the others."""
    others = (
        *PUBLISHED_CHECKS,
        *PUBLISHED_COUNT_CHECKS,
        *ROUTINE_CHECKS,
        *LOKUS_CHECKS,
        *FIGURE_CHECKS,
        *SERVICE_CHECKS,
    )
    others += (*CAMPAIGN_EVENT_CHECKS, *VILLAGE_FUND_CHECKS, *FOSTER_CHECKS)
    return [check(cursor, expected) for check in CHECKS] + [check(cursor) for check in others]


def area_counts(cursor: duckdb.DuckDBPyConnection, expected: Expectations) -> Outcome:
    """Every level has as many areas as the decree lists."""
    counts = dict(cursor.execute("select level, count(*) from area group by level").fetchall())
    wrong = [
        f"{level} {counts.get(level, 0)}, seharusnya {number}"
        for level, number in expected.area_counts.items()
        if counts.get(level, 0) != number
    ]
    fine = ", ".join(f"{counts.get(level, 0)} {level}" for level in expected.area_counts)
    return outcome("jumlah wilayah", wrong, fine)


def area_codes_unique(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """No code stands for two areas, today's or former."""
    twice = wrong_ones(
        cursor,
        "select code from (select code from area union all select code from former_area) "
        "group by code having count(*) > 1 order by code",
    )
    return outcome("kode wilayah tunggal", twice, "setiap kode menunjuk satu wilayah")


def area_parents(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """Every area below the country has a parent one level up."""
    lost = wrong_ones(
        cursor,
        "select child.code from area child left join area parent on child.parent_code = parent.code "
        "where child.level <> 'negara' and (parent.code is null or parent.level <> case child.level "
        "when 'provinsi' then 'negara' when 'kabupaten' then 'provinsi' when 'kecamatan' then 'kabupaten' "
        "else 'kecamatan' end) order by child.code",
    )
    return outcome("induk wilayah", lost, "setiap wilayah punya induk setingkat di atasnya")


def former_area_successors(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """Every successor of a former province exists."""
    lost = wrong_ones(
        cursor,
        "select former.code || ' -> ' || successor from (select code, unnest(string_split(successor_codes, ';')) "
        "as successor from former_area) former left join area on area.code = successor where area.code is null",
    )
    return outcome("penerus wilayah lama", lost, "setiap penerus terdaftar")


def estimate_areas(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """Every survey figure and target belongs to a known area."""
    lost = wrong_ones(
        cursor,
        "select distinct area_code from (select area_code from survey_estimate union all select area_code from target) "
        "where area_code not in (select code from area union all select code from former_area) order by 1",
    )
    return outcome("wilayah angka survei", lost, "setiap angka dan target milik wilayah terdaftar")


def estimate_former_areas(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """No figure of a divided province stands under a code of today, or the other way round."""
    wrong = wrong_ones(
        cursor,
        "select area_code || ' ' || survey || ' ' || year from survey_estimate join ("
        "select code, valid_until, string_split(successor_codes, ';') as successors from former_area) former "
        "on list_contains(former.successors, area_code) and year <= valid_until "
        "or area_code = former.code and year > valid_until order by 1",
    )
    return outcome("wilayah lama", wrong, "angka sebelum pemekaran hanya di wilayah lama")


def estimate_unique(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """One figure per area, survey, year and indicator."""
    twice = wrong_ones(
        cursor,
        "select area_code || ' ' || survey || ' ' || year from survey_estimate "
        "group by area_code, survey, year, indicator having count(*) > 1 order by 1",
    )
    return outcome("angka tidak ganda", twice, "satu angka per wilayah, survei, dan tahun")


def estimate_ranges(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """Percentages lie between 0 and 100, samples above 0."""
    wrong = wrong_ones(
        cursor,
        "select area_code || ' ' || year from (select area_code, year, value_pct, n from survey_estimate "
        "union all select area_code, year, value_pct, null from target) "
        "where not (value_pct between 0 and 100) or isnan(value_pct) or n <= 0 order by 1",
    )
    return outcome("rentang nilai", wrong, "semua persentase antara 0 dan 100")


def estimate_intervals(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """An interval has both ends and contains its value."""
    wrong = wrong_ones(
        cursor,
        "select area_code || ' ' || survey || ' ' || year from survey_estimate "
        "where (ci_low_pct is null) <> (ci_high_pct is null) "
        "or not coalesce(0 <= ci_low_pct and ci_low_pct <= value_pct and value_pct <= ci_high_pct "
        "and ci_high_pct <= 100, true) order by 1",
    )
    return outcome("selang kepercayaan", wrong, "setiap selang mengapit nilainya")


def estimate_rounds(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """Survey, year and indicator are known to the registries."""
    keys = {survey.key: survey for survey in SURVEYS}
    wrong = []
    rounds = cursor.execute(
        "select distinct survey, year, indicator, "
        "cast((select value from meta where key = 'created_at')[:4] as integer) from survey_estimate order by all"
    ).fetchall()
    for survey, year, indicator, this_year in rounds:
        record = keys.get(survey)
        is_known = record is not None and (
            year in record.years or (record.is_running and max(record.years) < year <= this_year)
        )
        if not is_known or year < FIRST_YEAR or indicator not in {one.key for one in INDICATORS if one.has_survey}:
            wrong.append(f"{survey} {year} {indicator}")
    return outcome("putaran survei", wrong, f"{len(rounds)} putaran survei dikenal")


def kabupaten_counts(cursor: duckdb.DuckDBPyConnection, expected: Expectations) -> Outcome:
    """A survey round has figures for as many kabupaten/kota as were collected."""
    counts = {
        (survey, year): number
        for survey, year, number in cursor.execute(
            "select survey, year, count(*) from survey_estimate join area on area.code = area_code "
            "where level = 'kabupaten' group by survey, year"
        ).fetchall()
    }
    wrong = [
        f"{survey} {year} punya {counts.get((survey, year), 0)}, seharusnya paling sedikit {number}"
        for (survey, year), number in expected.kabupaten_n.items()
        if counts.get((survey, year), 0) < number
    ]
    fine = ", ".join(f"{survey} {year}: {counts.get((survey, year), 0)}" for survey, year in expected.kabupaten_n)
    return outcome("kelengkapan kabupaten/kota", wrong, fine or "tidak ada putaran yang diperiksa")


def national_anchors(cursor: duckdb.DuckDBPyConnection, expected: Expectations) -> Outcome:
    """National figures are the published ones."""
    national = {
        (survey, year): (value, is_user_added)
        for survey, year, value, is_user_added in cursor.execute(
            "select survey, year, value_pct, is_user_added from survey_estimate "
            "where area_code = '00' and indicator = 'stunting'"
        ).fetchall()
    }
    wrong = []
    for (survey, year), value in expected.anchors.items():
        found, is_user_added = national.get((survey, year), (None, False))
        if found != value and not is_user_added:
            wrong.append(f"{survey} {year} tertulis {found}, terbitannya {value}")
    return outcome("angka nasional", wrong, f"{len(expected.anchors)} angka nasional sama dengan terbitannya")


def target_unique(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """One target per area, year and basis."""
    twice = wrong_ones(
        cursor,
        "select area_code || ' ' || year from target group by area_code, year, basis having count(*) > 1 order by 1",
    )
    return outcome("target tidak ganda", twice, "satu target per wilayah, tahun, dan dasar")


def target_bounds(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """A target is for a year that a plan can name, and one the user set is for an area of today."""
    wrong = wrong_ones(
        cursor,
        "select area_code || ' ' || year from target left join area on area.code = area_code "
        "where year not between 2000 and 2045 "
        "or is_user_added and area.code is null order by 1",
    )
    return outcome("tahun target", wrong, "setiap target untuk wilayah terdaftar dan tahun yang masuk akal")


def geometry_areas(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """Every map belongs to an area, draws no more units than it has, and its content is what its name says."""
    wrong = wrong_ones(
        cursor,
        "select scope_code || ' ' || geometry.level from geometry left join area on area.code = scope_code "
        "where area.code is null or drawn_n > unit_n or sha256(payload_gzip) <> sha256 order by 1",
    )
    count = cursor.execute("select count(*) from geometry").fetchall()[0][0]
    return outcome("peta", wrong, f"{count} peta" if count else "rilis ini tanpa peta")


def maps_complete(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """Every provinsi and kabupaten/kota is drawn, and the maps of a level hold each of its areas once."""
    wrong = wrong_ones(
        cursor,
        "with registered as (select level, count(*) as area_n from area group by level), "
        "maps as (select level, scope_code = '00' as is_country, sum(unit_n) as unit_n, sum(drawn_n) as drawn_n "
        "from geometry group by all) "
        "select level || ' ' || drawn_n || ' dari ' || area_n from maps join registered using (level) "
        "where unit_n <> area_n or (level in ('provinsi', 'kabupaten') and drawn_n <> area_n) order by 1",
    )
    return outcome("kelengkapan peta", wrong, "tidak ada wilayah yang hilang dari peta")


def boundaries_accounted(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """An area of a drawn level has one boundary, or a reason why it has none."""
    wrong = wrong_ones(
        cursor,
        "select area.code from area left join (select code from boundary union all select code from boundary_missing) "
        "told using (code) where level in (select level from boundary) "
        "group by area.code having count(told.code) <> 1 order by 1",
    )
    return outcome("batas wilayah", wrong, "setiap wilayah punya batas atau alasan tanpa batas")


def sources_present(cursor: duckdb.DuckDBPyConnection, _: Expectations) -> Outcome:
    """Every figure names its source, every file its producer."""
    wrong = wrong_ones(
        cursor,
        "select area_code || ' ' || year from survey_estimate where trim(source) = '' "
        "union all select area_code || ' ' || year from target where trim(source) = '' or trim(basis) = '' "
        "union all select file from source where trim(producer) = '' or trim(title) = '' order by 1",
    )
    return outcome("sumber", wrong, "setiap angka menyebut sumbernya")


CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection, Expectations], Outcome], ...] = (
    area_counts,
    area_codes_unique,
    area_parents,
    former_area_successors,
    estimate_areas,
    estimate_former_areas,
    estimate_unique,
    estimate_ranges,
    estimate_intervals,
    estimate_rounds,
    kabupaten_counts,
    national_anchors,
    target_unique,
    target_bounds,
    geometry_areas,
    maps_complete,
    boundaries_accounted,
    sources_present,
)
