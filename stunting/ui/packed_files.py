"""Middleware: immutable files leave the server compressed once, not at every request.

Two kinds of files are answered here, everything else goes on to Streamlit:

- `/app/static/<stem>-<12 digits>.<ext>`: what `static_files.publish` wrote, from its `.gz` twin. Streamlit
  alone would compress 1.5 MB anew for every request (50 ms) and let no browser keep it.
- `/static/...`: Streamlit's own bundles, which it never compresses. They are packed at the first request and kept in
  the folder `.bundel` beside the published files, or in memory where that cannot be written.
"""

from __future__ import annotations

import gzip
import logging
import mimetypes
import re
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from stunting.ui.static_files import PREFIX, replace, twin_of

IMMUTABLE = "public, max-age=31536000, immutable"  # no text
PUBLISHED_NAME = re.compile(r"[\w.-]+-[0-9a-f]{12}\.[a-z0-9]+")
BUNDLE_NAME = re.compile(r"(?:[\w-]+/)*[\w.-]+\.(?:js|css|svg|wasm)")
# Not left to the registry of the operating system, where ".js" may mean text/plain.
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
# A gain of a few bytes is not worth the work of unpacking.
SMALLEST_PACKED = 500
KEPT_BYTES = 64 * 1024 * 1024

log = logging.getLogger(__name__)


class PackedFiles:
    """Answers requests for immutable files; see the module."""

    def __init__(self, app: ASGIApp, *, published: Path, bundles: Path, base_path: str = "") -> None:
        self._app = app
        self._published = published
        self._bundles = bundles
        self._base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
        self._kept: dict[Path, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(scope) if scope["type"] == "http" else None
        await (response or self._app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        if scope["method"] not in {"GET", "HEAD"}:
            return None
        url_path = scope["path"].removeprefix(scope.get("root_path", ""))
        path = self._file(url_path.removeprefix(self._base)) if url_path.startswith(self._base) else None
        if path is None or not path.is_file():
            return None
        asked = Headers(scope=scope)
        packed = _accepts_gzip(asked) and path.stat().st_size >= SMALLEST_PACKED
        headers = {
            "Cache-Control": IMMUTABLE,
            "ETag": f'"{path.name}{".gz" if packed else ""}"',
            "Vary": "Accept-Encoding",  # no text
            "X-Content-Type-Options": "nosniff",
        }
        if headers["ETag"] in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        media_type = MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if not packed:
            return FileResponse(path, headers=headers, media_type=media_type)
        body = self._kept.get(path)
        if body is None:
            body = await to_thread.run_sync(self._packed, path)
        headers["Content-Encoding"] = "gzip"
        if scope["method"] == "HEAD":
            return Response(headers=headers | {"Content-Length": str(len(body))}, media_type=media_type)
        return Response(body, headers=headers, media_type=media_type)

    def _file(self, url_path: str) -> Path | None:
        """The file behind an address, None where the address is not ours."""
        if url_path.startswith(f"/{PREFIX}"):
            name = url_path.removeprefix(f"/{PREFIX}")
            return self._published / name if PUBLISHED_NAME.fullmatch(name) else None
        if url_path.startswith("/static/"):
            name = url_path.removeprefix("/static/")
            return self._bundles / "static" / name if BUNDLE_NAME.fullmatch(name) else None
        return None

    def _packed(self, path: Path) -> bytes:
        twin = self._twin(path)
        try:
            body = twin.read_bytes()
        except OSError:
            # Level 6: half the time of 9 for 1 % more bytes; this runs while somebody waits.
            body = gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
            try:
                replace(twin, body)
            except OSError as problem:
                log.info("%s stays in memory: %s", twin.name, problem)
        if sum(map(len, self._kept.values())) + len(body) > KEPT_BYTES:
            self._kept.clear()
        self._kept[path] = body
        return body

    def _twin(self, path: Path) -> Path:
        if path.is_relative_to(self._bundles):
            # The bundles carry a hash in their name, so files of another Streamlit are other files.
            return twin_of(self._published / ".bundel" / path.relative_to(self._bundles))
        return twin_of(path)


def _accepts_gzip(asked: Headers) -> bool:
    return re.search(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\b)", asked.get("accept-encoding", "")) is not None
