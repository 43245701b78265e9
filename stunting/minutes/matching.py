"""The texts of a document against the texts that were printed: the first difference, and what was filled in by hand.

Pieces are what a file holds: paragraphs of a DOCX, lines of a PDF. A line of a PDF is a part of a text, because long
texts are broken; a text never shares a line with another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stunting.languages import N_, _
from stunting.minutes.content import Item

LONGEST_FILL, MOST_FILLED_LINES = 120, 6
# A word of the typesetting that is at least so long may be broken anywhere.
BREAKABLE = 12
LONGEST_SHOWN = 160
# How many pieces are looked through for the place where a changed document goes on.
FARTHEST = 20
END = N_("Akhir dokumen")
MOST_PIECES = 400


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One text of a file. begins_page: nothing but the head of the page stands before it."""

    text: str
    begins_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The first place where a document is not what was printed; printed or found is "" where there is nothing."""

    where: str
    printed: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Match:
    """difference: None where everything is as printed; filled: place and words that somebody filled in."""

    difference: Difference | None
    filled: tuple[tuple[str, str], ...] = ()


def match(items: Sequence[Item], pieces: Sequence[Piece], *, are_whole: bool) -> Match:
    """Compare in order.

    are_whole: every piece is a whole text (DOCX); otherwise a text may go on in the next pieces (PDF)
    """
    at, filled = 0, []
    for number, item in enumerate(items):
        if item.is_open:
            end = _fill_end(items, number, pieces, at, are_whole=are_whole)
            if end is None and _fills(item, pieces[at : at + 1]):
                # What follows was changed; that is told at its own place.
                end = at + 1
        else:
            end = _end(item, pieces, at, are_whole=are_whole)
        if end is None:
            return Match(difference=_difference(items, number, pieces, at, are_whole=are_whole))
        if item.is_open:
            said = _joined(pieces[at:end]).removeprefix(item.before).strip()
            if said.strip(". "):
                filled.append((item.where, said))
        at = end
    if at < len(pieces):
        return Match(difference=Difference(where=_(END), printed="", found=_short(_joined(pieces[at:]))))
    return Match(difference=None, filled=tuple(filled))


def _end(item: Item, pieces: Sequence[Piece], at: int, *, are_whole: bool) -> int | None:
    """Where the next text begins if this one stands here; None if it does not."""
    if are_whole:
        return at + 1 if at < len(pieces) and pieces[at].text == item.text else None
    if at < len(pieces) and item.head and pieces[at].begins_page:
        repeated = at
        for heading in item.head:
            end = _broken_end(heading, pieces, repeated)
            if end is None:
                break
            repeated = end
        else:
            found = _broken_end(item.text, pieces, repeated)
            if found is not None:
                return found
    return _broken_end(item.text, pieces, at)


def _broken_end(text: str, pieces: Sequence[Piece], at: int) -> int | None:
    """The same for a text that may be broken into lines: at a space, or anywhere in a long word."""
    done = 0
    for number in range(at, min(at + MOST_PIECES, len(pieces))):
        part = pieces[number].text
        if not text.startswith(part, done):
            return None
        done += len(part)
        if done == len(text):
            return number + 1
        if text[done] == " ":
            done += 1
        elif not _may_break(text, done):
            return None
    return None


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before this letter, which no space precedes."""
    start, end = text.rfind(" ", 0, at) + 1, text.find(" ", at)
    word = text[start:] if end < 0 else text[start:end]
    return len(word) > BREAKABLE or not (text[at - 1].isdigit() and text[at].isdigit())


def _fill_end(items: Sequence[Item], number: int, pieces: Sequence[Piece], at: int, *, are_whole: bool) -> int | None:
    """The end of what stands in place of the dots: the next text that is protected begins there."""
    most = 1 if are_whole else MOST_FILLED_LINES
    for end in range(at, min(at + most, len(pieces)) + 1):
        is_gone = end == at
        if (is_gone or _fills(items[number], pieces[at:end])) and _stands(
            items, number + 1, pieces, end, are_whole=are_whole
        ):
            return end
    return None


def _fills(item: Item, pieces: Sequence[Piece]) -> bool:
    said = _joined(pieces)
    return bool(said) and len(said) <= LONGEST_FILL and said.startswith(item.before)


def _stands(items: Sequence[Item], number: int, pieces: Sequence[Piece], at: int, *, are_whole: bool) -> bool:
    """Whether this text, or the next protected one after dots, is here."""
    if number == len(items):
        return at == len(pieces)
    if items[number].is_open:
        return _fill_end(items, number, pieces, at, are_whole=are_whole) is not None
    return _end(items[number], pieces, at, are_whole=are_whole) is not None


def _difference(items: Sequence[Item], number: int, pieces: Sequence[Piece], at: int, *, are_whole: bool) -> Difference:
    """What happened to a text that is not here: it is gone, something stands before it, or it was changed."""
    item = items[number]
    if _stands(items, number + 1, pieces, at, are_whole=are_whole):
        return Difference(where=item.where, printed=_short(item.text), found="")
    for end in range(at + 1, min(at + FARTHEST, len(pieces)) + 1):
        found = _short(_joined(pieces[at:end]))
        if not item.is_open and _end(item, pieces, end, are_whole=are_whole) is not None:
            return Difference(where=item.where, printed="", found=found)
        if _stands(items, number + 1, pieces, end, are_whole=are_whole):
            return Difference(where=item.where, printed=_short(item.text), found=found)
    return Difference(where=item.where, printed=_short(item.text), found=_short(_joined(pieces[at : at + 1])))


def _joined(pieces: Sequence[Piece]) -> str:
    return " ".join(one.text for one in pieces)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
