"""What all visitors saw together, minute by minute, so that a long run can be read after it broke as well."""

from __future__ import annotations

import collections
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.bench.lines import quantile

LONGEST_KIND = 160


@dataclass(kw_only=True)
class Outcome:
    """Counted from the first visitor on.

    seconds:       of every action until its last message; first_seconds: of the first page
    errors:        what should not have happened, by kind
    failed:        the same with the moment of each, by the monotonic clock
    missing:       what a page said where the own figure had to stand
    foreign:       where a figure of somebody else stood
    refusals:      sentences that a page answered with instead of figures: no error
    dropped_n:     sockets that were broken on purpose; lost_n: that broke by themselves
    back_seconds:  from a broken socket until the page was there again
    own_n:         answers in which the own figure had to stand, and stood
    foreign_n:     answers that asked for figures of somebody else
    byte_n:        received
    """

    seconds: list[float] = field(default_factory=list)
    first_seconds: list[float] = field(default_factory=list)
    back_seconds: list[float] = field(default_factory=list)
    errors: collections.Counter[str] = field(default_factory=collections.Counter)
    refusals: collections.Counter[str] = field(default_factory=collections.Counter)
    failed: list[tuple[float, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dropped_n: int = 0
    lost_n: int = 0
    own_n: int = 0
    foreign_n: int = 0
    byte_n: int = 0

    def fail(self, kind: str) -> None:
        said = " ".join(kind.split())[:LONGEST_KIND]
        self.errors[said] += 1
        self.failed.append((time.monotonic(), said))

    def facts(self) -> dict[str, Any]:
        """As it stands in the log."""
        return {
            "action_n": len(self.seconds),
            "p50_ms": _ms(self.seconds, 0.5),
            "p95_ms": _ms(self.seconds, 0.95),
            "max_ms": _ms(self.seconds, 1.0),
            "first_p95_ms": _ms(self.first_seconds, 0.95),
            "first_max_ms": _ms(self.first_seconds, 1.0),
            "back_n": len(self.back_seconds),
            "back_p95_ms": _ms(self.back_seconds, 0.95),
            "back_max_ms": _ms(self.back_seconds, 1.0),
            "error_n": self.errors.total(),
            "errors": dict(self.errors.most_common(5)),
            "missing": self.missing[:3],
            "foreign": self.foreign[:5],
            "refusal_n": self.refusals.total(),
            "refusals": dict(self.refusals.most_common(3)),
            "dropped_n": self.dropped_n,
            "lost_n": self.lost_n,
            "own_n": self.own_n,
            "foreign_n": self.foreign_n,
            "byte_n": self.byte_n,
        }


class Log:
    """One JSON object per line; a run that is broken off leaves what it knew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)

    def write(self, what: str, **facts: Any) -> None:
        line = json.dumps({"what": what, "at": round(time.time(), 1), **facts}, ensure_ascii=False)
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")

    @staticmethod
    def read(path: Path) -> list[dict[str, Any]]:
        """Everything that was written; a last line that was cut off is left out."""
        found = []
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError:
                continue
        return found


def _ms(seconds: list[float], share: float) -> float | None:
    return round(quantile(seconds, share) * 1000, 1) if seconds else None
