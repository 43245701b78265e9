"""A coverage against its target: reached, near, or in need of support; and how many people lie between."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from stunting.frames import records
from stunting.languages import Spoken
from stunting.services.service import Service

# At least this share of the target is "near"; for a service where less is better, the target is this share of it.
NEAR_SHARE = 0.8


class Verdict(Spoken):
    """Each has a colour and a symbol, so that it is read without the colour."""

    REACHED = "tercapai"
    NEAR = "mendekati"
    BELOW = "perlu dukungan"
    NONE = "tanpa target"

    @property
    def symbol(self) -> str:
        return SYMBOLS[self]


SYMBOLS = {Verdict.REACHED: "✓", Verdict.NEAR: "◐", Verdict.BELOW: "✕", Verdict.NONE: "·"}


@dataclass(frozen=True, kw_only=True)
class Target:
    """The coverage to be reached. area_code: whose target it is; year: the year it was set for."""

    value_pct: float
    area_code: str
    year: int
    source: str
    is_verified: bool


def targets_of(frame: pd.DataFrame) -> dict[str, Target]:
    """Per service the target that holds: of the nearest area, and of its newest year.

    frame: as `action_queries.service_targets` of an area and those that hold it
    """
    best: dict[str, Target] = {}
    for row in records(frame):
        found = Target(
            value_pct=float(row.value_pct),
            area_code=row.area_code,
            year=int(row.year),
            source=row.source,
            is_verified=bool(row.is_verified),
        )
        known = best.get(row.service_key)
        if known is None or _rank(found) > _rank(known):
            best[row.service_key] = found
    return best


def _rank(target: Target) -> tuple[int, int]:
    # "00" is the nation, the farthest of all.
    return (0 if target.area_code == "00" else len(target.area_code), target.year)


def judged(service: Service, value_pct: float, target: Target | None) -> Verdict:
    """As the reader would judge the figures with one decimal that are printed."""
    if target is None or math.isnan(value_pct):
        return Verdict.NONE
    value, goal = round(value_pct, 1), round(target.value_pct, 1)
    if (value >= goal) if service.is_higher_better else (value <= goal):
        return Verdict.REACHED
    is_near = value >= NEAR_SHARE * goal if service.is_higher_better else NEAR_SHARE * value <= goal
    return Verdict.NEAR if is_near else Verdict.BELOW


def short_of_target(service: Service, value_pct: float, target: Target | None) -> float:
    """Points between a coverage and its target, 0 where it is reached, NaN where there is none."""
    if target is None or math.isnan(value_pct):
        return math.nan
    short = target.value_pct - value_pct if service.is_higher_better else value_pct - target.value_pct
    return max(short, 0.0)


def people_to_target(service: Service, numerator_n: float, denominator_n: float, target: Target | None) -> float:
    """How many more have to be reached (or fewer must remain) for the target; NaN where there is none."""
    if target is None or math.isnan(numerator_n) or math.isnan(denominator_n):
        return math.nan
    goal = target.value_pct / 100 * denominator_n
    # A share that is met exactly in whole people needs nobody more, whatever the last bit of the product says.
    missing = (
        math.ceil(goal - 1e-9) - numerator_n if service.is_higher_better else numerator_n - math.floor(goal + 1e-9)
    )
    return float(max(missing, 0))


def by_service(targets: Mapping[str, Target], service: Service) -> Target | None:
    """The target of a service that has a coverage."""
    return targets.get(service.key) if service.has_coverage else None
