"""What systemd is told: that a worker answers, again and again, and when it ends (sd_notify, without a library).

A worker whose event loop hangs still has a living process; so before it says that it lives, it asks itself.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import urllib.request

# Whoever supervises may be slow to hear; work and the end of work do not wait for that.
PATIENCE_S = 1.0
SOCKET, EVERY_US, OF_PID = "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"


class Supervised:
    """Speaks to whoever supervises this process; to nobody where nobody does.

    url: asked before every sign of life
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._ended = threading.Event()

    def ready(self) -> None:
        """The first visitor may come."""
        if not _tell(f"READY=1\nMAINPID={os.getpid()}"):
            return
        every_s = _watchdog_s()
        if every_s:
            threading.Thread(target=self._live, args=(every_s / 3,), name="watchdog", daemon=True).start()

    def stopping(self) -> None:
        """No further visitor is taken."""
        if not self._ended.is_set():
            self._ended.set()
            _tell("STOPPING=1")

    def _live(self, pause_s: float) -> None:
        while not self._ended.wait(pause_s):
            with contextlib.suppress(OSError), urllib.request.urlopen(self._url, timeout=pause_s) as answer:
                if answer.status == 200:
                    _tell("WATCHDOG=1")


def _watchdog_s() -> float:
    """How often systemd wants a sign of life, 0 where it does not."""
    if os.environ.get(OF_PID, str(os.getpid())) != str(os.getpid()):
        return 0.0
    try:
        return int(os.environ.get(EVERY_US, "0")) / 1e6
    except ValueError:
        return 0.0


def _tell(message: str) -> bool:
    address = os.environ.get(SOCKET, "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return False
    # An abstract address begins with a zero byte, which the variable writes as @.
    place = f"\0{address[1:]}" if address.startswith("@") else address
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaking:
        speaking.settimeout(PATIENCE_S)
        speaking.connect(place)
        speaking.sendall(message.encode())
        return True
    return False
