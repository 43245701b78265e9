"""The children of a kabupaten as the foster programme needs them: who they are now, and their visits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from stunting.cases import children as cases
from stunting.cases import store
from stunting.imports.child_tables import CHILD, VISIT
from stunting.paths import Layout

STUNTED_BELOW = -2.0
VISIT_COLUMNS = ("key", "sex", "measured_on", "age_days", "haz")


@dataclass(frozen=True, kw_only=True)
class Children:
    """The children of one kabupaten.

    frame:  one row per child, as `stunting.cases.children.children_in`
    visits: one row per measuring day: key, sex, measured_on (datetime64), age_days, haz (null where none is valid)
    """

    frame: pd.DataFrame
    visits: pd.DataFrame

    @property
    def as_of(self) -> dt.date | None:
        """The day of the newest data; None without any."""
        days = self.frame["as_of"].dropna()
        return pd.Timestamp(days.max()).date() if len(days) else None

    def row(self, key: str) -> dict[str, object] | None:
        """One child as in `frame`; None where it is not in the data any more."""
        found = self.frame[self.frame["key"] == key]
        return None if found.empty else {str(name): value for name, value in found.iloc[0].items()}


def children_of(layout: Layout, kabupaten: str) -> Children:
    """Everything that was imported for a kabupaten; only for officers.

    Raises:
        DamagedStoreError, BusyReleaseError: as `stunting.cases.store.read`.
    """
    frame = cases.children_in(layout, kabupaten)
    return Children(frame=frame, visits=_visits(layout, kabupaten))


def _visits(layout: Layout, kabupaten: str) -> pd.DataFrame:
    known = store.read(layout, CHILD, where=store.inside(kabupaten), columns=["child_no", "key", "sex"])
    if known is None or known.num_rows == 0:
        types = {"key": "object", "sex": "object", "measured_on": "datetime64[s]", "age_days": "float", "haz": "float"}
        return pd.DataFrame({name: pd.Series(dtype=types[name]) for name in VISIT_COLUMNS})
    number = known["child_no"]
    # Children lie by desa, so those of a kabupaten have numbers close to each other.
    low, high = pc.min(number).as_py(), pc.max(number).as_py()
    where = (pc.field("child_no") >= low) & (pc.field("child_no") <= high) & pc.field("haz_i").is_valid()
    found = store.read(layout, VISIT, where=where, columns=["child_no", "measured_on", "age_days", "haz_i"])
    assert found is not None
    both = found.to_pandas().merge(known.to_pandas(), on="child_no").dropna(subset="measured_on")
    both["haz"] = both["haz_i"].astype(np.float64) / 100
    both["measured_on"] = pd.to_datetime(both["measured_on"])
    return both.sort_values(["key", "measured_on"], kind="stable", ignore_index=True)[list(VISIT_COLUMNS)]
