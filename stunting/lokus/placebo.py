"""Comparisons in which nothing can have happened: the same estimator must see nothing there.

Two kinds. A list that never existed, chosen from an earlier wave as the real one was (as many desa, in as many
kecamatan, the highest), is followed to a wave that lies before the real decision. And the real list is compared in a
wave before it was chosen, given the waves on both sides: without the wave it was chosen from among the covariates,
lokus desa would look worse than expected in every earlier wave, only because they were chosen for being high.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pandas as pd

from stunting.errors import NoDataError
from stunting.languages import _
from stunting.lokus.effect import FEWEST_WAVES, Effect, Kind, Wave, estimate
from stunting.lokus.effect_core import SMALLEST_N

MOST_OF_A_KIND = 3


def placebo(waves_before: Sequence[Wave], lokus_codes: Collection[str], *, steps: int = 1) -> tuple[Effect, ...]:
    """The estimates of pretended lists, then those of the real list in earlier waves; the newest three of each kind.

    waves_before: oldest first, all before the decision; with the wave the real list was chosen from as the last
    steps:        how many waves after the choice the real outcome lies
    Empty where fewer than three waves or too few desa are there.
    """
    made = [*_made(_pretended(waves_before, lokus_codes, steps=steps)), *_made(_same(waves_before, lokus_codes))]
    return tuple(made)


def pretended_list(wave: Wave, lokus_codes: Collection[str]) -> tuple[str, ...]:
    """The desa that would be chosen from one wave: as many as the real list, in as many kecamatan, highest first.

    Each of the leading kecamatan has one; desa with fewer than 20 measured children are not chosen.
    """
    known = wave.frame[["area_code", "parent_code", "stunted_n", "measured_n"]].dropna()
    known = known[known["measured_n"] >= SMALLEST_N].sort_values("area_code")
    real = wave.frame[wave.frame["area_code"].isin(list(lokus_codes))]
    total = known.groupby("parent_code")[["stunted_n", "measured_n"]].sum()
    order = (total["stunted_n"] / total["measured_n"]).astype(float).sort_values(ascending=False, kind="stable")
    leading = order.index[: real["parent_code"].nunique()]
    share = (known["stunted_n"] / known["measured_n"]).astype(float)
    known = known.assign(share=share, is_leading=known["parent_code"].isin(leading))
    known = known.sort_values(["is_leading", "share"], ascending=False, kind="stable")
    is_first = known["is_leading"] & ~known["parent_code"].duplicated()
    chosen = pd.concat([known[is_first], known[~is_first]])["area_code"]
    return tuple(chosen.iloc[: len(real)])


def _pretended(waves: Sequence[Wave], lokus_codes: Collection[str], *, steps: int) -> Iterator[tuple]:
    for last in range(len(waves) - 1 - steps, FEWEST_WAVES - 2, -1):
        before, after = waves[: last + 1], waves[last + steps]
        label = _("Daftar tiruan dari {first}, dilihat pada {last}", first=before[-1].label, last=after.label)
        short = _("Daftar tiruan, {first} → {last}", first=before[-1].brief, last=after.brief)
        yield before, after, pretended_list(before[-1], lokus_codes), Kind.PRETENDED, label, short


def _same(waves: Sequence[Wave], lokus_codes: Collection[str]) -> Iterator[tuple]:
    for place in range(len(waves) - 2, -1, -1):
        others, after = [*waves[:place], *waves[place + 1 :]], waves[place]
        label = _("Lokus yang sama pada {period}, sebelum dipilih", period=after.label)
        yield others, after, tuple(lokus_codes), Kind.SAME, label, _("Lokus yang sama, {period}", period=after.brief)


def _made(asked: Iterator[tuple]) -> list[Effect]:
    made: list[Effect] = []
    for before, after, codes, kind, label, short in asked:
        if len(made) == MOST_OF_A_KIND:
            break
        try:
            made.append(estimate(before, after, codes, kind=kind, label=label, short=short))
        except NoDataError:
            # A year without enough desa is no test; the page shows those there are.
            continue
    return made[::-1]
