"""Tiny stores for tests of cases: rows of children, and what is then told of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from stunting.cases import children
from stunting.cases.records import Case, Group, Semester
from stunting.imports.state import State, write_state
from stunting.minutes.recording import Writer
from stunting.paths import Layout
from tests.routine_rows import DESA, store

BY = Writer(author="Siti", role="Bidan Puskesmas Kejayan")
WHY = Writer(author="Siti", role="Bidan Puskesmas Kejayan", reason="Salah ketik")
TODAY = dt.date(2025, 9, 1)


def kept(layout: Layout, *rows: dict[str, Any], state: State | None = None) -> State:
    """Put the rows of one import into the store, and make it the committed state; there is no release."""
    after = store(layout, *rows, state=state)
    write_state(layout, after)
    return after


def told(layout: Layout, *rows: dict[str, Any]) -> list[tuple[str, str]]:
    """Rule and sentence of every alarm after one import."""
    kept(layout, *rows)
    frame = children.alarms_in(layout, DESA)
    return list(zip(frame["rule"], frame["detail"], strict=True))


def rules_told(layout: Layout, *rows: dict[str, Any]) -> list[str]:
    return [rule for rule, _sentence in told(layout, *rows)]


def case(**given: Any) -> Case:
    """A case of a child that is in no data, unless told otherwise."""
    facts: dict[str, Any] = {
        "case_no": "B-AAAAAAA",
        "group": Group.UNDER2,
        "desa_code": DESA,
        "opened_on": dt.date(2025, 8, 1),
        "semester": Semester.SECOND,
        "year": 2025,
    }
    return Case(**(facts | given))
