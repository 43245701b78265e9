"""The small tables that the statements need beside the measurements; the same for every engine."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from stunting.errors import ImportRefusedError
from stunting.geography import Register
from stunting.imports.aggregates import default_windows, span_table, year_window
from stunting.imports.state import State, Window, with_windows
from stunting.nation import limits

WINDOW_COLUMNS = ("kunci", "nama", "mulai", "selesai")


@dataclass(frozen=True, kw_only=True)
class Spans:
    """What is counted beside months.

    table:  one row per weighing window and year, columns of the import's table `span`
    months: one row per window and month that it touches: span, period, start_date, end_date
    """

    table: pa.Table
    months: pa.Table


def fixed(register: Register, *, last_day: dt.date) -> dict[str, pa.Table]:
    """Limits of the z-scores, the desa there are, and the last day on which anybody can have been measured."""
    rows = register.frame
    codes = rows["code"][rows["level"] == "desa"].tolist()
    return {
        "age_limit": limits.age_limits(),
        "length_limit": limits.length_limits(),
        "known_desa": pa.table({"code": pa.array(codes, pa.string())}),
        "run": pa.table({"last_day": pa.array([last_day], pa.date32())}),
    }


def spans(periods: Iterable[int], windows: tuple[Window, ...] | None) -> Spans:
    """The windows of `windows`, or February and August as in the import, and every calendar year with data."""
    found = sorted(periods)
    if windows is None:
        windows = default_windows(found[0], found[-1]) if found else ()
    years = [year_window(year) for year in sorted({period // 100 for period in found})]
    table = span_table(windows, years)
    months = [
        {"span": one["span"], "period": period, "start_date": one["start_date"], "end_date": one["end_date"]}
        for one in table.to_pylist()
        for period in range(one["start_period"], one["end_period"] + 1)
        if 1 <= period % 100 <= 12
    ]
    kinds = {"span": pa.int32(), "period": pa.int32(), "start_date": pa.date32(), "end_date": pa.date32()}
    return Spans(table=table, months=pa.Table.from_pylist(months, schema=pa.schema(list(kinds.items()))))


def read_windows(path: Path) -> tuple[Window, ...]:
    """Weighing windows from a CSV file with the columns of `WINDOW_COLUMNS`; days as 2025-08-31.

    Raises:
        ImportRefusedError: it cannot be read.
        StuntingError: a window ends before it begins, has the name of a calendar year, or two have the same name.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            stream.seek(0)
            rows = list(csv.DictReader(stream, delimiter=";" if ";" in head else ","))
        windows = tuple(
            Window(
                key=row["kunci"].strip(),
                label=row["nama"].strip(),
                start=dt.date.fromisoformat(row["mulai"].strip()),
                end=dt.date.fromisoformat(row["selesai"].strip()),
            )
            for row in rows
        )
    except (OSError, UnicodeDecodeError, KeyError, AttributeError, ValueError):
        raise ImportRefusedError(
            f"{path.name} tidak terbaca sebagai daftar Bulan Timbang. Tulis CSV dengan kolom "
            f"{', '.join(WINDOW_COLUMNS)}, tanggal seperti 2025-08-31."
        ) from None
    return with_windows(State(), windows).windows or ()
