"""What needs attention: children without a foster parent, placements that end, too little help, too late, silence.

Everything here is of single children and for officers alone.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

import pandas as pd

from stunting.cases.rules import FOSTER, rule
from stunting.foster.book import Book, KnownParent, KnownPlacement
from stunting.foster.children import STUNTED_BELOW, Children
from stunting.foster.programmes import FOOD_RP_PER_DAY
from stunting.languages import N_

# Help comes in packages: before a month is over a low sum says nothing.
FEWEST_DAYS = 30
SILENT_DAYS = 60
FOOD = "nutrisi"
CHILD_COLUMNS = ["key", "case_no", "desa_code", "sex", "age_months", "haz", "last_measured_on"]
# FOOD_RP_PER_DAY and FEWEST_DAYS in words.
COUNTED = N_(
    "Yang dihitung hanya bantuan nutrisi yang nilainya tertulis, dibagi hari sejak mulai; "
    "minimum Rp15.000 per anak per hari (BAAS, GENTING). Penempatan yang belum 30 hari belum "
    "dinilai."
)


@dataclass(frozen=True, kw_only=True)
class Money:
    """The food one child got.

    days:         since the start, until today, the end or the end of the plan
    food_rp:      sum of food with a value; all_rp: of every kind of help
    unpriced_n:   gifts of food that nobody put a price on: with any of them the sum is too low
    per_day_rp:   food_rp / days
    """

    placement: KnownPlacement
    days: int
    food_rp: int
    all_rp: int
    unpriced_n: int

    @property
    def per_day_rp(self) -> float:
        return self.food_rp / self.days

    @property
    def is_below(self) -> bool:
        return self.days >= FEWEST_DAYS and not self.unpriced_n and self.per_day_rp < FOOD_RP_PER_DAY

    @property
    def is_unknown(self) -> bool:
        """Whether it could be enough, if only the price were known."""
        return self.days >= FEWEST_DAYS and self.unpriced_n > 0 and self.per_day_rp < FOOD_RP_PER_DAY


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What needs attention on a day.

    child_n:      children of the kabupaten in the imported data; without any, nobody knows who has no foster parent
    by_kecamatan: kecamatan_code, stunted_n, placed_n, without_n; of balita stunting by their last valid measurement
    without:      the balita stunting without a foster parent, lowest z first; CHILD_COLUMNS
    ending:       placements whose plan ends until the last day of next month; overdue: whose plan is over already
    doubled:      children with two or more placements at the same time
    unmeasured:   (placement, days since the last measurement; None without any)
    lost:         placements whose child is in no list any more
    silent:       (foster parent, day of the last help; None without any)
    """

    today: dt.date
    child_n: int
    by_kecamatan: pd.DataFrame
    without: pd.DataFrame
    ending: tuple[KnownPlacement, ...]
    overdue: tuple[KnownPlacement, ...]
    money: tuple[Money, ...]
    doubled: tuple[tuple[KnownPlacement, ...], ...]
    unmeasured: tuple[tuple[KnownPlacement, int | None], ...]
    lost: tuple[KnownPlacement, ...]
    silent: tuple[tuple[KnownParent, dt.date | None], ...]

    @property
    def below(self) -> tuple[Money, ...]:
        return tuple(sorted((one for one in self.money if one.is_below), key=lambda one: one.per_day_rp))

    @property
    def unknown(self) -> tuple[Money, ...]:
        return tuple(one for one in self.money if one.is_unknown)


def unmeasured_days() -> int:
    """More days than these without a measurement are told."""
    return rule(FOSTER).params["foster_days"]


def watch(book: Book, children: Children, *, today: dt.date) -> Watch:
    """Everything at once; a placement is active until its end is written down."""
    active = book.active(today)
    placed = {one.record.child for one in active}
    frame = children.frame
    here = frame[frame["is_under5"].fillna(True).astype(bool) & ~frame["is_gone"].fillna(False).astype(bool)]
    stunted = here[here["haz"].astype(float) < STUNTED_BELOW]
    stunted = stunted.assign(is_placed=stunted["key"].isin(placed), kecamatan_code=stunted["desa_code"].str[:6])
    last_day, listed = end_of_next_month(today), set(here["key"])
    return Watch(
        today=today,
        child_n=len(frame),
        by_kecamatan=_by_kecamatan(stunted),
        without=stunted[~stunted["is_placed"]].sort_values(["haz", "key"], ignore_index=True)[CHILD_COLUMNS],
        ending=tuple(one for one in active if today <= one.record.end <= last_day),
        overdue=tuple(one for one in active if one.record.end < today),
        money=tuple(money_of(one, today=today) for one in active),
        doubled=_doubled(active),
        unmeasured=_unmeasured(active, frame, today=today),
        lost=tuple(one for one in active if one.record.child not in listed),
        silent=_silent(active, today=today),
    )


def money_of(one: KnownPlacement, *, today: dt.date) -> Money:
    """The help that was written down for one child, from its start until today, its end or the end of the plan."""
    until = min(one.last_day, today)
    food = [given for _seq, given in one.helps if given.kind == FOOD]
    return Money(
        placement=one,
        days=max((until - one.start).days + 1, 1),
        food_rp=sum(given.value_rp or 0 for given in food),
        all_rp=sum(given.value_rp or 0 for _seq, given in one.helps),
        unpriced_n=sum(given.value_rp is None for given in food),
    )


def end_of_next_month(day: dt.date) -> dt.date:
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _by_kecamatan(stunted: pd.DataFrame) -> pd.DataFrame:
    counted = stunted.groupby("kecamatan_code").agg(stunted_n=("key", "size"), placed_n=("is_placed", "sum"))
    counted["without_n"] = counted["stunted_n"] - counted["placed_n"]
    return counted.astype("int64").reset_index()


def _doubled(active: tuple[KnownPlacement, ...]) -> tuple[tuple[KnownPlacement, ...], ...]:
    by_child: dict[str, list[KnownPlacement]] = {}
    for one in active:
        by_child.setdefault(one.record.child, []).append(one)
    return tuple(tuple(together) for together in by_child.values() if len(together) > 1)


def _unmeasured(
    active: tuple[KnownPlacement, ...], frame: pd.DataFrame, *, today: dt.date
) -> tuple[tuple[KnownPlacement, int | None], ...]:
    last = dict(zip(frame["key"], frame["last_measured_on"], strict=True))
    limit = unmeasured_days()
    found: dict[str, tuple[KnownPlacement, int | None]] = {}
    for one in active:
        measured = last.get(one.record.child)
        days = None if measured is None or pd.isna(measured) else (today - pd.Timestamp(measured).date()).days
        # Without any measurement it counts from the start, so that a child placed yesterday is not told.
        if (days if days is not None else (today - one.start).days) > limit:
            found.setdefault(one.record.child, (one, days))
    return tuple(sorted(found.values(), key=lambda row: -(row[1] if row[1] is not None else 10**6)))


def _silent(active: tuple[KnownPlacement, ...], *, today: dt.date) -> tuple[tuple[KnownParent, dt.date | None], ...]:
    newest: dict[str, tuple[KnownParent, dt.date | None, dt.date]] = {}
    for one in active:
        _parent, last, begun = newest.get(one.parent.record.id, (one.parent, None, one.start))
        days = [given.day for _seq, given in one.helps] + ([last] if last else [])
        newest[one.parent.record.id] = one.parent, max(days, default=None), min(begun, one.start)
    return tuple(
        (parent, last) for parent, last, begun in newest.values() if (today - (last or begun)).days > SILENT_DAYS
    )
