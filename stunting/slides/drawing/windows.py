"""How full windows of a raster are."""

from __future__ import annotations

import numpy as np


def sums(cells: np.ndarray, high: int, wide: int) -> np.ndarray:
    """How many cells are set in every window of a size, by its upper left cell."""
    total = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(cells, axis=0, dtype=np.int32), axis=1, out=total[1:, 1:])
    return total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
