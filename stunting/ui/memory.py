"""Memory of a process that serves for weeks: what libraries leave behind is cleared away, and free memory given back.

Tables that are kept grow by being read. pandas notes every view of a column in a list of weak references and clears
the dead ones only beyond 500 of them: 40 kB per column, more than most columns hold. `forget_views` clears them.

glibc keeps a pool of memory per group of threads, eight for each core, and hands freed memory back from the top of a
pool only. Every run of a page is a new thread, so the pools of a server fill up one after the other with what is left
between long-lived answers. Two pools are enough: Python's own lock lets one thread allocate at a time.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache

from pandas._libs.internals import BlockValuesRefs

POOLS = 2
# <malloc.h>
M_ARENA_MAX = -8


def forget_views() -> int:
    """Clear what pandas noted of views that are gone; returns in how many columns it looked."""
    found = 0
    for one in gc.get_objects():
        if type(one) is BlockValuesRefs:
            # The question clears the list before it answers.
            one.has_reference()
            found += 1
    return found


def use_few_pools() -> bool:
    """Ask for few pools, before threads have made theirs; False where the C library is another one."""
    found = _glibc()
    return found is not None and bool(found.mallopt(M_ARENA_MAX, POOLS))


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
