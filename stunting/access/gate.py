"""The door in front of data: asked where they are read or written, not in the page.

A cached answer is behind the door as well: ask before the cache, or put `fingerprint` in its key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from stunting.access import viewer
from stunting.access.policy import Role, Thing
from stunting.access.viewer import Viewer
from stunting.errors import StuntingError
from stunting.geography import COUNTRY
from stunting.languages import Sentence

P = ParamSpec("P")
R = TypeVar("R")


class AccessDeniedError(StuntingError):
    """What was asked for needs a right that whoever asks does not have."""

    def __init__(self, thing: Thing, area_code: str, who: Viewer) -> None:
        self.thing, self.area_code = thing, area_code
        self.is_nobody = not who.name and not who.seen_as
        if who.seen_as:
            role = ", ".join(dict.fromkeys(str(one.role) for one in who.grants))
            sentence = Sentence(
                "Dilihat sebagai {role}: tanpa hak {thing} di sini. Kembali ke hak Anda sendiri di atas.",
                role=role,
                thing=thing,
            )
        elif self.is_nobody:
            sentence = Sentence("Bagian ini memerlukan akun. Masuk dahulu, lalu buka tautan ini lagi.")
        elif who.areas(thing):
            sentence = Sentence(
                "Akun Anda memiliki hak {thing} untuk wilayah lain, bukan untuk wilayah ini. "
                "Pilih wilayah Anda, atau minta hak kepada admin.",
                thing=thing,
            )
        else:
            sentence = Sentence(
                "Akun Anda tidak memiliki hak {thing}. Minta hak kepada admin bila Anda memerlukannya.",
                thing=thing,
            )
        super().__init__(sentence)


def allows(thing: Thing, area_code: str = COUNTRY) -> bool:
    """Whether whoever looks now may have this thing in the whole of an area."""
    return viewer.current().may(thing, area_code)


def require(thing: Thing, area_code: str = COUNTRY) -> Viewer:
    """Whoever looks now.

    Raises:
        AccessDeniedError: they may not.
    """
    who = viewer.current()
    if not who.may(thing, area_code):
        raise AccessDeniedError(thing, area_code, who)
    return who


def parts(thing: Thing, area_code: str) -> tuple[str, ...]:
    """The parts of an area in which whoever looks now may have a thing: itself, areas inside it, or none."""
    if allows(thing, area_code):
        return (area_code,)
    return tuple(one for one in areas(thing) if viewer.inside(one, area_code))


def require_part(thing: Thing, area_code: str = COUNTRY) -> tuple[str, ...]:
    """As `parts`, at least one; whoever asks leaves out what lies in none of them.

    Raises:
        AccessDeniedError: there is none.
    """
    found = parts(thing, area_code)
    if not found:
        raise AccessDeniedError(thing, area_code, viewer.current())
    return found


def is_everywhere(thing: Thing) -> bool:
    """Whether nothing of a thing is kept from whoever looks now: the quick answer on a laptop."""
    return viewer.current().is_owner or allows(thing)


def areas(thing: Thing) -> tuple[str, ...]:
    """Where whoever looks now may have a thing; ("00",) for everywhere, () for nowhere."""
    return viewer.current().areas(thing)


def current_name() -> str:
    """The account that looks, "" for nobody and on a laptop."""
    return viewer.current().name


def fingerprint(thing: Thing) -> str:
    """What a cached answer about a thing depends on: the areas in which it is allowed."""
    return " ".join(areas(thing))


def bound(function: Callable[P, R]) -> Callable[P, R]:
    """The function with the rights of whoever looks now, for work that another thread does."""
    who = viewer.current()

    def with_rights(*args: P.args, **kwargs: P.kwargs) -> R:
        with viewer.looking_as(who):
            return function(*args, **kwargs)

    return with_rights


__all__ = [
    "AccessDeniedError",
    "Role",
    "Thing",
    "allows",
    "areas",
    "bound",
    "current_name",
    "fingerprint",
    "is_everywhere",
    "parts",
    "require",
    "require_part",
]
