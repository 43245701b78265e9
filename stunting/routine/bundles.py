"""Bundles: cells with 1-4 children joined until nobody can tell which of them has how many.

Pure arithmetic on cells ("leaves") and whole numbers; which counts are protected together stands in
`stunting.routine.suppression`, the proof in docs/privacy.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# A count of 1 to 4 children is not published.
SMALLEST_PUBLIC_N = 5
# What is added up per bundle and quantity: children, cells of 1-4 children, cells of 5 and more, and cells of 0 whose
# whole is not 0, so that nobody knows they are.
CHILDREN, SMALL, LARGE, NONE = 0, 1, 2, 3


@dataclass(frozen=True, kw_only=True)
class Bundles:
    """A partition of leaves: a published figure takes a whole bundle or nothing of it.

    number:  bundle of each leaf, 0, 1, 2, ...; a leaf of its own bundle is public
    is_open: leaves that found no partners; no figure with one of them is published
    sizes:   leaves per bundle, where these are only some of all leaves
    """

    number: np.ndarray
    is_open: np.ndarray
    sizes: np.ndarray | None = None

    @property
    def size(self) -> np.ndarray:
        """Leaves per bundle."""
        return np.bincount(self.number) if self.sizes is None else self.sizes

    def hidden_groups(self, group: np.ndarray, *, group_n: int) -> np.ndarray:
        """Whether a sum over each group of leaves would cut a bundle; group -1 is outside of every group."""
        hidden = np.zeros(group_n, dtype=bool)
        hidden[group[self.is_open & (group >= 0)]] = True
        shared = np.flatnonzero((self.size[self.number] > 1) & (group >= 0))
        pair, taken = np.unique(group[shared] * len(self.number) + self.number[shared], return_counts=True)
        part, number = np.divmod(pair, len(self.number))
        hidden[part[taken < self.size[number]]] = True
        return hidden


def every_leaf_alone(leaf_n: int) -> Bundles:
    return Bundles(number=np.arange(leaf_n), is_open=np.zeros(leaf_n, dtype=bool))


def joined(first: Bundles, second: Bundles) -> Bundles:
    """The finest partition that both fit into."""
    number = first.number
    while True:
        before = number
        for other in (first.number, second.number):
            smallest = np.full(other.max(initial=-1) + 1, len(number))
            np.minimum.at(smallest, other, number)
            number = smallest[other]
        if (number == before).all():
            break
    return Bundles(number=_numbered(number), is_open=first.is_open | second.is_open)


def kept_where(bundles: Bundles, is_kept: np.ndarray) -> Bundles:
    """Only the bundles with a leaf that is to be kept; the leaves of the others stand alone."""
    kept = np.unique(bundles.number[is_kept])
    alone = len(bundles.number) + np.arange(len(bundles.number))
    number = np.where(np.isin(bundles.number, kept), bundles.number, alone)
    return Bundles(number=_numbered(number), is_open=bundles.is_open)


def bundled(
    counts: np.ndarray,
    *,
    finer: Bundles,
    scopes: Sequence[np.ndarray],
    size: np.ndarray,
    is_last_whole: bool = False,
) -> Bundles:
    """Leaves joined until every bundle is safe for every quantity, as near to each other as possible.

    counts: leaves x quantities, children, whole numbers from 0
    finer:  the bundles of the quantity these are a part of; they are only joined, never cut
    scopes: for each scope, near to far, the number of the scope each leaf lies in
    size:   of two possible partners the one with the smaller size is hidden; children weighed, say, so that the
            choice tells little about `counts`
    is_last_whole: what stays unsafe takes the whole last scope with it, for lattices whose last scope is published
                   elsewhere
    """
    number = finer.number
    sums = _sums(counts, number)
    for scope in scopes:
        safe = _safe(sums)
        if safe.all():
            break
        number, sums = _merged(number, sums, _unsafe_as_one(safe=safe, place=_scope_of(number, scope)))
        partners = _with_partners(number, sums=sums, safe=_safe(sums), place=_scope_of(number, scope), size=size)
        number, sums = _merged(number, sums, partners)
    is_unsafe = ~_safe(sums)[number]
    if is_last_whole and is_unsafe.any():
        whole = np.isin(scopes[-1], scopes[-1][is_unsafe])
        number = _numbered(np.where(whole, len(number) + scopes[-1], number))
        is_unsafe[:] = False
    return Bundles(number=number, is_open=finer.is_open | is_unsafe)


def is_safe(sums: np.ndarray) -> np.ndarray:
    """Whether the sum of a bundle may be known, for sums of shape (..., quantities, 4); all quantities must agree.

    As far as the sum tells, each cell of 1-4 could as well have 5, even to somebody who knows that no cell is 0. To
    somebody who knows the method and which cells have 1-4 and which have more, each of the former could still be any
    of 1, 2, 3, 4. Cells of 0 among them ease that: then nobody can be sure of the 1.
    """
    children, small, large, none = (sums[..., kind] for kind in (CHILDREN, SMALL, LARGE, NONE))
    most = SMALLEST_PUBLIC_N - 1
    is_wide = (children >= small + most) & (children <= most * small - 3)
    is_wide_with_zero = (none > 0) & (children >= SMALLEST_PUBLIC_N) & (children <= most * (small + none - 1))
    is_covered = children >= SMALLEST_PUBLIC_N * large + most + np.where(none > 0, 0, small - 1)
    return ((small == 0) | np.where(large == 0, is_wide | is_wide_with_zero, is_covered)).all(axis=-1)


def is_safe_together(cells: Sequence[int]) -> bool:
    """`is_safe` for the sum of some counts that are hidden together."""
    values = np.asarray(cells)
    small = (values > 0) & (values < SMALLEST_PUBLIC_N)
    sums = [values.sum(), small.sum(), (values >= SMALLEST_PUBLIC_N).sum(), (values == 0).sum()]
    return bool(is_safe(np.asarray([sums])))


def _safe(sums: np.ndarray) -> np.ndarray:
    """`is_safe` of each bundle; most have no small cell and need no arithmetic."""
    safe = np.asarray(~(sums[:, :, SMALL] > 0).any(axis=1))
    doubtful = np.flatnonzero(~safe)
    safe[doubtful] = is_safe(sums[doubtful])
    return safe


def _sums(counts: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Per bundle and quantity what is added up."""
    sums = np.empty((number.max(initial=-1) + 1, counts.shape[1], 4), dtype=np.int64)
    has_children = counts.any(axis=1)
    for quantity, column in enumerate(counts.T):
        for kind, weight in (
            (CHILDREN, column),
            (SMALL, (column > 0) & (column < SMALLEST_PUBLIC_N)),
            (LARGE, column >= SMALLEST_PUBLIC_N),
            (NONE, (column == 0) & has_children),
        ):
            sums[:, quantity, kind] = np.bincount(number, weights=weight, minlength=len(sums))
    return sums


def _scope_of(number: np.ndarray, scope: np.ndarray) -> np.ndarray:
    """The scope each bundle lies in, -1 for a bundle that lies in several."""
    low = np.full(number.max(initial=-1) + 1, np.iinfo(np.int64).max)
    high = np.full_like(low, -1)
    np.minimum.at(low, number, scope)
    np.maximum.at(high, number, scope)
    return np.where(low == high, low, -1)


def _merged(number: np.ndarray, sums: np.ndarray, becomes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each bundle as a part of the one it becomes, numbered anew."""
    moved = np.flatnonzero(becomes != np.arange(len(becomes)))
    np.add.at(sums, becomes[moved], sums[moved])
    stays = np.ones(len(becomes), dtype=bool)
    stays[moved] = False
    return (np.cumsum(stays) - 1)[becomes][number], sums[stays]


def _unsafe_as_one(*, safe: np.ndarray, place: np.ndarray) -> np.ndarray:
    """All unsafe bundles of a scope as one."""
    unsafe = np.flatnonzero(~safe & (place >= 0))
    becomes = np.arange(len(safe))
    _, first, member = np.unique(place[unsafe], return_index=True, return_inverse=True)
    becomes[unsafe] = unsafe[first[member]]
    return becomes


def _with_partners(
    number: np.ndarray, *, sums: np.ndarray, safe: np.ndarray, place: np.ndarray, size: np.ndarray
) -> np.ndarray:
    """Each unsafe bundle together with safe ones of its scope: existing bundles before public leaves, small before
    large, one before many. Where none help it stays as it is."""
    # A scope has one unsafe bundle at most: those of before were joined.
    unsafe_at = np.full(place.max(initial=-1) + 1, -1)
    unsafe = np.flatnonzero(~safe & (place >= 0))
    unsafe_at[place[unsafe]] = unsafe
    near = np.flatnonzero(safe & (place >= 0))
    near = near[unsafe_at[place[near]] >= 0]
    lacks = ~is_safe(sums[unsafe_at[place[near]]][:, :, None, :])
    helps = (lacks & (sums[near][:, :, [CHILDREN, NONE]] > 0).any(axis=-1)).any(axis=-1)
    near = near[helps]
    is_public = np.bincount(number)[near] == 1
    sizes = np.bincount(number, weights=size)
    near = near[np.lexsort((near, sizes[near], is_public, place[near]))]
    asks = unsafe_at[place[near]]
    begins = np.append(True, place[near][1:] != place[near][:-1])[: len(near)]
    segment = np.cumsum(begins) - 1
    running = sums[near].cumsum(axis=0)
    running -= (running - sums[near])[begins][segment]
    becomes = np.arange(len(sums))
    # The first that is enough on its own; where there is none, the first few that are enough together.
    alone = _first_of_each(is_safe(sums[asks] + sums[near]), segment)
    becomes[near[alone]] = asks[alone]
    is_enough = is_safe(sums[asks] + running) & ~np.isin(segment, segment[alone])
    last = _first_of_each(is_enough, segment)
    until = np.full(segment.max(initial=-1) + 1, -1)
    until[segment[last]] = last
    several = np.arange(len(near)) <= until[segment]
    becomes[near[several]] = asks[several]
    return becomes


def _first_of_each(is_hit: np.ndarray, segment: np.ndarray) -> np.ndarray:
    """Position of the first hit in each segment that has one."""
    hits = np.flatnonzero(is_hit)
    return hits[np.unique(segment[hits], return_index=True)[1]]


def _numbered(number: np.ndarray) -> np.ndarray:
    return np.unique(number, return_inverse=True)[1].reshape(-1)
