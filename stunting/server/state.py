"""What a person wants to know of an installation: its workers, release, ledger, backups, disk, and what to do."""

from __future__ import annotations

import time
from dataclasses import dataclass

from stunting import formats
from stunting.paths import Layout
from stunting.server import heartbeats
from stunting.server.config import ServerConfig
from stunting.server.health import Facts
from stunting.server.heartbeats import Heartbeat

# A backup every night, and one that failed.
OLDEST_BACKUP_S = 50 * 3600.0
FULL_SHARE = 0.9
DAY_S, HOUR_S = 86_400.0, 3_600.0


@dataclass(frozen=True, kw_only=True)
class WorkerState:
    """One worker; beat: None when it never told anything."""

    number: int
    beat: Heartbeat | None
    is_alive: bool


@dataclass(frozen=True, kw_only=True)
class State:
    """Everything at one moment.

    to_do:      what is wrong and what to do, the worst first; nothing when all is well
    backup_age_s: of the newest backup, None without any or on a laptop
    """

    at: float
    facts: Facts
    workers: tuple[WorkerState, ...]
    backup_age_s: float | None
    backup_n: int
    to_do: tuple[str, ...]


def state(layout: Layout, settings: ServerConfig | None, facts: Facts, *, now: float | None = None) -> State:
    """The state of the installation, as any of its workers can tell it."""
    at = time.time() if now is None else now
    beats = heartbeats.read(layout)
    worker_n = settings.workers if settings is not None else 1
    workers = tuple(
        WorkerState(number=number, beat=found, is_alive=found is not None and not found.is_silent(at))
        for number in range(1, worker_n + 1)
        for found in (beats.get(number),)
    )
    times = _backup_times(settings)
    age = at - max(times) if times else None
    to_do = (*facts.reasons, *_of_workers(workers, settings), *_of_backups(age, settings), *facts.warnings)
    return State(
        at=at,
        facts=facts,
        workers=workers,
        backup_age_s=age,
        backup_n=len(times),
        to_do=tuple(dict.fromkeys((*to_do, *_of_disk(facts)))),
    )


def age(seconds: float) -> str:
    """ "3 hari", "5 jam", "12 menit": as people say it."""
    for size, noun in ((DAY_S, "hari"), (HOUR_S, "jam"), (60.0, "menit")):
        if seconds >= size:
            return f"{formats.number(seconds // size)} {noun}"
    return f"{formats.number(max(seconds, 0) // 1)} detik"


def _of_workers(workers: tuple[WorkerState, ...], settings: ServerConfig | None) -> list[str]:
    if settings is None:
        return []
    said = []
    for one in workers:
        unit = f"stunting@{one.number}"
        if not one.is_alive:
            since = "belum pernah melapor"
            if one.beat is not None:
                since = f"diam sejak {age(time.time() - one.beat.at)} yang lalu"
            said.append(
                f"Proses {one.number} {since}. Lihat `systemctl status {unit}` dan `journalctl -u {unit} -n 50`."
            )
        elif one.beat is not None and one.beat.resident_bytes > settings.memory_mb * 0.9e6:
            said.append(
                f"Proses {one.number} memakai {formats.number(one.beat.resident_bytes / 1e6)} MB dari paling banyak "
                f"{formats.number(settings.memory_mb)} MB. Mulai ulang pada jam sepi: `systemctl restart {unit}`."
            )
    living = [one.beat for one in workers if one.beat is not None and one.is_alive]
    if len({one.version for one in living}) > 1:
        said.append(
            "Versi program tidak sama di semua proses. Selesaikan pemutakhiran: `systemctl restart 'stunting@*'`."
        )
    return said


def _of_backups(age_s: float | None, settings: ServerConfig | None) -> list[str]:
    if settings is None:
        return []
    if age_s is None:
        return [
            "Belum ada cadangan. Jalankan `python -m stunting backup create`, lalu nyalakan "
            "`systemctl enable --now stunting-backup.timer`."
        ]
    if age_s > OLDEST_BACKUP_S:
        return [
            f"Cadangan terbaru berumur {age(age_s)}. Lihat `journalctl -u stunting-backup` dan jalankan "
            "`python -m stunting backup create`."
        ]
    return []


def _of_disk(facts: Facts) -> list[str]:
    if facts.disk_total and facts.disk_free < facts.disk_total * (1 - FULL_SHARE) and facts.is_ready:
        return [
            f"Diska terisi {formats.number(100 - 100 * facts.disk_free / facts.disk_total)}%. Hapus rilis lama dengan "
            "`python -m stunting release prune` dan cadangan lama dengan `backup create --prune`."
        ]
    return []


def _backup_times(settings: ServerConfig | None) -> list[float]:
    from stunting.server import backups

    if settings is None:
        return []
    return [one.made_at.timestamp() for one in backups.listed(settings.backup_folder)]
