"""Memory of a process that serves for weeks, given back to the machine where the C library can do that.

glibc keeps a pool of memory per group of threads, eight for each core, and hands freed memory back from the top of a
pool only. Every run of a page is a new thread, so the pools of a server fill up one after the other with what is left
between long-lived answers. Two pools are enough: Python's own lock lets one thread allocate at a time.

What is large, glibc takes from the machine and returns by itself, at first from 128 kB on. Each large piece that is
returned raises that limit to its size, up to 32 MB, and from then on the tables and pages of every visitor leave their
holes in the pools. A limit that is set stays.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

POOLS = 2
# <malloc.h>
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
LARGE_BYTES = 128 * 1024


def use_few_pools() -> bool:
    """Ask for few pools without large pieces, before threads have made theirs; False where the C library is another."""
    found = _glibc()
    if found is None:
        return False
    return bool(found.mallopt(M_ARENA_MAX, POOLS)) and bool(found.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES))


def give_back() -> bool:
    """Hand free memory back to the machine; True if some was."""
    found = _glibc()
    return found is not None and bool(found.malloc_trim(0))


@cache
def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if all(hasattr(library, name) for name in ("mallopt", "malloc_trim")) else None
