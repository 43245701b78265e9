"""The log of a run as the tables of docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.bench.lines import shown
from scripts.bench.machine_pace import Pace
from scripts.load.outcome import Log
from scripts.load.scenarios import budget_of, growth_pct

Facts = Mapping[str, Any]
# After so long every worker has opened every page for many areas.
SETTLED_S, SETTLED_SHARE = 600.0, 1 / 6
HEAD = (
    "| what | sessions | actions | p50 | p95 (budget) | slowest | first page p95 | errors | right answers | memory of "
    "the workers, start -> end | processor per action | verdict |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n"
)


def report(path: Path) -> str:
    """Every scenario of a log; one that was broken off as far as it got."""
    found = Log.read(path)
    lines = [HEAD]
    notes = []
    for facts, minutes, is_whole in _runs(found):
        lines.append(_line(facts, minutes, is_whole))
        notes += [f"- {one}\n" for one in _notes(facts)]
    return "".join(lines) + ("\n" + "".join(notes) if notes else "")


def is_kept(path: Path) -> bool:
    """Whether everything that was measured is within its budget, without an error, and the ledger is right."""
    runs = list(_runs(Log.read(path)))
    return bool(runs) and all(is_whole and not _over(facts, minutes) for facts, minutes, is_whole in runs)


def _runs(found: Sequence[Facts]) -> Iterator[tuple[Facts, list[Facts], bool]]:
    minutes: list[Facts] = []
    open_run: Facts | None = None
    for one in found:
        if one["what"] == "begin":
            if open_run is not None and minutes:
                yield {**open_run, **minutes[-1]}, minutes, False
            open_run, minutes = one, []
        elif one["what"] == "minute":
            minutes.append(one)
        elif one["what"] == "end":
            yield one, minutes, True
            open_run, minutes = None, []
    if open_run is not None and minutes:
        yield {**open_run, **minutes[-1]}, minutes, False


def _line(facts: Facts, minutes: Sequence[Facts], is_whole: bool) -> str:
    budget = budget_of(facts["scenario"])
    wanted = f" ({shown(budget.p95_ms)} ms)" if budget.p95_ms is not None else ""
    start, end = facts["rss_start_mb"], facts["rss_mb"]
    cells = (
        f"{facts['scenario']}, {facts['target']}{'' if is_whole else ' (broken off)'}",
        str(facts.get("session_n", "")),
        str(facts["action_n"]),
        _ms(facts["p50_ms"]),
        f"{_ms(facts['p95_ms'])}{wanted}",
        _ms(facts["max_ms"]),
        _ms(facts["first_p95_ms"]),
        str(facts["error_n"]),
        f"{facts['own_n']} own, {facts['foreign_n']} foreign asked",
        f"{_mbs(start)} -> {_mbs(end)} MB ({sum(end) - sum(start):+.0f} MB)",
        _processor(facts),
        _over(facts, minutes) or "ok",
    )
    return f"| {' | '.join(cells)} |\n"


def _over(facts: Facts, minutes: Sequence[Facts]) -> str:
    budget = budget_of(facts["scenario"])
    found = []
    if facts["error_n"]:
        found.append("errors")
    if budget.p95_ms is not None and (facts["p95_ms"] or 0) > budget.p95_ms:
        found.append("**slow**")
    if budget.growth_mb is not None and sum(facts["rss_mb"]) - sum(facts["rss_start_mb"]) > budget.growth_mb:
        found.append("**growth**")
    if budget.growth_pct is not None:
        settled_s = min(SETTLED_S, facts["wall_s"] * SETTLED_SHARE)
        grown = growth_pct(minutes, facts, settled_s=settled_s)
        if grown is not None and grown > budget.growth_pct:
            found.append(f"**growth {grown:.1f}%**")
    ledger = facts.get("ledger")
    if ledger and (ledger["lost_n"] or ledger["double_n"] or ledger["chain_breaks"]):
        found.append("**ledger**")
    return ", ".join(found)


def _notes(facts: Facts) -> Iterator[str]:
    name = facts["scenario"]
    ledger = facts.get("ledger")
    if ledger:
        chain = "whole" if not ledger["chain_breaks"] else "; ".join(ledger["chain_breaks"])
        yield (
            f"{name}: {ledger['confirmed_n']} entries confirmed to sessions, {ledger['lost_n']} lost, "
            f"{ledger['double_n']} double, {ledger['unsaid_n']} written without a confirmation; chain {chain}."
        )
    if facts["dropped_n"] or facts["lost_n"]:
        yield (
            f"{name}: {facts['dropped_n']} sockets broken on purpose, {facts['lost_n']} otherwise; "
            f"{facts['back_n']} back, p95 {_ms(facts['back_p95_ms'])}, slowest {_ms(facts['back_max_ms'])}."
        )
    if "pace" in facts:
        yield f"{name}: {Pace(**facts['pace'])}."
    for kind, count in facts["errors"].items():
        yield f"{name}: {count} x {kind}"


def _processor(facts: Facts) -> str:
    used = sum(facts["cpu_share"]) * facts["wall_s"]
    return f"{used / facts['action_n'] * 1000:.0f} ms" if facts["action_n"] else "-"


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{shown(value)} ms"


def _mbs(values: Sequence[float]) -> str:
    return " + ".join(f"{value:.0f}" for value in values)
