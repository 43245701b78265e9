"""Camat and recorders who are at work while something goes wrong."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.chaos.experiment import Seen
from scripts.load.crowd import SEED, source_of
from scripts.load.outcome import Outcome
from scripts.load.planted import Camat
from scripts.load.target import Target
from scripts.load.visits import BROKEN, MISSING, Visit
from scripts.load.writing import Scribe, balance
from scripts.visitors.protocol import Visitor
from stunting.ledger import Ledger

FOREVER = 1e9


@dataclass
class Company:
    """`async with Company(target, camat) as crowd:`; they act every second or so until it ends."""

    target: Target
    camat: Sequence[Camat]
    visit_n: int = 6
    scribe_n: int = 2
    period_s: float = 1.0
    outcome: Outcome = field(default_factory=Outcome)
    visits: list[Visit] = field(default_factory=list)
    scribes: list[Scribe] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def __aenter__(self) -> Company:
        ledger = Ledger.open(self.target.ledger_url)
        for number in range(self.visit_n):
            own, source = self.camat[number % len(self.camat)], source_of(number)
            cookies = await asyncio.to_thread(self.target.sign_in, own, source)
            self.visits.append(
                Visit(
                    visitor=Visitor(self.target.url, cookies=cookies, source=source),
                    camat=own,
                    others=tuple(one for one in self.camat if one != own),
                    owners={one.marker_n: one.kecamatan_code for one in self.camat},
                    outcome=self.outcome,
                    chance=random.Random(SEED + number),
                    has_rows=self.target.has_rows,
                )
            )
        for number in range(self.scribe_n):
            code, source = self.camat[0].kabupaten_code, source_of(1_000 + number)
            cookies = await asyncio.to_thread(self.target.sign_in_writer, code, source)
            self.scribes.append(
                Scribe(
                    visitor=Visitor(self.target.url, cookies=cookies, source=source),
                    ledger=ledger,
                    area_code=code,
                    outcome=self.outcome,
                    chance=random.Random(SEED - number),
                )
            )
        for one in self.visits:
            await one.arrive()
            self._tasks.append(asyncio.create_task(self._work(one)))
        self._tasks += [asyncio.create_task(self._work(one)) for one in self.scribes]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        for visitor in (*(one.visitor for one in self.visits), *(one.visitor for one in self.scribes)):
            await visitor.close()

    async def stop(self) -> None:
        """Everybody puts the mouse down."""
        for one in self._tasks:
            one.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def all_right(self, seen: Seen, *, since: float | None = None, back_s: float = 15.0) -> None:
        """Afterwards everybody has the own figures, nothing was wrong since a moment, and the ledger is complete."""
        await self.stop()
        for one in self.visits:
            await self._looks(one, seen)
        wrong = [kind for at, kind in self.outcome.failed if since is None or at >= since or kind != MISSING]
        instead = [*self.outcome.missing, ""][0]
        seen.holds(not wrong, f"{len(wrong)} wrong answers, first: {wrong[0] if wrong else ''} {instead}")
        slowest = max(self.outcome.back_seconds, default=0.0)
        seen.holds(slowest <= back_s, f"a session was away for {slowest:.1f} s")
        found = await asyncio.to_thread(balance, Ledger.open(self.target.ledger_url), self.scribes)
        seen.holds(not found.lost, f"{len(found.lost)} ledger entries lost")
        seen.holds(not found.double, f"{len(found.double)} ledger entries double")
        seen.holds(not found.breaks, "; ".join(found.breaks))
        seen.facts.append(
            f"{len(self.outcome.seconds)} actions, {self.outcome.lost_n} connections lost, slowest back after "
            f"{slowest:.1f} s, {found.confirmed_n} entries confirmed and there once, {found.unsaid_n} unconfirmed"
        )

    async def _looks(self, one: Visit, seen: Seen) -> None:
        """Each loads the own table anew: what was cut short may still be answered on the old connection."""
        try:
            await one.look_anew()
        except (*BROKEN, TimeoutError) as problem:
            seen.problems.append(f"no page: {type(problem).__name__}")

    async def _work(self, one: Visit | Scribe) -> None:
        try:
            await one.stay(until=FOREVER, period_s=self.period_s)
        except Exception as problem:  # whatever ends a session is counted, not raised
            self.outcome.fail(f"{type(problem).__name__}: {problem}")


def now() -> float:
    return time.monotonic()
