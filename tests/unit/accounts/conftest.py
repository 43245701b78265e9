"""Accounts on both databases that may keep them."""

from __future__ import annotations

import pytest

from stunting.accounts import viewers
from stunting.accounts.store import VARIABLE
from tests.accounts import Clock, open_store
from tests.ledgers import backend, layout  # noqa: F401 - fixtures


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(layout, clock, monkeypatch):  # noqa: F811 - the fixture
    monkeypatch.delenv(VARIABLE, raising=False)
    viewers.forget()
    return open_store(layout, clock)
