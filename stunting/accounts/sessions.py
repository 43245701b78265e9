"""Sessions: a random token in the browser, its hash here; each ends by itself, by a logout, or by the admin."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, delete, select, update

from stunting.accounts.records import BY_MOMENT, WITH_GRANTS, Account, Kind, in_rows
from stunting.accounts.schema import ACCOUNT, GRANT, SESSION
from stunting.accounts.store import Store

# Absolute, and without anything being done.
HOURS, IDLE_HOURS = 10.0, 1.0
# The moment of the last use is written at most this often.
TOUCH_S = 60.0
# Ended sessions are kept for a while: a cookie of a provider must not begin one anew.
KEEP_ENDED_S = 40 * 24 * 3600.0


@dataclass(frozen=True, kw_only=True)
class Session:
    """An open session. key: the hash of its token; moments in seconds since 1970."""

    key: str
    account_id: str
    kind: Kind
    created_at: float
    seen_at: float
    expires_at: float


def hash_of(token: str) -> str:
    """What is kept of a token; it is random, so a plain hash does."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def begin(
    store: Store,
    connection: Connection,
    account: Account,
    *,
    hours: float = HOURS,
    idle_hours: float = IDLE_HOURS,
    token: str | None = None,
) -> str:
    """Begin a session within a change; returns the token. token: one that a provider's login brought along."""
    now = store.clock()
    made = token or secrets.token_urlsafe(32)
    connection.execute(delete(SESSION).where(SESSION.c.expires_at < now - KEEP_ENDED_S))
    connection.execute(
        SESSION.insert(),
        {
            "token_sha256": hash_of(made),
            "account_id": account.id,
            "kind": account.kind.value,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + hours * 3600,
            "idle_s": idle_hours * 3600,
            "ended_at": None,
        },
    )
    return made


def account_of(store: Store, token: str) -> Account | None:
    """Whose session it is; None for one that ended, or never was. Using it keeps it from running out idle."""
    now = store.clock()
    key = hash_of(token)

    asked = (
        select(SESSION, ACCOUNT, GRANT)
        .select_from(WITH_GRANTS.join(SESSION, SESSION.c.account_id == ACCOUNT.c.id))
        .where(SESSION.c.token_sha256 == key)
        .order_by(*BY_MOMENT)
    )
    rows = store.read(lambda connection: connection.execute(asked).mappings().all())
    account = in_rows(rows)
    if account is None or rows[0][SESSION.c.ended_at] is not None or now >= rows[0][SESSION.c.expires_at]:
        return None
    unused_s = now - rows[0][SESSION.c.seen_at]
    if unused_s >= rows[0][SESSION.c.idle_s] or not account.is_open_on(store.today()):
        return None
    if unused_s >= TOUCH_S:
        touched = update(SESSION).where(SESSION.c.token_sha256 == key, SESSION.c.ended_at.is_(None))
        store.change(lambda connection: connection.execute(touched.values(seen_at=now)))
    return account


def is_known(store: Store, token: str) -> bool:
    """Whether there ever was such a session."""
    question = select(SESSION.c.token_sha256).where(SESSION.c.token_sha256 == hash_of(token))
    return store.read(lambda connection: connection.execute(question).first()) is not None


def end(store: Store, token: str) -> None:
    """End the session of a token."""
    key = hash_of(token)
    store.change(
        lambda connection: connection.execute(
            update(SESSION)
            .where(SESSION.c.token_sha256 == key, SESSION.c.ended_at.is_(None))
            .values(ended_at=store.clock())
        )
    )


def end_all(store: Store, connection: Connection, account_id: str) -> int:
    """End every session of an account within a change; returns how many were open."""
    now = store.clock()
    ended = connection.execute(
        update(SESSION)
        .where(SESSION.c.account_id == account_id, SESSION.c.ended_at.is_(None), SESSION.c.expires_at > now)
        .values(ended_at=now)
    )
    return int(ended.rowcount)


def open_of(store: Store, account_id: str) -> tuple[Session, ...]:
    """The open sessions of an account, the newest first."""
    now = store.clock()

    def look(connection: Connection) -> tuple[Session, ...]:
        rows = connection.execute(
            select(SESSION)
            .where(SESSION.c.account_id == account_id, SESSION.c.ended_at.is_(None), SESSION.c.expires_at > now)
            .order_by(SESSION.c.created_at.desc())
        ).mappings()
        return tuple(
            Session(
                key=row["token_sha256"],
                account_id=row["account_id"],
                kind=Kind(row["kind"]),
                created_at=row["created_at"],
                seen_at=row["seen_at"],
                expires_at=row["expires_at"],
            )
            for row in rows
            if now - row["seen_at"] < row["idle_s"]
        )

    return store.read(look)
