"""Does a shape lie where its unit lies? Checked with the registered village points (lon/lat, WGS 84).

The points are centroids of the official village polygons, so a right shape of a kecamatan or larger unit holds nearly
all of its own points and nearly none of others. That catches swapped codes, moved coordinates, and boundaries from
before a split (Papua of 2018 holds today's Papua Selatan, Tengah and Pegunungan).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from stunting.boundary_files.codes import Gazetteer
from stunting.boundary_files.reading import EAST, NORTH, SOUTH, WEST

DIGITS = {"provinsi": 2, "kabupaten": 4, "kecamatan": 6, "desa": 10}

# 0.1 degree is 11 km: registered points of islands and of the three corrected villages lie up to that far off.
FARTHEST_DEG = 0.1
NEAR_DEG = 0.02
KM_PER_DEG = 111.2


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`problem` refuses the unit; `warning` lets it pass with a remark; both are Indonesian phrases."""

    problem: str | None = None
    warning: str | None = None


@lru_cache(maxsize=len(DIGITS))
def village_points(gazetteer: Gazetteer, level: str) -> VillagePoints:
    """The points of one level, counted once per process."""
    return VillagePoints(gazetteer, level)


class VillagePoints:
    """Registered village points, counted inside shapes."""

    def __init__(self, gazetteer: Gazetteer, level: str) -> None:
        self._gazetteer = gazetteer
        self._level = level
        self._units = gazetteer.points["code"].str[: DIGITS[level]].to_numpy(dtype=object)
        self._points = gazetteer.point_shapes
        self._tree = gazetteer.point_tree
        units, totals = np.unique(self._units.astype(str), return_counts=True)
        self._totals = dict(zip(units.tolist(), totals.tolist(), strict=True))
        self._rows_of: dict[str, list[int]] = {}
        for row, unit in enumerate(self._units):
            self._rows_of.setdefault(unit, []).append(row)

    def inside(self, shapes: np.ndarray) -> list[dict[str, int]]:
        """For each shape: unit code -> how many of its points lie inside."""
        shapely.prepare(shapes)
        which, rows = self._tree.query(shapes, predicate="contains")
        counts: list[dict[str, int]] = [{} for _ in shapes]
        for shape, row in zip(which.tolist(), rows.tolist(), strict=True):
            unit = self._units[row]
            counts[shape][unit] = counts[shape].get(unit, 0) + 1
        return counts

    def total(self, code: str) -> int:
        return self._totals.get(code, 0)

    def agreement(self, code: str, inside: dict[str, int]) -> float:
        """Points shared by shape and unit, as a part of the points of either (0-1); nan without points."""
        own, total = inside.get(code, 0), self.total(code)
        either = total + sum(inside.values()) - own
        return own / either if either else float("nan")

    def unclaimed(self, inside: dict[str, int], claimed: set[str], *, most: int = 3) -> tuple[str, ...]:
        """Units without a shape whose points lie mostly in this one; none where the shape holds many others."""
        free = sorted(unit for unit, n in inside.items() if unit not in claimed and n >= 0.5 * self.total(unit))
        return tuple(free) if len(free) <= most else ()

    def judge(
        self,
        code: str,
        shape: shapely.Geometry,
        inside: dict[str, int],
        *,
        named: bool,
        merged: bool,
        lacking: set[str],
    ) -> Verdict:
        """Whether this shape may stand for this unit.

        named:   the file's own name agrees; without it the position has to carry the proof
        merged:  the shape was put together from several features, so some may be lacking
        lacking: registered units in and beside the file's parents for which the file has no shape
        """
        problem = self._misplaced(code, shape)
        if problem is not None:
            return Verdict(problem=problem)
        others = {unit: n for unit, n in inside.items() if unit != code}
        if self._level == "desa":
            return self._judge_desa(code, shape, inside, others, named=named, lacking=lacking)
        own, total = inside.get(code, 0), self.total(code)
        if own < 0.9 * total:
            # Points of coastal villages lie just off the shore.
            own = self._near(code, shape)
        share = own / total if total else 1.0
        most, most_n = max(others.items(), key=lambda item: item[1], default=("", 0))
        swallowed = [u for u, n in others.items() if u in lacking and n > 2 and n > 0.5 * self.total(u)]
        held_in = f"hanya memuat {own} dari {total} titik desa terdaftar"
        if not named and (share < 0.5 or most_n > own):
            return Verdict(problem="letaknya tidak membenarkan kodenya, dan berkas tidak memuat nama")
        problem = warning = None
        if swallowed:
            # An enclosed city drawn over is a blemish (cities have higher codes and are drawn on top); a shape that
            # holds half as many foreign villages as its own is the unit of before a split.
            names = ", ".join(self._gazetteer.official_name(unit) for unit in sorted(swallowed)[:4])
            text = f"memuat {names}, yang tidak punya batas sendiri dalam berkas"
            if sum(others[unit] for unit in swallowed) > 0.5 * total:
                problem = f"{text} (batas sebelum pemekaran)"
            else:
                warning = text
        if share < 0.5 and most_n > own:
            problem = f"letaknya di {self._gazetteer.official_name(most)}"
        elif merged and share < 0.9:
            problem = f"tidak utuh: {held_in}"
        return Verdict(problem=problem, warning=held_in if share < 0.5 else warning)

    def _judge_desa(
        self,
        code: str,
        shape: shapely.Geometry,
        inside: dict[str, int],
        others: dict[str, int],
        *,
        named: bool,
        lacking: set[str],
    ) -> Verdict:
        """A village has one point; its neighbours' points inside show an outline from before a split."""
        if not named and code not in inside and (others or not self._near(code, shape)):
            return Verdict(problem="letaknya tidak membenarkan kodenya, dan berkas tidak memuat nama")
        absent = [unit for unit in others if unit in lacking]
        if not absent or code not in inside:
            return Verdict()
        names = ", ".join(self._gazetteer.official_name(unit) for unit in absent[:3])
        return Verdict(warning=f"memuat titik {names} yang tidak ada dalam berkas; mungkin batas lama")

    def _misplaced(self, code: str, shape: shapely.Geometry) -> str | None:
        west, south, east, north = shape.bounds
        if west < WEST or south < SOUTH or east > EAST or north > NORTH:
            return "sebagian atau seluruhnya di luar Indonesia"
        away = self._distance(code, shape)
        return f"jauh dari letak terdaftar (sekitar {away * KM_PER_DEG:.0f} km)" if away > FARTHEST_DEG else None

    def _near(self, code: str, shape: shapely.Geometry) -> int:
        """Registered points of the unit that lie in the shape or within 2 km of it."""
        points = self._points[self._rows_of.get(code, [])]
        shapely.prepare(shape)
        return int(shapely.dwithin(shape, points, NEAR_DEG).sum())

    def _distance(self, code: str, shape: shapely.Geometry) -> float:
        """Degrees from the shape to the nearest registered point of the unit, 0 when none is registered."""
        points = [self._points[row] for row in self._rows_of.get(code, [])]
        seats = self._gazetteer.seats
        if code in seats:
            points.append(shapely.Point(seats[code]))
        elif not points and self._gazetteer.parent(code) in seats:
            points.append(shapely.Point(seats[self._gazetteer.parent(code)]))
        if not points:
            return 0.0
        shapely.prepare(shape)
        return float(shapely.distance(shape, shapely.multipoints(points)))
