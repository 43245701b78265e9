"""Finding names in a list of ninety thousand while somebody types.

Works on positions, not on areas: `geography.Register` knows what stands at a position.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# How a name answers a question, best first.
EXACT, BEGINS, WORD_BEGINS, CONTAINS = range(4)


class NameIndex:
    """Search forms of names (`geography.search_form`), prepared once for many questions."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._forms = pa.array(forms, type=pa.string())
        self._compact = pc.replace_substring(self._forms, " ", "")
        self._unique = self._compact.unique().to_pylist()
        self._rows_of: dict[str, list[int]] = {}
        for row, name in enumerate(self._compact.to_pylist()):
            self._rows_of.setdefault(name, []).append(row)
        self._pairs = _rows_by_letter_pair(self._unique)
        self._pair_counts = np.array([max(len(name) - 1, 1) for name in self._unique], dtype=np.float32)

    def equal(self, compact: str) -> list[int]:
        """Rows whose name without spaces is exactly this."""
        return self._rows_of.get(compact, [])

    def containing(self, compact: str) -> np.ndarray:
        """Rows whose name without spaces contains this, in row order."""
        return np.flatnonzero(pc.match_substring(self._compact, compact).to_numpy(zero_copy_only=False))

    def closeness(self, rows: np.ndarray, form: str) -> np.ndarray:
        """EXACT, BEGINS, WORD_BEGINS or CONTAINS for each of these rows."""
        names = self._forms.take(pa.array(rows))
        compact = form.replace(" ", "")
        how = np.full(len(rows), CONTAINS, dtype=np.int8)
        # Weakest first, so that a better answer overwrites it.
        for rank, answer in (
            (WORD_BEGINS, pc.match_substring(names, f" {form}")),
            (BEGINS, pc.starts_with(names, form)),
            (EXACT, pc.equal(self._compact.take(pa.array(rows)), compact)),
        ):
            how[answer.to_numpy(zero_copy_only=False)] = rank
        return how

    def lengths(self, rows: np.ndarray) -> np.ndarray:
        """Letters of each name."""
        return pc.utf8_length(self._forms.take(pa.array(rows))).to_numpy(zero_copy_only=False)

    def resembling(self, compact: str, *, most: int = 6, cutoff: float = 0.7) -> list[list[int]]:
        """Rows of the names that look most like this one, one list per name, best first.

        Names that share letter pairs are found first; only the best of them are compared letter by letter.
        """
        if len(compact) < 2:
            return []
        shared = np.zeros(len(self._unique), dtype=np.float32)
        for pair in {compact[at : at + 2] for at in range(len(compact) - 1)}:
            shared[self._pairs.get(pair, np.empty(0, dtype=np.int64))] += 1
        shared /= self._pair_counts + len(compact) - 1
        best = np.argsort(-shared, kind="stable")[:80]
        names = [self._unique[position] for position in best if shared[position] > 0]
        return [self._rows_of[name] for name in difflib.get_close_matches(compact, names, n=most, cutoff=cutoff)]


def _rows_by_letter_pair(names: Sequence[str]) -> dict[str, np.ndarray]:
    positions: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        for pair in {name[at : at + 2] for at in range(len(name) - 1)}:
            positions.setdefault(pair, []).append(position)
    return {pair: np.array(where, dtype=np.int64) for pair, where in positions.items()}
