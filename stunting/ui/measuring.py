"""How long every run of a page took, as Streamlit's runner tells it: whole pages and parts that run alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from streamlit.runtime import Runtime, exists
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from stunting.server.counting import COUNTS

ENDS = {
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR,
    ScriptRunnerEvent.SCRIPT_STOPPED_FOR_RERUN,
    ScriptRunnerEvent.FRAGMENT_STOPPED_WITH_SUCCESS,
}
# Of the thread that runs one script after the other.
_began = threading.local()


@contextmanager
def measured() -> Iterator[None]:
    """While open, every run is counted; a run costs some microseconds more."""
    plain = ScriptRunner.__init__

    def listening(self: ScriptRunner, *arguments: Any, **named: Any) -> None:
        plain(self, *arguments, **named)
        self.on_event.connect(_heard, weak=False)

    ScriptRunner.__init__ = listening  # type: ignore[method-assign]
    try:
        yield
    finally:
        ScriptRunner.__init__ = plain  # type: ignore[method-assign]


def open_sessions() -> int:
    """Pages that are open in this process."""
    return Runtime.instance()._session_mgr.num_active_sessions() if exists() else 0


def _heard(_sender: object, event: ScriptRunnerEvent | None = None, **_: object) -> None:
    if event is ScriptRunnerEvent.SCRIPT_STARTED:
        _began.at = time.perf_counter()
    elif event in ENDS:
        at = getattr(_began, "at", None)
        if at is not None:
            _began.at = None
            COUNTS.rerun(time.perf_counter() - at)
