"""Rows on their way into files: what is meant, what will be written, and what an import must say about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from stunting.sample.files import FilePlan

# Rows that are no child.
HEADER_AGAIN, TOTAL, EMPTY = "judul", "jumlah", "kosong"


@dataclass(kw_only=True)
class Draft:
    """All rows of all files.

    columns: one array per column, one entry per row; what an import should understand. Rows carry also
             file_no, order (within the file), nik_seen ("" where no usable NIK is written), reason, special
    plans:   the files, by file_no
    foreign: official name of another kabupaten
    rng:     decides which rows get a fault
    """

    columns: dict[str, np.ndarray]
    plans: list[FilePlan]
    foreign: str
    rng: np.random.Generator
    cells: dict[int, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))
    notes: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    dropped: set[int] = field(default_factory=set)
    inserted: list[tuple[int, dict[str, object]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        count = len(self)
        self.columns["order"] = np.arange(count, dtype=float)
        self.columns["nik_seen"] = self.columns["nik"].copy()
        self.columns["reason"] = np.full(count, "", dtype=object)
        self.columns["special"] = np.full(count, "", dtype=object)
        self.columns["haz_shift"] = np.zeros(count)
        self.columns["age_shift"] = np.zeros(count, dtype=np.int64)
        self.columns["strange_label"] = np.full(count, "", dtype=object)
        self.is_measured = ~np.isnat(self.columns["measured_on"])
        self._free = np.ones(int(self.columns["child"].max(initial=-1)) + 1, dtype=bool)
        self._free[self.columns["child"][self._keeps_list_complete()]] = False
        born = self.columns["birth_date"].astype("datetime64[D]")
        when = self.columns["measured_on"].astype("datetime64[D]")
        self.age_days = np.where(self.is_measured, (when - born).astype("timedelta64[D]").astype(np.int64), -1)
        plain = np.array([plan.takes_faults for plan in self.plans])
        self.is_open = plain[self.columns["file_no"]]
        self._rows_of: dict[int, list[int]] = defaultdict(list)
        for row, child in enumerate(self.columns["child"].tolist()):
            self._rows_of[child].append(row)
        # A date of the 13th or later reads in one way only.
        late = [when.astype("datetime64[M]"), born.astype("datetime64[M]")]
        self.has_clear_days = (
            self.is_measured & ((when - late[0]).astype(int) >= 12) & ((born - late[1]).astype(int) >= 12)
        )

    def __len__(self) -> int:
        return len(self.columns["child"])

    @property
    def open_measured(self) -> np.ndarray:
        """Measured rows of files that may carry faults."""
        return self.is_open & self.is_measured

    def _keeps_list_complete(self) -> np.ndarray:
        """The first unmeasured row of each desa and month: with it the list of that desa is known to be complete."""
        names = ("desa_code", "period")
        place = pd.DataFrame({name: self.columns[name] for name in names})
        return ~self.is_measured & ~place.assign(is_measured=self.is_measured).duplicated().to_numpy()

    def rows_of_child(self, row: int) -> list[int]:
        """All rows of the child of this row."""
        return self._rows_of[int(self.columns["child"][row])]

    def pick(self, count: int, where: np.ndarray) -> list[int]:
        """Up to so many rows, of children without any fault so far; each child once."""
        candidates = np.flatnonzero(where & self._free[self.columns["child"]])
        self.rng.shuffle(candidates)
        picked: list[int] = []
        for row in candidates.tolist():
            if len(picked) == count:
                break
            child = self.columns["child"][row]
            if self._free[child]:
                self._free[child] = False
                picked.append(row)
        return picked

    def write(self, row: int, name: str, text: object) -> None:
        """What stands in a cell instead of the usual writing; a text as it is, a number in the style of the file."""
        self.cells[row][name] = text

    def note(self, code: str, rows: Iterable[int]) -> None:
        self.notes[code].update(rows)

    def reject(self, row: int, reason: str) -> None:
        self.columns["reason"][row] = reason

    def insert(self, source: int, **changes: object) -> int:
        """A further row like `source`, not rejected unless said so; returns its number."""
        self.inserted.append((source, {"reason": "", **changes}))
        row = len(self) + len(self.inserted) - 1
        if source in self.cells:
            self.cells[row].update(self.cells[source])
        return row

    def rows(self) -> pd.DataFrame:
        """All rows in the order of the files; the index is the number of the row."""
        sources = [*range(len(self)), *(source for source, _ in self.inserted)]
        columns = {name: values[sources] for name, values in self.columns.items()}
        for row, (_, changes) in enumerate(self.inserted, start=len(self)):
            for name, value in changes.items():
                columns[name][row] = value
        frame = pd.DataFrame(columns)
        frame = frame.drop(index=sorted(self.dropped))
        return frame.sort_values(["file_no", "order"], kind="stable")
