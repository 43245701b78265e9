"""Visitors come, act and go; some lose their connection on the way."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.bench import machine_pace
from scripts.load.machine import Watch
from scripts.load.outcome import Log, Outcome
from scripts.load.planted import Camat
from scripts.load.target import Target
from scripts.load.visits import BROKEN, Visit
from scripts.load.writing import Scribe, balance
from scripts.visitors.protocol import Visitor
from stunting.ledger import Ledger

SEED = 20261122
# How long one visitor looks around before anything is counted: what is loaded once is no growth.
WARM_S = 15.0


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """sessions: (moment, how many are there then), the first at 0; between two moments they come evenly.

    drop_every_s: a random socket is broken so often, None for never
    scribe_n:     sessions that write into the ledger
    note_every_s: how often the log gets a line
    """

    name: str
    sessions: tuple[tuple[float, int], ...]
    seconds: float
    scribe_n: int = 0
    drop_every_s: float | None = None
    note_every_s: float = 30.0
    period_s: float = 5.0
    scribe_period_s: float = 10.0

    @property
    def session_n(self) -> int:
        return max(count for _, count in self.sessions)

    def arrivals(self) -> list[float]:
        """Second in which each visitor comes."""
        found: list[float] = []
        for (start, before), (end, after) in zip(self.sessions, self.sessions[1:], strict=False):
            found += [start + (end - start) * step / (after - before) for step in range(after - before)]
        return found


def run(target: Target, camat: Sequence[Camat], scenario: Scenario, log: Log) -> dict[str, object]:
    """The facts of one scenario, also written into the log."""
    return asyncio.run(_run(target, camat, scenario, log))


async def _run(target: Target, camat: Sequence[Camat], scenario: Scenario, log: Log) -> dict[str, object]:
    clock = asyncio.get_running_loop().time
    chance = random.Random(SEED)
    # Logging in is a part of the first morning, not of every action.
    cookies = [
        await asyncio.to_thread(target.sign_in, camat[number % len(camat)], source_of(number))
        for number in range(scenario.session_n)
    ]
    await _warm(target, camat, cookies)
    outcome = Outcome()
    ledger = Ledger.open(target.ledger_url)
    visits = [_visit(target, camat, number, cookies[number], outcome) for number in range(scenario.session_n)]
    scribes = [
        await _scribe(target, ledger, code, number, outcome)
        for number, code in enumerate(_kabupaten(camat, scenario.scribe_n))
    ]
    pace = machine_pace.measured().facts()
    log.write("begin", scenario=scenario.name, target=target.name, sessions=scenario.sessions, pace=pace)
    async with Watch(target.pids()) as watch:
        until = clock() + scenario.seconds
        tasks = [
            asyncio.create_task(_stay(visit, wait=wait, until=until, scenario=scenario))
            for visit, wait in zip(visits, scenario.arrivals(), strict=True)
        ]
        tasks += [asyncio.create_task(one.stay(until=until, period_s=scenario.scribe_period_s)) for one in scribes]
        beside = [asyncio.create_task(_note(log, scenario, outcome, watch))]
        if scenario.drop_every_s is not None:
            beside.append(asyncio.create_task(_break(visits, chance, scenario.drop_every_s)))
        for one in asyncio.as_completed(tasks):
            try:
                await one
            except Exception as problem:  # whatever ends a session is counted, not raised
                outcome.fail(f"{type(problem).__name__}: {problem}")
        for other in beside:
            other.cancel()
    facts: dict[str, object] = {
        "scenario": scenario.name,
        "target": target.name,
        "session_n": scenario.session_n,
        "seconds": scenario.seconds,
        "pace": pace,
        **outcome.facts(),
        **watch.facts(),
    }
    if scribes:
        facts["ledger"] = (await asyncio.to_thread(balance, ledger, scribes)).facts()
    log.write("end", **facts)
    return facts


async def _warm(target: Target, camat: Sequence[Camat], cookies: Sequence[Mapping[str, str]]) -> None:
    """One visitor per worker opens every page once."""
    for number, _ in enumerate(target.pids()):
        visit = _visit(target, camat, number, cookies[number], Outcome())
        with contextlib.suppress(*BROKEN):
            await visit.arrive()
            await visit.stay(until=asyncio.get_running_loop().time() + WARM_S, period_s=0.5)
        await visit.visitor.close()


def _visit(target: Target, camat: Sequence[Camat], number: int, cookies: Mapping[str, str], outcome: Outcome) -> Visit:
    own = camat[number % len(camat)]
    # Of the same kabupaten and of others; the whole kabupaten is asked for through them.
    others = tuple(one for one in camat if one != own)
    return Visit(
        visitor=Visitor(target.url, cookies=cookies, source=source_of(number)),
        camat=own,
        others=others,
        owners={one.marker_n: one.kecamatan_code for one in camat},
        outcome=outcome,
        chance=random.Random(SEED * 1000 + number),
        has_rows=target.has_rows,
    )


async def _scribe(target: Target, ledger: Ledger, code: str, number: int, outcome: Outcome) -> Scribe:
    source = source_of(1_000 + number)
    cookies = await asyncio.to_thread(target.sign_in_writer, code, source)
    return Scribe(
        visitor=Visitor(target.url, cookies=cookies, source=source),
        ledger=ledger,
        area_code=code,
        outcome=outcome,
        chance=random.Random(SEED * 2000 + number),
    )


def source_of(number: int) -> str:
    """An address of its own for every visitor; all of them are this machine."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def _kabupaten(camat: Sequence[Camat], count: int) -> list[str]:
    codes = sorted({one.kabupaten_code for one in camat})
    return [codes[number % len(codes)] for number in range(count)]


async def _stay(visit: Visit, *, wait: float, until: float, scenario: Scenario) -> None:
    await asyncio.sleep(wait)
    await visit.arrive()
    await visit.stay(until=until, period_s=scenario.period_s)
    await visit.visitor.close()


async def _break(visits: Sequence[Visit], chance: random.Random, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s * chance.uniform(0.5, 1.5))
        chance.choice(visits).drop()


async def _note(log: Log, scenario: Scenario, outcome: Outcome, watch: Watch) -> None:
    while True:
        await asyncio.sleep(scenario.note_every_s)
        log.write("minute", scenario=scenario.name, **outcome.facts(), **watch.facts())
