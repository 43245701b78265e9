"""Cached answers: frames by release id and plain arguments, one database handle per release.

A release never changes, so a cached answer never grows old; a new release has a new id.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass

import pandas as pd

from stunting import quality, queries, releases
from stunting.charts.choropleth import GeometryOrder
from stunting.db import Database
from stunting.errors import DamagedReleaseError
from stunting.geography import COUNTRY, Register
from stunting.paths import Layout
from stunting.quality import UnitQuality
from stunting.release_checks import FileState
from stunting.releases import OpenRelease
from stunting.ui import caches, map_component, static_files
from stunting.ui.keeping import kept


def open_release(release_id: str | None) -> OpenRelease:
    """The release a link pins, or the live one; opened and verified once per process.

    Raises:
        NoReleaseError, DamagedReleaseError, ReleaseError: see `releases.open_release`.
    """
    pointer = _pointer()
    found = _open(release_id) if release_id is not None else _open_live(pointer)
    if found.file.state is FileState.CHANGED:
        # The comparison of a large file has ended while it was read: asked again, it is refused or replaced.
        _open.clear(found.id)
        _open_live.clear(pointer)
        found = _open(release_id) if release_id is not None else _open_live(pointer)
    return found


def _pointer() -> str:
    """What the pointer says now; a new release is seen at the next rerun."""
    try:
        return releases.current(Layout.default()) or ""
    except DamagedReleaseError:
        return "rusak"


@caches.shared(max_entries=4, is_wordless=True)
def _open_live(pointer: str) -> OpenRelease:
    del pointer  # only the key of the cache
    return releases.open_release(Layout.default())


@caches.shared(max_entries=6, is_wordless=True)
def _open(release_id: str) -> OpenRelease:
    return releases.open_release(Layout.default(), release_id)


def database(release_id: str) -> Database:
    """The database of a release that is open already."""
    return _open(release_id).database


@caches.shared(max_entries=6, is_wordless=True)
def register(release_id: str) -> Register:
    """The area register of a release."""
    return Register(queries.registered_areas(database(release_id)))


@caches.answers(max_entries=60, is_wordless=True)
def prevalence_by_area(release_id: str, *, survey: str, year: int, level: str, within: str) -> pd.DataFrame:
    return queries.prevalence_by_area(
        database(release_id), key="stunting", survey=survey, year=year, level=level, within=within
    )


@caches.answers(max_entries=60, is_wordless=True)
def estimates_of_areas(release_id: str, codes: tuple[str, ...]) -> pd.DataFrame:
    return queries.estimates_of_areas(database(release_id), key="stunting", codes=codes)


@caches.answers(max_entries=40, is_wordless=True)
def survey_rounds(release_id: str, *, level: str, within: str) -> pd.DataFrame:
    return queries.survey_rounds(database(release_id), key="stunting", level=level, within=within)


@caches.answers(max_entries=40, is_wordless=True)
def targets_of_areas(release_id: str, codes: tuple[str, ...]) -> pd.DataFrame:
    return queries.targets_of_areas(database(release_id), codes=codes)


@caches.answers(max_entries=40, is_wordless=True)
def desa_by_area(release_id: str, *, level: str, within: str) -> pd.DataFrame:
    return queries.desa_by_area(database(release_id), level=level, within=within)


@caches.answers(max_entries=8, is_wordless=True)
def meta(release_id: str) -> dict[str, str]:
    return queries.release_meta(database(release_id))


@caches.answers(max_entries=8, is_wordless=True)
def release_sources(release_id: str) -> pd.DataFrame:
    return queries.release_sources(database(release_id))


@caches.answers(max_entries=8, is_wordless=True)
def quality_kabupaten(release_id: str) -> pd.DataFrame:
    return queries.quality_kabupaten(database(release_id))


@kept(max_entries=50, is_wordless=True)
def quality_months(release_id: str, *, kabupaten_code: str) -> pd.DataFrame:
    return queries.quality_months(database(release_id), kabupaten_code=kabupaten_code)


@kept(max_entries=40)
def quality_of_units(
    release_id: str, *, kabupaten_code: str, level: str, year: int, month: int, puskesmas_id: str = ""
) -> tuple[UnitQuality, ...]:
    """Graded units of one month, those in most need first; graded once, for everybody."""
    frame = queries.quality_of_units(
        database(release_id),
        kabupaten_code=kabupaten_code,
        level=level,
        year=year,
        month=month,
        puskesmas_id=puskesmas_id,
    )
    return tuple(quality.in_need_first(quality.units(frame)))


@kept(max_entries=40)
def quality_of_unit(release_id: str, *, kabupaten_code: str, level: str, unit_id: str) -> tuple[UnitQuality, ...]:
    """The graded months of one unit, oldest first."""
    frame = queries.quality_of_unit(database(release_id), level=level, unit_id=unit_id, kabupaten_code=kabupaten_code)
    return tuple(quality.units(frame))


@kept(max_entries=40, is_wordless=True)
def routine_months(release_id: str, *, within: str) -> pd.DataFrame:
    return queries.routine_months(database(release_id), within=within)


@caches.answers(max_entries=8, is_wordless=True)
def routine_kabupaten(release_id: str) -> pd.DataFrame:
    return queries.routine_kabupaten(database(release_id))


@caches.answers(max_entries=8, is_wordless=True)
def release_batches(release_id: str) -> pd.DataFrame:
    return queries.release_batches(database(release_id))


@caches.answers(max_entries=8, is_wordless=True)
def coverage_of_rounds(release_id: str) -> pd.DataFrame:
    return queries.coverage_of_rounds(database(release_id), key="stunting")


@caches.answers(max_entries=40, is_wordless=True)
def boundary_origin(release_id: str, *, level: str, within: str) -> dict:
    return queries.boundary_origin(database(release_id), level=level, within=within)


@caches.answers(max_entries=60, is_wordless=True)
def geometry_payload(release_id: str, *, scope: str, level: str) -> bytes:
    """The compressed geometry of a scope, for files and for publishing; not sent on a rerun."""
    return queries.geometry_payload(database(release_id), scope=scope, level=level)


@dataclass(frozen=True, kw_only=True)
class PublishedGeometry:
    """Where the browser finds a scope's shapes, and in which order their values must come."""

    url: str
    order: GeometryOrder


def geometry(release_id: str, *, scope: str, level: str) -> PublishedGeometry:
    """Publish a scope's geometry for the browser, once per process and again when somebody emptied the folder."""
    published = _published(release_id, scope=scope, level=level)
    if not static_files.is_there(published.url, layout=Layout.default()):
        _published.clear(release_id, scope=scope, level=level)
        published = _published(release_id, scope=scope, level=level)
    return published


@caches.shared(max_entries=150, is_wordless=True)
def _published(release_id: str, *, scope: str, level: str) -> PublishedGeometry:
    payload = geometry_payload(release_id, scope=scope, level=level)
    content = json.loads(gzip.decompress(payload))
    return PublishedGeometry(
        url=static_files.publish(f"batas-{scope}-{level}.json", payload, layout=Layout.default()),
        order=GeometryOrder(codes=content["codes"], missing=[code for code, _ in content["missing"]]),
    )


def map_script_url() -> str:
    """Where the browser finds the script of the map."""
    url = static_files.script_url(map_component.SCRIPT)
    if not static_files.is_there(url, layout=Layout.default()):
        static_files.script_url.cache_clear()
        url = static_files.script_url(map_component.SCRIPT)
    return url


@caches.shared(max_entries=6, is_wordless=True)
def kabkota_labels(release_id: str) -> dict[str, str]:
    """Code -> "Kab. Mesuji · Lampung" of every kabupaten/kota, in the order of the codes."""
    known = register(release_id)
    return {
        one.code: f"{one.official_name} · {province.name}"
        for province in known.children(COUNTRY)
        for one in known.children(province.code)
    }
