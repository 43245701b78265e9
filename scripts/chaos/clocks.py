"""The clock of the machine is elsewhere: for the commands, and for a worker while people are logged in."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from scripts.chaos.commands import FAKETIME, clock, note, stunting
from scripts.chaos.company import Company
from scripts.chaos.experiment import Experiment, Seen
from scripts.chaos.stage import Stage
from scripts.load.visits import Visit

# A session that was not used for an hour has ended.
JUMPS = {"+0": True, "-1d": True, "+2h": False}
ENDED = "Sesi Anda sudah berakhir"


async def jump_of_commands(_stage: object = None) -> Seen:
    """Entries and releases that are made before those that are there."""
    seen = Seen()
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        for moment, text in (("+0", "kini"), ("-1d", "kemarin"), ("+30d", "bulan depan"), ("-2h", "lebih awal")):
            said = await note(data, text, also=clock(moment))
            seen.holds(said.code == 0, f"entry at {moment}: {said.last}")
        said = await stunting(data, "ledger", "verify")
        seen.holds(said.code == 0, f"ledger verify: {said.last}")
        first = await stunting(data, "build", also=clock("+1d"))
        seen.holds(first.code == 0, f"build: {first.last}")
        made = Path(name) / "contoh"
        await stunting(data, "sample", "3520", "--children", "100", "--seed", 1, "-o", made)
        files = sorted(
            path for path in made.rglob("*") if path.suffix in (".csv", ".xlsx") and "jawaban" not in path.name
        )
        said = await stunting(data, "import", *files)
        seen.holds(said.code == 0, f"import at an earlier moment than the live release: {said.last}")
        live = (data / "rilis" / "current").read_text(encoding="utf-8").strip()
        newest = max(path.stem for path in (data / "rilis").glob("*.json"))
        seen.holds(live < newest, "the import did not become live")
        pruned = await stunting(data, "release", "prune", "--keep", "1")
        seen.holds(pruned.code == 0, f"prune: {pruned.last}")
        seen.holds((data / "rilis" / f"{live}.duckdb").exists(), "prune removed the live release")
        said = await stunting(data, "release", "verify", live)
        seen.holds(said.code == 0, f"release verify: {said.last}")
        seen.facts.append("entries in the order of their numbers, chain whole; live release is the one made last")
    return seen


async def jump_of_a_worker(stage: Stage) -> Seen:
    """One worker under another clock; sessions that ran out end, and those that did not stay."""
    seen = Seen()
    hands = stage.folder / "jam"
    hands.write_text("+0\n", encoding="utf-8")
    worker, other = stage.site.worker(1), stage.site.worker(2)
    environment = {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(hands),
        "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    lines = stage.site.unit._lines
    added = [("Environment", "=", f"{key}={value}") for key, value in environment.items()]
    async with Company(stage.target, stage.camat, visit_n=1, scribe_n=0) as company:
        await company.stop()
        (visit,) = company.visits
        lines += added
        try:
            await asyncio.to_thread(worker.stop)
            await asyncio.to_thread(_start, worker)
            await asyncio.to_thread(other.kill)
            for jump, stays in JUMPS.items():
                hands.write_text(f"{jump}\n", encoding="utf-8")
                await asyncio.sleep(4)
                await _looks(visit, seen, jump=jump, stays=stays)
        finally:
            for one in added:
                lines.remove(one)
            await asyncio.to_thread(worker.kill)
            for one in (worker, other):
                await asyncio.to_thread(_start, one)
        seen.holds(not company.outcome.errors, f"wrong: {next(iter(company.outcome.errors), '')}")
    return seen


async def _looks(visit: Visit, seen: Seen, *, jump: str, stays: bool) -> None:
    visit.seen.clear()
    await visit.visitor.close()
    run = await visit.visitor.open("tabel", {"wilayah": visit.camat.kecamatan_code, "mode": "internal"})
    is_own = visit.camat.kecamatan_code in visit.seen
    seen.holds(is_own is stays, f"clock {jump}: own figure {'there' if is_own else 'missing'}")
    if not stays:
        told = any(ENDED in one for one in (*visit.visitor.texts, *run.refusals))
        seen.holds(told, f"clock {jump}: nobody said that the session has ended")
    seen.facts.append(f"clock {jump}: own figure {'there' if is_own else 'gone'}")


def _start(worker: object) -> None:
    worker.begin()  # type: ignore[attr-defined]
    worker.wait()  # type: ignore[attr-defined]


EXPERIMENTS = (
    Experiment(
        name="clock",
        does="the clock jumps a day back, a month ahead and back between ledger entries, builds and imports",
        must="the chain is whole; the release that was made last is live and stays",
        run=jump_of_commands,
    ),
    Experiment(
        name="clock-worker",
        does="the clock of a worker jumps a day back, then two hours ahead, under a session",
        must="a session that is not over stays; one that is over ends with a sentence",
        run=jump_of_a_worker,
    ),
)
