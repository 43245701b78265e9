"""How long each question takes on the current release, warm.

    python -m scripts.bench.queries

Every public function of `stunting.queries` whose first parameter is `db` is called with the values of `EXAMPLES`; one
with a parameter that has no example is listed as not measured, so that none is forgotten.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import itertools
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from scripts.bench.lines import Line
from stunting.errors import NoDataError
from stunting.paths import Layout

REPEATS = 40
BUDGET_KABUPATEN_MS = 50.0
BUDGET_NATIONAL_MS = 150.0
# One value is taken per call, in turn; several keep a cache from answering.
EXAMPLES: dict[str, tuple[Any, ...]] = {
    "key": ("stunting",),
    "indicator": ("stunting",),
    "survey": ("ssgi",),
    "year": (2021, 2022, 2024),
    "level": ("kabupaten",),
    "area": ("3514", "1801", "3201"),
    "area_code": ("3514", "1801", "3201"),
    "code": ("3514", "1801", "3201"),
    "parent": ("35", "32"),
    "parent_code": ("35", "32"),
    "within": ("35", "00"),
    "scope": ("35", "00"),
    "codes": (["3514", "1801"], ["3201", "3202"]),
    "area_codes": (["3514", "1801"], ["3201", "3202"]),
}
# The whole register is read once per process; everything else answers for one area at a time.
NATIONAL_WORDS = ("registered_areas",)


def measure(layout: Layout | None = None) -> list[Line]:
    """One line per query function."""
    try:
        queries = importlib.import_module("stunting.queries")
        releases = importlib.import_module("stunting.releases")
    except ModuleNotFoundError as missing:
        return [Line(what="queries", unit="ms", note=str(missing))]
    with releases.open_release(layout or Layout.default()).database as db:
        return [_time(name, function, db) for name, function in _questions(queries)]


def _questions(module: ModuleType) -> Iterator[tuple[str, Callable]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        parameters = list(inspect.signature(function).parameters)
        if not name.startswith("_") and function.__module__ == module.__name__ and parameters[:1] == ["db"]:
            yield name, function


def _time(name: str, function: Callable, db: object) -> Line:
    wanted = [
        parameter.name
        for parameter in list(inspect.signature(function).parameters.values())[1:]
        if parameter.default is inspect.Parameter.empty
    ]
    missing = [parameter for parameter in wanted if parameter not in EXAMPLES]
    budget = BUDGET_NATIONAL_MS if any(word in name for word in NATIONAL_WORDS) else BUDGET_KABUPATEN_MS
    what = f"query `{name}`"
    if missing:
        return Line(what=what, unit="ms", note=f"no example for {', '.join(missing)}")
    turns = itertools.cycle(itertools.product(*(EXAMPLES[parameter] for parameter in wanted)))
    samples = []
    for turn in range(REPEATS + 3):
        arguments = dict(zip(wanted, next(turns), strict=True))
        started = time.perf_counter()
        # "Nothing was measured" is an answer too, and it was asked of the data.
        with contextlib.suppress(NoDataError):
            function(db, **arguments)
        if turn >= 3:
            samples.append((time.perf_counter() - started) * 1000)
    return Line(what=what, unit="ms", samples=tuple(samples), budget_p95=budget)


def main() -> None:
    for line in measure():
        print(f"{line.what}: median {line.median:.1f}, p95 {line.p95:.1f} {line.unit} {line.verdict} {line.note}")


if __name__ == "__main__":
    main()
