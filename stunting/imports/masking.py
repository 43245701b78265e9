"""What a report may show of a cell that could not be used: its shape, not its content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stunting.languages import Sentence
from stunting.typed_texts import one_line

LONGEST = 40
# Longer than any code of an area: it may be a NIK or a telephone number in the wrong column.
LONG_NUMBER = re.compile(r"\d{11,}")
MOST_SENTENCES = 50


def masked(value: object) -> str:
    """The cell with the first letter kept, every other letter as x and every digit as 9.

    "Budi Santoso" is "Bxxx xxxxxxx", "31/02/2024" is "99/99/9999": enough to find the fault in the file, not enough
    to know a child.
    """
    text = shown(value)
    hidden = re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", text))
    return text[:1] + hidden[1:] if text[:1].isalpha() else hidden


def shown(value: object) -> str:
    """The cell as one short line. Only for numbers and for headers, never for names, NIK or dates of birth."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def file_name(name: str) -> str:
    """The name of a file on one line: control signs, and bytes that are no letters, would not survive the report."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def masked_header(header: str) -> str:
    """A header as written; one that holds a long number is masked, for it may be a row of data."""
    text = shown(header)
    return masked(text) if re.search(r"\d{5,}", text) else text


def told(sentences: Sequence[str]) -> list[str]:
    """What is wrong with a sheet, as it may stand on a page or in a log: long numbers as 9, no invisible signs, and of
    thousands of sentences the first."""
    found = [
        one_line(LONG_NUMBER.sub(lambda number: "9" * len(number[0]), str(one))) for one in sentences[:MOST_SENTENCES]
    ]
    rest = len(sentences) - len(found)
    return [*found, Sentence("Dan {rest} masalah lain; perbaiki yang di atas dulu.", rest=rest)] if rest else found
