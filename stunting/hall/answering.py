"""How every address of the hall is answered: its methods, its headers, and a sentence where something is refused."""

from __future__ import annotations

import html
import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from stunting import languages
from stunting.hall.hall import TooOftenError
from stunting.hall.show import NoShowError, ShowError, WrongKeyError
from stunting.languages import _

HTML = "text/html; charset=utf-8"
# Nothing is loaded from elsewhere and nothing is sent elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# A page of one sentence, with its style in it.
SENTENCE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FAULT = "Terjadi kesalahan di server. Muat ulang halaman ini; bila berulang, lihat catatan server."
NOT_THIS_WAY = "Alamat ini tidak menerima permintaan seperti itu."

log = logging.getLogger(__name__)

Answer = Callable[[Request], Awaitable[Response]]


class RefusedError(Exception):
    """An answer that is only a status and a sentence, in the language of whoever asked."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        self.language = languages.current()
        super().__init__(sentence)


class Endpoint:
    """One address: GET and HEAD, or POST alone. Any other method is refused here and reaches nothing behind it."""

    def __init__(self, answer: Answer, *, method: str = "GET", is_page: bool = False) -> None:
        self._answer = answer
        self._methods = {"GET", "HEAD"} if method == "GET" else {method}
        self._is_page = is_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._response(Request(scope, receive))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        if request.method not in self._methods:
            allowed = ", ".join(sorted(self._methods))
            return PlainTextResponse(NOT_THIS_WAY, status_code=405, headers={"Allow": allowed})
        try:
            return await self._answer(request)
        except RefusedError as refusal:
            with languages.use(refusal.language):
                return refused(refusal.status, str(refusal), as_page=self._is_page)
        except ShowError as error:
            return refused(_status(error), str(error), as_page=self._is_page)
        except Exception:
            log.exception("Alamat %s gagal dijawab.", request.url.path)
            return refused(500, FAULT, as_page=self._is_page)


def refused(status: int, sentence: str, *, as_page: bool) -> Response:
    """The sentence alone for a script, on a page of its own for a reader."""
    if not as_page:
        return PlainTextResponse(sentence, status_code=status)
    return sentence_page(status, sentence)


def sentence_page(status: int, sentence: str, *, link: str = "", label: str = "") -> Response:
    """A page with one sentence, readable from the last row."""
    headers = HEADERS | {"Content-Security-Policy": SENTENCE_POLICY}
    return Response(_page(sentence, link, label), status_code=status, headers=headers, media_type=HTML)


def _page(sentence: str, link: str, label: str) -> str:
    way = f'<p><a href="{html.escape(link)}">{html.escape(label)}</a></p>' if link else ""
    return (
        f'<!doctype html><html lang="{languages.current()}"><head><meta charset="utf-8">'
        f"<title>{_('Rembuk stunting')}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        '<body style="font:1.5rem/1.5 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem">'
        f"<p>{html.escape(sentence)}</p>{way}</body></html>"
    )


def _status(error: ShowError) -> int:
    if isinstance(error, NoShowError):
        return 404
    if isinstance(error, WrongKeyError):
        return 403
    return 429 if isinstance(error, TooOftenError) else 400
