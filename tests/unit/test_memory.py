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
