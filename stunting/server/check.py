"""Whether a server may start: everything that is missing at once, one sentence each, with what to do.

What would leave a door open or lose what is entered stops the start; what is only unwise is said.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stunting.errors import LedgerError, StuntingError
from stunting.paths import Layout
from stunting.server.config import ServerConfig, data_folder, is_loopback

SHORTEST_SECRET = 32
# This program was written after the one; nobody runs it after the other.
EARLIEST, LATEST = dt.datetime(2026, 1, 1).astimezone(), dt.datetime(2100, 1, 1).astimezone()
# The clocks of two machines differ a little.
BACKWARDS = dt.timedelta(minutes=10)
HIGHEST_PORT = 65_535

HasAdmin = Callable[[Layout], bool]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One sentence; stops: the server does not start with it."""

    sentence: str
    stops: bool = True


def check(
    settings: ServerConfig, layout: Layout, *, has_admin: HasAdmin, now: dt.datetime | None = None
) -> list[Finding]:
    """Everything that is wrong or unwise.

    has_admin: whether an account may give rights to others
    """
    from stunting.server import restoring

    if restoring.is_unfinished(layout):
        return [
            Finding(
                sentence="Pemulihan cadangan terputus di tengah. Selesaikan dengan `python -m stunting backup restore "
                "--continue`."
            )
        ]
    return [
        *_address(settings),
        *_login(settings, layout, has_admin),
        *_folders(settings, layout),
        *_ledger(settings, layout),
        *_clock(layout, now or dt.datetime.now().astimezone()),
        *_machine(settings, layout),
    ]


def _address(settings: ServerConfig) -> Iterator[Finding]:
    if not settings.is_https and not is_loopback(settings.host):
        yield Finding(
            sentence=f"[server] public_url {settings.public_url} tanpa https: kata sandi dan data akan terbaca di "
            "jaringan. Pasang sertifikat di nginx, lalu tulis alamatnya dengan https://."
        )
    if settings.ports[-1] > HIGHEST_PORT:
        yield Finding(
            sentence=f"[server] base_port {settings.base_port} dengan {settings.workers} proses melewati porta "
            f"{HIGHEST_PORT}. Pilih base_port yang lebih kecil."
        )


def _login(settings: ServerConfig, layout: Layout, has_admin: HasAdmin) -> Iterator[Finding]:
    if not settings.cookie_secret:
        yield Finding(
            sentence="[login] cookie_secret_file belum berisi rahasia. Jalankan `python -m stunting server init "
            "--secrets`."
        )
    elif len(settings.cookie_secret) < SHORTEST_SECRET:
        yield Finding(
            sentence=f"Rahasia kuki terlalu pendek ({len(settings.cookie_secret)} huruf, paling sedikit "
            f"{SHORTEST_SECRET}). Hapus berkasnya, lalu jalankan `python -m stunting server init --secrets`."
        )
    if not settings.local_accounts and settings.oidc is None:
        yield Finding(
            sentence="Tidak ada cara masuk: [login] local_accounts = false dan [oidc] kosong. Nyalakan salah satu."
        )
    try:
        is_managed = has_admin(layout)
    except StuntingError as refused:
        yield Finding(sentence=str(refused))
        return
    if not is_managed:
        yield Finding(
            sentence="Belum ada akun admin, jadi tidak seorang pun dapat memberi hak. Buat dengan "
            "`python -m stunting akun create-admin --help`."
        )


def _folders(settings: ServerConfig, layout: Layout) -> Iterator[Finding]:
    data = data_folder(layout)
    for folder, what in ((data, "Folder data"), (layout.published, "Folder berkas peramban")):
        problem = _unwritable(folder)
        if problem:
            yield Finding(
                sentence=f"{what} {folder} tidak dapat ditulisi ({problem}). Berikan kepada pengguna "
                f"`{settings.user}`: `chown -R {settings.user} {folder}`."
            )
    if os.name == "nt":
        return
    private = (settings.path, data / "rahasia", layout.restricted, layout.ledger)
    for path in private:
        if path.exists() and path.stat().st_mode & 0o077:
            mode = "700" if path.is_dir() else "600"
            yield Finding(sentence=f"{path} dapat dibuka pengguna lain. Jalankan `chmod {mode} {path}`.")


def _unwritable(folder: Path) -> str:
    """Why nothing can be written there, "" where it can."""
    trial = folder / f".coba-{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"coba")
        trial.unlink()
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def _ledger(settings: ServerConfig, layout: Layout) -> Iterator[Finding]:
    from stunting.ledger.books import VARIABLE, place_of
    from stunting.ledger.standing import standing

    try:
        found = standing(place_of(settings.ledger_url or os.environ.get(VARIABLE) or layout))
    except LedgerError as refused:
        yield Finding(sentence=f"Buku tidak dapat dibuka: {refused}")
    else:
        yield from (Finding(sentence=f"Buku tidak utuh: {one.sentence}", stops=False) for one in found.breaks)
    if settings.workers > 1 and not (settings.ledger_url or os.environ.get(VARIABLE)):
        yield Finding(
            sentence=f"Buku berupa berkas SQLite dan dipakai {settings.workers} proses: aman di satu komputer dengan "
            "diska lokal, tetapi penulis saling menunggu. Untuk server pakai PostgreSQL ([ledger] url).",
            stops=False,
        )


def _clock(layout: Layout, now: dt.datetime) -> Iterator[Finding]:
    from stunting import releases

    if not EARLIEST < now < LATEST:
        yield Finding(
            sentence=f"Jam komputer menunjuk {now:%d-%m-%Y}, jelas salah: masa berlaku akun dan catatan buku "
            "bergantung padanya. Nyalakan NTP: `timedatectl set-ntp true`."
        )
        return
    newest = max((one.created for one in releases.list_releases(layout)), default=None)
    if newest is not None and newest > now + BACKWARDS:
        yield Finding(
            sentence=f"Jam komputer ({now:%d-%m-%Y %H.%M}) lebih lambat daripada rilis terbaru "
            f"({newest:%d-%m-%Y %H.%M}). Periksa jam dengan `timedatectl`, lalu mulai lagi."
        )


def _machine(settings: ServerConfig, layout: Layout) -> Iterator[Finding]:
    from stunting import releases

    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield Finding(
            sentence=f"Server dijalankan sebagai root. Jalankan sebagai pengguna `{settings.user}`.", stops=False
        )
    if not releases.list_releases(layout):
        yield Finding(
            sentence="Belum ada rilis data. Jalankan `python -m stunting build` sebagai pengguna yang sama.",
            stops=False,
        )
    data = data_folder(layout).resolve()
    if settings.backup_folder.resolve().is_relative_to(data):
        yield Finding(
            sentence=f"[backup] folder ada di dalam {data}: bila diska itu rusak, cadangannya ikut hilang. "
            "Tunjuk folder di diska lain.",
            stops=False,
        )
