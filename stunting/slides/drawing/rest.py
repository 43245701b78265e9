"""Which rows are shown where not all fit, and the line that says how many are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stunting import formats

COUNT = re.compile(r"\d+(?:\.\d{3})*")


def kept(marked: Sequence[bool], room: int) -> list[int]:
    """Positions of the rows that are shown: the first ones, and every marked one as far as there is room."""
    if len(marked) <= room:
        return list(range(len(marked)))
    below = [row for row in range(room, len(marked)) if marked[row]]
    while True:
        first = max(room - len(below), 0)
        found = [row for row in range(first, len(marked)) if marked[row]]
        if len(found) == len(below) or not first:
            return [*range(first), *found[: room - first]]
        below = found


def line(said: str, cut: int) -> str:
    """What is said of rows left out, with those that were cut here added to its number."""
    if not cut:
        return said
    found = COUNT.search(said)
    if not found:
        return f"… dan {formats.number(cut)} baris lain" + (f". {said}" if said else "")
    total = int(found.group().replace(".", "")) + cut
    return said[: found.start()] + formats.number(total) + said[found.end() :]
