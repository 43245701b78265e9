"""Sessions that write commitments of a rembuk all the time, and whether the ledger has each of them exactly once."""

from __future__ import annotations

import asyncio
import collections
import datetime as dt
import itertools
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.load.outcome import Outcome
from scripts.load.visits import BROKEN, GIVE_UP_S, PAUSES_S
from scripts.visitors.protocol import NotThereError, Run, Visitor
from stunting.ledger import Ledger
from stunting.minutes.recording import Writer, record_meeting
from stunting.minutes.records import Meeting

PERIOD_S = 10.0
# A rembuk has some dozen commitments; then the next one begins.
MOST_IN_MEETING = 25
SAVED = "Tersimpan di buku"
SAVE = "Simpan komitmen"
AUTHOR, ROLE = "Petugas Uji", "Bappeda"


@dataclass(kw_only=True)
class Scribe:
    """One who records.

    written:  marks of the commitments that the page said are in the ledger
    tried:    marks of all that were sent
    """

    visitor: Visitor
    ledger: Ledger
    area_code: str
    outcome: Outcome
    chance: random.Random
    written: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: collections.Counter[str] = field(default_factory=collections.Counter)
    _meeting: str = ""
    _in_meeting: int = 0

    async def stay(self, *, until: float, period_s: float = PERIOD_S) -> None:
        """Write until a moment of the event loop's clock."""
        clock = asyncio.get_running_loop().time
        is_there = False
        while clock() < until:
            try:
                if not is_there or self._in_meeting >= MOST_IN_MEETING:
                    await self._begin()
                    is_there = True
                await self._write()
            except BROKEN:
                self.outcome.lost_n += 1
                await self._come_back()
            except NotThereError as problem:
                self.outcome.refusals[f"scribe: {problem}"] += 1
                is_there = False
            await asyncio.sleep(period_s * self.chance.uniform(0.6, 1.4))
        await self.visitor.close()

    async def _begin(self) -> None:
        """A new rembuk, and its page. The meeting is begun beside the pages, as the secretary does in the morning."""
        self._meeting, self._in_meeting = f"uji-{secrets.token_hex(6)}", 0
        meeting = Meeting(
            id=self._meeting, area_code=self.area_code, date=dt.date.today(), place="Pendopo", chair="Sekda"
        )
        await asyncio.to_thread(record_meeting, self.ledger, meeting, by=Writer(author=AUTHOR, role=ROLE))
        await self._open()

    async def _open(self) -> Run:
        await self.visitor.close()
        query = {"wilayah": self.area_code, "tab": "Catat", "rembuk": self._meeting, "bagian": "komitmen"}
        return await self.visitor.open("rembuk", query)

    async def _write(self) -> None:
        """One commitment; what the page did not confirm is looked for, and written again where it is not there."""
        mark = f"uji-{secrets.token_hex(8)}"
        self.tried.append(mark)
        for _ in range(5):
            try:
                run = await self._send(mark)
            except (*BROKEN, TimeoutError):
                await self._come_back()
                if self._shows(mark):
                    self.written.append(mark)
                    self._in_meeting += 1
                    return
                continue
            if any(one.startswith(SAVED) for one in self.visitor.toasts):
                self.seconds.append(run.seconds)
                self.outcome.seconds.append(run.seconds)
                self.written.append(mark)
                self._in_meeting += 1
                return
            self.refused.update(run.refusals or ["no answer"])
            await asyncio.sleep(1.0)
        self.outcome.refusals["scribe: given up"] += 1

    async def _send(self, mark: str) -> Run:
        button = self.visitor.button(SAVE)
        self.visitor.type("Pencatat", AUTHOR)
        self.visitor.fill(button.form_id, {"Komitmen": mark, "Lembaga": "Dinas Kesehatan"})
        self.visitor.toasts.clear()
        return await self.visitor.press(button)

    async def _come_back(self) -> None:
        clock = asyncio.get_running_loop().time
        began, tries = clock(), 0
        while clock() - began < GIVE_UP_S:
            await asyncio.sleep(PAUSES_S[min(tries, len(PAUSES_S) - 1)])
            tries += 1
            try:
                # A reader who is unsure loads the page again and looks.
                await self._open()
            except (*BROKEN, TimeoutError):
                continue
            self.outcome.back_seconds.append(clock() - began)
            return
        self.outcome.fail(f"scribe not back after {GIVE_UP_S:.0f} s")

    def _shows(self, mark: str) -> bool:
        return any(mark in one for one in self.visitor.texts)


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What the ledger has of what was written.

    confirmed_n: the page said that it is in the ledger
    lost:        marks that were confirmed and are not there; double: marks that are there more than once
    unsaid_n:    marks that are there although nobody was told
    breaks:      sentences about places where the chain is broken; unordered_n: entries earlier than the one before
    """

    entry_n: int
    confirmed_n: int
    lost: tuple[str, ...]
    double: tuple[str, ...]
    unsaid_n: int
    breaks: tuple[str, ...]
    unordered_n: int = 0

    @property
    def is_right(self) -> bool:
        return not (self.lost or self.double or self.breaks)

    def facts(self) -> dict[str, object]:
        """As it stands in the log."""
        return {
            "entry_n": self.entry_n,
            "confirmed_n": self.confirmed_n,
            "lost_n": len(self.lost),
            "double_n": len(self.double),
            "unsaid_n": self.unsaid_n,
            "chain_breaks": list(self.breaks),
            "unordered_n": self.unordered_n,
        }


def balance(ledger: Ledger, scribes: Sequence[Scribe]) -> Balance:
    """Compare what the sessions were told with what the ledger holds."""
    entries = ledger.entries(newest_first=False)
    found: collections.Counter[str] = collections.Counter()
    for one in entries:
        record = one.body.get("record") if one.kind == "komitmen" else None
        if isinstance(record, dict):
            found[str(record.get("text"))] += 1
    confirmed = [mark for one in scribes for mark in one.written]
    tried = {mark for one in scribes for mark in one.tried}
    moments = [one.written_at for one in entries]
    return Balance(
        entry_n=len(entries),
        confirmed_n=len(confirmed),
        lost=tuple(mark for mark in confirmed if not found[mark]),
        double=tuple(mark for mark, count in found.items() if count > 1),
        unsaid_n=len([mark for mark in tried - set(confirmed) if found[mark]]),
        breaks=tuple(one.sentence for one in ledger.verify().breaks),
        unordered_n=sum(later < earlier for earlier, later in itertools.pairwise(moments)),
    )
