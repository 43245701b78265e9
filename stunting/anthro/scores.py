"""Z-scores of the WHO Child Growth Standards 2006 for arrays of children.

The rules are those of WHO's own package: age in days rounded half up, 0.7 cm between lying and standing, LMS with
straight tails beyond 3 SD for the weight-based indices, two decimals before flags and classes. The sources and the
deliberate differences are in docs/zscore.md.

The work is done in blocks that stay in the processor's cache, with buffers made once per thread. numpy computes outside
the interpreter's lock, so threads share the blocks; the result depends on neither choice.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields

import numpy as np
from numpy.typing import ArrayLike

from stunting.anthro import lms
from stunting.anthro.block import Children, Scores, score_block
from stunting.anthro.reasons import Reason
from stunting.anthro.rules import AGE_LIMIT, BOY, GIRL, LYING, STANDING, UNKNOWN
from stunting.anthro.tables import standards

# The codes of the arguments can be had where the function is.
__all__ = ["AGE_LIMIT", "BOY", "GIRL", "LYING", "STANDING", "UNKNOWN", "Scores", "compute"]

BLOCK = 32_768
THREADS_AT_MOST = 4


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

    Raises:
        ValueError: the arrays differ in length.
    """
    children = Children(
        sex=np.asarray(sex, dtype=np.int8),
        age=_real(age_days),
        weight=_real(weight_kg),
        length=_real(lenhei_cm),
        posture=np.asarray(measure, dtype=np.int8),
        oedema=None if oedema is None else np.asarray(oedema, dtype=np.bool_),
    )
    n = len(children)
    if any(len(values) != n for values in vars(children).values() if values is not None):
        raise ValueError("the arrays differ in length")
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


def _run(children: Children, result: Scores, blocks: list[slice]) -> None:
    tables = standards()
    buffers = lms.Buffers(size=max((rows.stop - rows.start for rows in blocks), default=0))
    # Rows without a z-score pass through the arithmetic as well; what comes out is overwritten.
    with np.errstate(all="ignore"):
        for rows in blocks:
            outputs = {one.name: _cut(getattr(result, one.name), rows) for one in fields(result)}
            score_block(children.part(rows), Scores(**outputs), tables, buffers)  # type: ignore[arg-type]


def _explain(children: Children, result: Scores) -> None:
    """Reasons are rare, so they are worked out afterwards, for the rows without a z-score alone."""
    for z, why, needs in (
        (result.haz, result.why_haz, "length"),
        (result.waz, result.why_waz, "weight"),
        (result.whz, result.why_whz, "both"),
    ):
        rows = np.flatnonzero(np.isnan(z))
        if rows.size:
            why[rows] = _reasons(children, result.length_cm, rows, needs=needs)


def _reasons(c: Children, length_cm: np.ndarray, rows: np.ndarray, *, needs: str) -> np.ndarray:
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
