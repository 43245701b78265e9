"""Every question about routine counts that the pages ask a release; a second shelf beside `stunting.queries`.

Frames hold counts, never rates: rates are made from sums by `stunting.routine.rates`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from stunting import formats
from stunting.access import gate, viewer
from stunting.access.policy import Thing
from stunting.db import Bound, Database
from stunting.frames import records
from stunting.geography import COUNTRY, LEVEL_DIGITS
from stunting.routine.periods import Period, PeriodKind, Span
from stunting.routine.selection import EVERYBODY, Selection

# Sorts behind every digit.
BEHIND = "~"


def code_range(within: str) -> dict[str, Bound]:
    """The bounds of the codes inside an area, itself included, as DuckDB can prune by them."""
    prefix = "" if within == COUNTRY else within
    return {"from": prefix, "to": f"{prefix}{BEHIND}"}


def selection_params(selection: Selection) -> dict[str, Bound]:
    """The parameters that choose the children."""
    return {
        "sex": selection.sex,
        "ages": list(selection.ages),
        "puskesmas": selection.puskesmas_id,
        "lokus": selection.lokus,
        "lokus_year": selection.lokus_year,
    }


def period_params(period: Period) -> dict[str, Bound]:
    """The parameters that choose one period."""
    if period.kind is PeriodKind.MONTH:
        return {
            "first_window": "",
            "last_window": "",
            "first_year": period.year,
            "last_year": period.year,
            "first_month": period.month,
            "last_month": period.month,
        }
    return {**_all_windows(), "first_window": period.key, "last_window": period.key}


def counts_source(db: Database, *, within: str, level: str, selection: Selection, apart: str = "") -> str:
    """The table that answers a question about counts: sums by kabupaten, or by desa, where these are enough."""
    is_wide = LEVEL_DIGITS[level] <= LEVEL_DIGITS["kabupaten"] and len(within) <= LEVEL_DIGITS["kabupaten"]
    needs_desa = selection.puskesmas_id or selection.lokus or apart == "puskesmas"
    if is_wide and not needs_desa:
        return "counted_kabupaten"
    needs_children = selection.cuts_children or apart == "umur"
    # A release of an earlier program has no sums by desa.
    return "counted_desa" if not needs_children and "counted_desa" in db.tables else "counted"


def row_key(period: Period) -> tuple[str, int, int]:
    """How the rows of a period are marked in `routine_counts`: window_key, year, month."""
    return ("", period.year, period.month) if period.kind is PeriodKind.MONTH else (period.key, 0, 0)


def span_params(span: Span) -> dict[str, Bound]:
    """The parameters that choose the months of some years, or all weighing windows and years."""
    if span.kind is PeriodKind.MONTH:
        return {
            "first_window": "",
            "last_window": "",
            "first_year": span.first_year,
            "last_year": span.last_year,
            "first_month": 1,
            "last_month": 12,
        }
    return _all_windows()


def when_params(when: Period | Span) -> dict[str, Bound]:
    """The parameters that choose one period or several."""
    return period_params(when) if isinstance(when, Period) else span_params(when)


def _all_windows() -> dict[str, Bound]:
    # Rows of a window carry neither year nor month.
    return {
        "first_window": "!",
        "last_window": BEHIND,
        "first_year": 0,
        "last_year": 0,
        "first_month": 0,
        "last_month": 0,
    }


def routine_counts(
    db: Database,
    *,
    within: str,
    level: str,
    when: Period | Span,
    selection: Selection = EVERYBODY,
    apart: str = "",
) -> pd.DataFrame:
    """Counts of children by area, in one period or in all periods of a kind.

    One row per area of the level that has any row, and period; ordered by area and period. An area without rows is
    absent. `apart` "puskesmas" or "umur" cuts each row further.

    Columns:
        area_code (str): "00" for the country
        window_key (str), year, month (int): the period; a window has year 0, a month the window ""
        puskesmas_id, sex, age_group (str): "" unless cut apart
        the columns of `rates.COUNTS` (Int64)
        origin (str), is_sample (bool)
    """
    frame = db.query(
        "routine_counts",
        digits=LEVEL_DIGITS[level],
        apart=apart,
        source=counts_source(db, within=within, level=level, selection=selection, apart=apart),
        **code_range(within),
        **when_params(when),
        **selection_params(selection),
    )
    if level == "negara":
        frame["area_code"] = COUNTRY
    return frame


def areas_of_level(db: Database, *, level: str, within: str) -> pd.DataFrame:
    """Registered areas of a level inside an area: area_code, area_name, parent_code, parent_name; ordered by code."""
    return db.query("areas_of_level", level=level, **code_range(within))


def routine_periods(db: Database, *, within: str) -> tuple[Period, ...]:
    """The months, Bulan Timbang and years that have routine data inside an area; oldest first."""
    is_wide = len(within) <= LEVEL_DIGITS["kabupaten"]
    source = "counted_kabupaten" if is_wide else "counted_desa" if "counted_desa" in db.tables else "counted"
    return tuple(_period(row) for row in records(db.query("routine_periods", source=source, **code_range(within))))


def _period(row: Any) -> Period:
    start, end = _day(row.start_date), _day(row.end_date)
    kind = PeriodKind(row.kind)
    if kind is PeriodKind.MONTH:
        return Period(
            start=start,
            end=end,
            kind=kind,
            key=f"{start:%Y-%m}",
            label=formats.month(start.year, start.month),
            short=formats.short_month(start.year, start.month),
        )
    is_month = start.day == 1 and (start.year, start.month) == (end.year, end.month)
    short = str(start.year) if kind is PeriodKind.YEAR else formats.short_month(end.year, end.month)
    label = str(row.label)
    return Period(
        start=start,
        end=end,
        kind=kind,
        key=str(row.key),
        label=label,
        short=short if kind is PeriodKind.YEAR or is_month else label,
    )


def _day(value: Any) -> dt.date:
    return pd.Timestamp(value).date()


def has_public_bundles(db: Database) -> bool:
    """Whether the build has worked out which counts of mode publik are hidden together, as it does for many desa."""
    return "public_bundle" in db.tables


def public_cells(db: Database, *, within: str, when: Period | Span) -> pd.DataFrame:
    """The cells of mode publik inside an area, in one period or in all of a kind, with the bundles of the build.

    One row per period, desa and puskesmas, in this order: window_key, year, month, desa_code, puskesmas_id, the counts
    of `lattice.COUNTS`, the columns of `public_bundle`, is_missing (no bundle is known: nothing of it may be shown).
    """
    return db.query("public_cells", **code_range(within), **when_params(when))


def public_areas(db: Database, *, within: str, level: str, when: Period | Span) -> pd.DataFrame:
    """Which counts of all children of an area are hidden: window_key, year, month, area_code and `*_hidden`.

    level: kabupaten, provinsi or negara
    """
    return db.query("public_areas", level=level, **code_range(within), **when_params(when))


def facilities_of_area(db: Database, *, within: str) -> pd.DataFrame:
    """Puskesmas and posyandu of an area: kind ("puskesmas", "posyandu"), id, name, puskesmas_id, desa_code.

    Mode publik knows no posyandu: those of desa whose counts whoever looks may not see are left out.
    """
    found = db.query("facilities_of_area", **code_range(within))
    if gate.allows(Thing.COUNTS, within):
        return found
    own = gate.parts(Thing.COUNTS, within)
    is_free = [not code or viewer.within(code, own) for code in found["desa_code"]]
    return found[is_free].reset_index(drop=True)


def official_targets(
    db: Database, *, within: str, level: str, kind: str, selection: Selection = EVERYBODY
) -> pd.DataFrame:
    """Official numbers of children to be reached: area_code, year, official_target_n, desa_n; by area and year.

    kind: "riil" or "proyeksi"
    """
    frame = db.query(
        "official_targets",
        digits=LEVEL_DIGITS[level],
        kind=kind,
        lokus=selection.lokus,
        lokus_year=selection.lokus_year,
        **code_range(within),
    )
    if level == "negara":
        frame["area_code"] = COUNTRY
    return frame


def published_routine(db: Database, *, area: str) -> pd.DataFrame:
    """Routine rates that offices announced for one area, in the columns of the table; oldest first, confirmed first."""
    return db.query("published_routine", area=area)


def posyandu_counts(
    db: Database, *, within: str, when: Period | None = None, puskesmas: str = "", posyandu: str = ""
) -> pd.DataFrame:
    """Counts of children by posyandu and month inside an area; ordered by desa, name and month.

    when: one month; every month without it. puskesmas, posyandu: ids, "" for all

    Columns: posyandu_id, posyandu_name, desa_code, puskesmas_id (str), year, month (int), the columns of
        `rates.COUNTS` (Int64; labels are not counted by posyandu), origin (str), is_sample (bool).
        A posyandu with fewer than five children is absent.
    """
    first, last = (0, 999912) if when is None else (when.year * 100 + when.month,) * 2
    return db.query(
        "posyandu_counts", first=first, last=last, puskesmas=puskesmas, posyandu=posyandu, **code_range(within)
    )


def reported_months(db: Database, *, within: str) -> pd.DataFrame:
    """Children of the kabupaten/kota inside an area, month by month; a month without rows is absent.

    Columns: kabupaten_code (str), year, month (int), target_n, covered_n (measured among the listed), measured_n,
        flagged_n (only implausible TB/U values; null where mode publik hides it) (Int), is_sample (bool).
    """
    return db.query("reported_months", **code_range(within))


def deliveries(db: Database) -> pd.DataFrame:
    """The kabupaten/kota that delivered figures of this release, in the columns of the table; ask only where the
    release says that there are any (`meta`), for releases of earlier programs have no such table.
    """
    return db.query("deliveries")


def delivery_differences(db: Database) -> pd.DataFrame:
    """What keeps delivered figures from being compared: kabupaten_code, kind, sentence; ask as `deliveries`."""
    return db.query("delivery_differences")
