"""The list with the highest total score under the quotas of the kecamatan.

Lists of exactly N desa with at least 1 and at most m of each kecamatan are the bases of a matroid
(docs/lokus_method.md), so the greedy list is the best one, and a list is the best exactly when no single permitted
exchange improves it (Edmonds 1971, Matroids and the greedy algorithm, Mathematical Programming 1:127-136). Both facts
are used here, and the tests hold them against brute force.

Columns of every array are desa in the order in which equal scores are decided: the first of equals is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from stunting import formats
from stunting.languages import _
from stunting.lokus.scenario import Scenario, ScenarioError


@dataclass(frozen=True, kw_only=True)
class Quotas:
    """How many are taken, of which kecamatan.

    group: number of the kecamatan of each desa
    can_be_chosen: desa that may be taken at all
    least: 0 or 1 of each kecamatan with a desa that may be taken; most: 0 for no limit
    """

    size: int
    least: int
    most: int
    group: np.ndarray
    can_be_chosen: np.ndarray

    @classmethod
    def of(cls, scenario: Scenario, *, group: np.ndarray, can_be_chosen: np.ndarray) -> Quotas:
        return cls(
            size=scenario.size,
            least=scenario.least_per_kecamatan,
            most=scenario.most_per_kecamatan,
            group=group,
            can_be_chosen=can_be_chosen,
        )

    @cached_property
    def members(self) -> np.ndarray:
        """Columns of the desa that may be taken, a row per kecamatan that has any; rows are filled up with -1."""
        columns = np.flatnonzero(self.can_be_chosen)
        columns = columns[np.argsort(self.group[columns], kind="stable")]
        _ignored1, starts, sizes = np.unique(self.group[columns], return_index=True, return_counts=True)
        table = np.full((len(sizes), max(sizes, default=0)), -1)
        within = np.arange(len(columns)) - np.repeat(starts, sizes)
        table[np.repeat(np.arange(len(sizes)), sizes), within] = columns
        return table

    def check(self) -> None:
        """Whether any list keeps the quotas.

        Raises:
            ScenarioError: none does; the sentence names the nearest N or quota that one keeps.
        """
        sizes = (self.members >= 0).sum(axis=1)
        offered = int(sizes.sum())
        if not offered:
            raise ScenarioError(
                _("Tidak ada desa/kelurahan yang dapat dipilih. Kurangi pengecualian atau periksa datanya.")
            )
        fewest = len(sizes) if self.least else 1
        room = int(np.minimum(sizes, self.most).sum()) if self.most else offered
        if self.size < fewest and self.least:
            raise ScenarioError(
                _(
                    "Paling sedikit 1 per kecamatan memerlukan {fewest} desa/kelurahan, sedangkan"
                    " jumlah lokus {size}. Naikkan jumlah lokus menjadi {fewest}, atau lepaskan "
                    "syarat itu.",
                    fewest=fewest,
                    size=self.size,
                )
            )
        if self.size < fewest:
            raise ScenarioError(_("Jumlah desa/kelurahan lokus sedikitnya 1."))
        if self.size <= room:
            return
        lower = _("Turunkan jumlah lokus menjadi paling banyak {room}", room=formats.number(room))
        if room == offered:
            raise ScenarioError(
                _(
                    "Hanya {offered} desa/kelurahan yang dapat dipilih. {lower}.",
                    offered=formats.number(offered),
                    lower=lower,
                )
            )
        enough = [most for most in range(self.most, offered + 1) if np.minimum(sizes, most).sum() >= self.size]
        other = _(", atau naikkan batas itu menjadi {most} per kecamatan", most=enough[0]) if enough else ""
        raise ScenarioError(
            _(
                "Paling banyak {most} per kecamatan hanya memberi {room} desa/kelurahan, "
                "sedangkan jumlah lokus {size}. {lower}{other}.",
                most=self.most,
                room=formats.number(room),
                size=formats.number(self.size),
                lower=lower,
                other=other,
            )
        )

    @property
    def is_kept_by_any(self) -> bool:
        """Whether any list keeps the quotas."""
        try:
            self.check()
        except ScenarioError:
            return False
        return True

    def with_candidates(self, can_be_chosen: np.ndarray) -> Quotas:
        return replace(self, can_be_chosen=can_be_chosen)

    def in_order(self, order: np.ndarray) -> Quotas:
        return replace(self, group=self.group[order], can_be_chosen=self.can_be_chosen[order])

    def best(self, scores: np.ndarray) -> np.ndarray:
        """Which desa are taken: draws by desa, from scores of the same shape. Needs `check` to have passed."""
        order = np.where(self.can_be_chosen, scores, -np.inf)
        return _highest(self._by_kecamatan(order) if self.least or self.most else order, self.size)

    def _by_kecamatan(self, order: np.ndarray) -> np.ndarray:
        """The scores with those beyond `most` of a kecamatan set to -inf, and the required one of each to inf."""
        table, is_filled = self.members, self.members >= 0
        part = np.where(is_filled, order[:, table], -np.inf)
        if 0 < self.most < table.shape[1]:
            rows = part.reshape(-1, table.shape[1])
            part = np.where(_highest(rows, self.most), rows, -np.inf).reshape(part.shape)
        if self.least:
            np.put_along_axis(part, part.argmax(axis=2)[:, :, None], np.inf, axis=2)
        order[:, table[is_filled]] = part[:, is_filled]
        return order

    def exchanges(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Columns of the list, columns outside it, and (list by others) whether the quotas allow that exchange."""
        inside = np.flatnonzero(chosen & self.can_be_chosen)
        outside = np.flatnonzero(~chosen & self.can_be_chosen)
        taken = np.bincount(self.group[inside], minlength=int(self.group.max()) + 1)
        may_leave = taken[self.group[inside]] > self.least
        may_enter = (taken[self.group[outside]] < self.most) if self.most else np.ones(len(outside), dtype=bool)
        is_same = self.group[inside][:, None] == self.group[outside][None, :]
        return inside, outside, is_same | (may_leave[:, None] & may_enter[None, :])


def _highest(scores: np.ndarray, size: int) -> np.ndarray:
    """The `size` highest of each row, of equals the first ones; never one of -inf."""
    if size >= scores.shape[1]:
        return scores > -np.inf
    place = scores.shape[1] - size
    last = np.partition(scores, place, axis=1)[:, place, None]
    above, level = scores > last, (scores == last) & (last > -np.inf)
    room = size - above.sum(axis=1, keepdims=True)
    crowded = np.flatnonzero(level.sum(axis=1) > room[:, 0])
    if len(crowded):
        level[crowded] &= np.cumsum(level[crowded], axis=1) <= room[crowded]
    return above | level
