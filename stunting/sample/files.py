"""Which file a row stands in, and how that file is written.

An office has many files: one for each puskesmas and month, downloaded or typed at different times. The styles below
take turns by puskesmas; together they have every habit that was seen: `;` with decimal comma, a separate list of the
children who were not measured, a recap that is wide by month. Every file says above its header that it is invented.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting.geography import search_form
from stunting.sample import options as wanted
from stunting.sample.headers import fields_of, month_words
from stunting.sample.options import NOTICE, SampleOptions

INDIVIDUAL, WIDE = "individu", "lebar"
ISO, DAY_FIRST, DAY_FIRST_DASH, YEAR_FIRST, TRUE_DATE = "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "tanggal"


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a file is written.

    decimal:     "," or ".", "" for numbers as numbers (only in a spreadsheet)
    delimiter:   of a CSV, "" for XLSX
    lists_apart: children who were not measured stand in a file of their own
    """

    generation: str
    kind: str = INDIVIDUAL
    dates: str = ISO
    decimal: str = ""
    delimiter: str = ""
    has_bom: bool = False
    lists_apart: bool = False
    has_month: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        return fields_of(self.generation, with_month=self.has_month)

    @property
    def suffix(self) -> str:
        return "csv" if self.delimiter else "xlsx"


STYLES = (
    Style(generation="B"),
    Style(generation="A", dates=DAY_FIRST, decimal=",", delimiter=";", has_bom=True),
    Style(generation="C", lists_apart=True),
    Style(generation="C", kind=WIDE, lists_apart=True),
    Style(generation="A", dates=DAY_FIRST_DASH),
    Style(generation="B", dates=YEAR_FIRST, decimal=".", delimiter=","),
    Style(generation="B", dates=TRUE_DATE),
)
NOT_MEASURED = Style(generation="C")
WHOLE = {
    wanted.CSV: Style(generation="B", dates=DAY_FIRST, decimal=",", delimiter=";", has_bom=True, has_month=True),
    wanted.XLSX: Style(generation="B", has_month=True),
}


@dataclass(frozen=True, kw_only=True)
class FilePlan:
    """One file: its name, its title (the line above the header), its style."""

    name: str
    title: str
    style: Style
    takes_faults: bool


def plan_files(options: SampleOptions, rows: pd.DataFrame) -> tuple[list[FilePlan], np.ndarray]:
    """The files in the order of their names, and the number of the file of each row."""
    measured = rows["measured_on"].notna().to_numpy()
    month = rows["period"].to_numpy()
    puskesmas = rows["puskesmas"].to_numpy(dtype=object)
    turn = {name: at for at, name in enumerate(pd.unique(puskesmas))}
    plans: dict[str, FilePlan] = {}
    names = np.empty(len(rows), dtype=object)
    keys = pd.DataFrame({"puskesmas": puskesmas, "month": month, "measured": measured})
    numbers, found = pd.factorize(pd.MultiIndex.from_frame(keys))
    for key, (who, when, is_measured) in enumerate(found):
        plan = _plan(options, who, int(when), is_measured=bool(is_measured), turn=turn[who])
        plans[plan.name] = plan
        names[numbers == key] = plan.name
    ordered = sorted(plans)
    number = {name: at for at, name in enumerate(ordered)}
    return [plans[name] for name in ordered], np.array([number[name] for name in names], dtype=np.int64)


def without_month() -> FilePlan:
    """A list of children who were not measured that says its month nowhere."""
    return FilePlan(
        name="contoh_daftar_tidak_ditimbang.xlsx",
        title=f"{NOTICE} - Daftar Tidak Ditimbang",
        style=NOT_MEASURED,
        takes_faults=False,
    )


def _plan(options: SampleOptions, puskesmas: str, month: int, *, is_measured: bool, turn: int) -> FilePlan:
    start = f"contoh_{options.code}"
    when = month_words(month)
    if options.layout in WHOLE:
        style = WHOLE[options.layout]
        return FilePlan(
            name=f"{start}_semua.{style.suffix}", title=f"{NOTICE} - Daftar Balita", style=style, takes_faults=True
        )
    style = STYLES[3] if options.layout == wanted.WIDE else STYLES[turn % len(STYLES)]
    place = search_form(puskesmas).replace(" ", "_")
    if style.lists_apart and not is_measured:
        style, what, title = NOT_MEASURED, "daftar_tidak_ditimbang", "Daftar Tidak Ditimbang"
    elif style.kind == WIDE:
        what, when, title = "rekap_balita", str(month // 100), "Rekap Balita"
    else:
        what, title = "daftar_balita", "Daftar Balita"
    return FilePlan(
        name=f"{start}_{place}_{what}_{when.casefold().replace(' ', '_')}.{style.suffix}",
        title=f"{NOTICE} - {title} Puskesmas {puskesmas} - {when}",
        style=style,
        takes_faults=style.kind == INDIVIDUAL and style.generation in ("A", "B"),
    )
