"""Break a server on purpose and say what held.

python -m scripts.chaos                       every experiment; about 8 minutes
python -m scripts.chaos kill-worker clock     some of them
python -m scripts.chaos --list                their names
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from scripts.chaos import broken_releases, clocks, processes, storage
from scripts.chaos.experiment import HEAD, Experiment, Row, done
from scripts.chaos.stage import Stage, staged

EVERY: tuple[Experiment, ...] = (
    *processes.EXPERIMENTS,
    *broken_releases.EXPERIMENTS,
    *storage.EXPERIMENTS,
    *clocks.EXPERIMENTS,
)
# These need a folder alone.
ALONE = {one.name for one in storage.EXPERIMENTS} | {"clock"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--out", type=Path, help="the table as Markdown")
    asked = parser.parse_args()
    if asked.list:
        print("\n".join(f"{one.name:14} {one.does}" for one in EVERY))
        return 0
    unknown = set(asked.names) - {one.name for one in EVERY}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    rows = asyncio.run(_all([one for one in EVERY if not asked.names or one.name in asked.names]))
    table = HEAD + "".join(row.line() for row in rows)
    if asked.out is not None:
        asked.out.write_text(table, encoding="utf-8")
    return 0 if all(row.is_kept for row in rows) else 1


async def _all(wanted: list[Experiment]) -> list[Row]:
    print(HEAD, end="", flush=True)
    rows = [await _told(one, None) for one in wanted if one.name in ALONE]
    on_server = [one for one in wanted if one.name not in ALONE]
    if on_server:
        with staged() as stage:
            rows += [await _told(one, stage) for one in on_server]
    return rows


async def _told(one: Experiment, stage: Stage | None) -> Row:
    row = await done(one, stage)
    print(row.line(), end="", flush=True)
    return row


if __name__ == "__main__":
    raise SystemExit(main())
