"""Lihat sebagai: the rights of a role in an area, as far as whoever asks has them too.

It stands in the link (`?sebagai=pimpinan:3514`), so it can be sent to a colleague; it never adds a right.
"""

from __future__ import annotations

from dataclasses import dataclass

from stunting.access.policy import Role, Thing
from stunting.access.viewer import Grant, Viewer
from stunting.geography import COUNTRY, LEVEL_DIGITS

OWNER_NAME = "pemilik"
OFFERED = (Role.PUBLIC, Role.LEADER, Role.ANALYST, Role.OPERATOR, Role.ADMIN)


@dataclass(frozen=True, kw_only=True)
class SeenRole:
    """What is looked through: a role, and where it holds."""

    role: Role
    area_code: str = COUNTRY

    @property
    def written(self) -> str:
        """As it stands in the link."""
        return self.role.value if self.area_code == COUNTRY else f"{self.role.value}:{self.area_code}"


def read(written: str) -> SeenRole | None:
    """What a link asks for; None where it asks for nothing that there is."""
    role, _, code = written.partition(":")
    if role not in {one.value for one in OFFERED}:
        return None
    area_code = code or COUNTRY
    if area_code != COUNTRY and not (area_code.isascii() and area_code.isdigit()):
        return None
    return SeenRole(role=Role(role), area_code=area_code) if _is_a_length(area_code) else None


def _is_a_length(code: str) -> bool:
    return code == COUNTRY or len(code) in {digits for digits in LEVEL_DIGITS.values() if digits}


def may_see_as(viewer: Viewer) -> bool:
    """Whether somebody may look through other rights: in any area, for it takes rights away everywhere."""
    return bool(viewer.areas(Thing.SEE_AS))


def seen_through(viewer: Viewer, written: str) -> Viewer:
    """Whoever looks, through what a link asks for.

    A link that asks for something that there is not leaves the rights of the public: it was meant to take some away.
    """
    if not written or not may_see_as(viewer):
        return viewer
    asked = read(written) or SeenRole(role=Role.PUBLIC)
    return Viewer(
        name=viewer.name,
        grants=(Grant(role=Role.PUBLIC), Grant(role=asked.role, area_codes=(asked.area_code,))),
        seen_as=viewer.name or OWNER_NAME,
        within=viewer,
        today=viewer.today,
    )
