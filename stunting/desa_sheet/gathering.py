"""The facts of every desa of a kabupaten, asked for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from stunting import queries
from stunting.classes import AreaState
from stunting.desa_sheet.facts import Beside, Beyond, DesaFacts, HeadCount, TrendPoint
from stunting.desa_sheet.neighbours import neighbours
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import Area, Register
from stunting.indicators import indicator
from stunting.proportions import change_of_rows, difference
from stunting.routine import district as districts
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import Period

MOST_POINTS, MOST_NEIGHBOURS = 8, 5
WORDS = {
    AreaState.NO_DATA: "tidak ada data",
    AreaState.SMALL_N: "n kecil",
    AreaState.SUPPRESSED: "disembunyikan",
    AreaState.LOW_COVERAGE: "cakupan rendah",
}
# Children beside the stunted ones who need somebody, by the indicator that counts them.
OTHER_COUNTS = {
    "sangat_pendek": "Balita sangat pendek",
    "wasting": "Balita wasting",
    "underweight": "Balita underweight",
}

Rows = dict[str, Any]


def gather(
    district: District,
    register: Register,
    kabupaten: Area,
    *,
    period: Period,
    mode: Mode,
) -> tuple[DesaFacts, ...]:
    """What the routine figures say of every registered desa of a kabupaten, by code; the rest adds `with_beyond`.

    Raises:
        NoDataError: the kabupaten has no such period in this mode.
    """
    offered = district.periods(kabupaten.code, mode=mode)
    if period not in offered:
        raise NoDataError(f"{period.label} tidak ada di {kabupaten.official_name} dalam mode {mode.value}.")
    asked = Question(indicator=indicator("stunting"), mode=mode)
    now = _rows(district, kabupaten, "desa", period, asked)
    around = _rows(district, kabupaten, "kecamatan", period, asked)
    whole = _rows(district, kabupaten, "kabupaten", period, asked)[kabupaten.code]
    before = districts.compared_with(offered, period)
    earlier = {} if before is None else _rows(district, kabupaten, "desa", before, asked)
    series = [(one, _rows(district, kabupaten, "desa", one, asked)) for one in _series(offered, period)]
    others = {
        key: _rows(district, kabupaten, "desa", period, Question(indicator=indicator(key), mode=mode))
        for key in (*OTHER_COUNTS, "nd", "cakupan")
    }
    lying = _lying(district, kabupaten)
    made = []
    for code, row in now.items():
        kecamatan_row = around[row.parent_code]
        near = [now[one] for one in lying.get(code, ()) if one in now][:MOST_NEIGHBOURS]
        made.append(
            DesaFacts(
                area=register.get(code),
                kecamatan=register.get(row.parent_code),
                kabupaten=kabupaten,
                mode=mode,
                period=period,
                row=row,
                kecamatan_row=kecamatan_row,
                step=None
                if before is None or code not in earlier
                else change_of_rows(earlier[code], row, indicator=asked.indicator, periods=(before, period)),
                apart=_apart(row, kecamatan_row),
                trend=tuple(_point(one, rows[code]) for one, rows in series if code in rows),
                beside=(
                    _beside(row, "desa", row.area_name),
                    *(_beside(one, "tetangga", _named(one, row)) for one in near),
                    _beside(kecamatan_row, "kecamatan", register.get(row.parent_code).official_name),
                    _beside(whole, "kabupaten", kabupaten.official_name),
                ),
                counts=_counts(row, {key: rows[code] for key, rows in others.items()}),
                beyond=Beyond(),
                gained=_pair(others["nd"][code]),
                is_sample=bool(row.is_sample),
            )
        )
    return tuple(made)


def with_beyond(found: Iterable[DesaFacts], beyond: Mapping[str, Beyond], *, within: str) -> tuple[DesaFacts, ...]:
    """The desa inside an area with what is known of them beside growth, by code."""
    inside = (one for one in found if one.area.code.startswith(within))
    known = ((one, beyond.get(one.area.code, Beyond())) for one in inside)
    return tuple(replace(one, beyond=more, is_sample=one.is_sample or more.is_sample) for one, more in known)


def _rows(district: District, kabupaten: Area, level: str, period: Period, question: Question) -> Rows:
    frame = district.areas_in_period(within=kabupaten.code, level=level, period=period, question=question)
    return {one.area_code: one for one in records(frame)}


def _series(offered: tuple[Period, ...], period: Period) -> list[Period]:
    """The periods of the same kind up to this one, oldest first."""
    same = [one for one in offered if one.kind is period.kind and one.end <= period.end]
    return same[-MOST_POINTS:]


def _lying(district: District, kabupaten: Area) -> dict[str, tuple[str, ...]]:
    """Neighbours by code; none where the release has no map of the kabupaten."""
    try:
        return neighbours(queries.geometry_payload(district.db, scope=kabupaten.code, level="desa"))
    except NoDataError:
        return {}


def _named(one: Any, here: Any) -> str:
    """A neighbour of another kecamatan says which."""
    return one.area_name if one.parent_code == here.parent_code else f"{one.area_name} ({one.parent_name})"


def _apart(row: Any, kecamatan_row: Any) -> tuple[float, float, float] | None:
    """How far the desa lies from the rest of its kecamatan, in percentage points; from counts that are shown."""
    if any(pd.isna(one.value_pct) for one in (row, kecamatan_row)):
        return None
    rest_hits, rest_base = kecamatan_row.hits_n - row.hits_n, kecamatan_row.base_n - row.base_n
    if rest_base < 20 or not 0 <= rest_hits <= rest_base:
        return None
    points, low, high = difference(rest_hits, rest_base, row.hits_n, row.base_n)
    return float(points), float(low), float(high)


def _point(period: Period, row: Any) -> TrendPoint:
    shown = pd.notna(row.value_pct)
    return TrendPoint(
        label=period.short,
        value_pct=float(row.value_pct) if shown else None,
        low_pct=_number(row.ci_low_pct),
        high_pct=_number(row.ci_high_pct),
        base_n=_whole(row.base_n),
        word=WORDS.get(row.state, ""),
    )


def _beside(row: Any, kind: str, name: str) -> Beside:
    return Beside(
        name=name,
        kind=kind,
        value_pct=_number(row.value_pct),
        hits_n=_whole(row.hits_n),
        base_n=_whole(row.base_n),
        coverage_pct=_number(row.coverage_pct),
        word=WORDS.get(row.state, ""),
    )


def _counts(row: Any, others: Rows) -> tuple[HeadCount, ...]:
    """Children of the period who need somebody: counted, never estimated."""
    found = [_head_count("stunting", "Balita stunting", row)]
    found += [_head_count(key, label, others[key]) for key, label in OTHER_COUNTS.items()]
    listed = others["cakupan"]
    found.append(
        HeadCount(
            key="belum_diukur",
            label="Belum diukur",
            value_n=None if pd.isna(listed.hits_n) else max(int(listed.base_n) - int(listed.hits_n), 0),
            of_n=_whole(listed.base_n),
            of_label="sasaran",
            word=_word(listed),
        )
    )
    return tuple(found)


def _head_count(key: str, label: str, row: Any) -> HeadCount:
    shown = not pd.isna(row.hits_n)
    return HeadCount(
        key=key,
        label=label,
        value_n=int(row.hits_n) if shown else None,
        of_n=_whole(row.base_n) if shown else None,
        of_label="diukur",
        word=_word(row),
    )


def _word(row: Any) -> str:
    """Why a count is not there; few children are no reason to leave a count of mode internal out."""
    if not pd.isna(row.hits_n):
        return ""
    return WORDS[AreaState.SUPPRESSED] if row.state is AreaState.SUPPRESSED else WORDS[AreaState.NO_DATA]


def _pair(row: Any) -> tuple[int, int] | None:
    if any(pd.isna(one) for one in (row.hits_n, row.base_n, row.value_pct)):
        return None
    return int(row.hits_n), int(row.base_n)


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(np.float64(value))


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
