"""An account, what it was granted, and its open sessions, as they are read from the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from stunting.access.policy import Role, Thing
from stunting.access.viewer import Grant
from stunting.accounts.schema import ACCOUNT, GRANT
from stunting.geography import COUNTRY
from stunting.languages import Spoken


class Kind(Spoken):
    """local: name and password of this server; oidc: the accounts of the office, known by their e-mail."""

    LOCAL = "setempat"
    OIDC = "instansi"


@dataclass(frozen=True, kw_only=True)
class GivenGrant:
    """A grant as it was given.

    ended_at: when somebody took it back, seconds since 1970; None while it holds or ran out by itself
    """

    id: str
    grant: Grant
    given_by: str
    given_at: float
    ended_at: float | None = None

    def holds_on(self, day: dt.date) -> bool:
        return self.ended_at is None and (self.grant.until is None or day <= self.grant.until)


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who may log in.

    name:           what is typed, small letters
    must_change:    the password was given by the admin; nothing may be done before it is changed
    password_until: until when that password holds, seconds since 1970
    expires_on:     the last day of the account, None without end
    """

    id: str
    name: str
    full_name: str
    office: str
    kind: Kind
    email: str | None
    must_change: bool
    password_until: float | None
    is_disabled: bool
    created_at: float
    expires_on: dt.date | None
    grants: tuple[GivenGrant, ...] = ()

    def is_open_on(self, day: dt.date) -> bool:
        """Whether somebody may log in with it."""
        return not self.is_disabled and (self.expires_on is None or day <= self.expires_on)

    def holding(self, day: dt.date) -> tuple[GivenGrant, ...]:
        """The grants that hold on a day."""
        return tuple(one for one in self.grants if one.holds_on(day))

    def is_standing_admin(self, day: dt.date) -> bool:
        """Admin of everything without an end."""
        return (
            self.is_open_on(day)
            and self.expires_on is None
            and any(
                one.grant.role is Role.ADMIN and one.grant.until is None and COUNTRY in one.grant.area_codes
                for one in self.holding(day)
            )
        )


def find(connection: Connection, **wanted: Any) -> Account | None:
    """The account with this name, id or e-mail."""
    ((column, value),) = wanted.items()
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c[column] == value)).mappings().first()
    if row is None:
        return None
    given = connection.execute(
        select(GRANT).where(GRANT.c.account_id == row["id"]).order_by(GRANT.c.given_at, GRANT.c.id)
    ).mappings()
    return account_of(row, tuple(given_of(one) for one in given))


def everybody(connection: Connection) -> tuple[Account, ...]:
    """Every account, by name."""
    given: dict[str, list[GivenGrant]] = {}
    for row in connection.execute(select(GRANT).order_by(GRANT.c.given_at, GRANT.c.id)).mappings():
        given.setdefault(row["account_id"], []).append(given_of(row))
    rows = connection.execute(select(ACCOUNT).order_by(ACCOUNT.c.name)).mappings()
    return tuple(account_of(row, tuple(given.get(row["id"], ()))) for row in rows)


def account_of(row: RowMapping, grants: tuple[GivenGrant, ...]) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        full_name=row["full_name"],
        office=row["office"],
        kind=Kind(row["kind"]),
        email=row["email"],
        must_change=bool(row["must_change"]),
        password_until=row["password_until"],
        is_disabled=bool(row["is_disabled"]),
        created_at=row["created_at"],
        expires_on=dt.date.fromisoformat(row["expires_on"]) if row["expires_on"] else None,
        grants=grants,
    )


def given_of(row: RowMapping) -> GivenGrant:
    exports = row["exports"]
    return GivenGrant(
        id=row["id"],
        grant=Grant(
            role=Role(row["role"]),
            area_codes=tuple(row["area_codes"].split(";")),
            until=dt.date.fromisoformat(row["until"]) if row["until"] else None,
            reason=row["reason"],
            exports=None if exports is None else frozenset(Thing(one) for one in exports.split(";") if one),
        ),
        given_by=row["given_by"],
        given_at=row["given_at"],
        ended_at=row["ended_at"],
    )
