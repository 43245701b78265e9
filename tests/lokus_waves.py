"""Weighing waves of an invented kabupaten, as the lokus comparison takes them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from stunting.lokus.effect import Wave
from stunting.lokus.effect_core import Panel
from stunting.lokus.effect_simulation import Scenario, panels

USUAL = Scenario(words="usual")


def panel(scenario: Scenario = USUAL, *, seed: int = 11) -> Panel:
    """One run of a scenario."""
    return next(iter(panels(scenario, runs=1, seed=seed)))


def waves_of(one: Panel, *, coverage_pct: float = 90.0) -> tuple[tuple[Wave, ...], Wave, tuple[str, ...]]:
    """Waves before, the wave after, and the codes of the list."""
    count = len(one.kecamatan)
    kecamatan = [f"1801{number + 1:02d}" for number in one.kecamatan]
    codes = [f"{parent}2{number:03d}" for number, parent in enumerate(kecamatan)]

    def wave(number: int, hits: np.ndarray, n: np.ndarray) -> Wave:
        frame = pd.DataFrame(
            {
                "area_code": codes,
                "area_name": [f"Desa {place}" for place in range(count)],
                "parent_code": kecamatan,
                "stunted_n": pd.array(hits.astype(int), dtype="Int64"),
                "measured_n": pd.array(n.astype(int), dtype="Int64"),
                "coverage_pct": coverage_pct,
            }
        )
        return Wave(label=f"Bulan Timbang {2020 + number}", short=str(2020 + number), order=number, frame=frame)

    before = tuple(wave(number, one.hits[0, :, number], one.n[0, :, number]) for number in range(one.n.shape[2]))
    after = wave(len(before), one.after_hits[0], one.after_n[0])
    lokus = tuple(code for code, is_lokus in zip(codes, one.is_lokus[0], strict=True) if is_lokus)
    return before, after, lokus


def usual(**changed: object) -> tuple[tuple[Wave, ...], Wave, tuple[str, ...]]:
    """The waves of a usual kabupaten with some of its facts changed."""
    return waves_of(panel(replace(USUAL, **changed)))


def with_frame(wave: Wave, frame: pd.DataFrame) -> Wave:
    return replace(wave, frame=frame)


def without_counts(wave: Wave, codes: object) -> Wave:
    """The wave with the counts of some desa unknown."""
    hidden = wave.frame["area_code"].isin(list(codes))
    return with_frame(wave, wave.frame.assign(stunted_n=wave.frame["stunted_n"].mask(hidden)))
