"""A reader who adds and subtracts everything mode publik shows of services cannot tell 1-4 people.

The reader knows every published numerator and denominator of every area, which places reported which service, and that
counts are whole numbers. For every small count an integer solver is asked whether 5 or more is as possible.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from stunting.geography import LEVEL_DIGITS
from stunting.services import registry
from stunting.services.coverage import coverage_of
from stunting.services.publication import PublicServices
from stunting.services.reports import leaves as leaves_of

# The same families are to be reached by all three.
SERVICES = ("ikan", "krs_damping", "pekarangan")
DESA = [f"1801{kec:02d}{2000 + n}" for kec, size in ((1, 4), (2, 3), (3, 2)) for n in range(size)]
LEVELS = ("desa", "kecamatan", "kabupaten", "provinsi")


@dataclass(frozen=True)
class World:
    """Families per desa, how many of them each service reached, and the rows that were reported."""

    bases: np.ndarray
    reached: np.ndarray
    rows: pd.DataFrame


def world(seed: int) -> World:
    random = np.random.default_rng(seed)
    size, rate = random.choice([6, 12, 40]), random.choice([0.2, 0.6, 0.93])
    bases = random.poisson(size, len(DESA))
    reached = np.stack([random.binomial(bases, rate) for _ in SERVICES])
    rows = []
    for number, key in enumerate(SERVICES):
        # The first is complete; of the second a desa may be missing; the third may come per kecamatan.
        is_coarse = number == 2 and random.random() < 0.5
        missing = {int(random.integers(len(DESA)))} if number == 1 and random.random() < 0.6 else set()
        codes = sorted({code[:6] for code in DESA}) if is_coarse else DESA
        for code in codes:
            inside = [i for i, desa in enumerate(DESA) if desa.startswith(code) and i not in missing]
            if inside:
                rows.append((code, key, int(reached[number, inside].sum()), int(bases[inside].sum())))
    frame = pd.DataFrame(rows, columns=["area_code", "service_key", "numerator_n", "denominator_n"])
    return World(bases=bases, reached=reached, rows=frame.assign(is_scheduled=True, is_sample=False, source="uji"))


def published(of: World) -> pd.DataFrame:
    """Everything mode publik shows: one row per shown cell."""
    found = leaves_of(of.rows, period="tahun")
    public = PublicServices(found)
    parts = []
    for level in LEVELS:
        codes = sorted({desa[: LEVEL_DIGITS[level]] for desa in DESA})
        parts.append(
            coverage_of(
                found,
                services=[registry.get(key) for key in SERVICES],
                areas=pd.DataFrame({"area_code": codes, "area_name": codes}),
                level=level,
                desa_n={},
                targets={},
                hides=lambda service, own, group, size: public.hidden(service, own, group, group_n=size),
            )
        )
    cells = pd.concat(parts)
    return cells[cells["numerator_n"].notna()]


def unknowns(of: World) -> tuple[np.ndarray, list[tuple[np.ndarray, float]]]:
    """The true values of all unknowns, and the published sums as equations over them: bases, then reached."""
    size = len(DESA)
    truth = np.concatenate([of.bases, of.reached.ravel()]).astype(float)
    told = {(row.area_code, row.service_key) for row in of.rows.itertuples()}
    equations = []
    for row in published(of).itertuples():
        number = SERVICES.index(row.service_key)
        inside = np.array(
            [
                desa.startswith(row.area_code) and any((desa[:n], row.service_key) in told for n in (6, 10))
                for desa in DESA
            ]
        )
        for at, value in ((0, row.denominator_n), (number + 1, row.numerator_n)):
            weights = np.zeros(len(truth))
            weights[at * size : (at + 1) * size] = inside
            equations.append((weights, value))
    return truth, equations


def most(weights: np.ndarray, equations: list[tuple[np.ndarray, float]], *, length: int) -> float:
    """The largest value of a sum that agrees with everything that was published."""
    size = len(DESA)
    room = np.zeros((len(SERVICES) * size, length))
    for at in range(len(SERVICES) * size):
        room[at, at % size], room[at, size + at] = 1, -1
    constraints = [LinearConstraint(room, 0, np.inf)]
    if equations:
        values = np.array([value for _, value in equations])
        constraints.append(LinearConstraint(np.stack([one for one, _ in equations]), values, values))
    solved = milp(-weights, constraints=constraints, integrality=np.ones(length), bounds=Bounds(0, 200))
    assert solved.success
    return -solved.fun


def small_sums(of: World, truth: np.ndarray) -> list[np.ndarray]:
    """Bases, reached and not reached of every desa and area that are 1-4."""
    size, found = len(DESA), []
    for code in sorted({desa[:digits] for desa in DESA for digits in (10, 6, 4)}):
        inside = np.array([desa.startswith(code) for desa in DESA], dtype=float)
        base = np.zeros(len(truth))
        base[:size] = inside
        sums = [base]
        for number in range(len(SERVICES)):
            reached = np.zeros(len(truth))
            reached[(number + 1) * size : (number + 2) * size] = inside
            sums += [reached, base - reached]
        found += [one for one in sums if 1 <= one @ truth <= 4]
    return found


@pytest.mark.parametrize("seed", range(14))
def test_no_small_count_can_be_told_from_what_is_shown(seed):
    made = world(seed)
    truth, equations = unknowns(made)

    told = [one for one in small_sums(made, truth) if most(one, equations, length=len(truth)) < 5]

    assert [weights @ truth for weights in told] == []


def test_hiding_only_the_small_figures_would_not_be_enough():
    made = world(1)
    truth, _ = unknowns(made)
    size = len(DESA)
    every = []
    for code in sorted({desa[:digits] for desa in DESA for digits in (10, 6, 4)}):
        inside = np.array([desa.startswith(code) for desa in DESA], dtype=float)
        for at in (0, 1):
            weights = np.zeros(len(truth))
            weights[at * size : (at + 1) * size] = inside
            if not 1 <= weights @ truth <= 4:
                every.append((weights, weights @ truth))

    assert any(most(one, every, length=len(truth)) < 5 for one in small_sums(made, truth))
