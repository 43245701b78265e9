"""What the pages for logging in share: forms that are taken from this server alone, and the frame around them."""

from __future__ import annotations

import functools
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from stunting import languages
from stunting.accounts import oidc
from stunting.accounts.pages import Frame
from stunting.accounts.settings import LoginSettings
from stunting.accounts.store import Store, store_of
from stunting.hall.answering import RefusedError
from stunting.hall.assets import of_the_program
from stunting.languages import _
from stunting.paths import Layout

STYLE = Path(__file__).with_name("web") / "masuk.css"
FONTS = {"@regular@": "SourceSansPro-Regular.ttf", "@bold@": "SourceSansPro-Bold.ttf"}
# As in the links of the pages.
LANGUAGE = "bahasa"
FORM_COOKIE = "stunting_form"
FORM_TYPE = "application/x-www-form-urlencoded"
LARGEST_FORM = 8_000
LONGEST_TARGET = 2_000
OWN_PAGES = ("/masuk", "/keluar", "/sandi", "/auth/", "/oauth2callback")
# Where nothing is said of where a form comes from, browsers send no origin with it.
REFERRER = "same-origin"
# Nothing is loaded from elsewhere, and no other page shows one of these.
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'; "  # no text
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, kw_only=True)
class Site:
    """What every address works with. store: opened when the first page asks for it"""

    layout: Layout
    base: str
    settings: LoginSettings

    @property
    def store(self) -> Store:
        return store_of(self.layout)

    @property
    def path(self) -> str:
        """Below which cookies are sent."""
        return self.base or "/"

    def is_https(self, request: Request) -> bool:
        return self.settings.is_https or request.url.scheme == "https"


def safe_target(raw: str, base: str) -> str:
    """Where a login leads: a page of this dashboard, whatever was asked for."""
    home = f"{base}/"
    if not raw.startswith("/") or len(raw) > LONGEST_TARGET or re.search(r"[\\\x00-\x20\x7f]", raw):
        return home
    parts = urlsplit(raw)
    is_inside = raw.startswith(home) and not raw.startswith("//") and not parts.scheme and not parts.netloc
    steps = parts.path.split("/")
    own = any(parts.path.startswith(f"{base}{one}") for one in OWN_PAGES)
    return raw if is_inside and not own and "" not in steps[1:-1] and ".." not in steps else home


def language_of(request: Request) -> str:
    """The language of the link, else that of the page it leads to, else Indonesian."""
    asked = request.query_params.get(LANGUAGE, "")
    return asked if asked in languages.OFFERED else language_in(request.query_params.get("ke", ""))


def language_in(link: str) -> str:
    """The language that a link asks for; Indonesian where it asks for none that there is."""
    try:
        asked = dict(parse_qsl(urlsplit(link).query)).get(LANGUAGE, "")
    except ValueError:
        asked = ""
    return asked if asked in languages.OFFERED else languages.INDONESIAN


def spoken(link: str) -> str:
    """A link of this server in the language of now; Indonesian needs no word."""
    language = languages.current()
    if language_in(link) == language:
        return link
    parts = urlsplit(link)
    fields = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != LANGUAGE]
    if language != languages.INDONESIAN:
        fields.append((LANGUAGE, language))
    return urlunsplit(parts._replace(query=urlencode(fields)))


async def filled_in(site: Site, request: Request) -> dict[str, str]:
    """What was filled in, on a page of this server.

    Raises:
        RefusedError: it comes from elsewhere, or is no form.
    """
    if not _is_own(site, request):
        raise RefusedError(403, _("Formulir ini bukan dari dasbor ini. Buka halaman Masuk, lalu coba lagi."))
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise RefusedError(415, _("Formulir ini tidak dapat dibaca. Buka lagi halaman Masuk."))
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise RefusedError(413, _("Isian terlalu panjang. Buka lagi halaman Masuk."))
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise RefusedError(400, _("Formulir ini tidak dapat dibaca. Buka lagi halaman Masuk.")) from None
    form = {name: values[0] for name, values in fields.items()}
    cookie = request.cookies.get(FORM_COOKIE, "")
    expected = await to_thread.run_sync(site.store.keyed, "formulir", cookie)
    if not cookie or not secrets.compare_digest(form.get("formulir", "").encode(), expected.encode()):
        raise RefusedError(403, _("Halaman ini sudah terlalu lama terbuka. Buka lagi halaman Masuk, lalu coba lagi."))
    return form


def _is_own(site: Site, request: Request) -> bool:
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site") == "same-origin"
    known = {request.headers.get("host", "").lower(), urlsplit(site.settings.public_url).netloc.lower()} - {""}
    return urlsplit(origin).netloc.lower() in known


async def form_token(site: Site, request: Request) -> tuple[str, str]:
    """The token of a form, and the cookie that it fits; a cookie that is there is kept, for several windows."""
    cookie = request.cookies.get(FORM_COOKIE, "")
    if not re.fullmatch(r"[\w-]{40,60}", cookie):
        cookie = secrets.token_urlsafe(32)
    return await to_thread.run_sync(site.store.keyed, "formulir", cookie), cookie


def with_form(site: Site, request: Request, response: Response, cookie: str) -> Response:
    response.set_cookie(
        FORM_COOKIE, cookie, path=site.path, secure=site.is_https(request), httponly=True, samesite="strict"
    )
    return response


def frame(site: Site, *, here: str, target: str = "") -> Frame:
    """What a page has around it. here: "/masuk"; target: where it leads, goes along to the other language"""
    name = sha256(style_sheet().encode()).hexdigest()[:12]
    in_each = {}
    for language in languages.OFFERED:
        with languages.use(language):
            ke = urlencode({"ke": spoken(target)}) if target else ""
            in_each[language] = spoken(f"{site.base}{here}" + (f"?{ke}" if ke else ""))
    return Frame(base=site.base, style=f"{site.base}/masuk/gaya-{name}.css", query=spoken(""), spoken=in_each)


def page(site: Site, body: str, *, status: int = 200) -> Response:
    # A logout hands over to the provider, and a browser holds that against the page with the form.
    to = f"'self' {oidc.origin_of(site.settings.oidc)}".strip()  # no text
    headers = {"Content-Security-Policy": f"{POLICY}; form-action {to}", "Referrer-Policy": REFERRER}  # no text
    return HTMLResponse(body, status_code=status, headers=headers)


def redirect(to: str) -> Response:
    return RedirectResponse(to, status_code=303, headers={"Referrer-Policy": REFERRER})


@functools.cache
def style_sheet() -> str:
    """The style with the addresses of the typeface that the hall serves."""
    sheet = STYLE.read_text(encoding="utf-8")
    for mark, name in FONTS.items():
        try:
            sheet = sheet.replace(mark, of_the_program().name_of(name))
        except KeyError:
            continue
    return sheet
