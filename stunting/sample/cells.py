"""How the rows of one file are written: texts, numbers and dates in the style of the file."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting.sample.draft import EMPTY, HEADER_AGAIN, TOTAL
from stunting.sample.files import DAY_FIRST, DAY_FIRST_DASH, TRUE_DATE, Style
from stunting.sample.headers import HEADERS, month_words

POSTURES = {"l": "Terlentang", "h": "Berdiri", "": ""}
DECIMALS = {
    "birth_weight": 1,
    "birth_length": 1,
    "weight": 1,
    "height": 1,
    "muac": 1,
    "file_waz": 2,
    "file_haz": 2,
    "file_whz": 2,
}
DATES = ("birth_date", "measured_on")


@dataclass(kw_only=True)
class Sheet:
    """One file as it will be written.

    header:    first line, below the title if there is one
    columns:   one list of cells per header
    commas:    rows in which a number is written with a decimal comma
    ambiguous: rows with a date that could mean two days
    """

    header: list[str]
    columns: list[list[object]]
    commas: np.ndarray
    ambiguous: np.ndarray


def sheet(
    rows: pd.DataFrame, style: Style, cells: Mapping[int, Mapping[str, object]], *, province: str, kabupaten: str
) -> Sheet:
    """The cells of the rows of one file; `cells` has what a fault writes instead, by row and field."""
    count = len(rows)
    place = {row: at for at, row in enumerate(rows.index.tolist())}
    changed = [(place[row], row) for row in cells if row in place]
    commas, ambiguous = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    fixed: dict[str, Callable[[], list[object]]] = {
        "no": lambda: list(range(1, count + 1)),
        "province": lambda: [province.upper()] * count,
        "kabupaten": lambda: [kabupaten.upper()] * count,
        "address": lambda: ["DUSUN CONTOH"] * count,
        "month": lambda: [month_words(int(month)) for month in rows["period"]],
        "posture": lambda: [POSTURES[code] for code in rows["posture"]],
        "sex": lambda: ["L" if sex == "m" else "P" for sex in rows["sex"]],
        "age": lambda: _ages(rows),
        "pmt": lambda: [""] * count,
        "vitamin_a": lambda: ["1" if sign else "-" for sign in rows["measured_on"].dt.month.isin([2, 8])],
        "kpsp": lambda: ["Ya"] * count,
        "kia": lambda: ["Ya"] * count,
        "mother_class": lambda: ["Tidak"] * count,
        "mbg": lambda: ["Tidak"] * count,
        "detail": lambda: ["Detail"] * count,
    }
    columns: dict[str, list[object]] = {}
    for name in style.fields:
        if name in DATES:
            values, doubtful = _dates(rows[name], style)
            rewritten = [at for at, row in changed if name in cells[row]]
            doubtful[rewritten] = False
            ambiguous |= doubtful
        elif name in DECIMALS:
            values = _decimals(rows[name], DECIMALS[name], style)
        elif name in fixed:
            values = fixed[name]()
        elif name in ("kecamatan", "desa", "puskesmas"):
            values = list(rows[name].str.upper())
        else:
            values = list(rows[name])
        for at, row in changed:
            if name in cells[row]:
                values[at] = _in_style(cells[row][name], style)
        if name in DECIMALS:
            commas |= np.array([isinstance(value, str) and "," in value for value in values], dtype=bool)
        columns[name] = values
    special = rows["special"].to_numpy(dtype=object)
    for at in np.flatnonzero(special != "").tolist():
        _write_special(columns, at, special[at])
        commas[at] = ambiguous[at] = False
    return Sheet(
        header=[HEADERS[name] for name in style.fields],
        columns=[columns[name] for name in style.fields],
        commas=commas,
        ambiguous=ambiguous,
    )


def _write_special(columns: dict[str, list[object]], at: int, kind: str) -> None:
    for name, values in columns.items():
        values[at] = HEADERS[name] if kind == HEADER_AGAIN else None
    if kind == TOTAL:
        first = next(iter(columns))
        columns[first][at] = "JUMLAH"
        columns["weight"][at] = at
    assert kind in (HEADER_AGAIN, TOTAL, EMPTY)


def _dates(series: pd.Series, style: Style) -> tuple[list[object], np.ndarray]:
    """Written dates, "" where there is none, and which of them could mean two days."""
    codes, days = pd.factorize(series, use_na_sentinel=True)
    stamps = pd.DatetimeIndex(days)
    if style.dates == TRUE_DATE:
        texts: list[object] = [stamp.to_pydatetime() for stamp in stamps]
        return [texts[code] if code >= 0 else None for code in codes], np.zeros(len(series), dtype=bool)
    texts = list(stamps.strftime(style.dates))
    both = (stamps.day <= 12) if style.dates in (DAY_FIRST, DAY_FIRST_DASH) else np.zeros(len(stamps), dtype=bool)
    doubtful = np.append(both, False)[codes]
    return [texts[code] if code >= 0 else "" for code in codes], doubtful


def _decimals(series: pd.Series, places: int, style: Style) -> list[object]:
    values = series.to_numpy(dtype=float)
    if not style.decimal:
        return [None if math.isnan(value) else value for value in values.tolist()]
    codes, known = pd.factorize(values, use_na_sentinel=True)
    texts = [f"{value:.{places}f}".replace(".", style.decimal) for value in known]
    return [texts[code] if code >= 0 else "" for code in codes]


def _in_style(value: object, style: Style) -> object:
    if isinstance(value, (int, float)) and style.delimiter:
        return str(value).replace(".", style.decimal)
    return value


def _ages(rows: pd.DataFrame) -> list[object]:
    """ "3 Tahun - 5 Bulan - 21 Hari" on the day of the measurement, "" where there is none."""
    born, when = rows["birth_date"].dt, rows["measured_on"].dt
    days = (when.day - born.day).to_numpy()
    months = ((when.year - born.year) * 12 + when.month - born.month).to_numpy() - (days < 0)
    months = months + rows["age_shift"].to_numpy()
    days = np.where(days < 0, days + 30, days)
    measured = rows["measured_on"].notna().to_numpy()
    return [
        f"{int(m) // 12} Tahun - {int(m) % 12} Bulan - {int(d)} Hari" if is_measured else ""
        for m, d, is_measured in zip(months, days, measured, strict=True)
    ]
