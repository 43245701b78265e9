"""How accounts meet a server: whether somebody can let others in, how they log in, and who is an admin."""

from __future__ import annotations

from collections.abc import Mapping

from stunting.access.policy import Thing
from stunting.accounts import managing, viewers
from stunting.accounts.settings import LoginSettings, OidcSettings
from stunting.accounts.store import store_of
from stunting.paths import Layout
from stunting.server.config import ServerConfig


def has_admin(layout: Layout) -> bool:
    """Whether anybody may manage accounts.

    Raises:
        AccountError: the accounts cannot be reached.
    """
    return managing.has_admin(store_of(layout))


def is_admin(layout: Layout, cookies: Mapping[str, str]) -> bool:
    """Whether the browser with these cookies is logged in as somebody who manages accounts."""
    return bool(viewers.viewer_of_cookies(layout, cookies, email=None).areas(Thing.ACCOUNTS))


def login_settings(settings: ServerConfig) -> LoginSettings:
    """What logging in depends on, from the settings of the server."""
    office = settings.oidc
    return LoginSettings(
        public_url=settings.public_url,
        cookie_secret=settings.cookie_secret,
        hours=float(settings.session_hours),
        local_accounts=settings.local_accounts,
        oidc=None
        if office is None
        else OidcSettings(
            metadata_url=office.metadata_url,
            client_id=office.client_id,
            client_secret=office.client_secret,
            label=office.label,
        ),
    )
