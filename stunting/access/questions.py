"""Which questions to a release are free for everybody, and which are behind the door: asked in `Database.query`.

A question that stands in neither list is refused on a server, and a test wants each in one of them.

What mode publik shows is made from counts that nobody may see: whoever makes it says so with `publishing()`, in the few
places that `tests/unit/access/test_doors.py` names, and hands on nothing but what came out of the suppression.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.geography import COUNTRY

# Registers, published surveys, official lists and numbers, and which periods there are.
FREE = frozenset(
    {
        "announced_lokus",
        "areas_of_level",
        "boundary_origin",
        "campaign_events",
        "coverage_of_rounds",
        "deliveries",
        "delivery_differences",
        "desa_by_area",
        "desa_figure_kinds",
        "estimates_of_areas",
        "facilities_of_area",
        "foster_summary",
        "geometry_payload",
        "lokus_of_area",
        "official_targets",
        "prevalence_by_area",
        "published_counts",
        "published_routine",
        "puskesmas_of_desa",
        "quality_kabupaten",
        "registered_areas",
        "release_batches",
        "release_meta",
        "release_sources",
        "routine_kabupaten",
        "routine_periods",
        "service_periods",
        "service_targets",
        "survey_rounds",
        "targets_of_areas",
        "village_funds",
    }
)
# Question -> the parameter that says inside which area it counts; "" there means the whole country.
GUARDED: Mapping[str, str] = {
    "desa_figures": "from",
    "posyandu_counts": "from",
    "public_areas": "from",
    "public_cells": "from",
    "quality_months": "kabupaten_code",
    "quality_of_unit": "kabupaten_code",
    "quality_of_units": "kabupaten_code",
    "reported_months": "from",
    "routine_counts": "from",
    "routine_months": "from",
    "service_rows": "from",
}

_publishing: ContextVar[bool] = ContextVar("publishing", default=False)


def ask(name: str, params: Mapping[str, object]) -> None:
    """Let a question to a release pass.

    Raises:
        AccessDeniedError: it counts without hiding, and whoever looks may not see that there.
    """
    if name not in FREE and not _publishing.get():
        gate.require(Thing.COUNTS, str(params.get(GUARDED.get(name, ""), "")) or COUNTRY)


@contextlib.contextmanager
def publishing() -> Iterator[None]:
    """Read whatever is needed for what mode publik shows; only for what hides before it answers."""
    token = _publishing.set(True)
    try:
        yield
    finally:
        _publishing.reset(token)
