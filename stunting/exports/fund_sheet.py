"""The table of money beside need on A4."""

from __future__ import annotations

import pandas as pd

from stunting.exports import action_sheet
from stunting.exports.stamp import Stamp
from stunting.languages import in_indonesian

LEFT_OUT = ("Kode",)
WIDE = {"Wilayah": 2.0, "Keterangan": 2.2, "Lokus": 0.6}


@in_indonesian
def to_pdf(stamp: Stamp, table: pd.DataFrame) -> bytes:
    """The sheet, A4 across."""
    widths = {str(name): WIDE.get(str(name), 1.2) for name in table.columns if name not in LEFT_OUT}
    return action_sheet.to_pdf(stamp, table, widths=widths)
