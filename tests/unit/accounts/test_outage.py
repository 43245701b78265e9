"""The accounts do not answer for a while: who was known stays known, who was not stays nobody, and neither for ever."""

from __future__ import annotations

import pytest

from stunting.access.policy import Role
from stunting.access.viewer import Grant
from stunting.accounts import sessions, viewers
from stunting.accounts.store import store_of
from tests.accounts import made
from tests.small import layout_in


@pytest.fixture
def away(tmp_path, monkeypatch):
    """Cookies of somebody who was seen and of somebody who was not, and accounts that have gone away since."""
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    monkeypatch.delenv("STUNTING_ACCOUNTS", raising=False)
    monkeypatch.setattr(viewers, "KEPT_S", 0.0)
    layout = layout_in(tmp_path)
    store = store_of(layout)
    cookies = []
    for name in ("camat-satu", "camat-dua"):
        account = made(store, name, Grant(role=Role.LEADER, area_codes=("180104",))).account
        token = store.change(lambda connection, account=account: sessions.begin(store, connection, account))
        cookies.append({viewers.COOKIE: token})
    assert viewers.viewer_of_cookies(layout, cookies[0], email=None).name == "camat-satu"
    (layout.restricted / "akun" / "akun.sqlite").rename(tmp_path / "hilang")
    yield layout, cookies
    viewers.forget()


def test_who_was_known_stays_known_while_the_accounts_do_not_answer(away):
    layout, (known, _) = away

    assert viewers.viewer_of_cookies(layout, known, email=None).name == "camat-satu"
    assert viewers.viewer_of_cookies(layout, known, email=None).name == "camat-satu"


def test_who_was_not_known_is_nobody_and_is_told(away):
    layout, (_, unknown) = away

    state = viewers.state_of_cookies(layout, unknown, email=None)

    assert state.viewer.name == ""
    assert "hanya bagian publik" in state.problem


def test_after_a_while_nobody_is_known_any_more(away, monkeypatch):
    layout, (known, _) = away
    monkeypatch.setattr(viewers, "GRACE_S", 0.0)

    assert viewers.viewer_of_cookies(layout, known, email=None).name == ""
