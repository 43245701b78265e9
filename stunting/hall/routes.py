"""The addresses of the hall, see docs/hall.md: those of the presenter, and those of whoever follows."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from stunting.hall.answering import HTML, NOT_THIS_WAY, Endpoint, RefusedError
from stunting.hall.assets import ADDRESS, Assets, of_the_program
from stunting.hall.broadcasting import News
from stunting.hall.decks import SIZES, Audience
from stunting.hall.hall import Hall
from stunting.hall.show import Show
from stunting.minutes import qr

IMMUTABLE = "public, max-age=31536000, immutable"
LARGEST_POST = 2_000
HEARTBEAT_S = 20.0
# How often the screen is told how many follow.
COUNTING_S = 2.0
# The browser asks again after a lost connection.
RETRY_MS = 1_000
SCREEN, NOTES, FOLLOW = "layar.html", "catatan.html", "ikuti.html"


def presenter_routes(
    hall: Hall, base_path: str = "", *, assets: Assets | None = None, addresses: Callable[[], Sequence[str]] = tuple
) -> list[Route]:
    """What only the presenter may open: every address asks for the key of the show.

    addresses: where followers on the network come in now, see `listener.Doors.follower_addresses`
    """
    files = assets or of_the_program()
    base = clean_base(base_path)

    async def screen(request: Request) -> Response:
        hall.show_for_key(_key(request))
        return await _page(files, SCREEN, base)

    async def notes(request: Request) -> Response:
        hall.show_for_key(_key(request))
        return await _page(files, NOTES, base)

    async def content(request: Request) -> Response:
        show = hall.show_for_key(_key(request))
        # The notes of the speaker stay in no cache.
        return await _content(hall, show, Audience.PRESENTER, request, cached="no-store")

    async def stream(request: Request) -> Response:
        return _stream(hall, hall.show_for_key(_key(request)), Audience.PRESENTER, request)

    async def position(request: Request) -> Response:
        key = _key(request)
        hall.show_for_key(key)
        asked = await _asked(request)
        # Writing waits for the disk, which the other windows must not.
        moved = await to_thread.run_sync(lambda: hall.move(key, **asked))
        return JSONResponse(moved.to_json())

    async def invitation(request: Request) -> Response:
        pin = hall.show_for_key(_key(request)).pin
        found = await to_thread.run_sync(addresses)
        told = [{"address": one, "qr": qr.svg(f"{one}?pin={pin}")} for one in found]
        return JSONResponse({"pin": pin, "addresses": told}, headers={"Cache-Control": "no-store"})

    return [
        Route(f"{base}/rembuk/layar", Endpoint(screen, is_page=True)),
        Route(f"{base}/rembuk/catatan", Endpoint(notes, is_page=True)),
        Route(f"{base}/rembuk/isi", Endpoint(content)),
        Route(f"{base}/rembuk/aliran", Endpoint(stream)),
        Route(f"{base}/rembuk/posisi", Endpoint(position, method="POST")),
        Route(f"{base}/rembuk/undangan", Endpoint(invitation)),
        _asset_route(files, base),
    ]


def follower_routes(hall: Hall, base_path: str = "", *, assets: Assets | None = None) -> list[Route]:
    """What everybody in the hall may open: the public slides, for the PIN."""
    files = assets or of_the_program()
    base = clean_base(base_path)

    async def page(_request: Request) -> Response:
        return await _page(files, FOLLOW, base)

    async def content(request: Request) -> Response:
        show = hall.show_for_pin(_pin(request), address=_address(request))
        return await _content(hall, show, Audience.FOLLOWERS, request, cached="private, no-cache")

    async def stream(request: Request) -> Response:
        show = hall.show_for_pin(_pin(request), address=_address(request))
        return _stream(hall, show, Audience.FOLLOWERS, request)

    return [
        Route(f"{base}/ikuti", Endpoint(page, is_page=True)),
        Route(f"{base}/ikuti/isi", Endpoint(content)),
        Route(f"{base}/ikuti/aliran", Endpoint(stream)),
        _asset_route(files, base),
    ]


def clean_base(base_path: str) -> str:
    """ "" or "/dasbor", as it stands before every address."""
    inner = base_path.strip("/")
    return f"/{inner}" if inner else ""


async def events(hall: Hall, show: Show, audience: Audience) -> AsyncIterator[bytes]:
    """Server-sent events: where the meeting is, at once and with every change, until the show ends.

    The screen of the presenter is also told how many follow. A comment keeps silent connections open.
    """
    with hall.followed(audience) as following:
        told_n = -1
        spoke_at = time.monotonic()
        yield f"retry: {RETRY_MS}\n\n".encode()
        patience = COUNTING_S if audience is Audience.PRESENTER else HEARTBEAT_S
        while True:
            said = b""
            news = await following.next(patience)
            if news is not None:
                if news.is_closing:
                    return
                if news.position is None or news.show != show.key:
                    yield _event("selesai", {})
                    return
                said = _event("posisi", _position(news))
            if audience is Audience.PRESENTER and hall.follower_n != told_n:
                told_n = hall.follower_n
                said += _event("pengikut", {"n": told_n})
            if not said and time.monotonic() - spoke_at >= HEARTBEAT_S:
                said = b":\n\n"
            if said:
                spoke_at = time.monotonic()
                yield said


def _position(news: News) -> dict[str, Any]:
    assert news.position is not None and news.started_at is not None
    return {
        **news.position.to_json(),
        "deck_hash": news.deck_hash,
        "started_at": news.started_at.isoformat(timespec="seconds"),
    }


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


async def _page(files: Assets, source: str, base: str) -> Response:
    # The first page waits for the fonts, and nobody else shall.
    return Response(await to_thread.run_sync(files.page, source, base), media_type=HTML)


def _asset_route(files: Assets, base: str) -> Route:
    async def asset(request: Request) -> Response:
        found = await to_thread.run_sync(files.get, request.path_params["name"])
        if found is None:
            raise RefusedError(404, "Berkas ini tidak ada. Muat ulang halamannya.")
        headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
        if found.packed is not None and _accepts_gzip(request):
            headers["Content-Encoding"] = "gzip"
            return Response(found.packed, headers=headers, media_type=found.media_type)
        return Response(found.plain, headers=headers, media_type=found.media_type)

    return Route(f"{base}/{ADDRESS}/{{name}}", Endpoint(asset))


async def _content(hall: Hall, show: Show, audience: Audience, request: Request, *, cached: str) -> Response:
    size = request.query_params.get("ukuran", SIZES[0])
    if size not in SIZES:
        raise RefusedError(400, f"Ukuran layar tidak dikenal. Pilih {', '.join(SIZES)}.")
    headers = {"Cache-Control": cached, "ETag": f'"{show.deck_hash}-{size}"', "Vary": "Accept-Encoding"}
    if cached != "no-store" and headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    packed = await to_thread.run_sync(hall.packed, show, audience, size)
    if _accepts_gzip(request):
        headers["Content-Encoding"] = "gzip"
    else:
        packed = gzip.decompress(packed)
    return Response(packed, headers=headers, media_type="application/json")


def _stream(hall: Hall, show: Show, audience: Audience, request: Request) -> Response:
    if request.method == "HEAD":
        raise RefusedError(405, NOT_THIS_WAY)
    # A proxy in between must not collect events before it passes them on.
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(events(hall, show, audience), headers=headers, media_type="text/event-stream")


async def _asked(request: Request) -> dict[str, Any]:
    """The step that the body asks for.

    Raises:
        RefusedError: it comes from another page, or is no step.
    """
    origin = urlsplit(request.headers.get("origin", ""))
    if not origin.netloc or origin.netloc != request.headers.get("host"):
        raise RefusedError(403, "Permintaan ini bukan dari layar penyaji. Buka lagi layarnya dari halaman Rembuk.")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError(415, "Posisi dikirim sebagai JSON.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_POST:
            raise RefusedError(413, "Permintaan terlalu besar untuk sebuah posisi.")
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, "Posisi tidak dapat dibaca.") from None
    if not isinstance(asked, dict):
        raise RefusedError(400, "Posisi tidak dapat dibaca.")
    step, child, blank = asked.get("step"), asked.get("child", ""), asked.get("blank", False)
    if not isinstance(step, str) or not isinstance(child, str) or not isinstance(blank, bool):
        raise RefusedError(400, "Posisi tidak dapat dibaca.")
    return {"step": step, "child": child, "blank": blank}


def _key(request: Request) -> str:
    return request.query_params.get("kunci", "")


def _pin(request: Request) -> str:
    # Read aloud and typed with a space in the middle.
    return re.sub(r"\s", "", request.query_params.get("pin", ""))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _accepts_gzip(request: Request) -> bool:
    return re.search(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\b)", request.headers.get("accept-encoding", "")) is not None
