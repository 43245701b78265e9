"""How long the choosing of a list of priority villages takes: 300 desa, 1,000 draws, all of it and its parts.

python -m scripts.bench.lokus
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from scripts.bench.lines import Line, quantile, shown
from stunting.lokus import sensitivity
from stunting.lokus.candidates import Candidates
from stunting.lokus.choosing import choose, propose
from stunting.lokus.criteria import CRITERIA
from stunting.lokus.explain import explain
from stunting.lokus.scenario import PRESETS, Scenario
from stunting.stabilised import stabilise

DESA, KECAMATAN, SIZE, REPEATS = 300, 20, 30, 40
BUDGET_MS, BUDGET_MOVES_MS = 300.0, 60.0


def measure() -> list[Line]:
    """Lines without and with quotas; what the figures are does not change the work."""
    candidates = _candidates()
    plain = Scenario(
        kabupaten_code="9999", lokus_year=2027, period="bt:2025-08", size=SIZE, rules=PRESETS["usulan"], name="ukur"
    )
    quotas = replace(plain, least_per_kecamatan=1, most_per_kecamatan=3)
    proposal, choice = propose(candidates, quotas), choose(candidates, quotas)
    middle = str(proposal.frame["area_code"].iloc[SIZE])
    size = f"{DESA} desa, {plain.draws:,} draws"
    # Drawn figures are kept for the next weights; another seed is drawn anew.
    seeds = itertools.count(1)
    return [
        _timed(f"list of {size}", lambda: propose(candidates, replace(plain, seed=next(seeds))), budget=BUDGET_MS),
        _timed(
            f"list of {size}, with quotas",
            lambda: propose(candidates, replace(quotas, seed=next(seeds))),
            budget=BUDGET_MS,
        ),
        _timed(
            f"list of {size}, with quotas, only a weight moved", lambda: propose(candidates, quotas), budget=BUDGET_MS
        ),
        _timed(
            "weight moves, with quotas",
            lambda: sensitivity.weight_moves(choice.field, choice.quotas, choice.is_in),
            budget=BUDGET_MOVES_MS,
        ),
        _timed("card of one desa, with quotas", lambda: explain(proposal, middle), budget=None),
    ]


def _timed(what: str, call: Callable[[], object], *, budget: float | None) -> Line:
    call()
    wall, processor = [], []
    for _ in range(REPEATS):
        started, busy = time.perf_counter(), time.process_time()
        call()
        processor.append((time.process_time() - busy) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    note = f"processors {shown(quantile(processor, 0.5))} / {shown(quantile(processor, 0.95))} ms"
    return Line(what=f"lokus: {what}", unit="ms", samples=tuple(wall), budget_p95=budget, note=note)


def _candidates() -> Candidates:
    chance = np.random.default_rng(1)
    measured = chance.integers(15, 150, DESA)
    due = chance.integers(200, 900, DESA)
    number = np.arange(DESA)
    frame = pd.DataFrame(
        {
            "area_code": [f"9999{one:06d}" for one in number],
            "area_name": [f"Desa {one}" for one in number],
            "kecamatan_code": [f"9999{one % KECAMATAN:02d}" for one in number],
            "kecamatan_name": [f"Kec. {one % KECAMATAN}" for one in number],
            "puskesmas_name": "",
            "measured_n": measured,
            "stunted_n": chance.binomial(measured, chance.beta(2, 14, DESA)),
            "target_n": measured,
            "coverage_pct": chance.uniform(70, 100, DESA),
            "krs_n": chance.integers(20, 200, DESA).astype(float),
            "family_n": 800.0,
            "service_received_n": chance.binomial(due, chance.uniform(0.4, 0.95, DESA)).astype(float),
            "service_due_n": due.astype(float),
            "was_lokus": chance.random(DESA) < 0.1,
        }
    )
    steadied = stabilise(frame.rename(columns={"kecamatan_code": "parent_code"})).frame
    columns = ("raw_pct", "value_pct", "low_pct", "high_pct", "alpha", "beta")
    frame = frame.assign(**{name: steadied[name] for name in columns})
    frame["service_pct"] = 100 * frame["service_received_n"] / frame["service_due_n"]
    frame["service_gap_pct"] = 100 - frame["service_pct"]
    return Candidates(frame=frame, criteria=CRITERIA, missing=(), sources=(), previous_year=2026, is_sample=False)


def main() -> None:
    for line in measure():
        print(f"{line.what}: median {line.median:.1f}, p95 {line.p95:.1f} {line.unit} {line.verdict} {line.note}")


if __name__ == "__main__":
    main()
