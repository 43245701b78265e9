"""Children with expected values, and a small way to ask for the scores of one child."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stunting.anthro import Scores, compute

GOLDEN = Path(__file__).parent / "golden"
SEX = {"m": 1, "f": 2}
POSTURE = {"l": 1, "h": 2}


@pytest.fixture(scope="session")
def golden():
    """Read a golden file as texts."""

    def read(name: str) -> pd.DataFrame:
        return pd.read_csv(GOLDEN / name, dtype=str, keep_default_na=False)

    return read


@pytest.fixture
def score():
    """Scores of one child."""

    def of(
        sex: str = "m",
        days: float = 400,
        kg: float = 9,
        cm: float = 75,
        measure: str = "l",
        oedema: bool = False,
    ) -> Scores:
        return compute([SEX.get(sex, 0)], [days], [kg], [cm], [POSTURE.get(measure, 0)], [oedema])

    return of


@pytest.fixture(scope="session")
def many():
    """A thousand children per seed: plausible, with some posture errors, gaps and outliers."""

    def children(seed: int, n: int = 1_000) -> dict[str, np.ndarray]:
        rng = np.random.default_rng(seed)
        age = rng.uniform(-20, 1_900, n)
        cm = np.round(50 + np.sqrt(np.maximum(age, 0)) * 1.35 + rng.normal(0, 4, n), 1)
        kg = np.round(3.4 * (cm / 50) ** 2.2 * np.exp(rng.normal(0, 0.2, n)), 2)
        for values in (age, cm, kg):
            values[rng.random(n) < 0.03] = np.nan
        return {
            "sex": rng.choice([0, 1, 2], n, p=[0.02, 0.49, 0.49]).astype(np.int8),
            "age_days": age,
            "weight_kg": kg,
            "lenhei_cm": cm,
            "measure": rng.integers(0, 3, n).astype(np.int8),
            "oedema": rng.random(n) < 0.02,
        }

    return children
