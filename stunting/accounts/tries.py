"""Wrong passwords: a name is locked for longer and longer, an address is only slowed down.

A name is counted whether it exists or not, so that the answer does not tell. Behind one address there may be a whole
hall, so an address never keeps anybody out who is right, until it is wrong hundreds of times.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from stunting.accounts.schema import TRY
from stunting.accounts.store import Store

# Wrong tries before a name is locked, the first lock, and how long a lock gets at most.
FREE_TRIES, FIRST_LOCK_S, LONGEST_LOCK_S = 5, 30.0, 15 * 60.0
# After a quiet time the count begins anew.
FORGET_NAME_S = 6 * 3600.0
# Of one address within the window: from here on every try waits, and at last none is looked at.
ADDRESS_WINDOW_S, ADDRESS_FREE, ADDRESS_MOST = 10 * 60.0, 40, 600
LONGEST_WAIT_S = 4.0
# Kept at most; names that nobody has are typed in by machines.
MOST_KEPT = 20_000


def locked_for(store: Store, name: str) -> float:
    """Seconds for which a typed name stays locked; 0.0 when it is not."""
    row = store.read(lambda c: c.execute(select(TRY.c.locked_until).where(TRY.c.key == _name(store, name))).scalar())
    return max(0.0, (row or 0.0) - store.clock())


def wait_of(store: Store, address: str) -> float | None:
    """Seconds that a try from this address waits; None when none is looked at."""
    now = store.clock()
    row = store.read(lambda c: c.execute(select(TRY).where(TRY.c.key == _address(store, address))).mappings().first())
    if row is None or now - row["first_at"] > ADDRESS_WINDOW_S:
        return 0.0
    wrong_n: int = row["wrong_n"]
    if wrong_n >= ADDRESS_MOST:
        return None
    return min(LONGEST_WAIT_S, max(0, wrong_n - ADDRESS_FREE) * 0.1)


def was_wrong(store: Store, name: str, address: str) -> float:
    """Count one wrong try; returns for how many seconds the name is locked now."""
    now = store.clock()

    def count(connection: Connection) -> float:
        wrong_n, first_at = _known(connection, _name(store, name), now, FORGET_NAME_S)
        lock_s = 0.0
        if wrong_n >= FREE_TRIES:
            lock_s = min(LONGEST_LOCK_S, FIRST_LOCK_S * 2.0 ** (wrong_n - FREE_TRIES))
        _keep(connection, _name(store, name), wrong_n, first_at, now, now + lock_s if lock_s else 0.0)
        address_n, since = _known(connection, _address(store, address), now, ADDRESS_WINDOW_S, is_window=True)
        _keep(connection, _address(store, address), address_n, since, now, 0.0)
        _forget(connection, now)
        return lock_s

    return store.change(count)


def was_right(store: Store, connection: Connection, name: str) -> None:
    """The name counts from nothing again; the address keeps its count, or one right account would wash it clean."""
    connection.execute(delete(TRY).where(TRY.c.key == _name(store, name)))


def _known(
    connection: Connection, key: str, now: float, forget_s: float, *, is_window: bool = False
) -> tuple[int, float]:
    row = connection.execute(select(TRY).where(TRY.c.key == key)).mappings().first()
    if row is None or now - row["first_at" if is_window else "last_at"] > forget_s:
        return 1, now
    return row["wrong_n"] + 1, row["first_at"]


def _keep(connection: Connection, key: str, wrong_n: int, first_at: float, last_at: float, until: float) -> None:
    connection.execute(delete(TRY).where(TRY.c.key == key))
    values = {"key": key, "wrong_n": wrong_n, "first_at": first_at, "last_at": last_at, "locked_until": until}
    connection.execute(TRY.insert(), values)


def _forget(connection: Connection, now: float) -> None:
    connection.execute(delete(TRY).where(TRY.c.last_at < now - FORGET_NAME_S))
    edge = connection.execute(select(TRY.c.last_at).order_by(TRY.c.last_at.desc()).offset(MOST_KEPT).limit(1)).scalar()
    if edge is not None:
        connection.execute(delete(TRY).where(TRY.c.last_at <= edge, TRY.c.locked_until < now))


def _name(store: Store, name: str) -> str:
    # A password is sometimes typed into the box of the name.
    return store.keyed("nama", name)


def _address(store: Store, address: str) -> str:
    return store.keyed("alamat", address)
