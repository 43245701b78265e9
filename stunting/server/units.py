"""Units of systemd: a worker per number, a target for all of them, and a backup every night.

A worker may write the data folder, the files that browsers fetch, and nothing else; it sees no other home, no device
but the harmless ones, and gets no right it did not have.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from stunting.errors import StuntingError
from stunting.paths import ROOT, Layout
from stunting.server.config import VARIABLE, ServerConfig, data_folder
from stunting.whole_files import replace_with

WORKER, TARGET, BACKUP, TIMER = (
    "stunting@.service",
    "stunting.target",
    "stunting-backup.service",
    "stunting-backup.timer",
)
READABLE = 0o644

HARDENED = """\
User={user}
Group={user}
UMask=0077
WorkingDirectory={root}
Environment=STUNTING_DATA={data}
Environment={variable}={settings}
Environment=PYTHONUNBUFFERED=1
Environment=PYTHONDONTWRITEBYTECODE=1
Environment=MPLCONFIGDIR=/tmp/matplotlib
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={writable}
PrivateTmp=yes
PrivateDevices=yes
ProtectHome=read-only
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
CapabilityBoundingSet=
"""

WORKER_UNIT = """\
[Unit]
Description=Dasbor stunting, proses %i
Documentation=file://{root}/docs/server.md
PartOf=stunting.target
After=network.target postgresql.service
StartLimitIntervalSec=300
StartLimitBurst=10

[Service]
Type=notify
NotifyAccess=main
ExecStart={python} -m stunting serve --server --worker %i
Restart=always
RestartSec=2
TimeoutStartSec=180
TimeoutStopSec=20
WatchdogSec=30
MemoryHigh={memory_high}M
MemoryMax={memory}M
TasksMax=512
LimitNOFILE=8192
OOMPolicy=stop
{hardened}
[Install]
WantedBy=stunting.target
"""

TARGET_UNIT = """\
[Unit]
Description=Dasbor stunting, semua proses
Wants={workers}

[Install]
WantedBy=multi-user.target
"""

BACKUP_UNIT = """\
[Unit]
Description=Cadangan dasbor stunting
Documentation=file://{root}/docs/server.md

[Service]
Type=oneshot
ExecStart={python} -m stunting backup create --prune
Nice=10
IOSchedulingClass=idle
{hardened}"""

TIMER_UNIT = """\
[Unit]
Description=Cadangan dasbor stunting tiap malam

[Timer]
OnCalendar=*-*-* 01:30:00
RandomizedDelaySec=20min
Persistent=true

[Install]
WantedBy=timers.target
"""


def texts(settings: ServerConfig, layout: Layout) -> dict[str, str]:
    """The units by their names."""
    data = data_folder(layout).resolve()
    writable = [data, layout.published.resolve()]
    backup = settings.backup_folder.resolve()
    if not backup.is_relative_to(data):
        writable.append(backup)
    facts = {
        "root": _plain(ROOT),
        # Not resolved: the link of a virtual environment is what finds its packages.
        "python": _plain(Path(sys.executable).absolute()),
        "user": settings.user,
        "data": _plain(data),
        "variable": VARIABLE,
        "settings": _plain(settings.path.resolve()),
        # A leading dash: a folder that is missing stops nothing.
        "writable": " ".join(f"-{_plain(one)}" for one in writable),
        "memory": str(settings.memory_mb),
        "memory_high": str(int(settings.memory_mb * 0.9)),
        "workers": " ".join(f"stunting@{number}.service" for number in range(1, settings.workers + 1)),
    }
    facts["hardened"] = HARDENED.format(**facts)
    return {
        WORKER: WORKER_UNIT.format(**facts),
        TARGET: TARGET_UNIT.format(**facts),
        BACKUP: BACKUP_UNIT.format(**facts),
        TIMER: TIMER_UNIT,
    }


def write(folder: Path, settings: ServerConfig, layout: Layout) -> list[Path]:
    """Write the units into a folder.

    Raises:
        StuntingError: it cannot be written to, or a path has a sign that a unit cannot hold.
    """
    written = []
    for name, text in texts(settings, layout).items():
        try:
            replace_with(folder / name, text.encode("utf-8"), mode=READABLE)
        except OSError as error:
            raise StuntingError(
                f"{folder / name} tidak dapat ditulis ({os.strerror(error.errno or 0)}). Jalankan dengan sudo, atau "
                "tulis ke folder lain lalu salin."
            ) from error
        written.append(folder / name)
    return written


def _plain(path: Path) -> str:
    """A path as a unit can hold it.

    Raises:
        StuntingError: it has a blank or a sign that means something to systemd.
    """
    text = str(path)
    if any(sign in text for sign in " \t\n\"'\\%$;"):
        raise StuntingError(f"Jalur {text} memuat spasi atau tanda khusus. Pindahkan ke folder dengan nama biasa.")
    return text
