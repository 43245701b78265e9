"""Texts as somebody typed or pasted them, made fit to be kept, compared and printed.

Signs that cannot be seen go: they make two names look alike, turn the direction of a line, or are refused by a
database. Cleaning a clean text changes nothing.
"""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """The words with single spaces between them, accents written in one way."""
    return " ".join(_visible(text).split())


def several_lines(text: str) -> str:
    """Each line with single spaces between its words, without empty lines at the ends."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip("\n")


def _visible(text: str) -> str:
    """Every space a plain one; a sign that is neither space nor visible is left out."""
    signs = (" " if sign.isspace() else sign for sign in text)
    return unicodedata.normalize("NFC", "".join(sign for sign in signs if sign.isprintable()))
