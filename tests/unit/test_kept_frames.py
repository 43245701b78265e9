"""Tables that are kept do not grow by being read."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass

import pandas as pd
import pytest

from stunting import kept_frames
from stunting.kept_frames import watched


@dataclass(frozen=True)
class Record:
    name: str
    table: pd.DataFrame


def table() -> pd.DataFrame:
    return pd.DataFrame({"area_code": ["1811", "1812"], "stunted_n": [3, 5], "rate": [0.1, 0.2]})


def noted_n(frame: pd.DataFrame) -> int:
    return sum(len(block.refs.referenced_blocks) for block in frame._mgr.blocks)


@pytest.mark.parametrize(
    "answer",
    [
        lambda frame: frame,
        lambda frame: (frame, frame.copy()),
        lambda frame: [("Kejayan", frame)],
        lambda frame: {"desa": frame},
        lambda frame: Record("desa", frame),
        lambda frame: (Record("desa", frame),),
    ],
)
def test_a_table_that_is_read_over_and_over_holds_no_notes_of_views_that_are_gone(answer):
    frame = table()
    kept = watched(lambda: answer(frame))()
    for _ in range(300):
        frame["stunted_n"]
        frame["area_code"]
    assert noted_n(frame) > 600

    assert kept_frames.forget_views() >= 1

    assert noted_n(frame) == 3
    del kept


def test_labels_hold_none_either():
    frame = table().set_index("area_code")
    kept = watched(lambda: frame)()
    for _ in range(300):
        frame.index.to_series()
        frame.reset_index()

    kept_frames.forget_views()

    assert all(len(one.referenced_blocks) <= 3 for one in kept_frames._lists_of(kept))


def test_a_table_that_nobody_keeps_any_more_is_let_go():
    gc.collect()
    before = kept_frames.forget_views()
    kept = watched(table)()
    assert kept_frames.forget_views() == before + 1

    del kept
    gc.collect()

    assert kept_frames.forget_views() == before


def test_a_view_that_is_still_used_leaves_the_table_as_it_was():
    frame = watched(table)()
    view = frame[:]

    kept_frames.forget_views()
    view.loc[0, "stunted_n"] = 99

    assert frame["stunted_n"].tolist() == [3, 5]


def test_tables_may_be_read_and_changed_while_notes_are_cleared():
    frame = watched(lambda: pd.DataFrame({f"column_{number}": range(50) for number in range(20)}))()
    ended = threading.Event()
    wrong: list[int] = []

    def read() -> None:
        while not ended.is_set():
            view = frame[:]
            view.loc[3, "column_4"] = -1
            if frame.loc[3, "column_4"] != 3 or view.loc[3, "column_4"] != -1:
                wrong.append(1)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(200):
        kept_frames.forget_views()
    ended.set()
    for reader in readers:
        reader.join()
    assert not wrong
