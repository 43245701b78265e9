"""How a camat uses the dashboard: the own kecamatan on five pages, filters, now and then the whole kabupaten."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import websockets

from scripts.load.outcome import Outcome
from scripts.load.planted import Camat
from scripts.load.seeing import around, seen
from scripts.visitors.protocol import Run, Visitor

PERIOD_S = 5.0
PAGES = ("", "peta", "tabel", "tren", "lokus")
# As a browser: at once, then more and more patiently.
PAUSES_S = (0.1, 0.5, 1.0, 1.0, 2.0)
# A page that is not there after this long was not there for the reader.
GIVE_UP_S = 60.0
MISSING = "the own figure is missing"
FOREIGN = "a figure of another kecamatan"
BROKEN = (websockets.WebSocketException, OSError, EOFError)


@dataclass(kw_only=True)
class Visit:
    """One camat at the dashboard.

    has_rows: the server shows internal figures of the own kecamatan alone, so others may be asked for, and their
              numbers must not come
    """

    visitor: Visitor
    camat: Camat
    others: tuple[Camat, ...]
    owners: Mapping[int, str]
    outcome: Outcome
    chance: random.Random
    has_rows: bool
    seen: set[str] = field(default_factory=set)
    was_dropped: bool = False

    def __post_init__(self) -> None:
        self.visitor.watch = self._look

    async def arrive(self) -> None:
        """The first page of the own kecamatan; the socket may break during it as well."""
        try:
            run = await self.visitor.open("/", self._own())
        except BROKEN:
            await self._come_back()
            return
        self.outcome.first_seconds.append(run.seconds)
        self._note(run)

    async def stay(self, *, until: float, period_s: float = PERIOD_S) -> None:
        """Act until a moment of the event loop's clock; come back when the socket breaks."""
        clock = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(period_s * self.chance.uniform(0.6, 1.4))
            if clock() > until:
                return
            try:
                run = await self._act()
            except BROKEN:
                await self._come_back()
            else:
                self.outcome.seconds.append(run.seconds)
                self._note(run)

    def drop(self) -> None:
        """Somebody walked out of the Wi-Fi."""
        self.was_dropped = True
        self.visitor.drop()

    async def own_table(self) -> Run:
        """The page on which the own figure has to stand."""
        self.seen.clear()
        run = await self.visitor.go("tabel", self._own())
        self._check(run)
        return run

    async def look_anew(self) -> None:
        """The same in a new window."""
        await self.visitor.close()
        self.seen.clear()
        self._check(await self.visitor.open("tabel", self._own()))

    def _check(self, run: Run) -> None:
        if self.camat.kecamatan_code in self.seen:
            self.outcome.own_n += 1
            return
        self.outcome.fail(MISSING)
        said = [*run.refusals, *run.errors, *(one for one in self.visitor.texts if "<h2" in one)]
        self.outcome.missing.append(f"{run.size} bytes, ?{self.visitor.query}: {' / '.join(said)[:300]}")

    async def _act(self) -> Run:
        ways: tuple[tuple[float, Callable[[], Awaitable[Run]]], ...] = (
            (0.12, self.own_table),
            (0.18, self._page),
            (0.06, self._whole_kabupaten),
            (0.04, self._somebody_else),
            (0.60, self._filter),
        )
        (way,) = self.chance.choices([way for _, way in ways], [share for share, _ in ways])
        return await way()

    async def _page(self) -> Run:
        known = [one for one in PAGES if one in self.visitor.pages]
        return await self.visitor.go(self.chance.choice(known), self._own())

    async def _filter(self) -> Run:
        if not self.visitor.choices:
            return await self._page()
        choice = self.chance.choice(list(self.visitor.choices.values()))
        return await self.visitor.choose(choice, self.chance.choice(choice.values))

    async def _whole_kabupaten(self) -> Run:
        page = self.chance.choice([one for one in PAGES if one in self.visitor.pages])
        return await self.visitor.go(page, {"wilayah": self.camat.kabupaten_code})

    async def _somebody_else(self) -> Run:
        """A link to the internal figures of another kecamatan, or of all of them."""
        if not self.has_rows:
            return await self._page()
        other = self.chance.choice(self.others)
        code = self.chance.choice((other.kecamatan_code, other.desa_code, other.kabupaten_code))
        self.outcome.foreign_n += 1
        query = {"wilayah": code, "mode": "internal", "satuan": "desa"}
        return await self.visitor.go(self.chance.choice(("tabel", "peta")), query)

    async def _come_back(self) -> None:
        if self.was_dropped:
            self.outcome.dropped_n += 1
        else:
            self.outcome.lost_n += 1
        self.was_dropped = False
        clock = asyncio.get_running_loop().time
        began, tries = clock(), 0
        while clock() - began < GIVE_UP_S:
            await asyncio.sleep(PAUSES_S[min(tries, len(PAUSES_S) - 1)])
            tries += 1
            try:
                run = await self.visitor.reconnect()
            except (*BROKEN, TimeoutError):
                continue
            self.outcome.back_seconds.append(clock() - began)
            self._note(run)
            return
        self.outcome.fail(f"not back after {GIVE_UP_S:.0f} s")

    def _own(self) -> dict[str, str]:
        return {"wilayah": self.camat.kecamatan_code, "mode": "internal"}

    def _look(self, payload: bytes) -> None:
        self.outcome.byte_n += len(payload)
        found = seen(payload, self.owners)
        self.seen |= found
        if self.has_rows and (foreign := found - {self.camat.kecamatan_code}):
            self.outcome.fail(FOREIGN)
            numbers = [number for number, code in self.owners.items() if code in foreign]
            said = " / ".join(f"{number}: {around(payload, number)!r}" for number in numbers)
            self.outcome.foreign.append(f"{self.camat.kecamatan_code} ?{self.visitor.query}: {said[:600]}")

    def _note(self, run: Run) -> None:
        for one in run.errors:
            self.outcome.fail(one)
        self.outcome.refusals.update(run.refusals)
