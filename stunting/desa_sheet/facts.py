"""What stands on the sheet of one desa, before it is written in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from stunting.geography import Area
from stunting.proportions import RoutineChange
from stunting.routine.district import Mode
from stunting.routine.periods import Period


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """One Bulan Timbang: percent with its interval, None where no rate may be shown; base_n measured children."""

    label: str
    value_pct: float | None
    low_pct: float | None
    high_pct: float | None
    base_n: int | None
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One bar of the comparison.

    kind: "desa" (this one), "tetangga", "kecamatan", "kabupaten"; word: why there is no rate, "" where there is one
    """

    name: str
    kind: str
    value_pct: float | None
    hits_n: int | None
    base_n: int | None
    coverage_pct: float | None
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceGap:
    """One service of the desa that is far from its target.

    left_n:     who is left (where less is better: who is concerned), None where it is hidden
    left_words: whom it counts, "balita belum terjangkau"
    target_pct: None without one
    """

    label: str
    period: str
    received_n: int
    due_n: int
    value_pct: float
    target_pct: float | None
    left_n: int | None
    left_words: str = "orang belum terjangkau"
    is_higher_better: bool = True


@dataclass(frozen=True, kw_only=True)
class HeadCount:
    """How many there are of those somebody has to look after; value_n None with a word why not."""

    key: str
    label: str
    value_n: int | None
    of_n: int | None = None
    of_label: str = ""
    word: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseLine:
    """One commitment that concerns the desa; state as the page Komitmen says it.

    area_code: whose meeting it was: of the desa itself, its kecamatan or its kabupaten
    """

    text: str
    institution: str
    deadline: dt.date | None
    state: str
    is_late: bool
    is_fulfilled: bool
    area_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Money:
    """What is budgeted for the desa itself in one year, in rupiah."""

    year: int
    budget_rp: int
    realised_rp: int | None
    activity_n: int
    source: str


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """What a desa has beside its growth figures; a kabupaten that keeps none of it gives empty ones.

    has_services, has_money: whether the kabupaten has such figures at all, so that an empty place can say why
    lokus: the lokus years of the desa
    """

    services: tuple[ServiceGap, ...] = ()
    counts: tuple[HeadCount, ...] = ()
    promises: tuple[PromiseLine, ...] = ()
    money: Money | None = None
    lokus: tuple[int, ...] = ()
    lokus_status: str = ""
    has_services: bool = False
    has_money: bool = False
    is_sample: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DesaFacts:
    """One desa in one period.

    row, kecamatan_row: of `District.areas_in_period` for stunting
    step:  the change from `before`, None where one of both has no rate that may be shown
    apart: percentage points from the rest of the kecamatan with its interval; None where that cannot be told
    counts: children of the period who need somebody
    """

    area: Area
    kecamatan: Area
    kabupaten: Area
    mode: Mode
    period: Period
    row: Any
    kecamatan_row: Any
    step: RoutineChange | None
    apart: tuple[float, float, float] | None
    trend: tuple[TrendPoint, ...]
    beside: tuple[Beside, ...]
    counts: tuple[HeadCount, ...]
    beyond: Beyond
    gained: tuple[int, int] | None
    is_sample: bool
