"""One session as a browser keeps it: the address, the widgets and what was typed, over Streamlit's own messages."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from scripts.visitors.widgets import Button, Choice, Field, held, known, refusal

PATIENCE_SECONDS = 60.0
SUPERSEDED = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_EARLY_FOR_RERUN")
NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"


class NotThereError(Exception):
    """The page has no such widget."""


@dataclass(kw_only=True)
class Run:
    """What one run of the script sent: seconds until it finished, bytes, errors, and sentences in place of figures."""

    seconds: float
    size: int
    errors: list[str]
    refusals: list[str] = field(default_factory=list)


@dataclass
class Visitor:
    """One session.

    cookies: sent with the handshake, as a browser that was here before
    source:  the address this visitor comes from, where a proxy tells visitors apart by it
    watch:   receives every message as it came
    texts:   what the page says in HTML since it was drawn as a whole
    """

    url: str
    cookies: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    watch: Callable[[bytes], object] | None = None
    patience_s: float = PATIENCE_SECONDS
    choices: dict[str, Choice] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: dict[str, Button] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    page_hash: str = ""
    query: str = ""
    session_id: str = ""
    toasts: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    _socket: websockets.ClientConnection | None = None

    async def open(self, path: str = "/", query: str | Mapping[str, str] = "") -> Run:
        """A new window: connect and run the page once."""
        self.page_hash = self.session_id = ""
        self.states.clear()
        self.query = query if isinstance(query, str) else urlencode(query)
        await self._connect()
        return await self._rerun(page_name=path.strip("/"))

    async def reconnect(self) -> Run:
        """Come back as a browser does after the socket broke: the same session if it is still there, else a new one."""
        await self._connect()
        return await self._rerun()

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()

    def drop(self) -> None:
        """Break the connection without a word, as a lost Wi-Fi does."""
        if self._socket is not None:
            self._socket.transport.abort()

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
        self.states[choice.id] = choice.state(value)
        return await self._rerun(fragment_id=choice.fragment_id)

    async def go(self, page: str, query: str | Mapping[str, str] | None = None) -> Run:
        """To another page; without a query the address keeps its own."""
        self.page_hash = self.pages[page]
        if query is not None:
            self.query = query if isinstance(query, str) else urlencode(query)
        self._forget()
        self.states.clear()
        return await self._rerun()

    def fill(self, form: str, values: Mapping[str, str]) -> None:
        """Type into the boxes of a form, by their labels; nothing is sent before its button is pressed.

        Raises:
            NotThereError: the form has no such box.
        """
        for label, value in values.items():
            found = [one for one in self.fields.values() if one.label == label and one.form_id == form]
            if not found:
                raise NotThereError(f"no box '{label}'")
            self.states[found[-1].id] = WidgetState(id=found[-1].id, string_value=value)

    def type(self, label: str, value: str) -> None:
        """Into a box outside of every form; it is sent with the next run."""
        self.fill("", {label: value})

    def button(self, label: str) -> Button:
        """A button of the page by the beginning of its label.

        Raises:
            NotThereError: the page has no such button.
        """
        found = [one for one in self.buttons.values() if one.label.startswith(label)]
        if not found:
            raise NotThereError(f"no button '{label}'")
        return found[-1]

    async def press(self, button: Button) -> Run:
        """A button is down for one run; what was typed into its form is sent with it."""
        pressed = WidgetState(id=button.id, trigger_value=True)
        run = await self._rerun(fragment_id=button.fragment_id, also=(pressed,))
        for one in self.fields.values():
            if one.form_id and one.form_id == button.form_id:
                self.states.pop(one.id, None)
        return run

    async def _connect(self) -> None:
        root = urlsplit(self.url)
        scheme = "wss" if root.scheme == "https" else "ws"
        known_as = [self.session_id] if self.session_id else []
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self._socket = await websockets.connect(
            f"{scheme}://{root.netloc}{root.path.rstrip('/')}/_stcore/stream",
            # The third is the session that was there before.
            subprotocols=[  # type: ignore[arg-type]
                "streamlit",
                self.cookies.get("_streamlit_xsrf", NO_TOKEN),
                *known_as,
            ],
            origin=f"{root.scheme}://{root.netloc}",  # type: ignore[arg-type]
            additional_headers=headers if self.cookies else {},
            max_size=None,
            open_timeout=self.patience_s,
            ping_interval=None,
            compression=None,
            **({"local_addr": (self.source, 0)} if self.source else {}),
        )

    async def _rerun(self, *, page_name: str = "", fragment_id: str = "", also: Iterable[WidgetState] = ()) -> Run:
        message = BackMsg()
        client = message.rerun_script
        client.query_string = self.query
        client.page_script_hash = self.page_hash
        client.page_name = page_name
        client.fragment_id = fragment_id
        client.widget_states.widgets.extend((*self.states.values(), *also))
        client.context_info.timezone = "Asia/Jakarta"
        client.context_info.locale = "id-ID"
        client.context_info.url = self.url
        started = time.perf_counter()
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(self.patience_s):
            return await self._until_finished(started)

    async def _until_finished(self, started: float) -> Run:
        assert self._socket is not None
        size, errors = 0, []
        refusals: list[str] = []
        # The end of the run before may still be on its way to who comes back.
        has_begun = False
        while True:
            payload = await self._socket.recv()
            assert isinstance(payload, bytes)
            size += len(payload)
            if self.watch is not None:
                self.watch(payload)
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "delta":
                errors += self._note(message.delta)
                refusals += refusal(message.delta.new_element)
            elif kind == "page_not_found":
                errors.append("page not found")
            elif kind == "script_finished" and has_begun and message.script_finished != SUPERSEDED:
                return Run(seconds=time.perf_counter() - started, size=size, errors=errors, refusals=refusals)
            else:
                has_begun = has_begun or kind == "new_session"
                self._hear(kind, message)

    def _hear(self, kind: str | None, message: ForwardMsg) -> None:
        """What the browser keeps besides the elements."""
        if kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
            self.pages = {
                page.url_pathname: page.page_script_hash
                for page in message.navigation.app_pages
                if not page.external_url
            }
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "new_session":
            self.session_id = message.new_session.initialize.session_id or self.session_id
            self._forget(message.metadata.run.fragment_ids)

    def _forget(self, fragment_ids: Collection[str] = ()) -> None:
        """A run draws every widget of the page, or of some parts of it, anew."""
        for kept in (self.choices, self.fields, self.buttons):
            for one in [key for key, widget in kept.items() if not fragment_ids or widget.fragment_id in fragment_ids]:
                del kept[one]
        if not fragment_ids:
            self.texts.clear()

    def _note(self, delta: Delta) -> list[str]:
        """Remember a widget; return the errors that an element shows."""
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            return [f"{element.exception.type}: {element.exception.message}"]
        if kind == "alert" and element.alert.format == element.alert.ERROR:
            return [element.alert.body]
        if kind == "toast":
            self.toasts.append(element.toast.body)
            return []
        if kind == "html":
            self.texts.append(element.html.body)
            return []
        found = known(element, delta.fragment_id)
        if isinstance(found, Choice):
            self.choices[found.id] = found
        elif isinstance(found, Field):
            self.fields[found.id] = found
        elif isinstance(found, Button):
            self.buttons[found.id] = found
        if found is not None and (state := held(element)) is not None:
            # What the script sets takes the place of what the reader chose.
            self.states[found.id] = state
        return []
