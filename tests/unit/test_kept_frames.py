"""Tables that are kept do not grow by being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest

from stunting.kept_frames import settled


@dataclass(frozen=True)
class Record:
    name: str
    table: pd.DataFrame


def table() -> pd.DataFrame:
    return pd.DataFrame({"area_code": ["1811", "1812"], "stunted_n": [3, 5], "rate": [0.1, 0.2]})


def noted_n(frame: pd.DataFrame) -> int:
    names: list[Any] = [one for one in frame.axes if not isinstance(one, pd.RangeIndex)]
    axes = [one._references for one in names if one._references is not None]
    return sum(len(one.referenced_blocks) for one in [*(block.refs for block in frame._mgr.blocks), *axes])


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
    for _ in range(300):
        frame["stunted_n"]
        frame["area_code"]
    assert noted_n(frame) > 600

    kept = settled(lambda: answer(frame))()
    for _ in range(300):
        frame["stunted_n"]
        frame["area_code"]

    assert noted_n(frame) == 0
    del kept


def test_labels_hold_none_either():
    frame = settled(lambda: table().set_index("area_code"))()
    for _ in range(300):
        frame.index.to_series()
        frame.reset_index()

    assert noted_n(frame) == 0


def written(view: pd.DataFrame) -> None:
    view.loc[0, "stunted_n"] = 99


def written_by_place(view: pd.DataFrame) -> None:
    view.iloc[0, 1] = 99


def column_written(view: pd.DataFrame) -> None:
    view["stunted_n"] = 99


def column_changed(view: pd.DataFrame) -> None:
    view["stunted_n"] += 99


def series_written(view: pd.DataFrame) -> None:
    series = view["stunted_n"]
    series.iloc[0] = 99
    series *= 2


def replaced(view: pd.DataFrame) -> None:
    view.replace([3, 0.1, "1811"], [99, 0.9, "9999"], inplace=True)
    view.fillna(0, inplace=True)


def labels_written(view: pd.DataFrame) -> None:
    changed = view.set_index("area_code").index.to_series()
    changed.iloc[0] = "9999"


@pytest.mark.parametrize(
    "view",
    [
        lambda kept: kept[:],
        lambda kept: kept.copy(deep=False),
        lambda kept: kept.rename(columns=str),
        lambda kept: kept.reset_index(drop=True),
        lambda kept: kept[["area_code", "stunted_n", "rate"]],
        lambda kept: pd.DataFrame({name: kept[name] for name in kept}),
        lambda kept: pd.concat([kept[["area_code"]], kept[["stunted_n", "rate"]]], axis=1),
    ],
)
@pytest.mark.parametrize(
    "write",
    [written, written_by_place, column_written, column_changed, series_written, replaced, labels_written],
)
def test_whoever_writes_into_a_view_leaves_the_table_as_it_was(view, write):
    kept = settled(table)()

    write(view(kept))

    pd.testing.assert_frame_equal(kept, table())


def test_a_view_made_before_the_table_was_kept_is_one_as_well():
    frame = table()
    view = frame[:]
    kept = settled(lambda: frame)()

    written(view)

    pd.testing.assert_frame_equal(kept, table())
