"""How long the search box waits for an answer: beginnings of real names, one in seven misspelt."""

from __future__ import annotations

import random
import time

from scripts.bench.lines import Line
from stunting.geography import Register
from stunting.paths import Layout

QUESTIONS = 1_000


def measure(layout: Layout | None = None, *, seed: int = 1) -> list[Line]:
    """One line: every level of the register, current area Kab. Pasuruan."""
    path = (layout or Layout.default()).raw / "wilayah" / "wilayah.parquet"
    register = Register.from_parquet(path)
    register.search("a")
    chance = random.Random(seed)
    names = [area.name for code in ("00", "35", "3514", "351406") for area in register.children(code)]
    samples = []
    for _ in range(QUESTIONS):
        name = chance.choice(names)
        question = name[: chance.randint(1, len(name))]
        if chance.random() < 1 / 7:
            question = question[:-1] + chance.choice("aeiou")
        started = time.perf_counter()
        register.search(question, near="3514")
        samples.append((time.perf_counter() - started) * 1000)
    return [
        Line(
            what=f"search of an area by name, {len(register)} areas",
            unit="ms",
            samples=tuple(samples),
            budget_p95=30,
            note="in the server, without the way to the browser",
        )
    ]
