"""Accounts of camat and of those who write, as the admin would make them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from scripts.load.planted import Camat
from stunting.access.policy import Role
from stunting.access.viewer import Grant
from stunting.accounts import managing
from stunting.accounts.managing import NewAccount
from stunting.accounts.schema import ACCOUNT
from stunting.accounts.store import Store

OFFICE = "Kantor uji"


def name_of_camat(camat: Camat) -> str:
    return f"camat-{camat.kecamatan_code}"


def name_of_writer(area_code: str) -> str:
    return f"analis-{area_code}"


def make(store: Store, camat: Iterable[Camat]) -> str:
    """An operator for every kecamatan, an analyst for every kabupaten; returns the password of all."""
    everybody = tuple(camat)
    password = secrets.token_urlsafe(18)
    for one in everybody:
        _make(store, name_of_camat(one), Role.OPERATOR, one.kecamatan_code)
    for code in sorted({one.kabupaten_code for one in everybody}):
        _make(store, name_of_writer(code), Role.ANALYST, code)
    # As if each had logged in once and chosen a password of their own; hashing is the slow part.
    kept = store.hasher.hashed(password)
    chosen = ACCOUNT.update().where(ACCOUNT.c.office == OFFICE)
    store.change(
        lambda connection: connection.execute(chosen.values(password_hash=kept, must_change=False, password_until=None))
    )
    return password


def _make(store: Store, name: str, role: Role, area_code: str) -> None:
    grant = Grant(role=role, area_codes=(area_code,))
    managing.create(store, NewAccount(name=name, full_name=name, office=OFFICE, grants=(grant,)))
