"""The crowds that are measured, and what each may cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.load.crowd import Scenario

ARRIVING_S = 10.0
HOUR_S = 3_600.0
SCRIBES = 4


@dataclass(frozen=True, kw_only=True)
class Budget:
    """p95 of an action in ms, growth of all workers together in MB, growth of the soak in percent; None without."""

    p95_ms: float | None = None
    growth_mb: float | None = None
    growth_pct: float | None = None


def steady(sessions: int, *, seconds: float = 90.0) -> Scenario:
    return Scenario(
        name=f"{sessions} sessions", sessions=((0, 0), (ARRIVING_S, sessions)), seconds=seconds, scribe_n=SCRIBES
    )


def spike(*, low: int = 20, high: int = 200, calm_s: float = 30.0, after_s: float = 60.0) -> Scenario:
    """From a few to many in ten seconds."""
    return Scenario(
        name=f"spike {low} -> {high} in 10 s",
        sessions=((0, 0), (5, low), (calm_s, low), (calm_s + 10, high)),
        seconds=calm_s + 10 + after_s,
        scribe_n=SCRIBES,
    )


def soak(*, seconds: float = HOUR_S, sessions: int = 50) -> Scenario:
    """A working day in short: sockets break all the time, and entries are written all the time."""
    return Scenario(
        name=f"soak {seconds / 60:.0f} min, {sessions} sessions",
        sessions=((0, 0), (30, sessions)),
        seconds=seconds,
        scribe_n=SCRIBES,
        drop_every_s=3.0,
        note_every_s=60.0,
    )


# By the number of sessions (design, "Budgets"); others are measured without one.
BUDGETS: Mapping[str, Budget] = {
    "50 sessions": Budget(p95_ms=500, growth_mb=60),
    "100 sessions": Budget(p95_ms=1_500, growth_mb=60),
}
SOAK = Budget(p95_ms=500, growth_pct=5.0)


def budget_of(name: str) -> Budget:
    return SOAK if name.startswith("soak") else BUDGETS.get(name, Budget())


def growth_pct(minutes: Sequence[Mapping[str, Any]], end: Mapping[str, Any], *, settled_s: float) -> float | None:
    """How much the workers grew after they had settled: caches fill while every page is opened the first time."""
    settled = next((one for one in minutes if one["wall_s"] >= settled_s), None)
    if settled is None or not sum(settled["rss_mb"]):
        return None
    return (sum(end["rss_mb"]) / sum(settled["rss_mb"]) - 1) * 100
