"""The list that a scenario gives: every desa of the kabupaten with its score, its certainty and its place."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from stunting.languages import Spoken
from stunting.lokus.criteria import Criterion
from stunting.lokus.scenario import Scenario

# Shares of the draws in which a desa is chosen, from which it is called so.
SURE, OUTSIDE = 0.95, 0.05


class Certainty(Spoken):
    """How sure the place of a desa is in the draws."""

    SURE = "pasti"
    BORDER = "perbatasan"
    OUT = "di luar"


class Place(Spoken):
    """Why a desa stands where it stands; the value is shown."""

    CHOSEN = "terpilih"
    QUOTA = "terpilih karena kuota kecamatan"
    SWAPPED_IN = "dimasukkan dengan alasan"
    SWAPPED_OUT = "dikeluarkan dengan alasan"
    BELOW = "di bawah batas"
    FULL = "kuota kecamatan penuh"
    EXCLUDED = "dikecualikan"
    LACKING = "data kurang, tidak ikut"


@dataclass(frozen=True, kw_only=True)
class WeightMove:
    """The nearest weight of one criterion at which the list changes, the other weights keeping their proportion.

    share_from, share_to: share of the criterion in the sum of the weights, now and there
    leaves, enters: codes of the desa
    """

    key: str
    share_from: float
    share_to: float
    leaves: tuple[str, ...]
    enters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What came out.

    frame: one row per registered desa, ordered by `rank`; the columns of the candidates and
        score (0-1; NaN without any usable criterion), rank (1 = highest score; equal scores share the lowest number),
        level_<key> (0-1 per criterion, NaN where it does not count), part_<key> (its part of the score; they add up),
        is_lacking ("data kurang"), is_in_by_formula, is_in (after swaps), place (Place), inclusion (0-1, share of the
        draws), certainty (Certainty), status ("baru", "lanjutan", "keluar", "" for neither list),
        is_tied (its score equals that of a desa on the other side of the cut; decided by `tie_note`)
    first_out, first_in: codes of the weakest desa of the list and the strongest outside it that could replace it;
        "" where there is none
    ties:  groups of codes with equal scores across the cut
    moves: where the list changes first when one weight moves up, and down
    """

    scenario: Scenario
    criteria: tuple[Criterion, ...]
    frame: pd.DataFrame
    first_out: str
    first_in: str
    ties: tuple[tuple[str, ...], ...]
    moves: tuple[WeightMove, ...]
    formula: str
    notes: tuple[str, ...]

    @property
    def chosen(self) -> pd.DataFrame:
        """The list, in the order of rank."""
        return self.frame[self.frame["is_in"]]
