"""Services by release and plain arguments; asked once, shared between sessions as they are."""

from __future__ import annotations

import pandas as pd

from stunting import action_queries, lokus_queries
from stunting.geography import Area
from stunting.routine.district import Mode, permitted
from stunting.services import registry
from stunting.services.coverage import Coverage
from stunting.services.families import ANY_YEAR, Families, families
from stunting.services.reports import ReportPeriod
from stunting.services.situation import Situation
from stunting.ui import caches, data, routine_data
from stunting.ui.keeping import kept


@caches.shared(max_entries=6, is_wordless=True)
def situation(release_id: str) -> Situation:
    """The answers of one release about services."""
    return Situation(routine_data.of_release(release_id))


@caches.shared(max_entries=60, is_wordless=True)
def periods(release_id: str, within: str, *, mode: Mode) -> tuple[ReportPeriod, ...]:
    """`Situation.periods`."""
    return situation(release_id).periods(within, mode=mode)


@kept(max_entries=60, is_wordless=True, hash_funcs={ReportPeriod: repr})
def coverage(
    release_id: str, code: str, *, level: str, services: tuple[str, ...], period: ReportPeriod, mode: Mode
) -> Coverage:
    """`Situation.coverage`; nobody writes into it."""
    area = data.register(release_id).get(code)
    asked = [registry.BY_KEY[key] for key in services]
    return situation(release_id).coverage(area, level=level, services=asked, period=period, mode=mode)


@kept(max_entries=40)
def families_at_risk(release_id: str, code: str, *, level: str, mode: Mode) -> Families | None:
    """`families.families` of the areas of a level inside an area; nobody writes into it."""
    register = data.register(release_id)
    area = register.get(code)
    mode = permitted(mode, code)
    is_public = mode is Mode.PUBLIC
    asked = lokus_queries.desa_figures_to_hide if is_public else lokus_queries.desa_figures
    whole_scope = code[:4] if is_public and len(code) > 4 else code
    district = routine_data.of_release(release_id)
    desa = district.areas(level="desa", within=code)
    return families(
        asked(data.database(release_id), within=whole_scope, last_year=ANY_YEAR),
        areas=district.areas(level=level, within=code),
        whole=_one(area),
        names=dict(zip(desa["area_code"], desa["area_name"], strict=True)),
        is_public=is_public,
    )


@caches.shared(max_entries=40, is_wordless=True)
def announced(release_id: str, code: str, *, indicator: str) -> pd.DataFrame:
    """What was announced of one indicator inside an area, as `action_queries.published_counts`."""
    found = action_queries.published_counts(data.database(release_id), within=code)
    return found[found["indicator"] == indicator]


def _one(area: Area) -> pd.DataFrame:
    return pd.DataFrame({"area_code": [area.code], "area_name": [area.official_name]})
