"""A session whose socket broke: it gets all of its next run, loses no press, and looks at no file of the program."""

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
    monkeypatch.setattr(AppSession, "request_rerun", AppSession.request_rerun)
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

    def make(script=page):
        media = MemoryMediaFileStorage("/media")
        return Runtime(RuntimeConfig(str(script), media, MemoryUploadedFileManager("/berkas")))

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


PART = """
import time
from pathlib import Path

import streamlit as st


@st.fragment
def part():
    if st.button("Simpan"):
        with Path({book!r}).open("a", encoding="utf-8") as book:
            book.write("tersimpan")


time.sleep({seconds})
part()
"""


class Reader(SessionClient):
    """Remembers every message of one socket."""

    client_context = None

    def __init__(self):
        self.messages = []

    def write_forward_msg(self, msg):
        self.messages.append(msg)

    @property
    def button(self):
        """The part and the number of the only button."""
        deltas = (one.delta for one in self.messages if one.WhichOneof("type") == "delta")
        return next((one.fragment_id, one.new_element.button.id) for one in deltas if one.new_element.button.id)

    @property
    def runs(self):
        return sum(one.WhichOneof("type") == "script_finished" for one in self.messages)


def pressed(part, button, *, by_the_clock=False):
    message = rerun()
    message.rerun_script.fragment_id = part
    message.rerun_script.is_auto_rerun = by_the_clock
    message.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
    return message


async def after_a_restart(runtime, *messages):
    """What a new session answers to messages of a page that another session has drawn; returns its reader."""
    await runtime.start()
    drawn, back = Reader(), Reader()
    session = runtime.connect_session(drawn, {})
    runtime.handle_backmsg(session, rerun())
    await until(lambda: drawn.runs)
    session = runtime.connect_session(back, {})
    for message in messages:
        runtime.handle_backmsg(session, message(*drawn.button))
        # The first run has begun, and is not at its part yet.
        await asyncio.sleep(0.1)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):
            await until(lambda: back.runs)
    runtime.stop()
    await runtime.stopped
    return back


def whole(_part, _button):
    return rerun()


@pytest.mark.parametrize("messages", [(pressed,), (whole, pressed)], ids=["before-any-run", "during-the-first"])
def test_what_is_pressed_before_the_session_knows_the_page_is_done_once(made, tmp_path, messages):
    reconnects.mend()
    book, script = tmp_path / "buku.txt", tmp_path / "bagian.py"
    script.write_text(PART.format(book=str(book), seconds=0.5), encoding="utf-8")

    asyncio.run(after_a_restart(made(script), *messages))

    assert book.read_text(encoding="utf-8") == "tersimpan"


def test_a_part_that_runs_by_the_clock_runs_no_page_that_does_not_know_it(made, tmp_path):
    reconnects.mend()
    book, script = tmp_path / "buku.txt", tmp_path / "bagian.py"
    script.write_text(PART.format(book=str(book), seconds=0), encoding="utf-8")

    back = asyncio.run(after_a_restart(made(script), lambda *which: pressed(*which, by_the_clock=True)))

    assert back.runs == 0
    assert not book.exists()


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
