"""A reader who adds up and subtracts everything that mode publik publishes about one period.

The reader knows every figure of every offered filter and that counts are whole numbers from 0. Unknown are the children
of each cell by kind, per cell (desa and puskesmas) and per group
(kabupaten, sex, age).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

AGES = ("0-5", "6-11", "12-23", "24-35", "36-47", "48-59")


@dataclass(frozen=True, kw_only=True)
class Family:
    """Counts of the same children.

    kinds:       what a child can be
    quantities:  the published counts as sums of kinds
    differences: what could be worked out from them
    indicators:  their keys in the registry
    """

    kinds: tuple[str, ...]
    quantities: dict[str, dict[str, int]]
    differences: dict[str, dict[str, int]]
    indicators: tuple[str, ...]

    @property
    def all_sums(self) -> dict[str, dict[str, int]]:
        return self.quantities | self.differences


# Measured children by what their TB/U says, children of the target who were only weighed or not seen at all, and
# measured children of lists without a target (they are among the first three).
MEASURED = {"severe": 1, "moderate": 1, "tall": 1}
HEIGHT = Family(
    kinds=("severe", "moderate", "tall", "weighed", "unseen", "unlisted"),
    quantities={
        "severely_stunted_n": {"severe": 1},
        "stunted_n": {"severe": 1, "moderate": 1},
        "measured_n": MEASURED,
        "weight_for_age_n": MEASURED | {"weighed": 1},
        "weighed_n": MEASURED | {"weighed": 1},
        "covered_n": MEASURED | {"unlisted": -1},
        "covered_weighed_n": MEASURED | {"weighed": 1, "unlisted": -1},
        "target_n": MEASURED | {"weighed": 1, "unseen": 1, "unlisted": -1},
    },
    differences={
        "moderately stunted": {"moderate": 1},
        "not stunted": {"tall": 1},
        "not severely stunted": {"moderate": 1, "tall": 1},
        "neither weighed nor measured": {"unseen": 1},
        "not measured": {"weighed": 1, "unseen": 1},
        "measured without a target": {"unlisted": 1},
    },
    indicators=("stunting", "ds", "underweight"),
)
WASTED = {"severe": 1, "moderate": 1}
WEIGHT_FOR_HEIGHT = Family(
    kinds=("severe", "moderate", "heavy", "well"),
    quantities={
        "severely_wasted_n": {"severe": 1},
        "wasted_n": WASTED,
        "overweight_n": {"heavy": 1},
        "weight_for_height_n": WASTED | {"heavy": 1, "well": 1},
    },
    differences={
        "moderately wasted": {"moderate": 1},
        "not wasted": {"heavy": 1, "well": 1},
        "not overweight": WASTED | {"well": 1},
        "neither": {"well": 1},
    },
    indicators=("wasting", "overweight"),
)
DIGITS = {"desa": 10, "kecamatan": 6, "kabupaten": 4, "provinsi": 2, "negara": 0}


@dataclass(frozen=True, kw_only=True)
class World:
    """Children of one period: one row per desa, puskesmas, sex and age group with a count per kind; lokus by year."""

    family: Family
    children: pd.DataFrame
    lokus: pd.DataFrame

    @property
    def counts(self) -> pd.DataFrame:
        """The same with the counts of a release in place of the kinds."""
        keys = self.children[["desa_code", "puskesmas_id", "sex", "age_group"]]
        sums = {
            name: sum(self.children[kind] * sign for kind, sign in kinds.items())
            for name, kinds in self.family.quantities.items()
        }
        return keys.assign(**sums)

    @property
    def cells(self) -> pd.DataFrame:
        return self.children.groupby(["desa_code", "puskesmas_id"], as_index=False)[list(self.family.kinds)].sum()

    @property
    def groups(self) -> pd.DataFrame:
        owned = self.children.assign(kabupaten_code=self.children["desa_code"].str[:4])
        return owned.groupby(["kabupaten_code", "sex", "age_group"], as_index=False)[list(self.family.kinds)].sum()


def random_world(seed: int, *, family: Family = HEIGHT) -> World:
    """Two kabupaten: three kecamatan with ten desa, and a tiny one; two puskesmas that cross desa; two lokus years."""
    random = np.random.default_rng(seed)
    child_n, rate = random.choice([15, 45, 80]), random.choice([0.05, 0.15, 0.4])
    desa = [f"1801{kecamatan:02d}{2000 + n}" for kecamatan, size in ((1, 4), (2, 4), (3, 2)) for n in range(size)]
    desa += [f"180201{2000 + n}" for n in range(2)]
    rows = []
    for code in desa:
        shares = [(f"{code[:4]}-a", 1.0)] if random.random() < 0.6 else [(f"{code[:4]}-a", 0.9), (f"{code[:4]}-b", 0.1)]
        size = child_n * random.choice([0.2, 0.6, 1.0, 1.8])
        for (puskesmas, share), sex, age in itertools.product(shares, "mf", AGES):
            mean = size * share / 12
            listed = random.poisson(mean)
            severe, moderate, third, others = random.multinomial(
                listed, [rate * 0.3, rate * 0.7, (1 - rate) * 0.05, (1 - rate) * 0.95]
            )
            if family is HEIGHT:
                unlisted = random.binomial(listed, 0.02)
                kinds = [severe, moderate, third + others, *random.poisson(mean * np.array([0.01, 0.05])), unlisted]
            else:
                kinds = [severe, moderate, third, others]
            rows.append((code, puskesmas, sex, age, *kinds))
    children = pd.DataFrame(rows, columns=["desa_code", "puskesmas_id", "sex", "age_group", *family.kinds])
    lokus = [(code, year) for year in (2024, 2025) for code in desa if random.random() < 0.3]
    return World(family=family, children=children, lokus=pd.DataFrame(lokus, columns=["desa_code", "lokus_year"]))


def with_lists(world: World, lists: Mapping[int, Sequence[str]]) -> World:
    """The same children with other lists: lokus year -> desa."""
    rows = [(code, year) for year, codes in lists.items() for code in codes]
    return replace(world, lokus=pd.DataFrame(rows, columns=["desa_code", "lokus_year"]))


def lists_to_subtract(world: World) -> dict[int, Sequence[str]]:
    """Lists that somebody would choose to single out a desa: one desa alone, lists that differ by one, all but one."""
    desa = sorted(code for code in world.children["desa_code"].unique() if code.startswith("1801"))
    return {2024: desa[:1], 2025: desa[:5], 2026: desa[:6], 2027: [one for one in desa if one != desa[2]]}


@dataclass(frozen=True, kw_only=True)
class View:
    """One choice of filters; `cells` or `groups` says what it takes of each."""

    level: str
    choice: dict[str, object]
    taken: np.ndarray

    @property
    def is_grouped(self) -> bool:
        return "sex" in self.choice or "age_groups" in self.choice


def views(world: World) -> Iterator[View]:
    """Every choice that mode publik offers."""
    cells, groups = world.cells, world.groups
    puskesmas = [None, *sorted(cells["puskesmas_id"].unique())]
    lokus = [None, *itertools.product(sorted(world.lokus["lokus_year"].unique().tolist()), (True, False))]
    for level, unit, decided in itertools.product(DIGITS, puskesmas, lokus):
        taken = np.ones(len(cells), dtype=bool)
        choice: dict[str, object] = {}
        if unit is not None:
            choice["puskesmas_id"] = unit
            taken &= cells["puskesmas_id"].eq(unit).to_numpy()
        if decided is not None:
            choice |= {"lokus_year": decided[0], "is_lokus": decided[1]}
            members = world.lokus.loc[world.lokus["lokus_year"].eq(decided[0]), "desa_code"]
            taken &= cells["desa_code"].isin(members).to_numpy() == decided[1]
        yield View(level=level, choice=choice, taken=taken)
    ages = [None, *((age,) for age in AGES), AGES[:3], AGES[3:]]
    for level, sex, age in itertools.product(("kabupaten", "provinsi", "negara"), (None, "m", "f"), ages):
        if sex is None and age is None:
            continue
        choice = {name: value for name, value in (("sex", sex), ("age_groups", age)) if value is not None}
        chosen = groups["sex"].isin([sex] if sex else list("mf")) & groups["age_group"].isin(age or AGES)
        yield View(level=level, choice=choice, taken=chosen.to_numpy())


class Reader:
    """Collects published figures as equations and asks what they leave open."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._kinds = world.family.kinds
        self._cells, self._groups = world.cells, world.groups
        self.cell_n, self.group_n = len(self._cells), len(self._groups)
        truth = [self._cells[kind].to_numpy() for kind in self._kinds] + [
            self._groups[kind].to_numpy() for kind in self._kinds
        ]
        self.truth = np.concatenate(truth)
        self._rows: dict[bytes, np.ndarray] = {}
        for place, kabupaten in itertools.product(range(len(self._kinds)), self._groups["kabupaten_code"].unique()):
            cells = self._cells["desa_code"].str.startswith(kabupaten).to_numpy()
            groups = self._groups["kabupaten_code"].eq(kabupaten).to_numpy()
            kind = {self._kinds[place]: 1}
            self._learn(self.sum_of(kind, cells, is_grouped=False) - self.sum_of(kind, groups, is_grouped=True))

    def sum_of(self, kinds: dict[str, int], members: np.ndarray, *, is_grouped: bool) -> np.ndarray:
        """The coefficients of a sum over cells or groups."""
        row = np.zeros(len(self.truth))
        size = self.group_n if is_grouped else self.cell_n
        offset = self.cell_n * len(self._kinds) if is_grouped else 0
        for kind, sign in kinds.items():
            start = offset + self._kinds.index(kind) * size
            row[start : start + size] = sign * members
        return row

    def read(self, view: View, published: Callable[[View], pd.DataFrame]) -> None:
        """Every figure of one view; a figure that is not the true one fails here."""
        frame = self._groups if view.is_grouped else self._cells
        code = frame["kabupaten_code" if view.is_grouped else "desa_code"].str[: DIGITS[view.level]].replace("", "00")
        for record in published(view).to_dict("records"):
            members = view.taken & code.eq(record["area_code"]).to_numpy()
            for quantity, kinds in self.world.family.quantities.items():
                if quantity in record and not pd.isna(record[quantity]):
                    row = self.sum_of(kinds, members, is_grouped=view.is_grouped)
                    assert record[quantity] == row @ self.truth, (view, record["area_code"], quantity)
                    self._learn(row)

    def _learn(self, row: np.ndarray) -> None:
        self._rows[row.tobytes()] = row

    @property
    def equations(self) -> np.ndarray:
        return np.array(list(self._rows.values()))

    def targets(self, random: np.random.Generator, *, set_n: int) -> list[tuple[str, np.ndarray]]:
        """Sums of 1-4 children: of every cell and group, every offered area, its complement, and sets by chance."""
        targets = {}
        for is_grouped, size in ((False, self.cell_n), (True, self.group_n)):
            code = (self._groups["kabupaten_code"] if is_grouped else self._cells["desa_code"]).str
            sets = [*np.eye(size), *(random.random((set_n, size)) < random.random((set_n, 1)) * 0.4)]
            sets += [
                view.taken & (code[:digits] == part).to_numpy()
                for view in views(self.world)
                if view.is_grouped == is_grouped
                for digits in (10, 6, 4)
                for part in code[:digits].unique()
            ]
            for members in sets:
                for name, kinds in self.world.family.all_sums.items():
                    row = self.sum_of(kinds, members, is_grouped=is_grouped)
                    if 1 <= row @ self.truth <= 4:
                        targets[row.tobytes()] = (name, row)
        return list(targets.values())

    def determined(self, targets: list[tuple[str, np.ndarray]]) -> list[str]:
        """Targets that follow from the equations by adding and subtracting alone."""
        basis = np.linalg.svd(self.equations, full_matrices=True)
        rank = int((basis.S > 1e-9).sum())
        free = basis.Vh[rank:]
        return [name for name, row in targets if np.abs(free @ row).max(initial=0.0) < 1e-9]

    def known_to_be_small(self, targets: list[tuple[str, np.ndarray]]) -> list[str]:
        """Targets that are below 5 in every world of whole numbers from 0 with the same published figures."""
        equations = csr_array(self.equations)
        values = equations @ self.truth
        found = []
        for name, row in targets:
            answer = milp(
                np.zeros(len(row)),
                integrality=np.ones(len(row)),
                bounds=Bounds(0, np.inf),
                constraints=[
                    LinearConstraint(equations, values, values),
                    LinearConstraint(row[None, :], 5, np.inf),
                ],
            )
            if answer.status == 2:
                found.append(name)
            else:
                assert answer.success, answer.message
        return found
