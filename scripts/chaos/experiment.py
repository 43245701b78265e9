"""One experiment: what must hold, what was done, what was seen."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Seen:
    """What an experiment found. problems: what did not hold; facts: what is told in either case."""

    problems: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def holds(self, is_so: object, otherwise: str) -> None:
        """Note what did not hold."""
        if not is_so:
            self.problems.append(otherwise)


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """name: one word for the command line; does: what goes wrong; must: what has to hold."""

    name: str
    does: str
    must: str
    run: Callable[..., Awaitable[Seen]]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table."""

    experiment: Experiment
    seen: Seen
    seconds: float

    @property
    def is_kept(self) -> bool:
        return not self.seen.problems

    def line(self) -> str:
        """As Markdown."""
        one = self.experiment
        said = "; ".join([*self.seen.problems, *self.seen.facts]).replace("|", "/")
        verdict = "holds" if self.is_kept else "**does not hold**"
        return f"| {one.does} | {one.must} | {verdict} | {said} |\n"


HEAD = "| what is done | what must hold | verdict | seen |\n| --- | --- | --- | --- |\n"


async def done(experiment: Experiment, *arguments: object) -> Row:
    """Run it; a fault of the experiment itself is a problem as well."""
    began = time.monotonic()
    try:
        seen = await experiment.run(*arguments)
    except Exception as problem:  # the other experiments are still worth having
        seen = Seen(problems=[f"{type(problem).__name__}: {str(problem)[:300]}"])
    return Row(experiment=experiment, seen=seen, seconds=time.monotonic() - began)
