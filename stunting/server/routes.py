"""The addresses for whoever supervises the server: /sehat, /siap, /metrik, /status.

The first two tell nothing that is not public. Metrics and state are for this machine, for whoever has the token, and
the state for admins who are logged in.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from stunting import __version__
from stunting.server import heartbeats, metrics, state, status_page
from stunting.server.config import ServerConfig, is_loopback
from stunting.server.counting import Counts
from stunting.server.health import Facts, Health
from stunting.server.heartbeats import Heartbeat

NO_RELEASE = "belum ada rilis"
NOT_FOR_YOU = "Alamat ini untuk pengelola server. Buka dari komputer server itu sendiri, atau masuk sebagai admin."
KEPT_NOWHERE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class Supervision:
    """What one worker answers about itself."""

    def __init__(
        self,
        health: Health,
        counts: Counts,
        *,
        settings: ServerConfig | None,
        worker: int,
        sessions: Callable[[], int],
        is_admin: Callable[[Request], bool],
    ) -> None:
        self.health, self.counts, self.settings, self.worker = health, counts, settings, worker
        self.sessions = sessions
        self.started_at = time.time()
        self._is_admin = is_admin

    def routes(self, base: str) -> list[Route]:
        """base: "" or the path below which the dashboard lies, "/dasbor"."""
        return [
            Route(f"{base}/sehat", self._alive),
            Route(f"{base}/siap", self._ready),
            Route(f"{base}/metrik", self._metrics),
            Route(f"{base}/status", self._status),
        ]

    def beat(self) -> Heartbeat:
        """How this worker fares now, for the others."""
        facts = self.health.facts()
        return heartbeats.beat(
            worker=self.worker,
            started_at=self.started_at,
            version=__version__,
            counts=self.counts,
            session_n=self.sessions(),
            release_id=facts.release_id,
            reasons=facts.reasons,
            warnings=facts.warnings,
        )

    async def _alive(self, _request: Request) -> Response:
        # That this is answered at all is the answer.
        return PlainTextResponse("sehat\n", headers=KEPT_NOWHERE)

    async def _ready(self, request: Request) -> Response:
        facts = await to_thread.run_sync(self.health.facts)
        answer: dict[str, Any] = {
            "status": "siap" if facts.is_ready else "belum siap",
            "rilis": facts.release_id or NO_RELEASE,
            "versi": __version__,
        }
        # They name folders and machines.
        if facts.reasons and (self._is_local(request) or self._has_token(request)):
            answer["alasan"] = list(facts.reasons)
        return JSONResponse(answer, status_code=200 if facts.is_ready else 503, headers=KEPT_NOWHERE)

    async def _metrics(self, request: Request) -> Response:
        if not (self._is_local(request) or self._has_token(request)):
            return PlainTextResponse(f"{NOT_FOR_YOU}\n", status_code=403, headers=KEPT_NOWHERE)
        facts = await to_thread.run_sync(self.health.facts)
        found = metrics.text(
            worker=self.worker, counts=self.counts, facts=facts, sessions=self.sessions, started_at=self.started_at
        )
        return Response(found, media_type=metrics.MEDIA_TYPE, headers=KEPT_NOWHERE)

    async def _status(self, request: Request) -> Response:
        allowed = self._is_local(request) or self._has_token(request)
        if not allowed and not await to_thread.run_sync(self._is_admin, request):
            return PlainTextResponse(f"{NOT_FOR_YOU}\n", status_code=403, headers=KEPT_NOWHERE)
        shown = await to_thread.run_sync(self._page)
        return HTMLResponse(shown, headers={**KEPT_NOWHERE, "Content-Security-Policy": status_page.POLICY})

    def _page(self) -> str:
        facts: Facts = self.health.facts()
        return status_page.page(state.state(self.health.layout, self.settings, facts))

    def _is_local(self, request: Request) -> bool:
        return request.client is not None and is_loopback(request.client.host)

    def _has_token(self, request: Request) -> bool:
        token = self.settings.metrics_token if self.settings is not None else ""
        given = request.headers.get("authorization", "")
        return bool(token) and hmac.compare_digest(f"Bearer {token}".encode(), given.encode("utf-8", "replace"))
