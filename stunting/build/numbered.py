"""Tables of the user that are written anew with every change: `<folder>/<name>-0007.csv` and its card.

Each change writes the whole table under the next number and removes the one before (`stunting.own_tables`). A
table without a card was never finished, and of several finished ones the last counts, so a program that is killed in
between leaves the old table or the new one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stunting import sidecar
from stunting.paths import Layout


@dataclass(frozen=True, kw_only=True)
class NumberedTable:
    """One such table: its folder among the additions, and the first part of its file names."""

    folder: str
    name: str

    def files(self, layout: Layout) -> list[Path]:
        """The finished tables, the one that counts last."""
        cards = (layout.additions / self.folder).glob(f"{self.name}-*.csv.json")
        tables = (card.with_suffix("") for card in cards)
        return sorted((one for one in tables if self._pattern.fullmatch(one.name) and one.exists()), key=self.number)

    def number(self, table: Path) -> int:
        """ "lokus-0007.csv" -> 7."""
        found = self._pattern.fullmatch(table.name)
        assert found is not None
        return int(found[1])

    def read(self, layout: Layout) -> pd.DataFrame | None:
        """The table that counts, all of it text; None where there is none.

        Raises:
            BuildError: it is not the one its card describes.
        """
        files = self.files(layout)
        if not files:
            return None
        sidecar.read(files[-1])
        return pd.read_csv(files[-1], dtype=str, na_filter=False)

    @property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"{re.escape(self.name)}-(\d+)\.csv")
