"""Who looks: an account's name and what it was granted.

Sessions run in threads and parts of a page run alone, so the one who looks is not handed from function to function:
`current()` asks, in this order, what was set for this piece of work (`looking_as`), whoever serves pages
(`set_finder`), and the mode of this process.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum

from stunting.access.policy import Reach, Role, Thing, reach
from stunting.geography import COUNTRY


class ServiceMode(StrEnum):
    """laptop: one person, this machine, no login. server: whoever is not known sees public aggregates alone."""

    LAPTOP = "laptop"
    SERVER = "server"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One role in some areas.

    area_codes: Kemendagri codes without dots, "00" for Indonesia; everything inside them is meant
    until:      the last day, None without end
    reason:     why it was given for a time; "" for a standing one
    exports:    what of DATA_FILES, PICTURES, CLIPBOARD was taken away or is left; None: as the policy says
    """

    role: Role
    area_codes: tuple[str, ...] = (COUNTRY,)
    until: dt.date | None = None
    reason: str = ""
    exports: frozenset[Thing] | None = None

    def reaches(self, thing: Thing, area_code: str, *, on: dt.date) -> bool:
        """Whether it allows this thing in this area on a day."""
        if self.until is not None and on > self.until:
            return False
        if self.exports is not None and thing in EXPORTS and thing not in self.exports:
            return False
        far = reach(self.role, thing)
        return far is Reach.EVERYWHERE or (
            far is Reach.WITHIN and any(inside(area_code, one) for one in self.area_codes)
        )


EXPORTS = frozenset({Thing.DATA_FILES, Thing.PICTURES, Thing.CLIPBOARD})


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks.

    name:     of the account, "" for nobody
    is_owner: the one person at a laptop, who may do everything
    seen_as:  the account that looks through these rights ("lihat sebagai"), "" otherwise
    within:   whose rights these are a part of: nothing is allowed that is not allowed there as well
    """

    name: str = ""
    grants: tuple[Grant, ...] = (Grant(role=Role.PUBLIC),)
    is_owner: bool = False
    seen_as: str = ""
    within: Viewer | None = None
    today: Callable[[], dt.date] = field(default=dt.date.today, compare=False, repr=False)

    def may(self, thing: Thing, area_code: str = COUNTRY) -> bool:
        """Whether this thing is allowed in the whole of an area."""
        if self.within is not None and not self.within.may(thing, area_code):
            return False
        return self.is_owner or any(one.reaches(thing, area_code, on=self.today()) for one in self.grants)

    def areas(self, thing: Thing) -> tuple[str, ...]:
        """The areas in which a thing is allowed, without those that lie in others of them; () for nowhere."""
        if self.may(thing):
            return (COUNTRY,)
        written = {code for one in self.grants for code in one.area_codes}
        if self.within is not None:
            written |= {*self.within.areas(thing)}
        codes = {code for code in written if self.may(thing, code)}
        return tuple(sorted(code for code in codes if not any(inside(code, other) for other in codes - {code})))


OWNER = Viewer(name="", grants=(), is_owner=True)
NOBODY = Viewer()

Finder = Callable[[], Viewer | None]

_set: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


@dataclass(slots=True)
class _Process:
    """What holds for the whole process."""

    mode: ServiceMode = ServiceMode.LAPTOP
    finder: Finder | None = None


_process = _Process()


def current() -> Viewer:
    """Who looks now; nobody knows better on a server than the public."""
    chosen = _set.get()
    if chosen is None and _process.finder is not None:
        chosen = _process.finder()
    if chosen is not None:
        return chosen
    return OWNER if _process.mode is ServiceMode.LAPTOP else NOBODY


@contextlib.contextmanager
def looking_as(viewer: Viewer) -> Iterator[Viewer]:
    """Do the work inside with somebody's rights."""
    token = _set.set(viewer)
    try:
        yield viewer
    finally:
        _set.reset(token)


def set_finder(finder: Finder | None) -> None:
    """Who serves pages says who looks; None from it means that it does not know."""
    _process.finder = finder


def service_mode() -> ServiceMode:
    """How this process serves."""
    return _process.mode


def set_service_mode(mode: ServiceMode) -> None:
    """Set once, before the first page is served."""
    _process.mode = mode


def inside(code: str, scope: str) -> bool:
    """Whether an area is a scope or lies in it; the country lies in nothing else."""
    return scope == COUNTRY or code.startswith(scope)


def within(code: str, scopes: Iterable[str]) -> bool:
    """Whether an area lies in one of several."""
    return any(inside(code, one) for one in scopes)
