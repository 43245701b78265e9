"""The way to the office's login and back: what `st.login` does, from the plain login page, and with the link that was
asked for kept on the way.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stunting import languages
from stunting.access import viewer
from stunting.access.viewer import ServiceMode
from stunting.accounts import oidc
from stunting.accounts.forms import language_in, safe_target, spoken
from stunting.accounts.settings import LoginSettings
from stunting.hall.answering import Endpoint, RefusedError
from stunting.hall.routes import clean_base
from stunting.languages import _

COOKIE = "stunting_ke"
LOGIN_S = 600
# The section of the secrets that `st.login()` without a name uses.
PROVIDER = "default"


def office_routes(base_path: str, settings: LoginSettings) -> list[Route]:
    """`/masuk-kantor`: remembers where to come back to, and hands over to the provider."""
    base = clean_base(base_path)

    async def start(request: Request) -> Response:
        from streamlit.auth_util import encode_provider_token

        if settings.oidc is None or viewer.service_mode() is not ServiceMode.SERVER:
            with languages.use(language_in(request.query_params.get("ke", ""))):
                raise RefusedError(404, _("Di sini orang tidak masuk dengan akun kantor. Buka halaman Masuk."))
        query = urlencode({"provider": encode_provider_token(PROVIDER)})
        response = RedirectResponse(f"{base}/auth/login?{query}", status_code=303)
        response.set_cookie(
            COOKIE,
            safe_target(request.query_params.get("ke", ""), base),
            max_age=LOGIN_S,
            path=base or "/",
            secure=settings.is_https or request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return response

    return [Route(f"{base}/masuk-kantor", Endpoint(start, is_page=True))]


class BackFromOffice:
    """Streamlit sends whoever comes back to the first page; this sends them on, or says that it did not work."""

    def __init__(self, app: ASGIApp, *, base_path: str) -> None:
        self._app = app
        self._base = clean_base(base_path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != f"{self._base}/{oidc.CALLBACK}":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        # After a logout the provider comes back here as well, without a state.
        is_login = "state" in request.query_params and (
            "code" in request.query_params or "error" in request.query_params
        )
        await self._app(scope, receive, self._sending(send, request.cookies.get(COOKIE), is_login=is_login))

    def _sending(self, send: Send, asked: str | None, *, is_login: bool) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
                headers = MutableHeaders(scope=message)
                if not is_login:
                    headers["location"] = f"{self._base}/masuk"
                elif _is_let_in(headers):
                    headers["location"] = safe_target((asked or "").strip('"'), self._base)
                else:
                    with languages.use(language_in((asked or "").strip('"'))):
                        headers["location"] = spoken(f"{self._base}/masuk?gagal")
            await send(message)

        return sending


def _is_let_in(headers: MutableHeaders) -> bool:
    """Whether Streamlit left its cookie, and did not only take one away."""
    return any(
        name.lower() == "set-cookie" and value.startswith(f"{oidc.COOKIE}=") and "max-age=0" not in value.lower()
        for name, value in headers.items()
    )
