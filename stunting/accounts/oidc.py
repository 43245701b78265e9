"""The accounts of an office (OpenID Connect): Streamlit talks to the provider, this decides who that is here.

Streamlit checks signature, issuer, nonce and times of the token. Whom it was made for and whether the e-mail is
verified is checked here, at every look, for the library lets a token for somebody else through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from stunting.accounts.settings import LoginSettings
from stunting.server.config import Oidc

# Streamlit's cookie with the claims; a long one comes in pieces.
COOKIE = "_streamlit_user"
PIECES = re.compile(rf"{COOKIE}(?:_\d+)?")
CALLBACK = "oauth2callback"


def secrets_of(settings: LoginSettings) -> dict[str, Any] | None:
    """What `st.App(secrets=...)` needs for `st.login`; None without a provider."""
    oidc = settings.oidc
    if oidc is None:
        return None
    return {
        "auth": {
            "redirect_uri": f"{settings.public_url.rstrip('/')}/{CALLBACK}",
            "cookie_secret": settings.cookie_secret,
            "client_id": oidc.client_id,
            "client_secret": oidc.client_secret,
            "server_metadata_url": oidc.metadata_url,
            # Not every provider knows Streamlit's own wish, a choice of accounts.
            "client_kwargs": {"scope": "openid email profile", "prompt": "login"},  # no text
        }
    }


def verified_email(claims: Mapping[str, Any], oidc: Oidc | None) -> str | None:
    """The e-mail that the provider vouches for, for this dashboard; None without one."""
    if oidc is None or claims.get("is_logged_in") is not True:
        return None
    made_for = claims.get("aud")
    audience = made_for if isinstance(made_for, list) else [made_for]
    email = claims.get("email")
    if oidc.client_id not in audience or claims.get("email_verified") is not True or not isinstance(email, str):
        return None
    return email.strip().casefold() or None


def token_of(cookies: Mapping[str, str]) -> str | None:
    """What tells one login with the provider from another: the cookie that it left."""
    found = sorted((name, value) for name, value in cookies.items() if PIECES.fullmatch(name))
    if not found:
        return None
    return "oidc:" + sha256("\n".join(f"{name}={value}" for name, value in found).encode()).hexdigest()


def origin_of(oidc: Oidc | None) -> str:
    """Scheme and host of the provider, for the policy of a page that hands over to it; "" without one."""
    if oidc is None:
        return ""
    parts = urlsplit(oidc.metadata_url)
    return f"{parts.scheme}://{parts.netloc}"
