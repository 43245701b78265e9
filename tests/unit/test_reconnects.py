"""A session whose socket broke: it gets all of its next run, and looks at no file of the program."""

import asyncio
import contextlib
import time
from types import SimpleNamespace

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from stunting.ui import reconnects

SECONDS = 20.0


@pytest.fixture
def unwatched(monkeypatch):
    """As `.streamlit/config.toml` sets it; Streamlit's own ways come back afterwards."""
    monkeypatch.setattr(AppSession, "register_file_watchers", AppSession.register_file_watchers)
    monkeypatch.setattr(WebsocketSessionManager, "list_active_sessions", WebsocketSessionManager.list_active_sessions)
    before = config.get_option("server.fileWatcherType")
    config.set_option("server.fileWatcherType", "none")
    yield
    config.set_option("server.fileWatcherType", before)


@pytest.fixture
def made(tmp_path, unwatched, monkeypatch):
    """Makes Streamlit's runtime, of a page with one line; there is one per process."""
    monkeypatch.setattr(Runtime, "_instance", None)
    page = tmp_path / "halaman.py"
    page.write_text("import streamlit as st\n\nst.text('Bantul')\n", encoding="utf-8")

    def make():
        media = MemoryMediaFileStorage("/media")
        return Runtime(RuntimeConfig(str(page), media, MemoryUploadedFileManager("/berkas")))

    return make


class Browser(SessionClient):
    """What came through one socket. then: called with the kind of each message, in the thread of the server"""

    client_context = None

    def __init__(self, then=None):
        self.kinds = []
        self._then = then

    def write_forward_msg(self, msg):
        kind = msg.WhichOneof("type")
        self.kinds.append(kind)
        if self._then is not None:
            self._then(kind)


def rerun():
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message


async def until(holds):
    async with asyncio.timeout(SECONDS):
        while not holds():
            await asyncio.sleep(0.01)


async def back_while_another_is_served(runtime):
    """Who comes back while the messages of somebody else are being sent; returns what the new socket got."""
    await runtime.start()
    before, now = Browser(), Browser()

    def comes_back(kind):
        if kind == "script_finished" and not now.kinds and session is not None:
            runtime.disconnect_session(session, client=before)
            runtime.connect_session(now, {}, existing_session_id=session)
            runtime.handle_backmsg(session, rerun(), client=now)
            # The run is on its way before the server gets to the next session of its list.
            time.sleep(0.5)

    session = None
    served = runtime.connect_session(Browser(then=comes_back), {})
    session = runtime.connect_session(before, {})
    runtime.handle_backmsg(session, rerun(), client=before)
    await until(lambda: "script_finished" in before.kinds)
    runtime.handle_backmsg(served, rerun())
    with contextlib.suppress(TimeoutError):
        await until(lambda: "script_finished" in now.kinds)
    runtime.stop()
    await runtime.stopped
    return now.kinds


def test_it_gets_every_message_of_its_run(made):
    reconnects.mend()

    kinds = asyncio.run(back_while_another_is_served(made()))

    assert [kind for kind in kinds if kind in ("new_session", "delta", "script_finished")] == [
        "new_session",
        "delta",
        "script_finished",
    ]


def test_who_is_counted_is_connected(made):
    reconnects.mend()

    async def counted():
        runtime = made()
        await runtime.start()
        for _ in range(3):
            session = runtime.connect_session(Browser(), {})
        runtime.disconnect_session(session)
        found = runtime._session_mgr.num_active_sessions(), len(list(runtime._session_mgr.list_active_sessions()))
        runtime.stop()
        await runtime.stopped
        return found

    assert asyncio.run(counted()) == (2, 2)


def test_it_looks_at_no_file_of_the_program(unwatched):
    reconnects.mend()
    session = SimpleNamespace(_local_sources_watcher=None)

    AppSession.register_file_watchers(session)

    assert session._local_sources_watcher is None
