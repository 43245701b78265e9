"""A server for the pages of the hall alone: the files of `hall/web`, a deck, and a position that can be moved.

It speaks what the browsers expect of the real routes, can be stopped and started again, and counts what is asked.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from stunting.hall import __file__ as hall_file
from stunting.slides import deck_json
from stunting.slides.slide import Deck
from tests.browser.serving import free_port

WEB = Path(hall_file).parent / "web"
KEY, PIN = "kunci-rahasia", "123456"
STRICT = "default-src 'self'; img-src 'self' data:"
BEAT_S = 0.1


class HallServer:
    """Its state outlives a stop, as the file of the real show does."""

    def __init__(self, deck: Deck, *, drawer: Callable[..., str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.asked: Counter[str] = Counter()
        self.has_ended = False
        self.first = deck.slides[0].key
        self.position: dict[str, Any] = {"seq": 0}
        self.begin_anew()
        self._decks = {
            (who.__name__, size): who(deck, size, drawer=drawer)
            for who in (deck_json.public, deck_json.presenter)
            for size in deck_json.SIZES
        }
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def screen(self) -> str:
        return f"{self.url}/rembuk/layar?kunci={KEY}"

    @property
    def notes(self) -> str:
        return f"{self.url}/rembuk/catatan?kunci={KEY}"

    @property
    def follower(self) -> str:
        return f"{self.url}/ikuti?pin={PIN}"

    def start(self) -> None:
        app = Starlette(
            routes=[
                Route("/rembuk/layar", lambda request: self._page("layar.html")),
                Route("/rembuk/catatan", lambda request: self._page("catatan.html")),
                Route("/ikuti", lambda request: self._page("ikuti.html")),
                Route("/rembuk/isi", self._presenter_deck),
                Route("/ikuti/isi", self._public_deck),
                Route("/rembuk/posisi", self._move, methods=["POST"]),
                Route("/rembuk/aliran", self._stream),
                Route("/ikuti/aliran", self._stream),
                Route("/rembuk/{name}", self._file),
                Route("/{name}", self._file),
            ]
        )
        config = uvicorn.Config(app, port=self.port, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        assert self._server is not None
        assert self._thread is not None
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(timeout=10)

    def move(self, **change: Any) -> None:
        """As another window of the presenter would."""
        self.position = {**self.position, "child": "", "blank": False, **change, "seq": self.position["seq"] + 1}
        self.position["moved_at"] = now()

    def begin_anew(self) -> None:
        """The first step, and nothing asked yet."""
        self.has_ended = False
        self.asked.clear()
        self.move(step=self.first)

    def _page(self, name: str) -> Response:
        self.asked[name] += 1
        return FileResponse(WEB / name, headers={"Content-Security-Policy": STRICT, "Cache-Control": "no-store"})

    def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        path = font(name) if name.endswith(".ttf") else WEB / name
        return FileResponse(path) if path.is_file() else PlainTextResponse("tidak ada", status_code=404)

    def _presenter_deck(self, request: Request) -> Response:
        if request.query_params.get("kunci") != KEY:
            return PlainTextResponse("Alamat penyaji ini tidak berlaku.", status_code=403)
        return self._deck("presenter", request)

    def _public_deck(self, request: Request) -> Response:
        if request.query_params.get("pin") != PIN:
            return PlainTextResponse("PIN tidak dikenal. Periksa angka di layar.", status_code=403)
        return self._deck("public", request)

    def _deck(self, who: str, request: Request) -> Response:
        size = request.query_params.get("ukuran", "wide")
        self.asked[f"{who}-{size}"] += 1
        return JSONResponse(self._decks[who, size])

    async def _move(self, request: Request) -> Response:
        self.move(**await request.json())
        self.asked["posisi"] += 1
        return JSONResponse(self.position)

    async def _stream(self, request: Request) -> Response:
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        told = -1
        yield "retry: 1000\n\n"
        while self._server is not None and not self._server.should_exit:
            if self.has_ended:
                yield "event: selesai\ndata: {}\n\n"
                return
            if self.position["seq"] != told:
                told = self.position["seq"]
                data = {**self.position, "deck_hash": self._decks["public", "wide"]["hash"]}
                yield f"event: posisi\ndata: {json.dumps(data)}\n\n"
            await asyncio.sleep(BEAT_S / 4)


def font(name: str) -> Path:
    found = find_spec("font_source_sans_pro")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "files" / name


def now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
