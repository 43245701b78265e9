"""How accounts meet a server: whether somebody can let others in, and who is an admin."""

from __future__ import annotations

from collections.abc import Mapping

from stunting.access.policy import Thing
from stunting.accounts import managing, viewers
from stunting.accounts.store import store_of
from stunting.paths import Layout


def has_admin(layout: Layout) -> bool:
    """Whether anybody may manage accounts.

    Raises:
        AccountError: the accounts cannot be reached.
    """
    return managing.has_admin(store_of(layout))


def is_admin(layout: Layout, cookies: Mapping[str, str]) -> bool:
    """Whether the browser with these cookies is logged in as somebody who manages accounts."""
    return bool(viewers.viewer_of_cookies(layout, cookies, email=None).areas(Thing.ACCOUNTS))
