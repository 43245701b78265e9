"""Mode publik: which counts of services are shown, so that no 1-4 people are seen or can be worked out.

Who was reached and who was not are parts of those who were to be reached. Services of the same people in the same
period share their bundles: what one of them hides, the other does not tell. Rules: docs/coverage.md; the arithmetic is
that of `stunting.routine.bundles`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting.routine.bundles import Bundles, bundled, every_leaf_alone
from stunting.services import registry
from stunting.services.service import Service

# Whoever has one of these was found by measuring: the same children are counted in the routine figures, where a desa or
# kecamatan may have to hide them.
DIAGNOSED = frozenset({"gizi_buruk", "gizi_kurang"})
# Levels below the kabupaten, at which mode publik does not show them.
BELOW_KABUPATEN = ("kecamatan", "desa")
SCOPES = (10, 6, 4, 2)


def counts_places(service: Service) -> bool:
    """Whether desa are counted, not people: there is nothing to hide, and no number is too small."""
    return service.base.startswith("desa")


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """The leaves of one service by code, and their bundles: those of the numerator joined from those of the base."""

    codes: np.ndarray
    bundles: Bundles


class PublicServices:
    """The bundles of one province, year and period.

    leaves: as `reports.leaves`, of the WHOLE province: the bundles must be the same on every page
    """

    def __init__(self, leaves: pd.DataFrame) -> None:
        counted = leaves[leaves["numerator_n"].notna()]
        by_service = {str(key): frame for key, frame in counted.groupby("service_key", sort=True)}
        by_base: dict[str, list[str]] = {}
        for key in by_service:
            service = registry.BY_KEY[key]
            if not counts_places(service):
                by_base.setdefault(service.base or key, []).append(key)
        self._shown: dict[str, _Shown] = {}
        for keys in by_base.values():
            self._shown |= _of_base({key: by_service[key] for key in keys})

    def hidden(self, service: Service, codes: np.ndarray, group: np.ndarray, *, group_n: int) -> np.ndarray:
        """Whether the counts of a service must be hidden, per group of its leaves.

        codes: codes of leaves of this service; group: the group of each, -1 outside of every group
        """
        if counts_places(service):
            return np.zeros(group_n, dtype=bool)
        shown = self._shown.get(service.key)
        if shown is None:
            return np.zeros(group_n, dtype=bool)
        full = np.full(len(shown.codes), -1, dtype=np.int64)
        full[np.searchsorted(shown.codes, codes.astype(str))] = group
        return shown.bundles.hidden_groups(full, group_n=group_n)


def _of_base(services: Mapping[str, pd.DataFrame]) -> dict[str, _Shown]:
    """The bundles of services for the same people."""
    cells = _finest(np.unique(np.concatenate([_codes(frame) for frame in services.values()])))
    bases = np.zeros((len(cells), len(services)), dtype=np.int64)
    reports = np.zeros(len(cells), dtype=np.int64)
    for column, frame in enumerate(services.values()):
        people = frame["denominator_n"].where(frame["denominator_n"].notna(), frame["numerator_n"])
        place, is_cell = _found(cells, _codes(frame))
        bases[place[is_cell], column] = people.to_numpy(dtype=float)[is_cell].astype(np.int64)
        reports[place[is_cell]] += 1 << column
    # Partners that the same services were reported for come first, so that few bundles are cut by what is missing.
    pattern = np.unique(reports, return_inverse=True)[1].reshape(-1)
    whole = bundled(
        bases,
        finer=every_leaf_alone(len(cells)),
        scopes=_scopes(cells, pattern),
        size=bases.max(axis=1, initial=0).astype(float),
    )
    return {key: _of_service(frame, cells, whole) for key, frame in services.items()}


def _of_service(frame: pd.DataFrame, cells: np.ndarray, whole: Bundles) -> _Shown:
    """The bundles of one service, of its own leaves: those of the base, then joined further for its own parts."""
    codes = _codes(frame)
    order = np.argsort(codes)
    codes = codes[order]
    owner = _owners(cells, codes)
    finer = _carried(owner, whole, leaf_n=len(codes))
    numerator = frame["numerator_n"].to_numpy(dtype=float)[order].astype(np.int64)
    base = frame["denominator_n"].to_numpy(dtype=float)[order]
    has_base = ~np.isnan(base)
    rest = np.where(has_base, np.nan_to_num(base) - numerator, 0).astype(np.int64)
    bundles = bundled(
        # More reached than there are is a fault of the report; its surplus is no count of people.
        np.stack([numerator, np.maximum(rest, 0)], axis=1),
        finer=finer,
        scopes=_scopes(codes, np.zeros(len(codes), dtype=np.int64)),
        size=np.where(has_base, np.nan_to_num(base), numerator).astype(float),
    )
    return _Shown(codes=codes, bundles=bundles)


def _carried(owner: np.ndarray, whole: Bundles, *, leaf_n: int) -> Bundles:
    """The bundles of the base as bundles of the leaves of one service.

    A leaf may be larger than the cells of the base, where another service was reported in more detail. A bundle that
    also takes a cell this service has no report of would be told by the report of the others: it stays open.
    """
    is_open = np.zeros(leaf_n, dtype=bool)
    inside = owner >= 0
    is_open[owner[inside & whole.is_open]] = True
    reaches_out = np.zeros(len(whole.size), dtype=bool)
    reaches_out[whole.number[~inside]] = True
    is_open[owner[inside & reaches_out[whole.number]]] = True
    leaf = np.arange(leaf_n)
    while True:
        before = leaf
        lowest = np.full(len(whole.size), leaf_n)
        np.minimum.at(lowest, whole.number[inside], leaf[owner[inside]])
        leaf = leaf.copy()
        np.minimum.at(leaf, owner[inside], lowest[whole.number[inside]])
        # A leaf of several cells is one place.
        leaf = leaf[leaf]
        if (leaf == before).all():
            break
    return Bundles(number=np.unique(leaf, return_inverse=True)[1].reshape(-1), is_open=is_open)


def _codes(frame: pd.DataFrame) -> np.ndarray:
    return frame["area_code"].to_numpy(dtype=object).astype(str)


def _finest(codes: np.ndarray) -> np.ndarray:
    """Of sorted codes those that hold no other of them."""
    return codes[~np.char.startswith(np.append(codes[1:], ""), codes)]


def _found(known: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The number of each code among sorted known ones, and whether it is one of them."""
    place = np.minimum(np.searchsorted(known, codes), max(len(known) - 1, 0))
    return place, known[place] == codes


def _owners(cells: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """The leaf each cell lies in, -1 where the service has no report of it; codes: of the leaves, sorted."""
    owner = np.full(len(cells), -1, dtype=np.int64)
    for digits in SCOPES:
        place, is_known = _found(codes, cells.astype(f"U{digits}"))
        owner = np.where((owner < 0) & is_known, place, owner)
    return owner


def _scopes(codes: np.ndarray, pattern: np.ndarray) -> list[np.ndarray]:
    """Near to far: kecamatan with the same reports, kecamatan, kabupaten with the same reports, kabupaten, provinsi."""
    found = []
    for digits in SCOPES[1:]:
        own = np.unique(codes.astype(f"U{digits}"), return_inverse=True)[1].reshape(-1).astype(np.int64)
        found += [own * (int(pattern.max(initial=0)) + 1) + pattern, own]
    return [np.unique(one, return_inverse=True)[1].reshape(-1) for one in found]
