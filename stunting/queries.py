"""Every question the pages ask a release, one function per SQL file of the same name.

Frames come back in the grain and order their documentation states. An area without a figure is present with
a missing value where the grain is "registered areas", and absent where the grain is "estimates"; never zero.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from stunting.db import Database
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import COUNTRY
from stunting.indicators import indicator
from stunting.languages import _
from stunting.measures import Estimate
from stunting.sources import survey as survey_record


def _prefix(code: str) -> str:
    return "" if code == COUNTRY else code


def prevalence_by_area(db: Database, *, key: str, survey: str, year: int, level: str, within: str) -> pd.DataFrame:
    """One indicator in each registered area of a level inside an area, in one survey round.

    One row per registered area, ordered by code; `value_pct` is null where the round has no figure.

    Columns:
        area_code, area_name, parent_code, parent_name (str)
        value_pct, ci_low_pct, ci_high_pct (float): percent of children under five; interval null where unpublished
        n (Int): sample size, null where unpublished
        source (str), is_verified (bool): citation; two independent sources agree
        former_name (str), former_value_pct (float): the old area this one was cut from, and its figure

    Raises:
        UnknownIndicatorError, UnknownSurveyError: the registries have no such key.
    """
    return db.query(
        "prevalence_by_area",
        indicator=indicator(key).key,
        survey=survey_record(survey).key,
        year=year,
        level=level,
        within=_prefix(within),
    )


def estimates_of_areas(db: Database, *, key: str, codes: Sequence[str]) -> pd.DataFrame:
    """Everything surveys published for some areas, old areas before a split included.

    One row per asked area and estimate, ordered by asked area and year. `asked_code` is the area asked for,
    `area_code` the area the figure belongs to ("91-lama" for Papua before 2022).
    """
    return db.query("estimates_of_areas", indicator=indicator(key).key, codes=list(codes))


def series_of(frame: pd.DataFrame, code: str) -> list[Estimate]:
    """The estimates of one asked area from `estimates_of_areas`, as records ordered by year."""
    rows = frame[frame["asked_code"] == code]
    return [
        Estimate(
            area_code=row.area_code,
            survey=row.survey,
            year=int(row.year),
            value_pct=float(row.value_pct),
            ci_low_pct=None if pd.isna(row.ci_low_pct) else float(row.ci_low_pct),
            ci_high_pct=None if pd.isna(row.ci_high_pct) else float(row.ci_high_pct),
            n=None if pd.isna(row.n) else int(row.n),
            source=row.source,
            is_verified=bool(row.is_verified),
            area_name=row.area_name,
        )
        for row in records(rows)
    ]


def survey_rounds(db: Database, *, key: str, level: str, within: str) -> pd.DataFrame:
    """The survey rounds that have a figure for the areas of a level inside an area.

    One row per survey and year, oldest first: survey (str), year (int), area_n (int).

    Raises:
        NoDataError: surveys do not reach this level here.
    """
    frame = db.query("survey_rounds", indicator=indicator(key).key, level=level, within=_prefix(within))
    if frame.empty:
        raise NoDataError(
            _("Survei nasional berhenti di tingkat kabupaten/kota: tidak ada angka survei untuk kecamatan dan desa.")
        )
    return frame


def targets_of_areas(db: Database, *, codes: Sequence[str]) -> pd.DataFrame:
    """Targets of some areas, ordered by area and year; one row per area, year and basis.

    Columns: area_code, year, value_pct, basis, source, is_verified, is_user_added, note.
    """
    return db.query("targets_of_areas", codes=list(codes))


def desa_by_area(db: Database, *, level: str, within: str) -> pd.DataFrame:
    """Registered desa and kelurahan in each area of a level: area_code, area_name, lat, lon, desa_n, kelurahan_n."""
    return db.query("desa_by_area", level=level, within=_prefix(within))


def geometry_payload(db: Database, *, scope: str, level: str) -> bytes:
    """The gzip-compressed geometry of one scope, exactly as the browser receives it."""
    frame = db.query("geometry_payload", scope_code=scope, level=level)
    if frame.empty:
        raise NoDataError(_("Rilis ini tidak memuat batas untuk wilayah tersebut. Bangun ulang rilis dengan `build`."))
    return bytes(frame["payload_gzip"].iloc[0])


def boundary_origin(db: Database, *, level: str, within: str) -> dict:
    """How many units of a level are drawn, and how many of them from an official file: drawn_n, official_n."""
    return db.query("boundary_origin", level=level, within=_prefix(within)).iloc[0].to_dict()


def coverage_of_rounds(db: Database, *, key: str) -> pd.DataFrame:
    """Areas covered by each survey round and level: level, survey, year, area_n, verified_n, interval_n, sample_n."""
    return db.query("coverage_of_rounds", indicator=indicator(key).key)


def quality_kabupaten(db: Database) -> pd.DataFrame:
    """Kabupaten/kota with routine data good enough to judge measuring: kabupaten_code, month_n; ordered by code."""
    return db.query("quality_kabupaten")


def quality_months(db: Database, *, kabupaten_code: str) -> pd.DataFrame:
    """Months in which the quality of measuring is known: year, month, puskesmas_n, posyandu_n; oldest first."""
    return db.query("quality_months", kabupaten_code=kabupaten_code)


def quality_of_units(
    db: Database, *, kabupaten_code: str, level: str, year: int, month: int, puskesmas_id: str = ""
) -> pd.DataFrame:
    """Sufficient statistics of the units of one level in one month, for `stunting.quality.units`.

    One row per unit with at least 20 measured children; a unit below that is absent.

    Columns:
        unit_id, unit_name, parent_name, desa_name (str): parent_name is the puskesmas of a posyandu, else ""
        all other columns of the release table `quality`
    """
    return db.query(
        "quality_of_units",
        kabupaten_code=kabupaten_code,
        level=level,
        year=year,
        month=month,
        puskesmas_id=puskesmas_id,
    )


def quality_of_unit(db: Database, *, level: str, unit_id: str, kabupaten_code: str = "") -> pd.DataFrame:
    """The columns of `quality_of_units` for one unit, one row per month, oldest first.

    kabupaten_code: where the unit is, "" where the caller may see the whole country
    """
    return db.query("quality_of_unit", level=level, unit_id=unit_id, kabupaten_code=kabupaten_code)


def routine_months(db: Database, *, within: str) -> pd.DataFrame:
    """Routine counts inside an area, one row per month that has any, oldest first.

    Columns:
        year, month (int)
        target_n (int): children listed, null where no list has the unmeasured; covered_n: the measured among them
        weighed_n, measured_n, stunted_n, desa_n (int)
        label_n, label_stunted_n (int): children with a label of the export, and those labelled (sangat) pendek;
            null without labels
        is_sample (bool): some of the rows are invented
    """
    # A release of an earlier program has no sums by desa.
    source = "counted_desa" if "counted_desa" in db.tables else "counted"
    prefix = _prefix(within)
    return db.query("routine_months", source=source, **{"from": prefix, "to": f"{prefix}~"})


def routine_kabupaten(db: Database) -> pd.DataFrame:
    """Kabupaten/kota with routine counts: kabupaten_code, month_n, is_sample; ordered by code."""
    return db.query("routine_kabupaten")


def release_batches(db: Database) -> pd.DataFrame:
    """The imports of a release, newest first: id, kabupaten_code, imported_at, file_n, used_n, rejected_n, periods."""
    return db.query("release_batches")


def release_sources(db: Database) -> pd.DataFrame:
    """The source files of the release, one row each, with producer, licence and checksum."""
    return db.query("release_sources")


def release_meta(db: Database) -> dict[str, str]:
    """What the release says about itself, for example `is_sample`."""
    frame = db.query("release_meta")
    return dict(zip(frame["key"], frame["value"], strict=True))


def registered_areas(db: Database) -> pd.DataFrame:
    """Every area of the register, for `geography.Register`."""
    return db.query("registered_areas")
