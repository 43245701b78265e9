"""The simulation of the lokus comparison, as the tables of docs/lokus_effect.md: python -m scripts.lokus_effect."""

from __future__ import annotations

import sys
import time

from stunting.lokus.effect_simulation import ESTIMATORS, LIMITS, SCENARIOS, Score, scores

SEEDS = (1, 2, 3)
RUNS = 2_000


def main(arguments: list[str]) -> None:
    """One table per seed; seeds may be given."""
    for seed in [int(one) for one in arguments] or SEEDS:
        start = time.perf_counter()
        print(f"\nSeed {seed}, {RUNS} runs: bias in points / coverage of the 95 % interval in percent / mean width\n")
        print("| scenario | ANCOVA | matched | naive | same list, earlier wave | ANCOVA misses 0 |")
        print("| --- | --- | --- | --- | --- | --- |")
        for scenario in (*SCENARIOS, *LIMITS):
            found = scores(scenario, runs=RUNS, seed=seed)
            cells = [scenario.words, *(_cell(found.get(name)) for name in ESTIMATORS)]
            print(f"| {' | '.join(cells)} | {found['ancova'].detected_pct:.1f} % |", flush=True)
        print(f"\n{time.perf_counter() - start:.1f} s")


def _cell(score: Score | None) -> str:
    return "–" if score is None else f"{score.bias:+.2f} / {score.coverage_pct:.1f} / {score.width:.1f}"


if __name__ == "__main__":
    main(sys.argv[1:])
