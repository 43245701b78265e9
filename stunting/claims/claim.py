"""What was claimed: the typed figures, their years, and what has to be asked back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class ClaimKind(StrEnum):
    """What was claimed."""

    LEVELS = "dua angka"
    LEVEL = "satu angka"
    POINTS = "selisih poin persen"
    AMBIGUOUS = "selisih yang bermakna ganda"
    COUNT = "jumlah balita"
    PACE = "laju per tahun"


@dataclass(frozen=True, kw_only=True)
class ClaimEnd:
    """One typed figure.

    value: percent, or children for a count; NaN where only the difference was typed
    decimals: as typed; source: a hint, "" if none
    """

    value: float = math.nan
    decimals: int = 0
    year: int | None = None
    source: str = ""

    @property
    def tolerance(self) -> float:
        """How far a figure may lie from the typed one and still round to it."""
        return 0.5 * 10**-self.decimals


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim as it was understood.

    before, after: the typed figures, older first; a single figure is `after`
    years:         time between them in years, typed or from both years; None if unknown
    amount:        size of the change, negative for a decline; points, or percent with two meanings
    decimals:      of the amount, as typed
    direction:     -1 decline, 1 rise, 0 not said
    is_clear:      False where the text has two meanings or contradicts itself
    questions:     what has to be asked back, in sentences
    """

    text: str
    kind: ClaimKind
    before: ClaimEnd | None = None
    after: ClaimEnd | None = None
    years: float | None = None
    amount: float | None = None
    decimals: int = 0
    direction: int = 0
    is_clear: bool = True
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """A text without a claim in it, and the sentence that says how to write one."""

    text: str
    sentence: str
