"""Measure z-scores beside other published programs and write docs/performance_zscore.md.

python -m scripts.bench_anthro             fetches the other programs from PyPI into a throw-away environment
python -m scripts.bench_anthro --no-peers  measures only ours
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from stunting.anthro import compute, readings, zscores
from stunting.anthro.files import score_file
from stunting.paths import ROOT

REPORT = ROOT / "docs" / "performance_zscore.md"
GOLDEN = ROOT / "tests" / "unit" / "anthro" / "golden" / "who_r_package.csv"
CHILDREN, REPEATS = 1_000_000, 21
PEER_CHILDREN, PEER_REPEATS = 20_000, 5
BUDGET_PER_SECOND = 10_000_000
INDICES = ("haz", "waz", "whz")


@dataclass(frozen=True, kw_only=True)
class Peer:
    """Another program; `needs` is what its installation forgets to ask for."""

    name: str
    version: str
    call: str
    needs: tuple[str, ...] = ()


PEERS = (
    Peer(name="anthro", version="1.1.1", call="anthro.batch(rows)"),
    Peer(name="cgmzscore", version="3.3.1", call="z_score_lhfa, z_score_wfa, z_score_wfl per child"),
    Peer(
        name="pygrowup",
        version="0.8.2",
        call="Calculator.lhfa, wfa, wfl or wfh per child",
        # Its setup.py imports the package before its requirement is there, so an ordinary installation fails.
        needs=("six", "setuptools<80", "wheel"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the report."""

    what: str
    rows: int
    seconds: tuple[float, ...] = ()
    agreement: str = ""
    note: str = ""

    @property
    def per_second(self) -> float:
        return self.rows / statistics.median(self.seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--out", type=Path, default=REPORT)
    arguments = parser.parse_args()

    machine = _machine()
    frame = children(CHILDREN)
    ours = _ours(frame)
    peers = [] if arguments.no_peers else _peers(frame)
    arguments.out.write_text(report(ours, peers, machine=machine), encoding="utf-8")
    fastest = max((row.per_second for row in peers if row.seconds), default=0.0)
    print(arguments.out.read_text(encoding="utf-8"))
    return 0 if ours[0].per_second >= max(BUDGET_PER_SECOND, 100 * fastest) else 1


def children(n: int) -> pd.DataFrame:
    """Made-up children with plausible measures; some stand who should lie, and the other way round."""
    rng = np.random.default_rng(2006)
    days = rng.integers(0, 1_827, n)
    cm = np.round(50 + np.sqrt(days) * 1.35 + rng.normal(0, 3, n), 1)
    kg = np.round(3.5 * (cm / 50) ** 2.2 * np.exp(rng.normal(0, 0.12, n)), 1)
    lying = (days < 731) ^ (rng.random(n) < 0.05)
    return pd.DataFrame(
        {
            "sex": np.where(rng.random(n) < 0.5, "m", "f"),
            "age_days": days,
            "weight_kg": kg,
            "lenhei_cm": cm,
            "measure": np.where(rng.random(n) < 0.05, "", np.where(lying, "l", "h")),
        }
    )


def _ours(frame: pd.DataFrame) -> list[Row]:
    arrays = (
        readings.sexes(frame["sex"]).values,
        frame["age_days"].to_numpy(dtype=np.float64),
        frame["weight_kg"].to_numpy(),
        frame["lenhei_cm"].to_numpy(),
        readings.postures(frame["measure"]).values,
    )
    as_objects = frame.astype({"sex": object, "measure": object})
    agreement = _agreement(zscores(_golden())[list(INDICES)].to_numpy())
    rows = [
        Row(
            what="`stunting.anthro.compute`, arrays",
            rows=len(frame),
            seconds=_timed(lambda: compute(*arrays)),
            agreement=agreement,
        ),
        Row(
            what="the same, one thread",
            rows=len(frame),
            seconds=_timed(lambda: compute(*arrays, threads=1)),
        ),
        Row(what="`stunting.anthro.zscores`, frame", rows=len(frame), seconds=_timed(lambda: zscores(frame))),
        Row(
            what="the same, sex and posture as Python objects",
            rows=len(frame),
            seconds=_timed(lambda: zscores(as_objects)),
        ),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("parquet", "csv"):
            given, out = Path(folder) / f"in.{suffix}", Path(folder) / f"out.{suffix}"
            frame.to_parquet(given) if suffix == "parquet" else frame.to_csv(given, index=False)
            rows.append(
                Row(
                    what=f"`zscore`, {suffix.upper() if suffix == 'csv' else 'Parquet'} file to file",
                    rows=len(frame),
                    seconds=_timed(lambda given=given, out=out: score_file(given, out), repeats=5),  # type: ignore[misc]
                    note="reading and writing included, start of Python not",
                )
            )
    return rows


def _timed(action: Callable[[], object], *, repeats: int = REPEATS) -> tuple[float, ...]:
    action()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return tuple(seconds)


def _peers(frame: pd.DataFrame) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        task = {
            "timed": _corrected(frame.head(PEER_CHILDREN)),
            "checked": _corrected(_golden()),
            "repeats": PEER_REPEATS,
        }
        (place / "children.json").write_text(json.dumps(task), encoding="utf-8")
        return [_peer(peer, place) for peer in PEERS]


def _peer(peer: Peer, place: Path) -> Row:
    what = f"PyPI `{peer.name}` {peer.version}, `{peer.call}`"
    environment, result = place / peer.name, place / f"{peer.name}.json"
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    own = [*install, f"{peer.name}=={peer.version}"]
    try:
        _run([sys.executable, "-m", "venv", str(environment)])
        if peer.needs:
            _run([*install, *peer.needs])
            own.append("--no-build-isolation")
        _run(own)
        script = Path(__file__).with_name("peers.py")
        _run([str(python), str(script), peer.name, str(place / "children.json"), str(result)])
    except subprocess.CalledProcessError as problem:
        lines = [line for line in problem.stderr.splitlines() if line.strip()] or [str(problem)]
        return Row(what=what, rows=0, note=f"does not run on Python {platform.python_version()}: {lines[-1][:120]}")
    answer = json.loads(result.read_text(encoding="utf-8"))
    scores = np.array([[np.nan if z is None else z for z in row] for row in answer["scores"]], dtype=np.float64)
    note = "six must be installed first, by hand" if peer.needs else ""
    return Row(
        what=what,
        rows=PEER_CHILDREN,
        seconds=tuple(answer["seconds"]),
        agreement=_agreement(scores),
        note=note,
    )


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


def _golden() -> pd.DataFrame:
    """Children with everything measured and plausible enough for every program."""
    frame = pd.read_csv(GOLDEN, dtype=str, keep_default_na=False)
    complete = (frame[["sex", "age_days", "weight_kg", "lenhei_cm", *INDICES]] != "").all(axis=1)
    return frame[complete & (frame["oedema"] != "y") & frame["weight_kg"].ne("0")]


def _corrected(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The children as texts, with the posture corrected beforehand, because not every program does that."""
    lengths = compute(
        readings.sexes(frame["sex"]).values,
        readings.numbers(frame["age_days"]).values,
        readings.numbers(frame["weight_kg"]).values,
        readings.numbers(frame["lenhei_cm"]).values,
        readings.postures(frame["measure"]).values,
    ).length_cm
    texts = frame[["sex", "age_days", "weight_kg"]].astype(str).assign(lenhei_cm=[f"{cm:.10g}" for cm in lengths])
    return [{str(name): str(value) for name, value in row.items()} for row in texts.to_dict("records")]


def _agreement(scores: np.ndarray) -> str:
    """How many printed values of WHO's package are met."""
    expected = _golden()[list(INDICES)].astype(float).to_numpy()
    # Programs that print more decimals may be rounded; a missing score is a difference.
    met = np.abs(np.round(scores, 2) - expected) < 0.0051
    return f"{met.sum():,} of {met.size:,}"


def report(ours: list[Row], peers: list[Row], *, machine: str) -> str:
    """The Markdown page."""
    fastest = max((row.per_second for row in peers if row.seconds), default=0.0)
    best = ours[0].per_second
    lines = [
        "# Performance of z-scores",
        "",
        f"Measured by `make bench-anthro` on {dt.date.today().isoformat()}, {machine}.",
        f"{CHILDREN:,} made-up children, three indices, rounding, flags and reasons; medians over {REPEATS} repeats",
        f"(files 5). Other programs: {PEER_CHILDREN:,} children, {PEER_REPEATS} repeats, the same run, each in an",
        "environment of its own; lengths were corrected for posture beforehand, so they are not charged for it.",
        "Agreement: values of WHO's R package on the complete rows of our golden file, which are edges more often than",
        "ordinary children, that are met to the printed digit.",
        "",
        "| what | rows per second, median | best | median for the rows | rows | agreement | note |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for row in [*ours, *peers]:
        if row.seconds:
            best_run = row.rows / min(row.seconds)
            milliseconds = 1_000 * statistics.median(row.seconds)
            figures = f"{row.per_second:,.0f} | {best_run:,.0f} | {milliseconds:,.0f} ms | {row.rows:,}"
        else:
            figures = "- | - | - | -"
        lines.append(f"| {row.what} | {figures} | {row.agreement} | {row.note} |")
    verdict = "met" if best >= BUDGET_PER_SECOND else "**missed**"
    lines += ["", f"Budget of {BUDGET_PER_SECOND:,} rows per second: {verdict}."]
    if fastest:
        lines.append(f"Against the fastest other program: {best / fastest:,.0f} times as fast.")
    return "\n".join(lines) + "\n"


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"numpy {np.__version__}, pandas {pd.__version__}{load}"
    )


if __name__ == "__main__":
    sys.exit(main())
