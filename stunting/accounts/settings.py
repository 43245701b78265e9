"""How people log in to this server: what its start hands over to the pages, the sessions and Streamlit."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from stunting.accounts.sessions import HOURS, IDLE_HOURS
from stunting.languages import Worded
from stunting.server.config import Oidc, ServerConfig


@dataclass(frozen=True, kw_only=True)
class LoginSettings:
    """What logging in depends on.

    public_url:      as people type it, with the path where it has one; "" as the request says
    cookie_secret:   signs the cookies of Streamlit, the same in every process
    hours:           how long a session holds; idle_hours: how long without anything being done
    local_accounts:  name and password kept here
    ask_whom:        who gives accounts, in a sentence
    """

    public_url: str = ""
    cookie_secret: str = field(default="", repr=False)
    hours: float = HOURS
    idle_hours: float = IDLE_HOURS
    local_accounts: bool = True
    oidc: Oidc | None = None
    ask_whom: Worded = Worded("Admin dasbor di kantor Anda membuatkan akun dan memberi hak.")

    @classmethod
    def of_server(cls, server: ServerConfig) -> LoginSettings:
        """What the settings of a server say about it."""
        return cls(
            public_url=server.public_url,
            cookie_secret=server.cookie_secret,
            hours=server.session_hours,
            idle_hours=min(IDLE_HOURS, server.session_hours),
            local_accounts=server.local_accounts,
            oidc=server.oidc,
        )

    @property
    def is_https(self) -> bool:
        return urlsplit(self.public_url).scheme == "https"


_active: list[LoginSettings] = []


def active() -> LoginSettings:
    """The settings that this process serves with."""
    return _active[0] if _active else LoginSettings()


def activate(settings: LoginSettings | None) -> None:
    """Serve with these settings from now on; once, before the first page."""
    _active[:] = [] if settings is None else [settings]
