"""Who did what on a server: logins, grants, what was opened and taken along. A book of its own, chained as the ledger.

    audit.record(Event.EXPORT, "3514", {"berkas": "xlsx", "baris": 412, "rilis": release_id})

A line is on its way in microseconds and in the chain a moment later; nobody waits for it. Nothing in it says a child, a
password or an address that was typed: names of accounts and areas, kinds and counts. On a laptop nothing is recorded:
there is one person, without an account, who owns the folder in which it would lie.
"""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import os
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from stunting.access import viewer
from stunting.access.spool import Line, Spool, take_over
from stunting.access.viewer import ServiceMode
from stunting.errors import LedgerError
from stunting.geography import COUNTRY
from stunting.languages import Words
from stunting.paths import Layout
from stunting.typed_texts import one_line

# Lines that go into the chain together, how long they are collected, and the pause after a refusal.
MOST_TOGETHER, COLLECT_S, REFUSED_S = 200, 0.3, 5.0
# A clean stop waits at most this long for the chain; what is left then waits in the file.
STOP_S = 10.0
# Stored in the trail as it is; `trail` says it in the reader's language.
NOBODY = "(tanpa akun)"  # no text
LONGEST = 200
# How far back a line of a process that was killed may already be in the chain.
LOOK_BACK = 2_000

log = logging.getLogger(__name__)

Detail = Mapping[str, str | int | float | bool | None]
Clock = Callable[[], dt.datetime]


class Event(StrEnum):
    """What happened; the value is the kind of the entry."""

    LOGIN = "masuk"
    LOGIN_FAILED = "masuk_gagal"
    LOCKED = "terkunci"
    LOGOUT = "keluar"
    REFUSED = "ditolak"
    ACCOUNT_MADE = "akun_dibuat"
    ACCOUNT_CHANGED = "akun_diubah"
    ACCOUNT_DISABLED = "akun_dimatikan"
    ACCOUNT_ENABLED = "akun_dinyalakan"
    SESSIONS_ENDED = "sesi_diakhiri"
    GRANT_GIVEN = "hak_diberi"
    GRANT_CHANGED = "hak_diubah"
    GRANT_ENDED = "hak_berakhir"
    PASSWORD_RESET = "sandi_direset"
    PASSWORD_CHANGED = "sandi_diganti"
    INTERNAL_OPENED = "internal_dibuka"
    RESTRICTED_OPENED = "terbatas_dibuka"
    EXPORT = "ekspor"
    IMPORT = "impor"
    RELEASE_CHANGED = "rilis_diganti"
    SEEN_AS = "lihat_sebagai"
    TRAIL_READ = "jejak_diekspor"


LABELS: Mapping[Event, str] = Words(
    {
        Event.LOGIN: "Masuk",
        Event.LOGIN_FAILED: "Gagal masuk",
        Event.LOCKED: "Terkunci",
        Event.LOGOUT: "Keluar",
        Event.REFUSED: "Ditolak",
        Event.ACCOUNT_MADE: "Akun dibuat",
        Event.ACCOUNT_CHANGED: "Akun diubah",
        Event.ACCOUNT_DISABLED: "Akun dimatikan",
        Event.ACCOUNT_ENABLED: "Akun dinyalakan",
        Event.SESSIONS_ENDED: "Sesi diakhiri",
        Event.GRANT_GIVEN: "Hak diberi",
        Event.GRANT_CHANGED: "Hak diubah",
        Event.GRANT_ENDED: "Hak berakhir",
        Event.PASSWORD_RESET: "Sandi direset",
        Event.PASSWORD_CHANGED: "Sandi diganti",
        Event.INTERNAL_OPENED: "Mode internal dibuka",
        Event.RESTRICTED_OPENED: "Data terbatas dibuka",
        Event.EXPORT: "Diunduh",
        Event.IMPORT: "Impor",
        Event.RELEASE_CHANGED: "Rilis diganti",
        Event.SEEN_AS: "Lihat sebagai",
        Event.TRAIL_READ: "Jejak diunduh",
    }
)


def record(
    event: Event | str,
    area_code: str = COUNTRY,
    detail: Detail | None = None,
    *,
    author: str | None = None,
    layout: Layout | None = None,
    always: bool = False,
) -> None:
    """Note what somebody did; it never raises and never waits for the chain.

    author: the account, without it whoever looks now
    always: also on a laptop, for what is done to accounts by the command line
    """
    if viewer.service_mode() is ServiceMode.LAPTOP and not always:
        return
    try:
        recorder_of(layout or Layout.default()).put(event, area_code, detail or {}, _author(author))
    except Exception:
        # A page must not fall over what is written about it; whoever runs the server has to hear of it.
        log.exception("Jejak akses tidak dapat ditulis. Periksa ruang kosong dan izin folder data.")


class Recorder:
    """What one process notes in one installation: lines wait in a file, a thread puts them into the chain."""

    def __init__(self, layout: Layout, clock: Clock = lambda: dt.datetime.now().astimezone()) -> None:
        self._layout, self._clock = layout, clock
        self._spool = Spool(folder_of(layout))
        self._news = threading.Condition()
        self._is_closing = False
        self._put_n = self._done_n = 0
        self._thread: threading.Thread | None = None

    def put(self, event: Event | str, area_code: str, detail: Detail, author: str) -> None:
        """Let one line wait for the chain.

        Raises:
            OSError: the folder cannot be written to.
        """
        line: Line = {
            "kind": str(event),
            "subject": one_line(area_code)[:LONGEST] or COUNTRY,
            "author": one_line(author)[:LONGEST] or NOBODY,
            "body": {
                **{key: _short(value) for key, value in detail.items()},
                "pada": self._clock().isoformat(timespec="milliseconds"),
                "id": uuid.uuid4().hex,
            },
        }
        self._spool.put(line)
        with self._news:
            self._put_n += 1
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="jejak", daemon=True)
                self._thread.start()
            self._news.notify()

    def flush(self, patience_s: float = STOP_S) -> bool:
        """Wait until everything that was put is in the chain; False when that took too long."""
        with self._news:
            wanted = self._put_n
            self._news.notify()
            return self._news.wait_for(lambda: self._done_n >= wanted, timeout=patience_s)

    def close(self, patience_s: float = STOP_S) -> None:
        """Hand on what waits, then stop; what the chain does not take stays in the file for the next start."""
        with self._news:
            self._is_closing = True
            self._news.notify()
            thread = self._thread
        if thread is not None:
            thread.join(timeout=patience_s)
        self._spool.close()

    def take_over(self) -> int:
        """Hand on what killed processes left.

        Raises:
            LedgerError: the chain cannot be written; the files stay.
        """
        return take_over(folder_of(self._layout), lambda lines: self._append(lines, is_old=True))

    def _run(self) -> None:
        is_first = True
        while True:
            with self._news:
                if self._done_n >= self._put_n and not self._is_closing:
                    self._news.wait()
                # A short pause makes one writing of many lines.
                if not self._is_closing:
                    self._news.wait(COLLECT_S)
                if self._is_closing and self._done_n >= self._put_n:
                    return
            try:
                if is_first:
                    self.take_over()
                    is_first = False
                self._hand_on()
            except Exception as refused:
                log.warning("Jejak akses menunggu: %s", refused)
                with self._news:
                    if self._is_closing:
                        return
                    self._news.wait(REFUSED_S)

    def _hand_on(self) -> None:
        while lines := self._spool.waiting(MOST_TOGETHER):
            self._append(lines)
            self._spool.taken(len(lines))
            with self._news:
                self._done_n += len(lines)
                self._news.notify_all()

    def _append(self, lines: Sequence[Line], *, is_old: bool = False) -> None:
        # SQLAlchemy takes a moment that a process without accounts need not wait for.
        from stunting.ledger import Draft, trails

        year = self._clock().year
        # The program writes this, whoever looks.
        with viewer.looking_as(viewer.OWNER):
            if is_old:
                known = {one.body.get("id") for one in trails.open_year(self._layout, year).entries(limit=LOOK_BACK)}
                lines = [one for one in lines if one["body"].get("id") not in known]
            drafts = [Draft(reason="", release_id="", **one) for one in lines]
            if drafts:
                trails.add(self._layout, year, drafts)


_RECORDERS: dict[tuple[int, Path], Recorder] = {}
_MAKING = threading.Lock()


def recorder_of(layout: Layout) -> Recorder:
    """The recorder of an installation, one per process.

    Raises:
        OSError: the folder cannot be written to.
    """
    key = (os.getpid(), folder_of(layout))
    with _MAKING:
        if key not in _RECORDERS:
            _RECORDERS[key] = Recorder(layout)
        return _RECORDERS[key]


def folder_of(layout: Layout) -> Path:
    """Where lines wait, and where the chain lies without a server."""
    return layout.restricted / "jejak"


def flush(layout: Layout) -> bool:
    """Wait until everything that this process noted is in the chain."""
    with _MAKING:
        recorder = _RECORDERS.get((os.getpid(), folder_of(layout)))
    return recorder is None or recorder.flush()


def close() -> None:
    """Hand on what waits, at the clean end of a process."""
    with _MAKING:
        ending = [_RECORDERS.pop(key) for key in list(_RECORDERS) if key[0] == os.getpid()]
    for one in ending:
        try:
            one.close()
        except (OSError, LedgerError) as refused:
            log.warning("Jejak akses menunggu di berkas antrean: %s", refused)


atexit.register(close)


def _author(given: str | None) -> str:
    if given is not None:
        return given
    who = viewer.current()
    if who.seen_as:
        return f"{who.seen_as} (lihat sebagai)"  # no text
    return "(pemilik)" if who.is_owner else who.name or NOBODY


def _short(value: Any) -> Any:
    return one_line(value)[:LONGEST] if isinstance(value, str) else value
