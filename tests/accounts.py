"""A store of accounts for tests: a clock that is moved by hand, passwords that cost nothing."""

from __future__ import annotations

from contextlib import contextmanager

from stunting.access import viewer
from stunting.access.policy import Role
from stunting.access.viewer import Grant, ServiceMode
from stunting.accounts import login, managing
from stunting.accounts.passwords import Hasher
from stunting.accounts.settings import LoginSettings
from stunting.accounts.store import Store

CHEAP = {"time_cost": 1, "memory_kib": 8, "lanes": 1}
PASSWORD = "kuda hijau makan kertas"
SETTINGS = LoginSettings(hours=10, idle_hours=1)
START = 1_790_000_000.0


class Clock:
    """Seconds since 1970, moved by hand."""

    def __init__(self, now: float = START) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def open_store(layout, clock=None) -> Store:
    return Store.open(layout, clock=clock or Clock(), hasher=Hasher(**CHEAP))


@contextmanager
def serving():
    """As in a process that serves: whoever is not known is nobody."""
    viewer.set_service_mode(ServiceMode.SERVER)
    try:
        yield
    finally:
        viewer.set_service_mode(ServiceMode.LAPTOP)


def admin(areas=("00",)) -> Grant:
    return Grant(role=Role.ADMIN, area_codes=tuple(areas))


def made(store: Store, name: str, *grants: Grant, settled: bool = True, **facts):
    """An account; settled: with a password of its own, `PASSWORD`."""
    new = managing.NewAccount(name=name, full_name=facts.pop("full_name", "Orang Contoh"), grants=grants, **facts)
    with viewer.looking_as(viewer.OWNER):
        done = managing.create(store, new)
    if not settled or done.password is None:
        return done
    login.change_password(
        store, done.account, old=done.password, new=PASSWORD, again=PASSWORD, address="", settings=SETTINGS
    )
    return done


def come_in(store: Store, name: str, password: str = PASSWORD, address: str = "10.0.0.1") -> login.LoggedIn:
    return login.log_in(store, name, password, address=address, settings=SETTINGS)
