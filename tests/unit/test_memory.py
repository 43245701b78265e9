"""What is read over and over does not grow."""

from __future__ import annotations

import subprocess
import sys
import threading

import pandas as pd

from stunting.ui import memory


def noted_n(frame: pd.DataFrame) -> int:
    return sum(len(block.refs.referenced_blocks) for block in frame._mgr.blocks)


def test_a_table_that_is_read_over_and_over_holds_no_notes_of_views_that_are_gone():
    frame = pd.DataFrame({"area_code": ["1811", "1812"], "stunted_n": [3, 5], "rate": [0.1, 0.2]})
    for _ in range(300):
        frame["stunted_n"]
        frame["area_code"]
    assert noted_n(frame) > 600

    assert memory.forget_views() >= 3

    assert noted_n(frame) == 3


def test_a_view_that_is_still_used_keeps_the_table_as_it_was():
    frame = pd.DataFrame({"stunted_n": [3, 5]})
    view = frame[:]

    memory.forget_views()
    view.loc[0, "stunted_n"] = 99

    assert frame["stunted_n"].tolist() == [3, 5]


def test_tables_may_be_read_and_changed_while_notes_are_cleared():
    frame = pd.DataFrame({f"column_{number}": range(50) for number in range(20)})
    ended = threading.Event()
    wrong: list[str] = []

    def read() -> None:
        while not ended.is_set():
            view = frame[:]
            view.loc[3, "column_4"] = -1
            if frame.loc[3, "column_4"] != 3 or view.loc[3, "column_4"] != -1:
                wrong.append("shared")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(50):
        memory.forget_views()
    ended.set()
    for reader in readers:
        reader.join()
    assert not wrong


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
