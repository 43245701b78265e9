"""A recap that is wide by month: one line per child, five columns for each month of the year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stunting.sample.cells import POSTURES, Sheet
from stunting.sample.headers import MONTHS, WIDE_CHILD, WIDE_MONTH


def wide_sheet(rows: pd.DataFrame) -> Sheet:
    """The cells of a wide file; every row of `rows` is one filled month of a line."""
    lines = rows.drop_duplicates("child")
    place = pd.Series(np.arange(len(lines)), index=lines["child"])
    values: dict[str, list[object]] = {
        name: list(lines[name].str.upper() if name in ("kecamatan", "puskesmas", "desa") else lines[name])
        for name in WIDE_CHILD
        if name not in ("sex", "birth_date")
    }
    values["sex"] = ["L" if sex == "m" else "P" for sex in lines["sex"]]
    values["birth_date"] = lines["birth_date"].dt.strftime("%Y-%m-%d").tolist()
    header, columns = list(WIDE_CHILD.values()), [values[name] for name in WIDE_CHILD]
    for number, month in enumerate(MONTHS, start=1):
        part = rows[rows["period"] % 100 == number]
        at = place[part["child"]].to_numpy()
        cells = {
            "measured_on": part["measured_on"].dt.strftime("%Y-%m-%d").tolist(),
            "age_months": (part["age_days"] // 30.4375).astype(int).tolist(),
            "weight": part["weight"].tolist(),
            "height": part["height"].tolist(),
            "posture": [POSTURES[code] for code in part["posture"]],
        }
        for name, word in WIDE_MONTH.items():
            column: list[object] = [None] * len(lines)
            for line, value in zip(at.tolist(), cells[name], strict=True):
                column[line] = value
            header.append(f"{month.upper()}_{word}")
            columns.append(column)
    nothing = np.zeros(len(rows), dtype=bool)
    return Sheet(header=header, columns=columns, commas=nothing, ambiguous=nothing.copy())
