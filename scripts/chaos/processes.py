"""Workers, proxy and PostgreSQL that end or start in the middle of the work of others."""

from __future__ import annotations

import asyncio
import signal
import subprocess

from scripts.chaos.company import Company, now
from scripts.chaos.experiment import Experiment, Seen
from scripts.chaos.stage import Stage
from tests.cluster import Worker


async def kill_worker(stage: Stage) -> Seen:
    """SIGKILL, as the kernel does to a process above its memory; systemd starts it anew after some seconds."""
    seen = Seen()
    async with Company(stage.target, stage.camat) as company:
        await asyncio.sleep(8)
        worker = stage.site.worker(1)
        await asyncio.to_thread(worker.kill)
        await asyncio.sleep(8)
        began = now()
        await asyncio.to_thread(_start, worker)
        seen.facts.append(f"worker ready again after {now() - began:.0f} s")
        await asyncio.sleep(5)
        seen.holds(company.outcome.lost_n, "nobody was on the worker that was killed")
        await company.all_right(seen)
    return seen


async def memory_limit(stage: Stage) -> Seen:
    """The unit has a limit, and what ends for it is started anew; the end itself is that of `kill-worker`."""
    seen = Seen()
    unit = stage.site.unit
    limits, again = unit.all("MemoryMax"), unit.all("Restart")
    seen.holds(limits, "the unit has no MemoryMax")
    seen.holds(again and again[0] in ("always", "on-failure"), "the unit is not started anew")
    seen.facts.append(f"MemoryMax={''.join(limits)}, Restart={''.join(again)}")
    return seen


async def reload_proxy(stage: Stage) -> Seen:
    """`systemctl reload nginx`, then a restart."""
    seen = Seen()
    async with Company(stage.target, stage.camat) as company:
        await asyncio.sleep(5)
        process = stage.site.nginx._process
        assert process is not None
        process.send_signal(signal.SIGHUP)
        await asyncio.sleep(5)
        seen.facts.append(f"{company.outcome.lost_n} connections lost by the reload")
        await asyncio.to_thread(stage.site.nginx.stop)
        await asyncio.sleep(2)
        await asyncio.to_thread(stage.site.nginx.start, stage.site.url)
        await asyncio.sleep(6)
        await company.all_right(seen)
    return seen


async def stop_database(stage: Stage) -> Seen:
    """PostgreSQL is stopped for some seconds as by `systemctl stop -m immediate`, and started."""
    seen = Seen()
    async with Company(stage.target, stage.camat) as company:
        await asyncio.sleep(6)
        confirmed = sum(len(one.written) for one in company.scribes)
        await asyncio.to_thread(stage.database.stop)
        acted = len(company.outcome.seconds)
        await asyncio.sleep(10)
        seen.holds(len(company.outcome.seconds) > acted, "nobody could read while the database was away")
        refused = sum((one.refused for one in company.scribes), start=company.scribes[0].refused.__class__())
        said = [one for one in refused if "tidak" in one or "belum" in one.lower()]
        seen.facts.append(f"said: “{said[0][:140]}”" if said else "nobody was refused a sentence")
        await asyncio.to_thread(stage.database.start)
        await asyncio.sleep(8)
        again = now()
        await asyncio.sleep(8)
        seen.holds(sum(len(one.written) for one in company.scribes) > confirmed, "nothing was written afterwards")
        await company.all_right(seen, since=again)
    return seen


def _start(worker: Worker) -> None:
    worker.begin()
    worker.wait()


async def slow_clients(stage: Stage) -> Seen:
    """Twenty browsers on a bad line ask and do not read."""
    seen = Seen()
    async with Company(stage.target, stage.camat, scribe_n=0) as company:
        await asyncio.sleep(8)
        before, memory = len(company.outcome.seconds), stage.memory_mb()
        stuck = []
        for number in range(20):
            visit = company.visits[number % len(company.visits)]
            one = await stage.stuck_visitor(visit)
            stuck.append(one)
        for _ in range(5):
            for one in stuck:
                await one.ask()
            await asyncio.sleep(3)
        acted = company.outcome.seconds[before:]
        seen.holds(acted, "nobody else was served")
        slowest = max(acted, default=0.0)
        grown = stage.memory_mb() - memory
        seen.holds(grown < 100, f"the workers grew by {grown:.0f} MB")
        seen.facts.append(f"others: {len(acted)} actions, slowest {slowest:.1f} s; workers {grown:+.0f} MB")
        for one in stuck:
            one.drop()
        await company.all_right(seen)
    return seen


EXPERIMENTS = (
    Experiment(
        name="kill-worker",
        does="a worker is killed (SIGKILL) under work and started anew",
        must="its sessions are back on another worker within 15 s; no ledger entry is lost or double",
        run=kill_worker,
    ),
    Experiment(
        name="memory-limit",
        does="a worker takes more memory than allowed",
        must="its unit has a limit and is started anew; for its sessions it is as if killed",
        run=memory_limit,
    ),
    Experiment(
        name="proxy",
        does="nginx is reloaded, then restarted",
        must="a reload loses no session; after a restart all are back within 15 s",
        run=reload_proxy,
    ),
    Experiment(
        name="database",
        does="PostgreSQL is stopped for 10 s during writes",
        must="reading goes on, writers get a sentence, writing goes on afterwards; nothing lost, nothing double",
        run=stop_database,
    ),
    Experiment(
        name="slow-clients",
        does="20 clients ask and do not read their answers",
        must="others are served, the workers grow by less than 100 MB",
        run=slow_clients,
    ),
)


def ended(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    return process.wait(30)
