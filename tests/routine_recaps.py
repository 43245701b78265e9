"""Recaps of a few invented desa, for tests of the table and its files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from stunting.geography import Area
from stunting.indicators import indicator
from stunting.routine import rates, recap
from stunting.routine.district import Mode, Question
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.recap import Recap

KECAMATAN = Area(
    code="351406",
    level="kecamatan",
    kind="kecamatan",
    name="Kejayan",
    official_name="Kec. Kejayan",
    parent_code="3514",
    lat=None,
    lon=None,
)


def window(year: int, month: int = 8) -> Period:
    """A Bulan Timbang."""
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return Period(
        start=dt.date(year, month, 1),
        end=last,
        kind=PeriodKind.WINDOW,
        key=f"{year}-{month:02d}",
        label=f"Bulan Timbang {year}-{month:02d}",
        short=f"{year}-{month:02d}",
    )


def counts(**given: tuple[int | None, int | None, int | None, int | None]) -> pd.DataFrame:
    """Rows of desa: name=(target, measured, stunted, severely stunted); a desa of None was not counted."""
    rows = []
    for number, (name, (target, measured, stunted, severely)) in enumerate(given.items(), start=1):
        rows.append(
            {
                "area_code": f"35140610{number:02d}",
                "area_name": name,
                "parent_name": "Kec. Kejayan",
                **dict.fromkeys(rates.COUNTS),
                "target_n": target,
                "covered_n": measured if target is not None else None,
                "weighed_n": measured,
                "measured_n": measured,
                "stunted_n": stunted,
                "severely_stunted_n": severely,
                "origin": None if measured is None else "individu",
                "is_sample": measured is not None,
            }
        )
    return pd.DataFrame(rows).astype(dict.fromkeys(rates.COUNTS, "Int64"))


NOW = counts(
    Ambal=(100, 90, 18, 4),
    Benerwojo=(50, 30, 6, 0),
    Cobanjoyo=(15, 12, 3, 1),
    Kosong=(None, None, None, None),
    Luwuk=(400, 380, 38, 9),
)
EARLIER = counts(
    Ambal=(100, 80, 24, 6),
    Benerwojo=(50, 48, 9, 2),
    Cobanjoyo=(15, 15, 3, 1),
    Kosong=(None, None, None, None),
    Luwuk=(400, 360, 90, 20),
)


def small_recap(
    now: pd.DataFrame = NOW,
    earlier: pd.DataFrame | None = EARLIER,
    *,
    key: str = "stunting",
    mode: Mode = Mode.INTERNAL,
) -> Recap:
    """The desa of a kecamatan in August 2025, with August 2024 before it."""
    one = indicator(key)
    question = Question(indicator=one, mode=mode)

    def rated(frame: pd.DataFrame | None) -> pd.DataFrame | None:
        return None if frame is None else rates.with_rates(frame, indicator=one)

    def whole(frame: pd.DataFrame | None) -> pd.DataFrame | None:
        if frame is None:
            return None
        sums = rates.total(frame).assign(area_code="351406", area_name="", origin="individu", is_sample=True)
        return rated(sums)

    rows, total = rated(now), whole(now)
    assert rows is not None
    assert total is not None
    return recap.recap(
        area=KECAMATAN,
        unit="desa",
        period=window(2025),
        before=None if earlier is None else window(2024),
        question=question,
        rows=(rows, rated(earlier)),
        total=(total, whole(earlier)),
    )


def without_sample(found: Recap) -> Recap:
    """The same numbers as if they were real."""
    return replace(found, rows=found.rows.assign(is_sample=False), total=found.total.assign(is_sample=False))
