"""The desa of a list beside the others over time: before it was decided, while it applies, and afterwards."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting.errors import NoDataError, UnknownAreaError
from stunting.frames import column_of, records
from stunting.languages import Spoken, _
from stunting.lokus.comparison import IN_LIST, NOT_IN_LIST, NOT_NAMED, of_list
from stunting.lokus.known_lists import KnownList, known_list
from stunting.lokus.reach import Side, gap
from stunting.measures import Verdict
from stunting.routine import breaks
from stunting.routine.district import District, Question
from stunting.routine.periods import Period, PeriodKind

LOKUS, OTHERS = "lokus", "bukan lokus"  # no text
# Bulan Timbang may slip by a month from one year to the next.
SEASON_SLACK = {PeriodKind.MONTH: 0, PeriodKind.WINDOW: 1, PeriodKind.YEAR: 0}


class Phase(Spoken):
    """Where a period lies between the decision about a list and its year; the value is shown."""

    BEFORE = "sebelum penetapan"
    DECIDING = "tahun penetapan"
    WAITING = "sesudah penetapan"
    APPLIES = "tahun lokus"
    AFTER = "sesudah tahun lokus"


@dataclass(frozen=True, kw_only=True, eq=False)
class LokusSeries:
    """One list over time.

    frame: one row per side and period, lokus first, oldest first: side ("lokus", "bukan lokus"), period (Period),
        hits_n, base_n, covered_n, target_n (Int64), value_pct, ci_low_pct, ci_high_pct, coverage_pct (float, null
        where they may not be shown), state (AreaState), is_incomplete (bool), break_before (sentence or None), phase
    problem: why the frame is empty, a sentence; "" where it is not
    """

    kabupaten_code: str
    kabupaten_name: str
    decided: KnownList
    kind: PeriodKind
    frame: pd.DataFrame
    problem: str = ""
    is_sample: bool = False

    @property
    def lokus_year(self) -> int:
        return self.decided.lokus_year

    def of(self, side: str) -> pd.DataFrame:
        """The rows of one side, oldest first."""
        return self.frame[self.frame["side"] == side]


COLUMNS = (
    "side",
    "period",
    "hits_n",
    "base_n",
    "covered_n",
    "target_n",
    "value_pct",
    "ci_low_pct",
    "ci_high_pct",
    "coverage_pct",
    "is_coverage_suppressed",
    "state",
    "is_incomplete",
    "break_before",
    "phase",
)


def lokus_over_time(
    district: District, *, kabupaten_code: str, lokus_year: int, kind: PeriodKind, question: Question
) -> LokusSeries:
    """The desa of one list and the others, in every period of a kind; the lokus of `question.selection` is set here.

    The desa of the list are the same in all periods, also before it was decided. Where the desa are not named, or mode
    publik does not offer the choice, the frame is empty and `problem` says why.

    Raises:
        UnknownAreaError: the code is not that of a kabupaten/kota of the register.
    """
    known = district.areas(level="kabupaten", within=kabupaten_code)
    if len(known) != 1:
        raise UnknownAreaError(kabupaten_code)
    decided = known_list(district.db, kabupaten_code=kabupaten_code, lokus_year=lokus_year)
    frame, problem = pd.DataFrame(columns=list(COLUMNS)), ""
    is_sample = decided.is_sample
    if not decided.is_named:
        problem = (
            _(NOT_NAMED)
            if decided.is_known
            else _("Belum ada daftar lokus {lokus_year} di sini. Impor daftarnya.", lokus_year=lokus_year)
        )
    else:
        try:
            rows = _both_sides(district, decided, kind, question)
            is_sample |= bool(rows["is_sample"].any())
            frame = rows[list(COLUMNS)].reset_index(drop=True)
            problem = (
                ""
                if len(frame)
                else _("Belum ada angka per {kind} di sini. Pilih jenis periode lain.", kind=kind.label.lower())
            )
        except NoDataError as error:
            problem = str(error)
    return LokusSeries(
        kabupaten_code=kabupaten_code,
        kabupaten_name=str(known["area_name"].iloc[0]),
        decided=decided,
        kind=kind,
        frame=frame,
        problem=problem,
        is_sample=is_sample,
    )


def _both_sides(district: District, decided: KnownList, kind: PeriodKind, question: Question) -> pd.DataFrame:
    parts = []
    for side, lokus in ((LOKUS, IN_LIST), (OTHERS, NOT_IN_LIST)):
        chosen = of_list(question.selection, lokus=lokus, lokus_year=decided.lokus_year)
        asked = Question(
            indicator=question.indicator, selection=chosen, mode=question.mode, target_kind=question.target_kind
        )
        rows = district.over_time(code=decided.kabupaten_code, level="kabupaten", kind=kind, question=asked)
        rows = breaks.marked(rows, kind=kind)
        phases = [phase_of(period, decided) for period in rows["period"]]
        parts.append(rows.assign(side=side, phase=column_of(rows, phases)))
    return pd.concat(parts, ignore_index=True)


def phase_of(period: Period, decided: KnownList) -> Phase:
    """Where a period lies; in the year of a decision without a date nobody can tell before from after."""
    if period.year > decided.lokus_year:
        return Phase.AFTER
    if period.year == decided.lokus_year:
        return Phase.APPLIES
    if decided.decided_on is not None:
        return Phase.BEFORE if period.end <= decided.decided_on else Phase.WAITING
    if period.year == decided.decided_year:
        return Phase.DECIDING
    return Phase.BEFORE if period.year < decided.decided_year else Phase.WAITING


@dataclass(frozen=True, kw_only=True)
class Step:
    """One side before and after: both rates and the difference in percentage points with Newcombe's 95 % limits.

    points, low_points, high_points: NaN where a rate is hidden, missing, or of fewer than 20 children
    verdict: "" where there is no difference to speak of
    """

    side: str
    before: Side
    after: Side
    points: float
    low_points: float
    high_points: float

    @property
    def is_known(self) -> bool:
        return not math.isnan(self.points)

    @property
    def verdict(self) -> str:
        if not self.is_known:
            return ""
        if self.low_points <= 0 <= self.high_points:
            return Verdict.EQUAL
        return Verdict.UP if self.points > 0 else Verdict.DOWN


@dataclass(frozen=True, kw_only=True)
class BeforeAfter:
    """The last period of a season before the year of a list, and the newest of that season in it or later.

    before, after: the periods, None where one is lacking; then `problem` says so and `steps` is empty
    steps:         lokus, bukan lokus
    """

    kabupaten_code: str
    kabupaten_name: str
    decided: KnownList
    before: Period | None
    after: Period | None
    steps: tuple[Step, ...] = ()
    problem: str = ""
    is_sample: bool = False


def before_after(series: LokusSeries) -> BeforeAfter:
    """How each side changed from before the year of the list to the newest figures.

    No effect of the list: high figures fall by themselves when they were the reason for the choice.
    """
    bare = BeforeAfter(
        kabupaten_code=series.kabupaten_code,
        kabupaten_name=series.kabupaten_name,
        decided=series.decided,
        before=None,
        after=None,
        problem=series.problem,
        is_sample=series.is_sample,
    )
    if series.problem:
        return bare
    rows = {(row.side, row.period.key): row for row in records(series.frame) if not row.is_incomplete}
    periods = sorted({row.period for row in rows.values()}, key=lambda one: one.end)
    before, after = season_pair(periods, lokus_year=series.lokus_year)
    if before is None or after is None:
        missing = _("Belum ada periode pada atau sesudah {lokus_year}", lokus_year=series.lokus_year)
        if after is not None:
            missing = _(
                "Tidak ada periode sebelum {lokus_year} yang semusim dengan {period}",
                lokus_year=series.lokus_year,
                period=after.label,
            )
        return _with(
            bare, before, after, problem=_("{missing}, jadi perubahannya belum dapat dihitung.", missing=missing)
        )
    steps = [_step(side, rows.get((side, before.key)), rows.get((side, after.key))) for side in (LOKUS, OTHERS)]
    return _with(bare, before, after, steps=tuple(steps))


def _with(bare: BeforeAfter, before: Period | None, after: Period | None, **more: Any) -> BeforeAfter:
    return BeforeAfter(**{**vars(bare), "before": before, "after": after, **more})


def season_pair(periods: list[Period], *, lokus_year: int) -> tuple[Period | None, Period | None]:
    """The newest period in or after a year, and the last of its season before the year; None where there is none."""
    after = max((one for one in periods if one.year >= lokus_year), key=lambda one: one.end, default=None)
    if after is None:
        return None, None
    slack = SEASON_SLACK[after.kind]
    earlier = [one for one in periods if one.year < lokus_year and _apart(one, after) <= slack]
    return max(earlier, key=lambda one: one.end, default=None), after


def _apart(one: Period, other: Period) -> int:
    """Months between two seasons, 0 to 6."""
    months = abs(one.month - other.month) % 12
    return min(months, 12 - months)


def _step(side: str, before: Any, after: Any) -> Step:
    first, last = (Side() if row is None else Side.of_row(row, denominator="base_n") for row in (before, after))
    points, low, high = gap(first, last)
    return Step(side=side, before=first, after=last, points=points, low_points=low, high_points=high)
