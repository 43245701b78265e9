"""Lists of priority villages side by side: who is new, who stayed, who left, and whether the numbers are as announced.

Pure functions over the frames of `stunting.lokus_queries`. Lists are compared only where both are real or both are
sample: an invented list says nothing about a real one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting.frames import records
from stunting.geography import Register
from stunting.languages import _

NEW, CONTINUED, LEFT, NOT_LISTED = "baru", "lanjutan", "keluar", "–"


@dataclass(frozen=True, kw_only=True)
class LokusList:
    """The priority villages of one kabupaten and year.

    decided_year: of the rembuk, None where unknown
    desa_codes:   ordered by code
    decree:       number of the SK, None where unknown
    """

    kabupaten_code: str
    lokus_year: int
    decided_year: int | None
    desa_codes: tuple[str, ...]
    decree: str | None
    decree_date: dt.date | None
    source: str
    is_sample: bool
    is_user_added: bool

    @property
    def kecamatan_n(self) -> int:
        return len({code[:6] for code in self.desa_codes})


@dataclass(frozen=True, kw_only=True)
class ListChanges:
    """Desa codes of two lists: only in the later, in both, only in the earlier."""

    new: tuple[str, ...]
    continued: tuple[str, ...]
    left: tuple[str, ...]


def lists(frame: pd.DataFrame) -> tuple[LokusList, ...]:
    """The lists in an answer of `lokus_of_area`, by kabupaten and year."""
    found = []
    for _ignored1, rows in frame.groupby([frame["desa_code"].str[:4], "lokus_year"]):
        first = next(records(rows))
        found.append(
            LokusList(
                kabupaten_code=first.desa_code[:4],
                lokus_year=int(first.lokus_year),
                decided_year=None if pd.isna(first.decided_year) else int(first.decided_year),
                desa_codes=tuple(sorted(rows["desa_code"])),
                decree=None if pd.isna(first.decree) else first.decree,
                decree_date=None if pd.isna(first.decree_date) else pd.Timestamp(first.decree_date).date(),
                source=first.source,
                is_sample=bool(first.is_sample),
                is_user_added=bool(first.is_user_added),
            )
        )
    return tuple(found)


def before(known: Sequence[LokusList], later: LokusList) -> LokusList | None:
    """The list of the year before that a list may be compared with, None without one."""
    for one in known:
        is_year_before = (one.kabupaten_code, one.lokus_year) == (later.kabupaten_code, later.lokus_year - 1)
        if is_year_before and one.is_sample == later.is_sample:
            return one
    return None


def changes(earlier: LokusList, later: LokusList) -> ListChanges:
    """Who is new in the later list, who stayed, who left."""
    old, new = set(earlier.desa_codes), set(later.desa_codes)
    return ListChanges(new=tuple(sorted(new - old)), continued=tuple(sorted(new & old)), left=tuple(sorted(old - new)))


def history(frame: pd.DataFrame, desa_code: str) -> tuple[int, ...]:
    """The lokus years of one desa in an answer of `lokus_of_area`."""
    return tuple(sorted(int(year) for year in frame.loc[frame["desa_code"] == desa_code, "lokus_year"]))


def years_of(frame: pd.DataFrame, kabupaten_code: str) -> tuple[int, ...]:
    """The years for which a kabupaten has a list."""
    own = frame.loc[frame["desa_code"].str[:4] == kabupaten_code, "lokus_year"]
    return tuple(sorted({int(year) for year in own}))


def history_table(frame: pd.DataFrame, register: Register, *, kabupaten_code: str) -> pd.DataFrame:
    """Every desa that was ever in a list of one kabupaten, one row each, by code.

    Columns: area_code, area_name ("Desa Klinter"), kecamatan_name, listed_n (years in a list), and per lokus year,
        named as text ("2026"), its status: "baru", "lanjutan", "keluar" (in the list of the year before and not in
        this one), or "–". A year without any list has no column.
    """
    own = frame[frame["desa_code"].str[:4] == kabupaten_code]
    known = lists(own)
    codes = sorted(set(own["desa_code"]))
    status = dict(zip(zip(own["desa_code"], own["lokus_year"], strict=True), own["status"], strict=True))
    columns: dict[str, list[object]] = {
        "area_code": list(codes),
        "area_name": [register.get(code).official_name for code in codes],
        "kecamatan_name": [register.get(code[:6]).name for code in codes],
        "listed_n": [sum((code, one.lokus_year) in status for one in known) for code in codes],
    }
    for one in known:
        earlier = before(known, one)
        left = set(changes(earlier, one).left) if earlier is not None else set()
        columns[str(one.lokus_year)] = [
            status.get((code, one.lokus_year), LEFT if code in left else NOT_LISTED) for code in codes
        ]
    return pd.DataFrame(columns)


def compare_with_announced(one: LokusList, announced: pd.DataFrame) -> str:
    """Whether a list has as many desa and kecamatan as was announced; "" where nothing was, and for a sample list.

    announced: an answer of `announced_lokus`
    """
    known = announced[(announced["kabupaten_code"] == one.kabupaten_code) & (announced["lokus_year"] == one.lokus_year)]
    # A sample list was made to have the announced numbers.
    return "" if one.is_sample else " ".join(_compared(one, row) for row in records(known))


def _compared(one: LokusList, row: object) -> str:
    desa_n, kecamatan_n, source = (getattr(row, name) for name in ("desa_n", "kecamatan_n", "source"))
    has_kecamatan = not pd.isna(kecamatan_n)
    ours = _("{desa_n} desa/kelurahan", desa_n=len(one.desa_codes))
    theirs = _("{desa_n} desa/kelurahan", desa_n=int(desa_n))
    is_same = len(one.desa_codes) == int(desa_n)
    if has_kecamatan:
        ours += _(" di {kecamatan_n} kecamatan", kecamatan_n=one.kecamatan_n)
        theirs += _(" di {kecamatan_n} kecamatan", kecamatan_n=int(kecamatan_n))
        is_same = is_same and one.kecamatan_n == int(kecamatan_n)
    if is_same:
        return _("Jumlahnya sama dengan yang diumumkan: {theirs} ({source}).", theirs=theirs, source=source)
    return _(
        "Daftar ini memuat {ours}; yang diumumkan {theirs} ({source}). Periksa mana yang berlaku.",
        ours=ours,
        theirs=theirs,
        source=source,
    )
