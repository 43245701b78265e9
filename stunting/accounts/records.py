"""An account, what it was granted, and its open sessions, as they are read from the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from stunting.access.policy import Role, Thing
from stunting.access.viewer import Grant
from stunting.accounts.schema import ACCOUNT, GRANT
from stunting.geography import COUNTRY
from stunting.languages import Spoken

# An account beside each of its grants, the oldest first: asked for in one statement.
WITH_GRANTS = ACCOUNT.outerjoin(GRANT, GRANT.c.account_id == ACCOUNT.c.id)
BY_MOMENT = (GRANT.c.given_at, GRANT.c.id)


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
    asked = select(ACCOUNT, GRANT).select_from(WITH_GRANTS).where(ACCOUNT.c[column] == value).order_by(*BY_MOMENT)
    return in_rows(connection.execute(asked).mappings().all())


def in_rows(rows: Sequence[RowMapping]) -> Account | None:
    """The one account of rows of `WITH_GRANTS`; None without a row."""
    if not rows:
        return None
    return account_of(rows[0], tuple(given_of(row) for row in rows if row[GRANT.c.id] is not None))


def everybody(connection: Connection) -> tuple[Account, ...]:
    """Every account, by name."""
    given: dict[str, list[GivenGrant]] = {}
    for row in connection.execute(select(GRANT).order_by(*BY_MOMENT)).mappings():
        given.setdefault(row[GRANT.c.account_id], []).append(given_of(row))
    rows = connection.execute(select(ACCOUNT).order_by(ACCOUNT.c.name)).mappings()
    return tuple(account_of(row, tuple(given.get(row[ACCOUNT.c.id], ()))) for row in rows)


def account_of(row: RowMapping, grants: tuple[GivenGrant, ...]) -> Account:
    return Account(
        id=row[ACCOUNT.c.id],
        name=row[ACCOUNT.c.name],
        full_name=row[ACCOUNT.c.full_name],
        office=row[ACCOUNT.c.office],
        kind=Kind(row[ACCOUNT.c.kind]),
        email=row[ACCOUNT.c.email],
        must_change=bool(row[ACCOUNT.c.must_change]),
        password_until=row[ACCOUNT.c.password_until],
        is_disabled=bool(row[ACCOUNT.c.is_disabled]),
        created_at=row[ACCOUNT.c.created_at],
        expires_on=dt.date.fromisoformat(row[ACCOUNT.c.expires_on]) if row[ACCOUNT.c.expires_on] else None,
        grants=grants,
    )


def given_of(row: RowMapping) -> GivenGrant:
    exports = row[GRANT.c.exports]
    return GivenGrant(
        id=row[GRANT.c.id],
        grant=Grant(
            role=Role(row[GRANT.c.role]),
            area_codes=tuple(row[GRANT.c.area_codes].split(";")),
            until=dt.date.fromisoformat(row[GRANT.c.until]) if row[GRANT.c.until] else None,
            reason=row[GRANT.c.reason],
            exports=None if exports is None else frozenset(Thing(one) for one in exports.split(";") if one),
        ),
        given_by=row[GRANT.c.given_by],
        given_at=row[GRANT.c.given_at],
        ended_at=row[GRANT.c.ended_at],
    )
