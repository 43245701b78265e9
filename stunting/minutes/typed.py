"""Texts of a rembuk as somebody typed them: cleaned, not too long, and of signs that every file can print."""

from __future__ import annotations

from dataclasses import Field, field, fields, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from stunting.errors import StuntingError
from stunting.exports import fonts
from stunting.languages import _
from stunting.typed_texts import one_line

NAME, CELL, PARAGRAPH = 120, 300, 5_000
LARGEST_COUNT = 100_000
# More than the budget of any kabupaten.
LARGEST_RUPIAH = 100 * 10**12
# Latin letters, punctuation, the euro, arrows, mathematics: signs that every office has a typeface for. Letters of
# other scripts look like Latin ones, so that two names could be taken for one.
RANGES = (
    (0x20, 0x17F),
    (0x218, 0x21B),
    (0x2010, 0x2011),
    (0x2013, 0x2015),
    (0x2018, 0x2034),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2190, 0x2193),
    (0x2212, 0x2218),
    (0x221A, 0x2265),
)

T = TypeVar("T")


class MinutesError(StuntingError):
    """Minutes that cannot be recorded, made or read; nothing was written."""


def typed(noun: str, *, longest: int = CELL, is_needed: bool = False) -> Any:
    """A field of a record: what it is called in a sentence, and how many letters it may have."""
    facts = {"noun": noun, "longest": longest, "is_needed": is_needed}
    return field(metadata=facts) if is_needed else field(default="", metadata=facts)


def checked(record: T) -> T:
    """The record with its texts cleaned.

    Raises:
        MinutesError: a text is missing, too long, or has signs that cannot be printed.
    """
    found = fields(record)  # type: ignore[arg-type]
    texts = {one.name: _clean(getattr(record, one.name), one) for one in found if "noun" in one.metadata}
    return replace(record, **texts)  # type: ignore[type-var]


def check_rupiah(value: object, noun: str) -> None:
    """Whether a typed amount is whole rupiah.

    Raises:
        MinutesError: it is none.
    """
    if type(value) is not int or not 0 <= value <= LARGEST_RUPIAH:
        raise MinutesError(
            _(
                "{noun} harus rupiah bulat dari 0 sampai {most} triliun.",
                noun=noun,
                most=LARGEST_RUPIAH // 10**12,
            )
        )


def check_count(value: object, noun: str) -> None:
    """Whether a typed number is a count.

    Raises:
        MinutesError: it is none.
    """
    if type(value) is not int or not 0 <= value <= LARGEST_COUNT:
        raise MinutesError(_("{noun} harus bilangan bulat dari 0 sampai 100.000.", noun=noun))


def printable(said: object) -> str:
    """A text as one line, with a question mark for a sign that the typeface of the files lacks."""
    known = signs()
    return "".join(sign if sign in known else "?" for sign in one_line(str(said)))


@lru_cache(maxsize=1)
def signs() -> frozenset[str]:
    """The signs that are taken: of RANGES, those of the typeface, for a PDF that lacks one could not be read back."""
    from fontTools.ttLib import TTFont

    spec = find_spec(fonts.PACKAGE)
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    files = [path for folder in folders for path in folder.rglob("SourceSansPro-Regular.ttf")]
    # Without the typeface: the letters that every one has.
    plain = {chr(code) for code in range(0x20, 0x7F)}
    known = {code for path in files for code in TTFont(path).getBestCmap()}
    wanted = {code for first, last in RANGES for code in range(first, last + 1)}
    return frozenset(plain | {chr(code) for code in known & wanted})


def _clean(value: object, of: Field[Any]) -> str:
    noun, longest = _(of.metadata["noun"]), of.metadata["longest"]
    if not isinstance(value, str):
        raise MinutesError(_("{noun} harus berupa teks.", noun=noun))
    said = one_line(value)
    if of.metadata["is_needed"] and not said:
        raise MinutesError(_("{noun} belum diisi. Lengkapi, lalu catat lagi.", noun=noun))
    if len(said) > longest:
        raise MinutesError(
            _(
                "{noun} terlalu panjang ({n} huruf). Tulis paling banyak {longest} huruf.",
                noun=noun,
                n=len(said),
                longest=longest,
            )
        )
    if strange := sorted(set(said) - signs()):
        raise MinutesError(
            _(
                "{noun} memuat tanda yang tidak dapat dicetak: {strange}. Ganti tanda itu.",
                noun=noun,
                strange=" ".join(strange[:5]),
            )
        )
    return said
