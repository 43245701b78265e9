"""The routine figures of an area as its pages show them: every registered unit, and every period.

Mode publik and mode internal part here, below the pages: what is hidden never reaches them. So do own areas and others:
mode internal counts where whoever looks may see counts, and shows elsewhere what mode publik shows (docs/access.md).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from stunting import queries, routine_queries
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.db import Database
from stunting.errors import NoDataError
from stunting.frames import beside, records
from stunting.geography import COUNTRY, LEVEL_DIGITS
from stunting.indicators import Indicator
from stunting.kept_frames import settled
from stunting.languages import Words
from stunting.routine import rates
from stunting.routine.periods import Period, PeriodKind, Span
from stunting.routine.public_store import PublicStore
from stunting.routine.selection import EVERYBODY, Selection
from stunting.routine.suppression import public_periods

LISTED = ""
TARGET_LABELS = Words(
    {
        LISTED: "Sasaran terdaftar di berkas",
        "riil": "Sasaran riil (lembar resmi)",
        "proyeksi": "Sasaran proyeksi (lembar resmi)",
    }
)
HIDDEN = ("is_suppressed", "is_n_suppressed", "is_coverage_suppressed")


class Mode(StrEnum):
    """Who looks: publik hides counts of 1-4 children and what would reveal them."""

    PUBLIC = "publik"
    INTERNAL = "internal"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of the routine counts, apart from where and when.

    target_kind: LISTED, "riil" or "proyeksi": the denominator of coverage
    """

    indicator: Indicator
    selection: Selection = field(default=EVERYBODY)
    mode: Mode = Mode.PUBLIC
    target_kind: str = LISTED


def permitted(mode: Mode, area_code: str) -> Mode:
    """The mode in which whoever looks now may see the whole of an area; for what is not made row by row."""
    return mode if mode is Mode.PUBLIC or gate.allows(Thing.COUNTS, area_code) else Mode.PUBLIC


class District:
    """Answers for one release; keep it while the release is open, for it keeps what mode publik is made from."""

    def __init__(self, db: Database) -> None:
        self.db = db
        # A release never changes, so what does not depend on the question is asked once.
        self._periods = lru_cache(maxsize=600)(partial(routine_queries.routine_periods, db))
        self._areas = lru_cache(maxsize=60)(settled(partial(routine_queries.areas_of_level, db)))
        self._public = PublicStore(db)
        self._sample = set(filter(None, queries.release_meta(db).get("sample_kabupaten", "").split(";")))

    def periods(self, within: str, *, mode: Mode) -> tuple[Period, ...]:
        """The periods that a mode offers inside an area, oldest first."""
        known = self._periods(within=within)
        return known if mode is Mode.INTERNAL else tuple(public_periods(known))

    def areas(self, *, level: str, within: str) -> pd.DataFrame:
        """The registered areas of a level inside an area, as `routine_queries.areas_of_level`; kept, do not change."""
        return self._areas(level=level, within=within)

    def areas_in_period(self, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
        """Every registered area of a level inside an area, in one period.

        One row per registered area, ordered by code: area_code, area_name, parent_code, parent_name, the counts of
        `rates.COUNTS` (null where nothing was counted, or hidden), what `rates.with_rates` adds, is_sample.

        Raises:
            NoDataError: mode publik does not offer this choice of children here.
        """
        counts = self._counts(within=within, level=level, period=period, question=question)
        areas = self._areas(level=level, within=within)
        frame = beside(areas, counts, on="area_code")
        return self._rated(frame, within=within, level=level, years=[period.year] * len(frame), question=question)

    def puskesmas_in_period(
        self, known: pd.DataFrame, *, within: str, period: Period, question: Question
    ) -> pd.DataFrame:
        """The known puskesmas (area_code, area_name) of an area in one period of mode publik, as `areas_in_period`.

        Their target is of the listed children; no official sheet tells that of a puskesmas.

        Raises:
            NoDataError: mode publik does not offer this choice of children here.
        """
        own = replace(question, mode=Mode.PUBLIC, target_kind=LISTED)
        counts = self._counts(within=within, level="puskesmas", period=period, question=own)
        frame = beside(known.reset_index(drop=True), counts, on="area_code")
        return self._rated(frame, within=within, level="puskesmas", years=[], question=own)

    def areas_in_periods(
        self, periods: Sequence[Period], *, within: str, level: str, question: Question
    ) -> list[pd.DataFrame]:
        """`areas_in_period` of several different periods of one kind, asked at once.

        Raises:
            NoDataError: mode publik does not offer this choice of children here.
        """
        is_public = question.mode is Mode.PUBLIC
        if not periods or not (is_public or gate.allows(Thing.COUNTS, within)):
            return [self.areas_in_period(within=within, level=level, period=one, question=question) for one in periods]
        span = Span.over(periods)
        if is_public:
            shown = self._public.over_time(
                periods,
                span.kind,
                within=within,
                level=level,
                indicator=question.indicator,
                selection=question.selection,
            )
            counts = _counted(shown).assign(_row=shown["_row"].to_numpy())
        else:
            counts = self._exact_over(periods, span, within=within, level=level, question=question)
        counts = counts[counts["_row"] >= 0]
        areas = self._areas(level=level, within=within)
        area_n = len(areas)
        every = areas.take(np.tile(np.arange(area_n), len(periods))).set_axis(range(area_n * len(periods)))
        row = np.repeat(np.arange(len(periods)), area_n)
        frame = beside(
            every.assign(_key=_pairs(row, every["area_code"])),
            counts.assign(_key=_pairs(counts["_row"], counts["area_code"])).drop(columns=["area_code", "_row"]),
            on="_key",
        )
        years = [periods[number].year for number in row.tolist()]
        rated = self._rated(frame.drop(columns="_key"), within=within, level=level, years=years, question=question)
        return [rated.iloc[at * area_n : (at + 1) * area_n].reset_index(drop=True) for at in range(len(periods))]

    def over_time(self, *, code: str, level: str, kind: PeriodKind, question: Question) -> pd.DataFrame:
        """One area in every period of a kind that has rows inside it, oldest first.

        One row per period: period (Period), area_code, the counts and what `rates.with_rates` adds.

        Raises:
            NoDataError: mode publik does not offer this choice of children here.
        """
        periods = [one for one in self.periods(code, mode=question.mode) if one.kind is kind]
        if permitted(question.mode, code) is Mode.PUBLIC:
            periods = public_periods(periods)
            counts = self._public.over_time(
                periods, kind, within=code, level=level, indicator=question.indicator, selection=question.selection
            )
            counts = _counted(counts).assign(_row=counts["_row"].to_numpy())
        else:
            counts = self._exact_over(periods, Span(kind=kind), within=code, level=level, question=question)
        frame = counts[counts["_row"] >= 0].sort_values("_row", ignore_index=True)
        found = [periods[int(row)] for row in frame["_row"]]
        frame["period"] = pd.Series(found, dtype=object)
        years = [one.year for one in found]
        return self._rated(frame.drop(columns="_row"), within=code, level=level, years=years, question=question)

    def _exact_over(
        self, periods: Sequence[Period], span: Span, *, within: str, level: str, question: Question
    ) -> pd.DataFrame:
        """`_exact` in several periods, with `_row`: the number of the period, -1 for others."""
        rows = {routine_queries.row_key(one): number for number, one in enumerate(periods)}
        counts = routine_queries.routine_counts(
            self.db, within=within, level=level, when=span, selection=question.selection
        )
        keys = zip(counts["window_key"].tolist(), counts["year"].tolist(), counts["month"].tolist(), strict=True)
        return counts.assign(_row=[rows.get(key, -1) for key in keys])

    def _counts(self, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
        if question.mode is Mode.PUBLIC:
            return _counted(self._shown(within=within, level=level, period=period, question=question))
        if gate.allows(Thing.COUNTS, within):
            return self._exact(within=within, level=level, period=period, question=question)
        own = [
            self._exact(within=one, level=level, period=period, question=question)
            for one in gate.parts(Thing.COUNTS, within)
            if LEVEL_DIGITS[level] >= len(one)
        ]
        exact = pd.concat(own, ignore_index=True) if own else _counted(pd.DataFrame({"area_code": []}))
        others = self._outside(within=within, level=level, period=period, question=question)
        others = others[~others["area_code"].isin(self._own_codes(level=level, within=within))]
        return pd.concat([exact, others], ignore_index=True) if len(exact) else others.reset_index(drop=True)

    def _exact(self, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
        return routine_queries.routine_counts(
            self.db, within=within, level=level, when=period, selection=question.selection
        )

    def _outside(self, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
        """What mode publik shows; all of it hidden where mode publik does not offer the period or the children."""
        if public_periods([period]):
            with contextlib.suppress(NoDataError):
                return _counted(self._shown(within=within, level=level, period=period, question=question))
        codes = self._areas(level=level, within=within)["area_code"]
        return _counted(pd.DataFrame({"area_code": codes, **dict.fromkeys(HIDDEN, True)}))

    def _own_codes(self, *, level: str, within: str) -> list[str]:
        """The areas of a level that lie in those where whoever looks may see counts."""
        own = tuple(one for one in gate.parts(Thing.COUNTS, within) if LEVEL_DIGITS[level] >= len(one))
        codes = self._areas(level=level, within=within)["area_code"]
        return [code for code in codes if code.startswith(own)] if own else []

    def _shown(self, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
        return self._public.areas(
            period, within=within, level=level, indicator=question.indicator, selection=question.selection
        )

    def _rated(
        self, frame: pd.DataFrame, *, within: str, level: str, years: Sequence[int], question: Question
    ) -> pd.DataFrame:
        flags = {name: frame[name].eq(True) if name in frame else np.zeros(len(frame), bool) for name in HIDDEN}
        marks = {**flags, "is_sample": [self.is_sample(code) for code in frame["area_code"]]}
        if question.target_kind:
            official = routine_queries.official_targets(
                self.db, within=within, level=level, kind=question.target_kind, selection=question.selection
            )
            targets: dict[object, int] = {(one.area_code, one.year): one.official_target_n for one in records(official)}
            keys = pd.Series(list(zip(frame["area_code"], years, strict=True)), index=frame.index, dtype=object)
            frame = rates.with_official_targets(frame.assign(_key=keys), targets, key="_key").drop(columns="_key")
        return rates.with_rates(frame, indicator=question.indicator, beside=marks)

    def is_sample(self, code: str) -> bool:
        """Whether routine figures of an area are invented, all of them or some."""
        if len(code) >= 4:
            return code[:4] in self._sample
        return any(code in (COUNTRY, one[:2]) for one in self._sample)


def _pairs(row: Iterable[int], codes: pd.Series) -> pd.Series:
    """Number of the period and code of the area as one key."""
    return pd.Series(list(zip(row, codes, strict=True)), index=codes.index, dtype=object)


def _counted(shown: pd.DataFrame) -> pd.DataFrame:
    """Counts of mode publik with the columns that all counts have."""
    unknown = np.full(len(shown), np.nan)
    counts = {
        name: rates.whole(shown[name].to_numpy(dtype=float, na_value=np.nan) if name in shown else unknown)
        for name in rates.COUNTS
    }
    flags = {name: shown[name].to_numpy(dtype=bool) if name in shown else np.zeros(len(shown), bool) for name in HIDDEN}
    return pd.DataFrame({"area_code": shown["area_code"].to_numpy(dtype=object), **counts, **flags}, copy=False)


def newest(periods: Sequence[Period]) -> Period | None:
    """The period a page opens with: the newest Bulan Timbang, else the newest month."""
    windows = [one for one in periods if one.kind is PeriodKind.WINDOW]
    months = [one for one in periods if one.kind is PeriodKind.MONTH]
    return max(windows or months, key=lambda one: (one.end, one.start), default=None)


def compared_with(periods: Sequence[Period], period: Period) -> Period | None:
    """The period a change is counted from: the same one a year before, else the one before of the same kind."""
    earlier = [one for one in periods if one.kind is period.kind and one.end < period.start]
    last_year = [one for one in earlier if (one.year, one.month) == (period.year - 1, period.month)]
    return max(last_year or earlier, key=lambda one: one.end, default=None)
