"""A handful of desa to choose a list from, as `stunting.lokus.candidates` gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from stunting.lokus.candidates import Candidates
from stunting.lokus.criteria import CASES, CRITERIA, KRS, PREVALENCE, SERVICES
from stunting.lokus.scenario import Rule, Scenario
from stunting.stabilised import stabilise

KABUPATEN = "9999"


def code(number: int) -> str:
    return f"9999{number:06d}"


def candidates_of(rows: list[dict[str, Any]]) -> Candidates:
    """One desa per row; what a row does not say is ordinary, and None is unknown."""
    frame = pd.DataFrame(
        [
            {
                "area_code": code(number),
                "area_name": f"Desa {number}",
                "kecamatan_code": f"9999{row.get('kecamatan', 1):02d}",
                "kecamatan_name": f"Kec. {row.get('kecamatan', 1)}",
                "puskesmas_name": "",
                "measured_n": row.get("measured", 100),
                "stunted_n": row.get("stunted", 10),
                "target_n": row.get("target", 100),
                "coverage_pct": row.get("coverage", 95.0),
                "krs_n": row.get("krs", 50.0),
                "family_n": 500.0,
                "service_received_n": row.get("received", 80.0),
                "service_due_n": row.get("due", 100.0),
                "was_lokus": row.get("was_lokus", False),
            }
            for number, row in enumerate(rows)
        ]
    )
    for name in ("krs_n", "service_received_n", "service_due_n", "coverage_pct"):
        frame[name] = frame[name].astype(float)
    steadied = stabilise(frame.rename(columns={"kecamatan_code": "parent_code"})).frame
    is_empty = steadied["base_n"] == 0
    for name in ("raw_pct", "value_pct", "low_pct", "high_pct"):
        frame[name] = steadied[name].mask(is_empty)
    frame = frame.assign(alpha=steadied["alpha"], beta=steadied["beta"])
    frame["service_pct"] = 100 * frame["service_received_n"] / frame["service_due_n"]
    frame["service_gap_pct"] = 100 - frame["service_pct"]
    known = tuple(one for one in CRITERIA if frame[one.column].notna().any())
    return Candidates(
        frame=frame,
        criteria=known,
        missing=tuple(one for one in CRITERIA if one not in known),
        sources=(),
        previous_year=2026,
        is_sample=False,
    )


def random_candidates(seed: int, *, desa: int = 40, kecamatan: int = 5) -> Candidates:
    """Ordinary figures, some of them unknown, some of low coverage."""
    chance = np.random.default_rng(seed)
    measured = chance.integers(15, 120, desa)
    return candidates_of(
        [
            {
                "kecamatan": int(chance.integers(1, kecamatan + 1)),
                "measured": int(measured[number]),
                "stunted": int(chance.binomial(measured[number], chance.beta(2, 12))),
                "coverage": float(chance.choice([70.0, 85.0, 92.0, 97.0], p=[0.1, 0.3, 0.3, 0.3])),
                "krs": None if chance.random() < 0.1 else float(chance.integers(5, 60)),
                "received": float(chance.integers(30, 95)),
                "due": None if chance.random() < 0.1 else 100.0,
                "was_lokus": bool(chance.random() < 0.2),
            }
            for number in range(desa)
        ]
    )


def scenario_of(
    *, size: int = 5, weights: tuple[float, float, float, float] = (30, 30, 20, 20), **more: Any
) -> Scenario:
    """Weights in the order prevalence, cases, KRS, services."""
    rules = tuple(
        Rule(key=key, weight=one) for key, one in zip((PREVALENCE, CASES, KRS, SERVICES), weights, strict=True)
    )
    settings: dict[str, Any] = {"rules": rules, "draws": 200} | more
    return Scenario(kabupaten_code=KABUPATEN, lokus_year=2027, period="bt:2025-08", size=size, **settings)


def with_column(candidates: Candidates, **columns: Any) -> Candidates:
    return replace(candidates, frame=candidates.frame.assign(**columns))
