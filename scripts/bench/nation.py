"""What every page waits for on a release of the whole country: 83,762 desa x 60 months.

    python -m scripts.bench.nation                  makes the release (ten minutes) and measures
    python -m scripts.bench.nation --keep FOLDER    keeps it there, and takes the one that is there

A page is opened by a new session of a new server (its first use), asked for a period and an indicator that nobody has
asked for before (a change of a filter, which runs the part of the page below the filters), and opened again by other
sessions (a page switch). Beside the waiting time stands the time of the server's processors, which other work disturbs
less.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bench import servers
from scripts.bench.big_releases import SEED
from scripts.bench.lines import Line, quantile, shown
from scripts.bench.national_release import published
from scripts.visitors.protocol import Run, Visitor
from stunting import formats
from stunting.indicators import INDICATORS

SWITCH_MS, CHANGE_MS, DRAWS_MS, FIRST_MS = 600.0, 100.0, 300.0, 2500.0
MEMORY_MB = 2000.0
CHANGES, SWITCHES = 4, 4
# After its start; then at most so many seconds until it rests.
SETTLES_S, MOST_WAITS, RESTING_MS = 6.0, 30, 50.0
AREAS = {"nation": "00", "province": "35", "kabupaten": "3514", "kecamatan": "351406", "desa": "3514062001"}
LOCAL = ("kabupaten", "kecamatan", "desa")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
# Months and indicators in turn, so that every change of every view asks for something new.
ASKED = itertools.cycle(
    random.Random(SEED).sample(
        list(itertools.product((2021, 2022, 2023, 2024, 2025), range(1, 13), [one.label for one in INDICATORS])), 480
    )
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One view: page, tab or layer, the areas it is asked for, and whether a period and an indicator mean something.

    change_ms: what a change of a filter may cost the server
    """

    page: str
    query: str = ""
    areas: Sequence[str] = tuple(AREAS)
    has_filters: bool = True
    modes: Sequence[str] = ("publik", "internal")
    change_ms: float = CHANGE_MS


VIEWS = (
    Asked(page="", areas=LOCAL),
    Asked(page="", areas=("nation", "province"), has_filters=False, modes=("publik",)),
    Asked(page="peta", query="lapis=rutin"),
    Asked(page="peta", query="lapis=rutin&satuan=provinsi", areas=("nation",)),
    Asked(page="peta", query="lapis=rutin&satuan=desa", areas=("kabupaten",)),
    Asked(page="peta", query="lapis=rutin&susun=waktu", areas=("nation", "kabupaten")),
    Asked(page="peta", query="lapis=jumlah", areas=("nation",), has_filters=False, modes=("publik",)),
    Asked(page="tabel"),
    Asked(page="tabel", query="satuan=kabupaten", areas=("nation",)),
    Asked(page="tabel", query="satuan=desa", areas=("kabupaten",)),
    Asked(page="tren", query="tab=Rutin"),
    Asked(page="tren", query="tab=Rutin&jk=P&umur=baduta", areas=("nation", "province", "kabupaten")),
    Asked(page="tren", query="tab=Target", areas=("nation", "kabupaten")),
    Asked(page="banding"),
    Asked(page="lokus", areas=("nation", "province", "kabupaten")),
    Asked(page="lokus", query="tab=Banding", areas=("kabupaten",)),
    Asked(page="lokus", query="tab=Dampak", areas=("kabupaten",)),
    # A choice is drawn a thousand times, which has a budget of its own.
    Asked(page="lokus", query="tab=Pilih", areas=("kabupaten",), modes=("internal",), change_ms=CHANGE_MS + DRAWS_MS),
    Asked(page="layanan", areas=("province", "kabupaten", "kecamatan", "desa")),
    Asked(page="layanan", query="tab=Terlemah", areas=("province", "kabupaten")),
    Asked(page="layanan", query="tab=Kaitan", areas=("kabupaten",)),
    Asked(page="layanan", query="tab=Keluarga+berisiko", areas=("nation", "province", "kabupaten")),
    Asked(page="layanan", query="tab=Lembar+desa", areas=("desa",), has_filters=False),
    Asked(page="komitmen", has_filters=False),
    Asked(page="komitmen", query="tab=Kampanye", areas=("nation", "province", "kabupaten"), has_filters=False),
    Asked(page="komitmen", query="tab=Rupiah", areas=("nation", "province", "kabupaten"), has_filters=False),
    Asked(page="rembuk", areas=("nation", "province", "kabupaten"), has_filters=False, modes=("publik",)),
    Asked(page="data", areas=("nation", "kabupaten"), has_filters=False, modes=("publik",)),
    Asked(page="data", query="tab=Sumber", areas=("nation", "kabupaten"), has_filters=False, modes=("publik",)),
    Asked(page="data", query="tab=Mutu", areas=("nation", "kabupaten"), has_filters=False, modes=("publik",)),
    Asked(page="metode", areas=("nation",), has_filters=False, modes=("publik",)),
)


def measure(folder: Path | None = None, *, only: str = "") -> list[Line]:
    """Lines of the report; only: a word that the views to be measured contain."""
    with tempfile.TemporaryDirectory() as temporary:
        data = folder or Path(temporary)
        if not list(data.glob("rilis/current")):
            published(data)
        with servers.started(servers.ROOT / "app.py", data=data) as url:
            return asyncio.run(_of_server(url, only=only))


async def _of_server(url: str, *, only: str) -> list[Line]:
    pid = servers.pid_listening(url)
    before = servers.resident_mb(pid)
    lines = [] if only else [await _first(url, pid)]
    await _settled(pid)
    for view in VIEWS:
        for area in view.areas:
            for mode in view.modes:
                name = f"/{view.page}?{view.query}".rstrip("?")
                what = f"{name} of a {area}, mode {mode}" if area != "nation" else f"{name} of Indonesia, mode {mode}"
                if only in what:
                    query = "&".join(filter(None, (f"wilayah={AREAS[area]}", f"mode={mode}", view.query)))
                    found = await _view(url, pid, view, query, what=what)
                    for line in found:
                        print(f"{line.what}: {line.median:.0f} / {line.p95:.0f} {line.unit} {line.verdict} {line.note}")
                    lines += found
    after = servers.resident_mb(pid)
    if before is not None and after is not None:
        lines.append(
            Line(
                what="nation: memory of the server process after all views",
                unit="MB",
                samples=(after,),
                budget_p95=MEMORY_MB,
                note=f"{before:,.0f} MB after the start",
            )
        )
    return lines


async def _settled(pid: int | None) -> None:
    """Until the server rests: some seconds after its start it prepares the fonts of the hall."""
    await asyncio.sleep(SETTLES_S)
    for _ in range(MOST_WAITS):
        used = processor_ms(pid)
        await asyncio.sleep(1)
        if processor_ms(pid) - used < RESTING_MS:
            return


async def _first(url: str, pid: int | None) -> Line:
    """The map as the first visitor's session waits for it, without the browser."""
    taken, busy, _ = await _timed(url, pid, "peta", "")
    return Line(
        what="nation: first map, server part", unit="ms", samples=(taken,), budget_p95=FIRST_MS, note=_busy([busy])
    )


async def _view(url: str, pid: int | None, view: Asked, query: str, *, what: str) -> list[Line]:
    taken, busy, run = await _timed(url, pid, view.page, query)
    note = f"{_busy([busy])}; {run.size / 1000:.0f} kB" + _errors([run])
    lines = [Line(what=f"nation: {what}: first use", unit="ms", samples=(taken,), note=note)]
    if view.has_filters:
        visitor = Visitor(url)
        await visitor.open(view.page, query)
        lines.append(await _changes(visitor, pid, what=what, budget_ms=view.change_ms))
        await visitor.close()
    found = [await _timed(url, pid, view.page, query) for _ in range(SWITCHES)]
    lines.append(
        Line(
            what=f"nation: {what}: switch to the page",
            unit="ms",
            samples=tuple(one for one, _, _ in found),
            budget_p95=SWITCH_MS,
            note=_busy([one for _, one, _ in found]),
        )
    )
    return lines


async def _changes(visitor: Visitor, pid: int | None, *, what: str, budget_ms: float) -> Line:
    samples, busy, runs = [], [], []
    for year, month, label in itertools.islice(ASKED, CHANGES):
        # The period alone decides what was asked before; it is changed with the indicator, each in a run of its own.
        for wanted in (formats.month(year, month), label):
            choice = next((one for one in visitor.choices.values() if wanted in one.values), None)
            if choice is None:
                continue
            used = processor_ms(pid)
            run = await visitor.choose(choice, wanted)
            busy.append(processor_ms(pid) - used)
            samples.append(run.seconds * 1000)
            runs.append(run)
    sizes = tuple(run.size / 1000 for run in runs)
    return Line(
        what=f"nation: {what}: another period or indicator",
        unit="ms",
        samples=tuple(samples),
        budget_p95=budget_ms,
        note=f"{_busy(busy)}; {quantile(sizes, 0.5):.0f} / {quantile(sizes, 0.95):.0f} kB" + _errors(runs)
        if runs
        else "the view has no such filters",
    )


async def _timed(url: str, pid: int | None, page: str, query: str) -> tuple[float, float, Run]:
    """A new session: milliseconds until the script has finished, of them the processors', and the run."""
    visitor = Visitor(url)
    used = processor_ms(pid)
    run = await visitor.open(page, query)
    busy = processor_ms(pid) - used
    await visitor.close()
    return run.seconds * 1000, busy, run


def processor_ms(pid: int | None) -> float:
    """What a process has used of the processors so far."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def _busy(samples: Sequence[float]) -> str:
    return f"processors {shown(quantile(samples, 0.5))} / {shown(quantile(samples, 0.95))} ms"


def _errors(runs: Sequence[Run]) -> str:
    found = sorted({error for run in runs for error in run.errors})
    return f"; {'; '.join(found)[:120]}" if found else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="a folder for the release")
    parser.add_argument("--view", default="", help="only views that contain this")
    arguments = parser.parse_args()
    measure(arguments.keep, only=arguments.view)


if __name__ == "__main__":
    main()
