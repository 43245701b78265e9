"""Measure everything and write docs/performance.md.

python -m scripts.bench                           starts a server of its own
python -m scripts.bench --url http://host:8501    measures a server that runs already, without cold starts
python -m scripts.bench --only queries browser    a part; the report then holds only that part
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from scripts.bench import (
    actions,
    browser,
    building,
    hall,
    imports,
    load,
    lokus,
    lokus_page,
    machine_pace,
    nation,
    queries,
    routine,
    search,
    servers,
    slides,
)
from scripts.bench.lines import Line, shown

PARTS = ("build", "imports", "queries", "routine", "lokus", "search", "browser", "load", "hall", "slides", "actions")
# Asked for by name alone: its release takes ten minutes.
BY_NAME = ("nation",)
CROWDS = (50, 100)
REPORT = servers.ROOT / "docs" / "performance.md"
HEAD = """# Performance

Measured by `{command}` on {date}, {machine}. Budgets are those of the design. Browser and visitors run on the same
machine as the server, so every figure is an upper bound of what a reader on another machine waits for the server.
Each figure is the median and the 95th percentile (nearest rank) of repeated measurements.

| what | budget | median | p95 | n | verdict | note |
| --- | --- | ---: | ---: | ---: | --- | --- |
"""

# What was decided by a measurement; the settings themselves are guarded by tests/unit/test_settings.py.
DECISIONS = Path(__file__).with_name("decisions.md")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a server that runs already")
    parser.add_argument("--script", type=Path, default=servers.ROOT / "app.py", help="the app, for cold starts")
    parser.add_argument("--only", nargs="+", choices=(*PARTS, *BY_NAME), default=list(PARTS))
    parser.add_argument("--keep", type=Path, help="a folder for the national release, made where there is none")
    parser.add_argument("--out", type=Path, default=REPORT)
    arguments = parser.parse_args()

    lines: list[Line] = []
    if "build" in arguments.only:
        lines += building.measure()
    if "imports" in arguments.only:
        lines += imports.measure()
    if "queries" in arguments.only:
        lines += queries.measure()
    if "routine" in arguments.only:
        lines += routine.measure()
    if "lokus" in arguments.only:
        lines += lokus.measure()
    if "search" in arguments.only:
        lines += search.measure()
    if "hall" in arguments.only:
        lines += hall.measure()
    if "slides" in arguments.only:
        lines += slides.measure()
    if "actions" in arguments.only:
        lines += actions.measure()
    if "nation" in arguments.only:
        lines += nation.measure(arguments.keep)
    if arguments.url:
        lines += _of_a_server(arguments.url, None, arguments.only)
    elif {"browser", "lokus", "load"} & set(arguments.only):
        with servers.started(arguments.script) as url:
            lines += _of_a_server(url, arguments.script, arguments.only)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(report(lines, command=_command(arguments.only)), encoding="utf-8")
    over = [line for line in lines if "over" in line.verdict]
    print(f"{arguments.out}: {len(lines)} lines, {len(over)} over budget")
    return 1 if over else 0


def report(lines: list[Line], *, command: str) -> str:
    """The Markdown page."""
    head = HEAD.format(command=command, date=dt.date.today().isoformat(), machine=_machine())
    return (
        head
        + "".join(
            f"| {line.what} | {line.budget} | {_figure(line, line.median)} | {_figure(line, line.p95)} "
            f"| {len(line.samples)} | {line.verdict} | {line.note.replace('|', '/')} |\n"
            for line in lines
        )
        + "\n"
        + DECISIONS.read_text(encoding="utf-8")
    )


def _of_a_server(url: str, script: Path | None, only: list[str]) -> list[Line]:
    parts: dict[str, Callable[[], list[Line]]] = {
        "browser": lambda: browser.measure(url, script=script),
        "lokus": lambda: lokus_page.measure(url),
        "load": lambda: [line for crowd in CROWDS for line in load.measure(url, sessions=crowd)],
    }
    lines = []
    for name in (name for name in parts if name in only):
        try:
            lines += parts[name]()
        except Exception as problem:  # the other parts are still worth having
            print(f"{name}: {problem}", file=sys.stderr)
            lines.append(Line(what=name, unit="", note=str(problem).splitlines()[0][:160]))
    return lines


def _figure(line: Line, value: float) -> str:
    return f"{shown(value)} {line.unit}".strip() if line.samples else "-"


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    names = ("streamlit", "duckdb", "pandas", "plotly")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{cores} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}; "
        f"{machine_pace.measured()}"
    )


def _command(only: list[str]) -> str:
    part = [] if only == list(PARTS) else ["--only", *only]
    return " ".join(["python -m scripts.bench", *part])


if __name__ == "__main__":
    sys.exit(main())
