"""Memory of a process that serves for weeks."""

from __future__ import annotations

import subprocess
import sys

from stunting.ui import memory


def test_few_pools_of_memory_serve_many_threads():
    script = """
import ctypes, threading
from stunting.ui import memory
assert memory.use_few_pools()
def work():
    kept.append(bytearray(50_000)); done.wait()
kept, done = [], threading.Event()
threads = [threading.Thread(target=work) for _ in range(24)]
[one.start() for one in threads]
ctypes.CDLL(None).malloc_stats()
done.set()
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert 1 <= found.stderr.count("Arena ") <= memory.POOLS


def test_a_large_piece_goes_back_to_the_machine_also_after_a_larger_one():
    script = """
import ctypes, sys
from stunting.ui import memory
if "set" in sys.argv: assert memory.use_few_pools()
class Counts(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd a b c d e".split()]
library = ctypes.CDLL(None)
library.mallinfo2.restype = Counts
del [bytearray(8_000_000)][:]
before = library.mallinfo2().hblkhd
kept = bytearray(1_000_000)
print(library.mallinfo2().hblkhd - before)
"""
    taken = {
        name: int(
            subprocess.run([sys.executable, "-c", script, name], capture_output=True, text=True, check=True).stdout
        )
        for name in ("set", "left")
    }
    assert taken["set"] >= 1_000_000 > taken["left"]
