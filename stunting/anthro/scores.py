"""Z-scores of the WHO Child Growth Standards 2006 for arrays of children.

The rules are those of WHO's own package: age in days rounded half up, 0.7 cm between lying and standing, LMS with
straight tails beyond 3 SD for the weight-based indices, two decimals before flags and classes. The sources and the
deliberate differences are in docs/zscore.md.

The work is done in blocks that stay in the processor's cache, with buffers made once per thread. numpy computes outside
the interpreter's lock, so two threads are almost twice as fast as one; the result does not depend on either choice.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import ArrayLike

from stunting.anthro.reasons import Reason
from stunting.anthro.tables import (
    BY_STATURE,
    DAYS,
    FIRST_HEIGHT,
    FIRST_LENGTH,
    LENGTH_ROWS,
    Lms,
    Standards,
    standards,
)

UNKNOWN, BOY, GIRL = 0, 1, 2
LYING, STANDING = 1, 2

DAYS_PER_MONTH = 30.4375
AGE_LIMIT = 60 * DAYS_PER_MONTH
# A child who is said to stand before nine months was not measured standing.
STANDS_FROM = 9 * DAYS_PER_MONTH
HEIGHT_FROM_DAY = 731.0
LYING_MINUS_STANDING_CM = 0.7
# Without an age and a posture, the table follows from the length itself.
HEIGHT_FROM_CM = 87.0
NO_FLAG = -1
# Beyond these a z-score is implausible (WHO); the limit itself is still plausible.
LIMITS = {"haz": (-6.0, 6.0), "waz": (-6.0, 5.0), "whz": (-5.0, 5.0), "baz": (-5.0, 5.0)}

BLOCK = 32_768
THREADS_AT_MOST = 4


@dataclass(frozen=True, kw_only=True)
class Scores:
    """One value per child, in the order given.

    haz, waz, whz:  z-scores with 2 decimals, NaN where there is none; baz only when asked for
    flag_*:         1 implausible (WHO limits), 0 plausible, -1 no z-score
    why_*:          `Reason` number, 0 where there is a z-score
    c9mo:           said to stand before nine months; the posture was ignored
    length_cm:      length or height after the 0.7 cm correction
    """

    haz: np.ndarray
    waz: np.ndarray
    whz: np.ndarray
    flag_haz: np.ndarray
    flag_waz: np.ndarray
    flag_whz: np.ndarray
    why_haz: np.ndarray
    why_waz: np.ndarray
    why_whz: np.ndarray
    c9mo: np.ndarray
    length_cm: np.ndarray
    baz: np.ndarray | None = None
    flag_baz: np.ndarray | None = None


@dataclass(frozen=True, kw_only=True)
class _Children:
    """Inputs of a call, or of one block of it."""

    sex: np.ndarray
    age: np.ndarray
    weight: np.ndarray
    length: np.ndarray
    posture: np.ndarray
    oedema: np.ndarray | None

    def __len__(self) -> int:
        return len(self.age)

    def part(self, rows: slice) -> _Children:
        return _Children(**{one.name: _cut(getattr(self, one.name), rows) for one in fields(self)})


def compute(
    sex: ArrayLike,
    age_days: ArrayLike,
    weight_kg: ArrayLike,
    lenhei_cm: ArrayLike,
    measure: ArrayLike,
    oedema: ArrayLike | None = None,
    *,
    with_baz: bool = False,
    threads: int | None = None,
    block: int = BLOCK,
) -> Scores:
    """Z-scores, flags and reasons of children given as arrays of one length.

    sex:       0 unknown, 1 boy, 2 girl
    age_days:  days from birth to measurement, fractions allowed, NaN where unknown
    measure:   0 unknown, 1 lying, 2 standing
    oedema:    true where present; weight-based indices then have no z-score
    """
    children = _Children(
        sex=np.asarray(sex, dtype=np.int8),
        age=_real(age_days),
        weight=_real(weight_kg),
        length=_real(lenhei_cm),
        posture=np.asarray(measure, dtype=np.int8),
        oedema=None if oedema is None else np.asarray(oedema, dtype=np.bool_),
    )
    n = len(children)
    result = _empty(n, with_baz=with_baz)
    blocks = [slice(start, min(start + block, n)) for start in range(0, n, block)]
    workers = min(threads or _cores(), len(blocks))
    if workers <= 1:
        _run(children, result, blocks)
    else:
        with ThreadPoolExecutor(workers) as pool:
            # Each worker takes every nth block, so that an easy or a hard stretch of the file is shared.
            for done in [pool.submit(_run, children, result, blocks[first::workers]) for first in range(workers)]:
                done.result()
    _explain(children, result)
    return result


def _real(values: ArrayLike) -> np.ndarray:
    array = np.asarray(values)
    return array if array.dtype in (np.float32, np.float64) else array.astype(np.float64)


def _empty(n: int, *, with_baz: bool) -> Scores:
    kinds = {"flag": np.int8, "why": np.uint8, "c9mo": np.bool_}
    arrays: dict[str, np.ndarray | None] = {
        one.name: np.zeros(n, dtype=kinds.get(one.name.split("_")[0], np.float64)) for one in fields(Scores)
    }
    if not with_baz:
        arrays["baz"] = arrays["flag_baz"] = None
    return Scores(**arrays)  # type: ignore[arg-type]


def _cut(values: np.ndarray | None, rows: slice) -> np.ndarray | None:
    return None if values is None else values[rows]


def _cores() -> int:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, THREADS_AT_MOST)


@dataclass
class _Buffers:
    """Scratch space of one thread, for blocks of up to `size` children."""

    size: int
    reals: dict[str, np.ndarray] = field(default_factory=dict)
    masks: dict[str, np.ndarray] = field(default_factory=dict)
    rows: dict[str, np.ndarray] = field(default_factory=dict)

    def real(self, name: str, n: int) -> np.ndarray:
        return self._of(self.reals, name, np.float64)[:n]

    def mask(self, name: str, n: int) -> np.ndarray:
        return self._of(self.masks, name, np.bool_)[:n]

    def row(self, name: str, n: int) -> np.ndarray:
        return self._of(self.rows, name, np.intp)[:n]

    def _of(self, kept: dict[str, np.ndarray], name: str, kind: type) -> np.ndarray:
        if name not in kept:
            kept[name] = np.empty(self.size, dtype=kind)
        return kept[name]


def _run(children: _Children, result: Scores, blocks: list[slice]) -> None:
    tables = standards()
    buffers = _Buffers(size=max((rows.stop - rows.start for rows in blocks), default=0))
    # Rows without a z-score pass through the arithmetic as well; what comes out is overwritten.
    with np.errstate(all="ignore"):
        for rows in blocks:
            outputs = {one.name: _cut(getattr(result, one.name), rows) for one in fields(result)}
            _score(children.part(rows), Scores(**outputs), tables, buffers)  # type: ignore[arg-type]


def _score(c: _Children, out: Scores, tables: Standards, b: _Buffers) -> None:
    """All indices of one block."""
    n = len(c)
    girl = np.equal(c.sex, GIRL, out=b.mask("girl", n))
    known_sex = np.equal(c.sex, BOY, out=b.mask("known_sex", n))
    known_sex |= girl
    girl_number = b.real("girl_number", n)
    girl_number[...] = girl

    # Day 731 begins at 730.5; a fraction of a day is cut off by the conversion to a row.
    half_later = np.add(c.age, 0.5, out=b.real("half_later", n), dtype=np.float64)
    upright = np.greater_equal(half_later, HEIGHT_FROM_DAY, out=b.mask("upright", n))
    right_age = np.greater_equal(c.age, 0, out=b.mask("right_age", n))
    right_age &= np.less(c.age, AGE_LIMIT, out=b.mask("scratch", n))
    no_age = np.isnan(c.age, out=b.mask("no_age", n))
    day = np.multiply(girl_number, float(DAYS), out=b.real("position", n))
    day += half_later
    row = b.row("row", n)
    np.copyto(row, day, casting="unsafe")

    length = out.length_cm
    _correct_posture(c, right_age, half_later, out, b)
    common = np.logical_and(known_sex, right_age, out=b.mask("common", n))
    weighed = _positive(c.weight, b.mask("weighed", n), b.mask("scratch", n))
    if c.oedema is not None:
        weighed &= np.logical_not(c.oedema, out=b.mask("scratch", n))
    measured = _positive(length, b.mask("measured", n), b.mask("scratch", n))
    measured &= np.greater(c.length, 0, out=b.mask("scratch", n))

    haz_exists = np.logical_and(common, measured, out=b.mask("haz_exists", n))
    _length_for_age(length, row, tables.length_for_age, out.haz, b)
    _finish(out.haz, haz_exists, out.flag_haz, LIMITS["haz"], b)

    waz_exists = np.logical_and(common, weighed, out=b.mask("waz_exists", n))
    _by_age(c.weight, row, tables.weight_for_age, out.waz, b)
    _finish(out.waz, waz_exists, out.flag_waz, LIMITS["waz"], b)

    if out.baz is not None and out.flag_baz is not None:
        bmi = np.multiply(length, length, out=b.real("bmi", n))
        np.divide(c.weight, bmi, out=bmi)
        bmi *= 10_000.0
        haz_exists &= waz_exists
        _by_age(bmi, row, tables.bmi_for_age, out.baz, b)
        _finish(out.baz, haz_exists, out.flag_baz, LIMITS["baz"], b)

    if no_age.any():
        _choose_table_without_age(upright, no_age, c.posture, length)
    whz_exists = _in_table(length, upright, b)
    whz_exists &= weighed
    whz_exists &= known_sex
    right_age |= no_age
    whz_exists &= right_age
    _weight_for_stature(c.weight, length, girl_number, upright, tables, out.whz, b)
    _finish(out.whz, whz_exists, out.flag_whz, LIMITS["whz"], b)


def _correct_posture(c: _Children, right_age: np.ndarray, half_later: np.ndarray, out: Scores, b: _Buffers) -> None:
    """Fill `c9mo` and `length_cm`: 0.7 cm more for standing before day 731, 0.7 cm less for lying from then on."""
    n = len(c)
    standing = np.equal(c.posture, STANDING, out=b.mask("standing", n))
    too_young = np.less(c.age, STANDS_FROM, out=out.c9mo)
    too_young &= standing
    too_young &= right_age
    standing ^= too_young
    standing &= np.less(half_later, HEIGHT_FROM_DAY, out=b.mask("scratch", n))
    lying = np.equal(c.posture, LYING, out=b.mask("lying", n))
    lying &= np.greater_equal(half_later, HEIGHT_FROM_DAY, out=b.mask("scratch", n))

    length = out.length_cm
    length[...] = standing
    length *= LYING_MINUS_STANDING_CM
    length += c.length
    taken = b.real("taken", n)
    taken[...] = lying
    taken *= LYING_MINUS_STANDING_CM
    length -= taken


def _positive(values: np.ndarray, out: np.ndarray, scratch: np.ndarray) -> np.ndarray:
    """Where a measurement is a positive finite number."""
    np.greater(values, 0, out=out)
    out &= np.less(values, np.inf, out=scratch)
    return out


def _length_for_age(length: np.ndarray, row: np.ndarray, table: Lms, z: np.ndarray, b: _Buffers) -> None:
    """L is 1 for length, so there is no power and there are no tails."""
    m = np.take(table.m, row, out=b.real("m", len(z)), mode="clip")
    s = np.take(table.s, row, out=b.real("s", len(z)), mode="clip")
    np.divide(length, m, out=z)
    z -= 1.0
    z /= s


def _by_age(y: np.ndarray, row: np.ndarray, table: Lms, z: np.ndarray, b: _Buffers) -> None:
    n = len(z)
    l = np.take(table.l, row, out=b.real("l", n), mode="clip")  # noqa: E741
    m = np.take(table.m, row, out=b.real("m", n), mode="clip")
    s = np.take(table.s, row, out=b.real("s", n), mode="clip")
    _restricted(y, l, m, s, z, b)


def _weight_for_stature(
    weight: np.ndarray,
    length: np.ndarray,
    girl: np.ndarray,
    upright: np.ndarray,
    tables: Standards,
    z: np.ndarray,
    b: _Buffers,
) -> None:
    """M and S are interpolated between the rows of two neighbouring tenths of a centimetre."""
    n = len(z)
    table = tables.weight_for_stature
    tenths = np.multiply(length, 10.0, out=b.real("tenths", n))
    below = np.floor(tenths, out=b.real("below", n))
    beyond = np.subtract(tenths, below, out=tenths)
    start = b.real("position", n)
    start[...] = upright
    start *= float(LENGTH_ROWS - FIRST_HEIGHT + FIRST_LENGTH)
    below += start
    below -= float(FIRST_LENGTH)
    np.multiply(girl, float(BY_STATURE), out=start)
    below += start
    row = b.row("row_of_stature", n)
    np.copyto(row, below, casting="unsafe")

    m = _between(table.m, table.m_step, row, beyond, b.real("m", n), below)
    s = _between(table.s, table.s_step, row, beyond, b.real("s", n), below)
    l = b.real("l", n)  # noqa: E741
    l[...] = table.l[0]
    np.copyto(l, table.l[1], where=b.mask("girl", n))
    _restricted(weight, l, m, s, z, b)


def _between(
    values: np.ndarray, steps: np.ndarray, row: np.ndarray, beyond: np.ndarray, out: np.ndarray, scratch: np.ndarray
) -> np.ndarray:
    np.take(steps, row, out=scratch, mode="clip")
    scratch *= beyond
    np.take(values, row, out=out, mode="clip")
    out += scratch
    return out


def _restricted(
    y: np.ndarray,
    l: np.ndarray,  # noqa: E741
    m: np.ndarray,
    s: np.ndarray,
    z: np.ndarray,
    b: _Buffers,
) -> None:
    """LMS, and straight lines beyond 3 SD, where a power would stretch a small error of the scales."""
    spread = np.multiply(l, s, out=b.real("spread", len(z)))
    np.divide(y, m, out=z)
    np.power(z, l, out=z)
    z -= 1.0
    z /= spread
    distance = np.abs(z, out=spread)
    far = np.flatnonzero(np.greater(distance, 3.0, out=b.mask("scratch", len(z))))
    if far.size:
        z[far] = _tail(y[far], l[far], m[far], s[far], np.sign(z[far]))


def _tail(y: np.ndarray, l: np.ndarray, m: np.ndarray, s: np.ndarray, side: np.ndarray) -> np.ndarray:  # noqa: E741
    at_2 = m * (1.0 + l * s * (2.0 * side)) ** (1.0 / l)
    at_3 = m * (1.0 + l * s * (3.0 * side)) ** (1.0 / l)
    return side * (3.0 + (y - at_3) / (at_3 - at_2))


def _finish(z: np.ndarray, exists: np.ndarray, flag: np.ndarray, limits: tuple[float, float], b: _Buffers) -> None:
    """Round to 2 decimals, blank what does not exist, and flag what is implausible."""
    n = len(z)
    z *= 100.0
    np.rint(z, out=z)
    z /= 100.0
    z += 0.0  # -0.0 becomes 0.0
    absent = np.logical_not(exists, out=b.mask("scratch", n))
    np.copyto(z, np.nan, where=absent)
    outside = flag.view(np.bool_)
    np.less(z, limits[0], out=outside)
    outside |= np.greater(z, limits[1], out=b.mask("scratch2", n))
    np.copyto(flag, NO_FLAG, where=absent)


def _choose_table_without_age(upright: np.ndarray, no_age: np.ndarray, posture: np.ndarray, length: np.ndarray) -> None:
    rows = np.flatnonzero(no_age)
    said, cm = posture[rows], length[rows]
    upright[rows] = (said == STANDING) | ((said != LYING) & (cm >= HEIGHT_FROM_CM))


def _in_table(length: np.ndarray, upright: np.ndarray, b: _Buffers) -> np.ndarray:
    """Where the table of lengths (45-110 cm) or heights (65-120 cm) has a row; both ends belong to it."""
    n = len(length)
    out = np.greater_equal(length, 65.0, out=b.mask("whz_exists", n))
    out &= np.less_equal(length, 120.0, out=b.mask("scratch", n))
    out &= upright
    lying = np.greater_equal(length, 45.0, out=b.mask("lying", n))
    lying &= np.less_equal(length, 110.0, out=b.mask("scratch2", n))
    lying &= np.logical_not(upright, out=b.mask("scratch2", n))
    out |= lying
    return out


def _explain(children: _Children, result: Scores) -> None:
    """Reasons are rare, so they are worked out afterwards, for the rows without a z-score alone."""
    for z, why, needs in (
        (result.haz, result.why_haz, "length"),
        (result.waz, result.why_waz, "weight"),
        (result.whz, result.why_whz, "both"),
    ):
        rows = np.flatnonzero(np.isnan(z))
        if rows.size:
            why[rows] = _reasons(children, result.length_cm, rows, needs=needs)


def _reasons(c: _Children, length_cm: np.ndarray, rows: np.ndarray, *, needs: str) -> np.ndarray:
    sex, age, weight, length = c.sex[rows], c.age[rows], c.weight[rows], c.length[rows]
    cases: list[tuple[np.ndarray, Reason]] = [
        ((sex != BOY) & (sex != GIRL), Reason.SEX_UNKNOWN),
        (age < 0, Reason.AGE_NEGATIVE),
        (age >= AGE_LIMIT, Reason.AGE_60_MONTHS),
    ]
    if needs != "both":
        cases.append((np.isnan(age), Reason.AGE_UNKNOWN))
    if needs != "weight":
        cases.append((~np.isfinite(length), Reason.LENGTH_MISSING))
        cases.append(((length <= 0) | (length_cm[rows] <= 0), Reason.LENGTH_NOT_POSITIVE))
    if needs != "length":
        cases.append((~np.isfinite(weight), Reason.WEIGHT_MISSING))
        cases.append((weight <= 0, Reason.WEIGHT_NOT_POSITIVE))
        if c.oedema is not None:
            cases.append((c.oedema[rows], Reason.OEDEMA))
    return np.select(
        [where for where, _ in cases],
        [np.uint8(reason) for _, reason in cases],
        default=np.uint8(Reason.LENGTH_OUTSIDE_TABLE),
    )
