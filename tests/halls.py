"""A small deck and a hall that shows it, for tests: words and invented figures, and notes that nobody may see."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from stunting.geography import Register
from stunting.hall.assets import Assets
from stunting.hall.decks import PackedDeck, pack
from stunting.hall.hall import Hall
from stunting.hall.listener import Listener
from stunting.paths import ROOT, Layout
from stunting.slides.slide import AreaCard, Deck, KeyFigure, Slide
from tests.agendas import AGENDA as PLAIN
from tests.agendas import RELEASE
from tests.meetings import register

SECRET = "RAHASIA-PEMBICARA"
AGENDA = replace(PLAIN, steps=tuple(replace(one, notes=SECRET, speaker=SECRET) for one in PLAIN.steps))
FIGURE = KeyFigure(text="14,2%", label="Prevalensi stunting, Kab. Pasuruan", detail="8.520 dari 60.012 balita")
CHILD = Slide(key="351406", title="Kec. Kejayan", figure=FIGURE, sentence="Kejayan 18,1%.", source="Sumber: contoh")
PAGE = """<!doctype html><html lang="id"><head><title>{0}</title>
<link rel="stylesheet" href="hall.css"></head><body>{0}<script type="module" src="hall.js"></script></body></html>"""


def deck(areas: Register | None = None) -> Deck:
    """Three steps; the map opens Kejayan, for which there is a card as well."""
    return Deck(
        agenda=AGENDA,
        area=(areas or register()).get("3514"),
        release_id=RELEASE,
        release_created=dt.datetime(2026, 2, 22, 8, 0, tzinfo=dt.UTC),
        slides=(
            Slide(key="sambutan", title="Sambutan dan pembukaan"),
            Slide(
                key="peta",
                title="Peta prevalensi",
                figure=FIGURE,
                sentence="Satu dari tujuh balita.",
                source="Sumber: contoh, n 60.012",
                data_date="Bulan Timbang Agustus 2025",
                children={"351406": CHILD},
            ),
            Slide(key="lokus", title="Penetapan lokus"),
        ),
        cards=(
            AreaCard(
                code="3514061001",
                name="Kejayan",
                level="desa",
                parent_name="Kec. Kejayan",
                figure=FIGURE,
                sentence="Kel. Kejayan 12,0%.",
                source="Sumber: contoh",
                data_date="Agustus 2025",
            ),
        ),
    )


def packed() -> PackedDeck:
    return pack(deck())


def web(folder: Path) -> Assets:
    """Pages with a script and a style, as the folder of the program has them."""
    folder.mkdir(exist_ok=True)
    for name in ("layar", "catatan", "ikuti"):
        (folder / f"{name}.html").write_text(PAGE.format(name), encoding="utf-8")
    (folder / "hall.css").write_text("body { color: black }\n" * 20, encoding="utf-8")
    (folder / "hall.js").write_text('import { go } from "./step.js";\ngo();\n', encoding="utf-8")
    (folder / "step.js").write_text("export function go() {}\n", encoding="utf-8")
    return Assets(folder)


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")

    def json(self):
        return json.loads(self.body)


def ask(port: int, path: str, *, method: str = "GET", body: bytes | None = None, headers: dict | None = None) -> Answer:
    """One request over a real connection, with nothing added to it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None and "Content-Length" not in (headers or {}):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()


def post(port: int, path: str, asked: object, **headers: str) -> Answer:
    """A position as the screen sends it."""
    sent = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/json"} | headers
    return ask(port, path, method="POST", body=json.dumps(asked).encode(), headers=sent)


@dataclass
class Follower:
    """Reads a stream in a thread of its own."""

    events: list[tuple[str, dict]] = field(default_factory=list)
    comments: int = 0
    has_ended: bool = False
    news: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, name: str, seconds: float = 10.0, **facts) -> dict:
        """The first event of this name with these facts."""

        def found() -> dict | None:
            matching = (data for one, data in self.events if one == name and facts.items() <= data.items())
            return next(matching, None)

        with self.news:
            assert self.news.wait_for(lambda: found() is not None, seconds), (name, facts, self.events)
        return found() or {}


@contextmanager
def following(port: int, path: str) -> Iterator[Follower]:
    """A window that follows, until the block ends."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == 200, response.read()
    follower = Follower()

    def read() -> None:
        block: dict[str, str] = {}
        try:
            for line in response:
                text = line.decode().rstrip("\n")
                name, _, value = text.partition(": ")
                if not text and "event" in block:
                    with follower.news:
                        follower.events.append((block["event"], json.loads(block["data"])))
                        follower.news.notify_all()
                follower.comments += text == ":"
                block = block | {name: value} if text else {}
        except (OSError, ValueError, AttributeError):
            pass
        with follower.news:
            follower.has_ended = True
            follower.news.notify_all()

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        yield follower
    finally:
        sock = connection.sock
        if sock is not None:
            sock.shutdown(2)
        thread.join(5)
        connection.close()


@contextmanager
def serving(hall: Hall, routes) -> Iterator[int]:
    """These routes on a port of this machine."""
    listener = Listener(routes, address="127.0.0.1", port=0)
    try:
        yield listener.port
    finally:
        listener.close()


def raw(port: int, request: bytes) -> bytes:
    """What a server answers to these very bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65_536):
            answer += chunk
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


SERVE = """
import sys
from pathlib import Path
from stunting.ui.serve import serve
serve(int(sys.argv[1]), open_browser=False, script=Path(sys.argv[2]))
"""


@contextmanager
def dashboard(layout: Layout, *, base_path: str = "") -> Iterator[tuple[int, subprocess.Popen]]:
    """A server of the dashboard in a process of its own, with one small page: its port, and the process."""
    folder = layout.releases.parent / "papan"
    (folder / ".streamlit").mkdir(parents=True, exist_ok=True)
    (folder / "app.py").write_text("import streamlit as st\n\nst.write('halaman')\n", encoding="utf-8")
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    settings = settings.replace("[server]", f'[server]\nbaseUrlPath = "{base_path}"')
    (folder / ".streamlit" / "config.toml").write_text(settings, encoding="utf-8")
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "STUNTING_DATA": str(layout.releases.parent)}
    command = [sys.executable, "-c", SERVE, str(port), str(folder / "app.py")]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until_ready(port, f"/{base_path}/siap".replace("//", "/"), process)
            yield port, process
        finally:
            process.kill()


def wait_until_ready(port: int, path: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            answer = ask(port, path)
        except OSError:
            time.sleep(0.05)
        else:
            assert answer.json()["status"] == "siap"
            return
    raise AssertionError(f"no answer from {path}; exit code {process.poll()}")
