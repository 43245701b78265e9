"""Coverage per area and service: sums of the reports, the state of each cell, and how many people are left.

Rates are sums over sums of the areas that reported, never means of rates. Nothing is clamped: more reached than there
are is shown as it was reported, named, and the rate without such reports stands beside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from stunting.geography import LEVEL_DIGITS
from stunting.languages import Spoken
from stunting.services import judgement
from stunting.services.judgement import Target
from stunting.services.publication import BELOW_KABUPATEN, DIAGNOSED, counts_places
from stunting.services.service import Service

# Below that no rate is shown.
SMALLEST_BASE = 20


class State(Spoken):
    """What a cell says; every state but a value has its own words and is never 0."""

    VALUE = ""
    COUNT = "hanya jumlah"
    NO_DATA = "tidak ada data"
    NOT_SCHEDULED = "tidak dijadwalkan"
    COARSER = "hanya dilaporkan per wilayah di atasnya"
    SMALL_N = "n kecil"
    NO_BASE = "tidak ada sasaran"
    HIDDEN = "disembunyikan"


# service, codes of its leaves, group of each leaf, number of groups -> whether each group is hidden
Hides = Callable[[Service, np.ndarray, np.ndarray, int], np.ndarray]


@dataclass(frozen=True, kw_only=True, eq=False)
class Coverage:
    """All services of one list in the areas of one level.

    cells:    one row per area and service, as `coverage_of`
    services: in the order of the list
    targets:  by service
    """

    cells: pd.DataFrame
    services: tuple[Service, ...]
    targets: Mapping[str, Target]
    is_sample: bool
    sources: tuple[str, ...]


def coverage_of(
    leaves: pd.DataFrame,
    *,
    services: Sequence[Service],
    areas: pd.DataFrame,
    level: str,
    desa_n: Mapping[str, int],
    targets: Mapping[str, Target],
    hides: Hides | None,
) -> pd.DataFrame:
    """The cells of some areas of one level.

    leaves: as `reports.leaves`; areas: registered areas, area_code and area_name; desa_n: registered desa by the code
    of every area that may report; hides: mode publik, None in mode internal

    One row per area and service, in the order given. Columns:
        area_code, area_name, service_key (str)
        numerator_n, denominator_n (float): of everything that was reported; null where hidden or unknown
        value_pct (float): numerator over denominator, null where there is none or it is not shown
        sound_pct (float): the same without the reports that have more reached than there are
        over_n (int): reports with more reached than there are; is_over (bool): the cell itself has
        left_n (float): people who are not reached (where less is better: who are concerned), of sound reports
        to_target_n (float): people missing to the target, of sound reports
        reported_n, desa_n (int): desa whose report is in the cell, and desa that were asked
        state (State)
        verdict (judgement.Verdict), short_pct (float): against the target, and points short of it, of sound reports
    """
    codes = areas["area_code"].to_numpy(dtype=object).astype(str)
    digits = LEVEL_DIGITS[level]
    own = leaves["area_code"].to_numpy(dtype=object).astype(str)
    told = _Told(
        own=own,
        area=_areas_of(own, codes, digits),
        numerator=leaves["numerator_n"].to_numpy(dtype=float),
        base=leaves["denominator_n"].to_numpy(dtype=float),
        weight=np.array([desa_n.get(code, 1) for code in own], dtype=float),
    )
    places = {key: np.asarray(rows) for key, rows in leaves.groupby("service_key", sort=False).indices.items()}
    nowhere = np.zeros(0, dtype=np.int64)
    desa = np.array([desa_n.get(code, 0) for code in codes], dtype=float)
    parts = [
        _of_service(
            service,
            told.at(places.get(service.key, nowhere)),
            codes=codes,
            level=level,
            desa=desa,
            target=judgement.by_service(targets, service),
            hides=hides,
        )
        for service in services
    ]
    # Area by area, and in each the services in their order.
    turned = np.arange(len(parts) * len(codes)).reshape(len(parts), len(codes)).T.ravel()
    columns = {name: np.concatenate([part[name] for part in parts])[turned] for name in parts[0]}
    return pd.DataFrame(
        {
            "area_code": np.repeat(codes.astype(object), len(parts)),
            "service_key": [one.key for one in services] * len(codes),
            **{name: pd.Series(values, dtype=values.dtype) for name, values in columns.items()},
            "area_name": np.repeat(areas["area_name"].to_numpy(dtype=object), len(parts)),
        }
    )


@dataclass(frozen=True, kw_only=True)
class _Told:
    """Leaves as columns: code, area (-1: none), counts (NaN: not scheduled), how many desa each stands for."""

    own: np.ndarray
    area: np.ndarray
    numerator: np.ndarray
    base: np.ndarray
    weight: np.ndarray

    def at(self, places: np.ndarray) -> _Told:
        return _Told(**{one.name: getattr(self, one.name)[places] for one in fields(self)})


def _of_service(
    service: Service,
    leaves: _Told,
    *,
    codes: np.ndarray,
    level: str,
    desa: np.ndarray,
    target: Target | None,
    hides: Hides | None,
) -> dict[str, np.ndarray]:
    """The columns of one service, one value per area. desa: registered desa per area"""
    size = len(codes)
    own, area, numerator, base, weight = leaves.own, leaves.area, leaves.numerator, leaves.base, leaves.weight
    is_told = ~np.isnan(numerator)
    is_over = is_told & (numerator > base)

    def added(values: np.ndarray, which: np.ndarray) -> np.ndarray:
        chosen = which & (area >= 0)
        return np.bincount(area[chosen], weights=values[chosen], minlength=size)

    told = added(np.ones(len(own)), is_told) > 0
    sums = {
        "numerator_n": added(numerator, is_told),
        "denominator_n": added(base, is_told) if service.has_coverage else np.full(size, np.nan),
        "sound_numerator": added(numerator, is_told & ~is_over),
        "sound_base": added(base, is_told & ~is_over) if service.has_coverage else np.full(size, np.nan),
    }
    over_n = added(np.ones(len(own)), is_over).astype(int)
    unscheduled = added(weight, ~is_told)
    reported = added(weight, is_told)
    asked = desa - unscheduled
    hidden, sound_hidden = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    if hides is not None:
        if service.key in DIAGNOSED and level in BELOW_KABUPATEN:
            hidden[:] = sound_hidden[:] = True
        else:
            hidden = hides(service, own[is_told], area[is_told], size)
            sound_hidden = hidden | hides(service, own[is_told], np.where(is_over, -1, area)[is_told], size)
    state = _states(
        service,
        told=told,
        hidden=hidden & told,
        base=sums["denominator_n"],
        unscheduled=unscheduled > 0,
        coarser=_is_coarser(own, codes, LEVEL_DIGITS[level]),
        partly=asked > 0,
    )
    shown = told & ~hidden
    has_rate = np.array([one is State.VALUE for one in state])
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(has_rate, sums["numerator_n"] / sums["denominator_n"] * 100, np.nan)
        is_sound = shown & ~sound_hidden & (sums["sound_base"] > 0)
        sound = np.where(has_rate & is_sound, sums["sound_numerator"] / sums["sound_base"] * 100, np.nan)
    # A report that cannot be true neither helps a place to its target nor keeps it from it.
    fair = np.where(over_n > 0, sound, value)
    left = sums["sound_base"] - sums["sound_numerator"] if service.is_higher_better else sums["sound_numerator"]
    missing = [
        judgement.people_to_target(service, n, base_n, target) if ok else np.nan
        for n, base_n, ok in zip(sums["sound_numerator"], sums["sound_base"], is_sound, strict=True)
    ]
    return {
        "numerator_n": np.where(shown, sums["numerator_n"], np.nan),
        "denominator_n": np.where(shown, sums["denominator_n"], np.nan),
        "value_pct": value,
        "sound_pct": sound,
        # Which report it is would tell of a hidden cell that more were reached than there are.
        "over_n": np.where(shown & ~sound_hidden, over_n, 0),
        "is_over": has_rate & (value > 100),
        "left_n": np.where(is_sound, left, np.nan),
        "to_target_n": np.array(missing, dtype=float),
        "reported_n": reported.astype(int),
        "desa_n": np.maximum(asked, reported).astype(int),
        "state": _objects(state),
        "verdict": _objects([judgement.judged(service, one, target) for one in fair]),
        "short_pct": np.array([judgement.short_of_target(service, one, target) for one in fair], dtype=float),
    }


def _objects(values: Sequence[object]) -> np.ndarray:
    """Values as they are; the library would turn words of an enumeration into plain ones."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def _areas_of(own: np.ndarray, codes: np.ndarray, digits: int) -> np.ndarray:
    """The area each leaf lies in, -1 outside of them and for a leaf that is larger than an area."""
    at = {code: number for number, code in enumerate(codes)}
    if not digits:
        return np.zeros(len(own), dtype=np.int64)
    return np.array([at.get(code[:digits], -1) if len(code) >= digits else -1 for code in own], dtype=np.int64)


def _is_coarser(own: np.ndarray, codes: np.ndarray, digits: int) -> np.ndarray:
    """Areas that lie in a leaf."""
    large = {code for code in own if len(code) < digits}
    if not large:
        return np.zeros(len(codes), dtype=bool)
    return np.array([any(code[:length] in large for length in (2, 4, 6)) for code in codes])


def _states(
    service: Service,
    *,
    told: np.ndarray,
    hidden: np.ndarray,
    base: np.ndarray,
    unscheduled: np.ndarray,
    coarser: np.ndarray,
    partly: np.ndarray,
) -> list[State]:
    is_small = (base < SMALLEST_BASE) & (not counts_places(service))
    plain = State.VALUE if service.has_coverage else State.COUNT
    found = []
    for number in range(len(told)):
        if not told[number]:
            if unscheduled[number] and not partly[number]:
                found.append(State.NOT_SCHEDULED)
            else:
                found.append(State.COARSER if coarser[number] else State.NO_DATA)
        elif hidden[number]:
            found.append(State.HIDDEN)
        elif base[number] == 0:
            found.append(State.NO_BASE)
        elif is_small[number]:
            found.append(State.SMALL_N)
        else:
            found.append(plain)
    return found
