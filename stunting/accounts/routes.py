"""The addresses for logging in and out: plain pages of the server, before any page of Streamlit.

    /masuk   name and password, or the way to the office's login       /keluar  the end of a session
    /sandi   another password

A form is taken only from a page of this server (Origin and a token of its own), and the way back only leads into it.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import anyio
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from stunting import languages
from stunting.access import viewer
from stunting.access.viewer import ServiceMode
from stunting.accounts import login, oidc, pages, sessions, tries, viewers
from stunting.accounts.forms import (
    Site,
    filled_in,
    form_token,
    frame,
    language_of,
    page,
    redirect,
    safe_target,
    spoken,
    style_sheet,
    with_form,
)
from stunting.accounts.pages import Office
from stunting.accounts.records import Account, Kind
from stunting.accounts.settings import LoginSettings
from stunting.errors import AccountError
from stunting.hall.answering import Endpoint, RefusedError
from stunting.hall.routes import clean_base
from stunting.languages import _
from stunting.paths import Layout

IMMUTABLE = "public, max-age=31536000, immutable"  # no text

Answer = Callable[[Request], Awaitable[Response]]


class ByMethod:
    """One address that is looked at and posted to."""

    def __init__(self, get: Answer, post: Answer) -> None:
        self._get, self._post = Endpoint(get, is_page=True), Endpoint(post, method="POST", is_page=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        chosen = self._post if scope["method"] == "POST" else self._get
        await chosen(scope, receive, send)


def account_routes(layout: Layout, base_path: str, settings: LoginSettings) -> list[Route]:
    """The addresses, below the base path."""
    site = Site(layout=layout, base=clean_base(base_path), settings=settings)
    steps = {"masuk": (show_login, post_login), "keluar": (show_logout, post_logout), "sandi": (show_sandi, post_sandi)}

    def of_site(step: Callable[[Site, Request], Awaitable[Response]]) -> Answer:
        async def answer(request: Request) -> Response:
            with languages.use(language_of(request)):
                if viewer.service_mode() is not ServiceMode.SERVER:
                    raise RefusedError(404, _("Di laptop tidak ada akun: dasbor terbuka untuk pemakainya."))
                try:
                    return await step(site, request)
                except AccountError as refused:
                    raise RefusedError(503, str(refused)) from refused

        return answer

    return [
        *(Route(f"{site.base}/{name}", ByMethod(of_site(get), of_site(post))) for name, (get, post) in steps.items()),
        Route(f"{site.base}/masuk/{{name}}.css", Endpoint(of_site(style))),
    ]


async def show_login(site: Site, request: Request) -> Response:
    target = _target(site, request)
    account = await _account(site, request)
    if account is not None and not account.must_change:
        around = frame(site, here="/masuk", target=target)
        return page(site, pages.logged_in(around, who=account.name, target=target, is_local=_is_local(account)))
    problem = _("Masuk dengan akun kantor tidak berhasil. Coba lagi.") if "gagal" in request.query_params else ""
    return await _login_page(site, request, target=target, problem=problem)


async def post_login(site: Site, request: Request) -> Response:
    form = await filled_in(site, request)
    target = safe_target(form.get("ke", ""), site.base)
    if not site.settings.local_accounts:
        raise RefusedError(403, _("Di server ini orang masuk dengan akun kantor. Buka halaman Masuk."))
    name, address = form.get("nama", ""), _address(request)
    wait_s = await to_thread.run_sync(tries.wait_of, site.store, address)
    if wait_s is None:
        said = _("Terlalu banyak percobaan dari jaringan ini. Tunggu sepuluh menit, lalu coba lagi.")
        return await _login_page(site, request, target=target, name=name, problem=said, status=429)
    await anyio.sleep(wait_s)
    log_in = functools.partial(
        login.log_in, site.store, name, form.get("sandi", ""), address=address, settings=site.settings
    )
    try:
        done = await to_thread.run_sync(log_in)
    except login.LoginRefusedError as refused:
        return await _login_page(site, request, target=target, name=name, problem=str(refused), status=refused.status)
    # Whoever was in before in this browser is out now.
    await _end(site, request)
    return _let_in(site, request, done, target)


async def show_sandi(site: Site, request: Request) -> Response:
    account = await _account(site, request)
    if account is None:
        return redirect(spoken(f"{site.base}/masuk"))
    if not _is_local(account):
        raise RefusedError(404, _("Kata sandi akun kantor diganti di layanan masuk kantor Anda."))
    target = _target(site, request)
    return await _sandi_page(site, request, account, target=target)


async def post_sandi(site: Site, request: Request) -> Response:
    form = await filled_in(site, request)
    account = await _account(site, request)
    if account is None:
        return redirect(spoken(f"{site.base}/masuk"))
    target = safe_target(form.get("ke", ""), site.base)
    change = functools.partial(
        login.change_password,
        site.store,
        account,
        old=form.get("lama", ""),
        new=form.get("baru", ""),
        again=form.get("ulang", ""),
        address=_address(request),
        settings=site.settings,
    )
    try:
        done = await to_thread.run_sync(change)
    except AccountError as refused:
        status = refused.status if isinstance(refused, login.LoginRefusedError) else 400
        return await _sandi_page(site, request, account, target=target, problem=str(refused), status=status)
    return _let_in(site, request, done, target)


async def show_logout(site: Site, request: Request) -> Response:
    account = await _account(site, request)
    if account is None and oidc.token_of(request.cookies) is None:
        return redirect(spoken(f"{site.base}/masuk"))
    token, cookie = await form_token(site, request)
    who = account.name if account is not None else _("kantor")
    return with_form(site, request, page(site, pages.logout(frame(site, here="/keluar"), who=who, token=token)), cookie)


async def post_logout(site: Site, request: Request) -> Response:
    await filled_in(site, request)
    await _end(site, request)
    office = oidc.token_of(request.cookies)
    # Streamlit forgets its cookies there, and tells the provider.
    response = (
        redirect(f"{site.base}/auth/logout")
        if office is not None and site.settings.oidc is not None
        else page(site, pages.logged_out(frame(site, here="/masuk")))
    )
    response.delete_cookie(viewers.COOKIE, path=site.path, httponly=True, samesite="lax")
    return response


async def style(_site: Site, _request: Request) -> Response:
    sheet = await to_thread.run_sync(style_sheet)
    return Response(sheet, media_type="text/css; charset=utf-8", headers={"Cache-Control": IMMUTABLE})


def _target(site: Site, request: Request) -> str:
    """Where the link leads, in the language of this page."""
    return spoken(safe_target(request.query_params.get("ke", ""), site.base))


async def _login_page(
    site: Site, request: Request, *, target: str, name: str = "", problem: str = "", status: int = 200
) -> Response:
    token, cookie = await form_token(site, request)
    provider = site.settings.oidc
    office = None
    if provider is not None:
        link = f"{site.base}/masuk-kantor?{urlencode({'ke': target})}"
        office = Office(label=provider.label, link=link)
    body = pages.login(
        frame(site, here="/masuk", target=target),
        target=target,
        token=token,
        name=login.typed_name(name)[: login.LONGEST_NAME],
        problem=problem,
        is_local=site.settings.local_accounts,
        office=office,
        ask_whom=site.settings.ask_whom,
    )
    return with_form(site, request, page(site, body, status=status), cookie)


async def _sandi_page(
    site: Site, request: Request, account: Account, *, target: str, problem: str = "", status: int = 200
) -> Response:
    token, cookie = await form_token(site, request)
    body = pages.password(
        frame(site, here="/sandi", target=target),
        who=account.name,
        target=target,
        token=token,
        must_change=account.must_change,
        problem=problem,
    )
    return with_form(site, request, page(site, body, status=status), cookie)


def _let_in(site: Site, request: Request, done: login.LoggedIn, target: str) -> Response:
    viewers.forget()
    leads = spoken(f"{site.base}/sandi?{urlencode({'ke': target})}") if done.account.must_change else target
    response = redirect(leads)
    response.set_cookie(
        viewers.COOKIE,
        done.token,
        max_age=int(site.settings.hours * 3600),
        path=site.path,
        secure=site.is_https(request),
        httponly=True,
        samesite="lax",
    )
    return response


async def _end(site: Site, request: Request) -> None:
    """End the sessions that this browser has, its own and the one of the office."""
    found = (request.cookies.get(viewers.COOKIE), oidc.token_of(request.cookies))
    for token in filter(None, found):
        await to_thread.run_sync(login.log_out, site.store, token)
    viewers.forget()


async def _account(site: Site, request: Request) -> Account | None:
    def look() -> Account | None:
        found = (request.cookies.get(viewers.COOKIE), oidc.token_of(request.cookies))
        return next((one for token in filter(None, found) if (one := sessions.account_of(site.store, token))), None)

    return await to_thread.run_sync(look)


def _is_local(account: Account) -> bool:
    return account.kind is Kind.LOCAL


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
