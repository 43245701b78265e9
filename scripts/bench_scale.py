"""Measure what counting a country costs: DuckDB, and Spark with one and two executors, by the number of rows.

python -m scripts.bench_scale                     one and ten million rows
python -m scripts.bench_scale 1e6 1e7 1e8         a hundred million as well; needs 25 GB of disk
python -m scripts.bench_scale --engines duckdb 1e8
python -m scripts.bench_scale --keep FOLDER 1e8   the rows stay there, and those of an earlier run are taken

Writes a Markdown table; runs of one hash counted the same. Every run is a process of its own, from the start of Python
to the finished folder; its memory is that of all its processes together, looked at four times a second. CPU seconds
tell what a run costs on a machine that does other things at the same time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.bench import machine_pace

ROOT = Path(__file__).resolve().parent.parent
MONTHS = "2025-01:2025-12"
# Of a child in twelve months, with corrections and second visits.
ROWS_PER_CHILD = 9.52
ENGINES = {"duckdb": ("duckdb", 0), "spark1": ("spark", 1), "spark2": ("spark", 2)}
NAMES = {"duckdb": "DuckDB", "spark1": "Spark, 1 executor", "spark2": "Spark, 2 executors"}
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run; bytes are those of the input, scratch is the most that lay on the disk besides it."""

    name: str
    rows: int
    seconds: float
    cpu_seconds: float
    peak_mb: float
    bytes_in: int
    bytes_out: int
    scratch_mb: float
    content: str
    load: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=float, default=[1e6, 1e7])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--keep", type=Path, help="where the rows stay; a temporary folder otherwise")
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--out", type=Path, help="the table as a file as well")
    arguments = parser.parse_args()
    lines, failed = [head()], 0
    for rows in arguments.rows:
        with place(arguments.keep, rows) as folder:
            generate(folder / "masuk", children=round(rows / ROWS_PER_CHILD))
            found: set[str] = set()
            for engine in arguments.engines:
                run = measured(engine, folder, memory=arguments.memory)
                shutil.rmtree(folder / "hasil", ignore_errors=True)
                lines.append(line(run) if run else f"| {NAMES[engine]} | {rows:,.0f} | **failed** |")
                print(lines[-1], file=sys.stderr, flush=True)
                failed += run is None
                found |= {run.content} if run else set()
            if len(found) > 1:
                print("The engines disagree.", file=sys.stderr)
                failed += 1
    text = "\n".join(lines) + "\n"
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    return 1 if failed else 0


@contextmanager
def place(keep: Path | None, rows: float) -> Iterator[Path]:
    """The folder of so many rows."""
    if keep is None:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)
        return
    folder = keep / f"{rows:.0e}"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder


def generate(folder: Path, *, children: int) -> None:
    """Write the children, unless an earlier run has written all of them."""
    if folder.is_dir():
        return
    started, unfinished = time.perf_counter(), folder.with_name("belum-selesai")
    shutil.rmtree(unfinished, ignore_errors=True)
    command = ["sample-nation", str(unfinished), "--children", str(children), "--months", MONTHS]
    subprocess.run([sys.executable, "-m", "stunting", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    unfinished.rename(folder)
    print(f"{children:,} children written in {time.perf_counter() - started:.0f} s", file=sys.stderr)


def measured(name: str, folder: Path, *, memory: str) -> Run | None:
    """One run of one engine, watched; None when it failed, and said why."""
    engine, executors = ENGINES[name]
    command = ["aggregate", folder / "masuk", folder / "hasil", "--engine", engine, "--until", "2025-12-31", "--json"]
    command += ["--memory", memory] + (["--executors", executors] if executors else [])
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "stunting", *map(str, command)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    peak, scratch, turn, cpu = 0.0, 0.0, 0, {}
    while process.poll() is None:
        pages, times = below(process.pid)
        peak = max(peak, pages * PAGE / 1e6)
        cpu |= times
        if turn % 20 == 0:
            scratch = max(scratch, size(folder) / 1e6)
        turn += 1
        time.sleep(0.25)
    seconds = time.perf_counter() - started
    assert process.stdout is not None
    said = process.stdout.read()
    if process.returncode:
        return None
    card = json.loads(said)
    return Run(
        name=NAMES[name],
        rows=card["rows_read"],
        seconds=seconds,
        cpu_seconds=sum(cpu.values()) / os.sysconf("SC_CLK_TCK"),
        peak_mb=peak,
        bytes_in=card["bytes_read"],
        bytes_out=size(folder / "hasil"),
        scratch_mb=max(scratch - card["bytes_read"] / 1e6, 0),
        content=card["content_sha256"],
        load=os.getloadavg()[0],
    )


def below(parent: int) -> tuple[int, dict[int, int]]:
    """Pages in memory of a process and its descendants together, and the processor's ticks of each."""
    facts = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
            facts[int(folder.name)] = (int(words[1]), int(words[21]), int(words[11]) + int(words[12]))
        except (OSError, ValueError):
            continue
    family = {parent}
    while added := {pid for pid, (above, _, _) in facts.items() if above in family} - family:
        family |= added
    alive = family & facts.keys()
    return sum(facts[pid][1] for pid in alive), {pid: facts[pid][2] for pid in alive}


def size(folder: Path) -> int:
    """Bytes of all files; those that vanish meanwhile are none."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.lstat().st_size if path.is_file() and not path.is_symlink() else 0
        except OSError:
            continue
    return total


def head() -> str:
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f} at the start; "
        f"{machine_pace.measured()}\n\n"
        "| engine | rows | wall | CPU | rows per second | CPU per million rows | peak memory | input | result "
        "| scratch | load at the end | hash |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    )


def line(one: Run) -> str:
    return (
        f"| {one.name} | {one.rows:,} | {one.seconds:,.0f} s | {one.cpu_seconds:,.0f} s "
        f"| {one.rows / one.seconds:,.0f} "
        f"| {one.cpu_seconds / one.rows * 1e6:.2f} s | {one.peak_mb:,.0f} MB | {one.bytes_in / 1e6:,.0f} MB "
        f"| {one.bytes_out / 1e6:,.0f} MB | {one.scratch_mb:,.0f} MB | {one.load:.1f} | `{one.content[:8]}` |"
    )


if __name__ == "__main__":
    sys.exit(main())
