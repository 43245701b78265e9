"""The settings of a server, and those that this process serves with; see `config_file` for the file."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from stunting.errors import StuntingError
from stunting.paths import Layout

VARIABLE = "STUNTING_SERVER"
LEDGER_VARIABLE = "STUNTING_LEDGER"
FILE = "server.toml"


class ServerConfigError(StuntingError):
    """Settings that cannot be used; `problems` holds one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, kw_only=True)
class Oidc:
    """Signing in with the accounts of an office (OpenID Connect).

    metadata_url:  ".../.well-known/openid-configuration"
    label:         what the button says
    """

    metadata_url: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str = "Akun kantor"


@dataclass(frozen=True, kw_only=True)
class ServerConfig:
    """What a server needs to know.

    path:            the file it was read from
    public_url:      as people type it: "https://stunting.contoh.go.id", with the path where it has one
    workers:         processes; worker n (1, 2, ...) listens on loopback, port `base_port + n - 1`
    cookie_secret:   signs the cookies of the sessions, at least 32 characters; "" where its file is missing
    session_hours:   how long a login holds
    local_accounts:  name and password kept here, for a hall without internet
    oidc:            None without
    ledger_url:      where the ledger is, "" for the file of SQLite in the data folder
    trusted_proxies: machines in front of nginx that may say whose request it is
    metrics_token:   asked for by /metrik from elsewhere than this machine; "": only this machine gets it
    log_folder:      access and error log of nginx; the workers log to the journal
    backup_folder:   where `backup create` writes; backup_passphrase: "" leaves what it writes unencrypted
    keep_releases, keep_backups: how many of them are left, the newest
    memory_mb:       most that one worker may take before it is started anew
    user:            of the system, who owns data folder and workers
    """

    path: Path
    public_url: str
    workers: int = 2
    base_port: int = 8501
    cookie_secret: str = field(default="", repr=False)
    session_hours: int = 10
    local_accounts: bool = True
    oidc: Oidc | None = None
    ledger_url: str = field(default="", repr=False)
    trusted_proxies: tuple[str, ...] = ()
    metrics_token: str = field(default="", repr=False)
    log_folder: Path = Path("/var/log/stunting")
    backup_folder: Path = Path("cadangan")
    backup_passphrase: str = field(default="", repr=False)
    keep_releases: int = 5
    keep_backups: int = 14
    memory_mb: int = 2_000
    user: str = "stunting"

    @property
    def is_https(self) -> bool:
        return urlsplit(self.public_url).scheme == "https"

    @property
    def host(self) -> str:
        """As in `public_url`, without port."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def base_path(self) -> str:
        """ "" or "/dasbor"."""
        return urlsplit(self.public_url).path.rstrip("/")

    def port(self, worker: int) -> int:
        """Where worker 1, 2, ... listens."""
        return self.base_port + worker - 1

    @property
    def ports(self) -> tuple[int, ...]:
        return tuple(self.port(number) for number in range(1, self.workers + 1))


_active: list[ServerConfig] = []


def find(layout: Layout | None = None) -> Path | None:
    """The file with the settings; None where this installation is no server."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    usual = usual_path(layout)
    return usual if usual.is_file() else None


def usual_path(layout: Layout | None = None) -> Path:
    """Where the settings lie when `STUNTING_SERVER` names nothing."""
    return data_folder(layout or Layout.default()) / FILE


def data_folder(layout: Layout) -> Path:
    """Everything that the program writes lies below it."""
    return layout.releases.parent


def active() -> ServerConfig | None:
    """The settings that this process serves with; None on a laptop."""
    return _active[0] if _active else None


def activate(settings: ServerConfig | None) -> None:
    """Serve with these settings from now on; once, before the first page."""
    _active[:] = [] if settings is None else [settings]
    if settings is not None and settings.ledger_url:
        os.environ[LEDGER_VARIABLE] = settings.ledger_url


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the name."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
