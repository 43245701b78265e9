"""Break a server on purpose and say what held.

python -m scripts.chaos                       every experiment; about 8 minutes
python -m scripts.chaos kill-worker clock     some of them
python -m scripts.chaos --list                their names
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from scripts.chaos import processes
from scripts.chaos.experiment import HEAD, Experiment, Row, done
from scripts.chaos.stage import staged

ON_SERVER: tuple[Experiment, ...] = (*processes.EXPERIMENTS,)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--out", type=Path, help="the table as Markdown")
    asked = parser.parse_args()
    if asked.list:
        print("\n".join(f"{one.name:14} {one.does}" for one in ON_SERVER))
        return 0
    unknown = set(asked.names) - {one.name for one in ON_SERVER}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    rows = asyncio.run(_all([one for one in ON_SERVER if not asked.names or one.name in asked.names]))
    table = HEAD + "".join(row.line() for row in rows)
    if asked.out is not None:
        asked.out.write_text(table, encoding="utf-8")
    return 0 if all(row.is_kept for row in rows) else 1


async def _all(wanted: list[Experiment]) -> list[Row]:
    rows = []
    print(HEAD, end="", flush=True)
    with staged() as stage:
        for one in wanted:
            rows.append(await done(one, stage))
            print(rows[-1].line(), end="", flush=True)
    return rows


if __name__ == "__main__":
    raise SystemExit(main())
