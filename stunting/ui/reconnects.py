"""Three things that Streamlit 1.67 does to sessions whose socket broke and that come back, and what is done instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import wraps

from streamlit import config
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.session_manager import ActiveSessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager


def mend() -> None:
    """Sessions that come back lose no message of their run and no press, and leave the program's files unwatched."""
    WebsocketSessionManager.list_active_sessions = _still_active  # type: ignore[method-assign]
    _run_whole_where_a_part_is_unknown()
    # Streamlit asks that setting for new sessions only. One that reconnects would look up every file of every module
    # after each run, one second of the event loop in which nobody is served.
    if config.get_option("server.fileWatcherType") == "none":
        AppSession.register_file_watchers = _no_watchers  # type: ignore[method-assign]


class StillActive(list[ActiveSessionInfo]):
    """The connected sessions; passing through them leaves out whom another connection has replaced meanwhile.

    The server empties the queue of one session after the other and waits in between. Under its old connection the
    messages of one that came back in that time, the beginning of its new run among them, would go to the socket that
    broke: its page stays as it was, and nothing tells it that it is out of date.
    """

    def __init__(self, active: Mapping[str, ActiveSessionInfo]) -> None:
        super().__init__(active.values())
        self._active = active

    def __iter__(self) -> Iterator[ActiveSessionInfo]:
        return (one for one in super().__iter__() if self._active.get(one.session.id) is one)


def _still_active(self: WebsocketSessionManager) -> list[ActiveSessionInfo]:
    return StillActive(self._active_session_info_by_id)


def _run_whole_where_a_part_is_unknown() -> None:
    """What is pressed in a part (`st.fragment`) that the session does not know runs the whole page, pressed.

    After its server was started again, or another worker took over, an open page is in a new session that knows the
    parts only when it has run once. Whoever presses Enter before that would be refused without a word, and believe
    that what was typed is saved. A part that runs by the clock is left out: nobody waits for it.
    """
    plain = AppSession.request_rerun
    if hasattr(plain, "__wrapped__"):
        return

    @wraps(plain)
    def request_rerun(self: AppSession, client_state: ClientState | None) -> None:
        if client_state is not None and _is_unknown(self, client_state.fragment_id) and not client_state.is_auto_rerun:
            client_state.fragment_id = ""
        plain(self, client_state)

    AppSession.request_rerun = request_rerun  # type: ignore[method-assign]


def _is_unknown(session: AppSession, part: str) -> bool:
    return bool(part) and not session.has_fragment(part)


def _no_watchers(self: AppSession) -> None:
    """Nothing to watch."""
