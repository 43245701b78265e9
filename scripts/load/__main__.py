"""Measure what many camat at once see and wait for, and check every answer and every ledger entry.

python -m scripts.load                 50, 100, 200 sessions and a spike 20 -> 200; about 8 minutes
python -m scripts.load --quick         10 sessions for 20 s
python -m scripts.load --soak          50 sessions for an hour with broken sockets
python -m scripts.load --no-rows       on one process as on a laptop, to see what the row rules cost
python -m scripts.load --report LOG    the tables of a log, also of one that was broken off
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts.load import crowd, planted, report, scenarios, target
from scripts.load.crowd import Scenario
from scripts.load.outcome import Log
from scripts.load.planted import PROVINCE, SMALL
from stunting.paths import ROOT
from tests.postgres import Cluster
from tests.small import layout_in

FOLDER = Path(tempfile.gettempdir()) / "stunting-beban"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--soak", action="store_true")
    parser.add_argument("--minutes", type=float, help="of the soak, 60 without")
    parser.add_argument("--sessions", type=int, nargs="+", help="crowds to measure in place of 50, 100, 200")
    parser.add_argument("--seconds", type=float, default=90.0, help="of each crowd")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-rows", action="store_true", help="one process, no login")
    parser.add_argument("--log", type=Path, default=FOLDER / f"{dt.datetime.now():%Y%m%d-%H%M%S}.jsonl")
    parser.add_argument("--report", type=Path)
    asked = parser.parse_args()
    if asked.report is not None:
        print(report.report(asked.report))
        return 0
    measure(
        _wanted(asked),
        Log(asked.log),
        workers=asked.workers,
        has_rows=not asked.no_rows,
        size=SMALL if asked.quick else PROVINCE,
    )
    print(report.report(asked.log))
    print(f"log: {asked.log}")
    return 0 if report.is_kept(asked.log) else 1


def measure(
    wanted: Sequence[Scenario], log: Log, *, workers: int = 2, has_rows: bool = True, size: planted.Size = PROVINCE
) -> None:
    """Every scenario on a server of its own, so that none inherits the caches of another."""
    # Not below a folder that only root may enter: nginx is somebody else.
    with tempfile.TemporaryDirectory(prefix="beban-") as name:
        folder = Path(name)
        made = layout_in(folder / "rilis", raw=ROOT / "data" / "raw")
        camat = planted.publish(made, folder, size).camat
        database = Cluster()
        try:
            for number, one in enumerate(wanted):
                ledger_url = database.url(database.database())
                where = (
                    target.behind_nginx(
                        folder / f"server-{number}", made, camat, ledger_url=ledger_url, workers=workers
                    )
                    if has_rows
                    else target.laptop(made.releases.parent, ledger_url=ledger_url, log=folder / "serve.log")
                )
                with where as running:
                    crowd.run(running, camat, one, log)
        finally:
            database.remove()


def _wanted(asked: argparse.Namespace) -> list[Scenario]:
    if asked.quick:
        return [scenarios.steady(10, seconds=20)]
    if asked.soak:
        return [scenarios.soak(seconds=(asked.minutes or 60) * 60, sessions=(asked.sessions or [50])[0])]
    if asked.sessions:
        return [scenarios.steady(count, seconds=asked.seconds) for count in asked.sessions]
    return [*(scenarios.steady(count, seconds=asked.seconds) for count in (50, 100, 200)), scenarios.spike()]


if __name__ == "__main__":
    raise SystemExit(main())
