"""All indices of one block of children: who has a score, with which length, from which row of which table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stunting.anthro import lms
from stunting.anthro.rules import (
    AGE_LIMIT,
    BOY,
    GIRL,
    HEIGHT_FROM_CM,
    HEIGHT_FROM_DAY,
    LIMITS,
    LYING,
    LYING_MINUS_STANDING_CM,
    STANDING,
    STANDS_FROM,
)
from stunting.anthro.tables import DAYS, Standards


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
class Children:
    """Inputs of a call, or of one block of it."""

    sex: np.ndarray
    age: np.ndarray
    weight: np.ndarray
    length: np.ndarray
    posture: np.ndarray
    oedema: np.ndarray | None

    def __len__(self) -> int:
        return len(self.age)

    def part(self, rows: slice) -> Children:
        return Children(
            sex=self.sex[rows],
            age=self.age[rows],
            weight=self.weight[rows],
            length=self.length[rows],
            posture=self.posture[rows],
            oedema=None if self.oedema is None else self.oedema[rows],
        )


def score_block(c: Children, out: Scores, tables: Standards, b: lms.Buffers) -> None:
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
    lms.length_for_age(length, row, tables.length_for_age, out.haz, b)
    lms.finish(out.haz, haz_exists, out.flag_haz, LIMITS["haz"], b)

    waz_exists = np.logical_and(common, weighed, out=b.mask("waz_exists", n))
    lms.by_age(c.weight, row, tables.weight_for_age, out.waz, b)
    lms.finish(out.waz, waz_exists, out.flag_waz, LIMITS["waz"], b)

    if out.baz is not None and out.flag_baz is not None:
        bmi = np.multiply(length, length, out=b.real("bmi", n))
        np.divide(c.weight, bmi, out=bmi)
        bmi *= 10_000.0
        haz_exists &= waz_exists
        lms.by_age(bmi, row, tables.bmi_for_age, out.baz, b)
        lms.finish(out.baz, haz_exists, out.flag_baz, LIMITS["baz"], b)

    if no_age.any():
        _choose_table_without_age(upright, no_age, c.posture, length)
    whz_exists = _in_table(length, upright, b)
    whz_exists &= weighed
    whz_exists &= known_sex
    right_age |= no_age
    whz_exists &= right_age
    lms.weight_for_stature(c.weight, length, girl_number, upright, tables.weight_for_stature, out.whz, b)
    lms.finish(out.whz, whz_exists, out.flag_whz, LIMITS["whz"], b)


def _correct_posture(c: Children, right_age: np.ndarray, half_later: np.ndarray, out: Scores, b: lms.Buffers) -> None:
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


def _choose_table_without_age(upright: np.ndarray, no_age: np.ndarray, posture: np.ndarray, length: np.ndarray) -> None:
    rows = np.flatnonzero(no_age)
    said, cm = posture[rows], length[rows]
    upright[rows] = (said == STANDING) | ((said != LYING) & (cm >= HEIGHT_FROM_CM))


def _in_table(length: np.ndarray, upright: np.ndarray, b: lms.Buffers) -> np.ndarray:
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
