"""Tooltip lines of many areas without their repetition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SLOT = "¤"


def packed_notes(notes: Sequence[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Each different text once with slots for the numbers that differ, and per area what fills them.

    "SSGI 2024, n = 512" of 514 areas becomes the text "SSGI 2024, n = ¤" and one number per area. The second list
    holds per area the index of its text (nothing for 0, the most frequent), then its numbers, joined by spaces.
    """
    joined = ["\n".join(lines) for lines in notes]
    split = {
        text: (text, ()) if SLOT in text else (NUMBER.sub(SLOT, text), tuple(NUMBER.findall(text)))
        for text in set(joined)
    }
    numbers: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for pattern, values in (split[text] for text in joined):
        numbers[pattern].append(values)

    # A number that is the same wherever its text occurs ("IK 95%", "SSGI 2024") stays in the text.
    varying = {
        pattern: [slot for slot, column in enumerate(zip(*rows, strict=True)) if len(set(column)) > 1]
        for pattern, rows in numbers.items()
    }
    by_frequency = sorted(numbers, key=lambda pattern: (-len(numbers[pattern]), pattern))
    index = {pattern: str(number or "") for number, pattern in enumerate(by_frequency)}

    def packed(text: str) -> str:
        pattern, values = split[text]
        return " ".join([index[pattern], *(values[slot] for slot in varying[pattern])])

    texts = [_fill(pattern, numbers[pattern][0], keep_open=varying[pattern]) for pattern in by_frequency]
    return texts, [packed(text) for text in joined]


def _fill(text: str, numbers: tuple[str, ...], *, keep_open: list[int]) -> str:
    if not numbers:
        return text
    pieces = text.split(SLOT)
    between = [SLOT if slot in keep_open else number for slot, number in enumerate(numbers)]
    return "".join(piece + gap for piece, gap in zip(pieces, [*between, ""], strict=True))
