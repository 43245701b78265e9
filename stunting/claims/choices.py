"""The figures a claim may mean as a list to choose from, under the keys of the link."""

from __future__ import annotations

from collections.abc import Sequence

from stunting.claims.matching import Evidence, Figure
from stunting.measures import Estimate
from stunting.routine import known_figures


def keyed(known: Sequence[Figure]) -> dict[str, Figure]:
    """Surveys by their round ("ssgi-2024"), routine rates by "rutin-" and their period."""
    found: dict[str, Figure] = {one.round.key: one for one in known if isinstance(one, Estimate)}
    routine = [one for one in known if not isinstance(one, Estimate)]
    return found | {f"rutin-{key}": one for key, one in known_figures.keyed(routine).items()}


def keys_of(found: Evidence, by_key: dict[str, Figure]) -> tuple[str, str]:
    """The keys of both ends, "" for an end that no figure fits."""
    key_of = {id(one): key for key, one in by_key.items()}
    return key_of.get(id(found.before), ""), key_of.get(id(found.after), "")
