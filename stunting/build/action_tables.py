"""Tables of a release about what is done: services, events, money, announced counts, foster programmes.

Each has a module with `raw_files`, `used_files` and `tables`.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pyarrow as pa

from stunting.build import campaign_events, foster_summaries, published_counts, services, village_funds
from stunting.paths import Layout

# Release table with sample rows -> its module.
MODULES: dict[str, ModuleType] = {
    "service": services,
    "campaign_event": campaign_events,
    "village_fund": village_funds,
    "published_count": published_counts,
    "foster_summary": foster_summaries,
}


def tables(layout: Layout, sample: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """All of them, as far as they have rows.

    sample: the sample rows that are still wanted, by table

    Raises:
        BuildError: a file is not the one its card describes.
    """
    made: dict[str, pa.Table] = {}
    for name, module in MODULES.items():
        made |= module.tables(layout, sample.get(name))
    return made


def raw_files(layout: Layout) -> list[Path]:
    """Files that ship with the program."""
    return [path for module in MODULES.values() for path in module.raw_files(layout)]


def used_files(layout: Layout) -> list[Path]:
    """Files of the user."""
    return [path for module in MODULES.values() for path in module.used_files(layout)]
