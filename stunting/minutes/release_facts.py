"""What a release says about the figures of an area: the lines of the basis of data in the minutes.

Figures are those of mode publik: minutes are handed out.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from stunting import formats, lokus_queries, queries
from stunting.frames import records
from stunting.indicators import indicator
from stunting.languages import in_indonesian
from stunting.measures import Estimate, Round
from stunting.minutes.records import ReleaseFacts
from stunting.releases import OpenRelease
from stunting.routine.district import District, Mode, Question, newest

HIDDEN = "disembunyikan"
FIGURES = {"krs_n": "Keluarga berisiko stunting (KRS)", "service_due_n": "Cakupan layanan"}


@in_indonesian
def release_facts(opened: OpenRelease, area_code: str) -> ReleaseFacts:
    """The release, when it was made, and its newest figures for the kabupaten of an area."""
    kabupaten_code = area_code[:4]
    district = District(opened.database)
    counted, routine = _routine(district, kabupaten_code)
    return ReleaseFacts(
        id=opened.id,
        created=opened.manifest.created,
        sources=(*_survey(opened, kabupaten_code), *routine, *_figures(opened, kabupaten_code)),
        is_sample=bool(counted["is_sample"].any()) or _has_sample_figures(opened, kabupaten_code),
    )


def _routine(district: District, kabupaten_code: str) -> tuple[pd.DataFrame, list[str]]:
    question = Question(indicator=indicator("stunting"), mode=Mode.PUBLIC)
    period = newest(district.periods(kabupaten_code, mode=Mode.PUBLIC))
    if period is None:
        nothing = pd.DataFrame({"is_sample": pd.array([], dtype="boolean")})
        return nothing, ["Pencatatan rutin (e-PPGBM): tidak ada data untuk kabupaten/kota ini."]
    frame = district.areas_in_period(within=kabupaten_code, level="kabupaten", period=period, question=question)
    row = next(iter(records(frame)))
    measured = HIDDEN if row.is_n_suppressed else _number(row.measured_n)
    share = HIDDEN if row.is_coverage_suppressed else formats.percent(_value(row.coverage_pct))
    target = HIDDEN if row.is_coverage_suppressed else _number(row.target_n)
    said = f"{measured} balita diukur; sasaran terdaftar {target}; cakupan pengukuran {share}"
    return frame, [f"Pencatatan rutin (e-PPGBM), {period.label}: {said}."]


def _survey(opened: OpenRelease, kabupaten_code: str) -> Iterator[str]:
    frame = queries.estimates_of_areas(opened.database, key="stunting", codes=[kabupaten_code])
    series = queries.series_of(frame, kabupaten_code)
    if not series:
        yield "Survei: tidak ada angka untuk kabupaten/kota ini."
        return
    last: Estimate = max(series, key=lambda one: one.year)
    label = Round(survey=last.survey, year=last.year).label
    interval = formats.interval(last.ci_low_pct, last.ci_high_pct)
    said = "" if last.is_verified else " (satu sumber)"
    yield f"Survei, {label}: {formats.percent(last.value_pct)} ({interval}). Sumber{said}: {_short(last.source)}."


def _figures(opened: OpenRelease, kabupaten_code: str) -> Iterator[str]:
    """Sources of the figures per desa: how many desa each has."""
    for row in records(_desa_figures(opened, kabupaten_code)):
        if row.key in FIGURES:
            count = formats.number(row.desa_n)
            yield f"{FIGURES[row.key]}, {row.year}: {count} desa/kelurahan. Sumber: {_short(row.source)}."


def _desa_figures(opened: OpenRelease, kabupaten_code: str) -> pd.DataFrame:
    frame = lokus_queries.desa_figures_to_hide(opened.database, within=kabupaten_code, last_year=9_999)
    return frame.groupby(["key", "year", "source"], as_index=False).agg(desa_n=("desa_code", "nunique"))


def _has_sample_figures(opened: OpenRelease, kabupaten_code: str) -> bool:
    frame = lokus_queries.desa_figures_to_hide(opened.database, within=kabupaten_code, last_year=9_999)
    return bool(frame["is_sample"].any())


def _short(source: str) -> str:
    """The document of a citation; the release has the rest of it (copies, pages)."""
    return source.split(";", maxsplit=1)[0].strip().rstrip(".")


def _number(value: object) -> str:
    return formats.number(_value(value))


def _value(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
