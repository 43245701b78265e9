"""Facts of one made-up desa, for its sheet."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np

from stunting.classes import AreaState
from stunting.desa_sheet.facts import Beside, Beyond, DesaFacts, HeadCount, TrendPoint
from stunting.geography import Area
from stunting.proportions import RoutineChange, routine_change
from stunting.routine.district import Mode
from stunting.routine.figures import RoutineFigure
from stunting.routine.periods import Period, PeriodKind

NOW = Period(
    start=dt.date(2025, 8, 1),
    end=dt.date(2025, 8, 31),
    kind=PeriodKind.WINDOW,
    key="2025-08",
    label="Bulan Timbang Agustus 2025",
    short="Agu 2025",
)
BEFORE = Period(
    start=dt.date(2024, 8, 1),
    end=dt.date(2024, 8, 31),
    kind=PeriodKind.WINDOW,
    key="2024-08",
    label="Bulan Timbang Agustus 2024",
    short="Agu 2024",
)


def area(code: str, level: str, name: str, kind: str = "desa") -> Area:
    prefix = {"desa": "Desa", "kecamatan": "Kec.", "kabupaten": "Kab."}[level]
    return Area(
        code=code,
        level=level,
        kind=kind,
        name=name,
        official_name=f"{prefix} {name}",
        parent_code=code[: {"desa": 6, "kecamatan": 4, "kabupaten": 2}[level]],
        lat=None,
        lon=None,
    )


def step(*, before: tuple[int, int], after: tuple[int, int]) -> RoutineChange:
    first, last = (
        RoutineFigure(area_code="3514062010", period=period, hits_n=hits, base_n=base, covered_n=base, target_n=base)
        for period, (hits, base) in ((BEFORE, before), (NOW, after))
    )
    return routine_change(first, last)


def facts(
    *,
    hits: int = 12,
    measured: int | None = 100,
    target: int = 105,
    state: AreaState = AreaState.VALUE,
    step: RoutineChange | None = None,
    apart: tuple[float, float, float] | None = None,
    beyond: Beyond | None = None,
    mode: Mode = Mode.INTERNAL,
) -> DesaFacts:
    """Desa Klinter: 12 of 100 measured children stunted, 105 listed."""
    is_known = measured is not None
    row = SimpleNamespace(
        area_code="3514062010",
        area_name="Desa Klinter",
        hits_n=hits if is_known else None,
        base_n=measured,
        measured_n=measured,
        severely_stunted_n=2 if is_known else None,
        value_pct=100 * hits / measured if measured else np.nan,
        ci_low_pct=5.0 if is_known else np.nan,
        ci_high_pct=20.0 if is_known else np.nan,
        covered_n=measured,
        target_n=target,
        coverage_pct=100 * measured / target if measured else np.nan,
        is_coverage_suppressed=False,
        state=state,
    )
    counts = (
        HeadCount(key="stunting", label="Balita stunting", value_n=hits, of_n=measured, of_label="diukur"),
        HeadCount(
            key="sangat_pendek", label="Balita sangat pendek", value_n=min(2, hits), of_n=measured, of_label="diukur"
        ),
        HeadCount(
            key="belum_diukur",
            label="Belum diukur",
            value_n=target - (measured or 0),
            of_n=target,
            of_label="sasaran",
        ),
    )
    return DesaFacts(
        area=area("3514062010", "desa", "Klinter"),
        kecamatan=area("351406", "kecamatan", "Kejayan", "kecamatan"),
        kabupaten=area("3514", "kabupaten", "Pasuruan", "kabupaten"),
        mode=mode,
        period=NOW,
        row=row,
        kecamatan_row=row,
        step=step,
        apart=apart,
        trend=(
            TrendPoint(label="Agu 2024", value_pct=14.0, low_pct=8.0, high_pct=22.0, base_n=98),
            TrendPoint(
                label="Feb 2025", value_pct=None, low_pct=None, high_pct=None, base_n=None, word="tidak ada data"
            ),
            TrendPoint(label="Agu 2025", value_pct=12.0, low_pct=7.0, high_pct=20.0, base_n=100),
        ),
        beside=(
            Beside(name="Desa Klinter", kind="desa", value_pct=12.0, hits_n=12, base_n=100, coverage_pct=95.0),
            Beside(
                name="Kab. Pasuruan", kind="kabupaten", value_pct=10.2, hits_n=2504, base_n=24525, coverage_pct=95.0
            ),
        ),
        counts=counts if is_known else (),
        beyond=beyond or Beyond(),
        gained=None,
        is_sample=True,
    )
