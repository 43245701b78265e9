"""A visitor without a browser: speaks Streamlit's own messages over the websocket."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE_SECONDS = 60.0
FRAGMENT_DONE = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_FRAGMENT_RUN_SUCCESSFULLY")
SUPERSEDED = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_EARLY_FOR_RERUN")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A widget of the page with more than one value, and the fragment it belongs to."""

    kind: str
    id: str
    values: tuple[str | float, ...]
    fragment_id: str


@dataclass(kw_only=True)
class Run:
    """What one run of the script sent: seconds until it finished, bytes, and the errors on the page."""

    seconds: float
    size: int
    errors: list[str]


@dataclass
class Visitor:
    """One session."""

    url: str
    choices: dict[str, Choice] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    page_hash: str = ""
    query: str = ""

    async def open(self, path: str = "/", query: str = "") -> Run:
        """Connect and run the page once."""
        root = urlsplit(self.url)
        self._socket = await websockets.connect(
            f"ws://{root.netloc}{root.path.rstrip('/')}/_stcore/stream",
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],
            max_size=None,
            open_timeout=PATIENCE_SECONDS,
        )
        self.query = query
        return await self._rerun(page_name=path.strip("/"))

    async def close(self) -> None:
        await self._socket.close()

    async def act(self, chance: random.Random, *, page_share: float = 0.1) -> Run:
        """Change one widget, or now and then go to another page."""
        others = [name for name, page_hash in self.pages.items() if page_hash != self.page_hash]
        if others and (not self.choices or chance.random() < page_share):
            return await self.go(chance.choice(others))
        if not self.choices:
            return await self._rerun()
        choice = chance.choice(list(self.choices.values()))
        return await self.choose(choice, chance.choice(choice.values))

    async def choose(self, choice: Choice, value: str | float) -> Run:
        state = WidgetState(id=choice.id)
        if choice.kind == "slider":
            state.double_array_value.data.append(float(value))
        elif choice.kind == "button_group":
            state.string_array_value.data.append(str(value))
        else:
            state.string_value = str(value)
        self.states[choice.id] = state
        return await self._rerun(fragment_id=choice.fragment_id)

    async def go(self, page: str) -> Run:
        self.page_hash, self.query = self.pages[page], ""
        self.choices.clear()
        self.states.clear()
        return await self._rerun()

    async def _rerun(self, *, page_name: str = "", fragment_id: str = "") -> Run:
        message = BackMsg()
        client = message.rerun_script
        client.query_string = self.query
        client.page_script_hash = self.page_hash
        client.page_name = page_name
        client.fragment_id = fragment_id
        client.widget_states.widgets.extend(self.states.values())
        client.context_info.timezone = "Asia/Jakarta"
        client.context_info.locale = "id-ID"
        started = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._until_finished(started)

    async def _until_finished(self, started: float) -> Run:
        size, errors = 0, []
        while True:
            payload = await self._socket.recv()
            size += len(payload)
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.page_hash = message.navigation.page_script_hash
                self.pages = {
                    page.url_pathname: page.page_script_hash
                    for page in message.navigation.app_pages
                    if not page.external_url
                }
            elif kind == "page_info_changed":
                # The address, as the browser would send it with the next run.
                self.query = message.page_info_changed.query_string
            elif kind == "delta":
                errors += self._note(message)
            elif kind == "page_not_found":
                errors.append("page not found")
            elif kind == "script_finished" and message.script_finished != SUPERSEDED:
                return Run(seconds=time.perf_counter() - started, size=size, errors=errors)

    def _note(self, message: ForwardMsg) -> list[str]:
        """Remember a widget that can be changed; return the errors that an element shows."""
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            return [f"{element.exception.type}: {element.exception.message}"]
        if kind == "alert" and element.alert.format == element.alert.ERROR:
            return [element.alert.body]
        values: tuple[str | float, ...] = ()
        if kind in ("selectbox", "radio"):
            values = tuple(getattr(element, kind).options)
        elif kind == "button_group":
            values = tuple(option.content for option in element.button_group.options)
        elif kind == "slider" and len(element.slider.default) == 1:
            slider = element.slider
            steps = int((slider.max - slider.min) / slider.step) if slider.step else 0
            values = tuple(slider.min + slider.step * step for step in range(steps + 1))
        if kind and len(values) > 1 and not getattr(element, kind).disabled:
            widget_id = getattr(element, kind).id
            self.choices[widget_id] = Choice(
                kind=kind, id=widget_id, values=values, fragment_id=message.delta.fragment_id
            )
        return []
