"""The addresses for logging in, as a browser and as somebody else meets them."""

from __future__ import annotations

import logging
import os
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from stunting.access import viewer
from stunting.accounts import managing, viewers
from stunting.accounts import store as stores
from stunting.accounts.forms import safe_target
from stunting.accounts.routes import account_routes
from stunting.accounts.settings import LoginSettings
from tests.accounts import PASSWORD, admin, made, serving
from tests.ledgers import SQLITE

ORIGIN = {"origin": "http://dasbor.test"}
NEW = "meja biru di atas awan"


@pytest.fixture
def backend():
    """What is kept where does not show here."""
    return SQLITE


@pytest.fixture(params=["", "/dasbor"])
def base(request):
    return request.param


@pytest.fixture
def client(store, base, monkeypatch):
    monkeypatch.setitem(stores._STORES, (os.getpid(), store.url.render_as_string(hide_password=False)), store)
    app = Starlette(routes=account_routes(store.layout, base, LoginSettings()))
    with serving(), TestClient(app, base_url="http://dasbor.test", follow_redirects=False) as opened:
        yield opened


def filled(client, path, **fields):
    """A form as a browser sends it, with what was hidden in it."""
    page = client.get(path)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return client.post(path.partition("?")[0], data={**hidden, **fields}, headers=ORIGIN)


def come_in(client, base, name="siti.aminah", password=PASSWORD, ke=""):
    return filled(client, f"{base}/masuk?ke={ke}", nama=name, sandi=password)


def test_the_way_in_leads_to_the_link_that_was_asked_for(client, store, base):
    made(store, "siti.aminah")

    answer = come_in(client, base, ke=f"{base}/lokus?wilayah=3514")

    assert (answer.status_code, answer.headers["location"]) == (303, f"{base}/lokus?wilayah=3514")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(viewers.COOKIE))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and f"Path={base or '/'}" in cookie
    assert "Secure" not in cookie


def test_over_https_every_cookie_is_secure(store, monkeypatch):
    monkeypatch.setitem(stores._STORES, (os.getpid(), store.url.render_as_string(hide_password=False)), store)
    made(store, "siti.aminah")
    # Behind a proxy the request itself does not say it.
    settings = LoginSettings(public_url="https://dasbor.test")
    app = Starlette(routes=account_routes(store.layout, "", settings))
    with serving(), TestClient(app, base_url="http://dasbor.test", follow_redirects=False) as client:
        page = client.get("/masuk")
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        form = page.headers["set-cookie"].partition(";")[0]
        answer = client.post(
            "/masuk",
            data={**hidden, "nama": "siti.aminah", "sandi": PASSWORD},
            headers={"origin": "https://dasbor.test", "cookie": form},
        )

    assert "Secure" in page.headers["set-cookie"]
    assert answer.status_code == 303 and "Secure" in answer.headers["set-cookie"]


def test_a_password_of_the_admin_leads_to_a_new_one_first(client, store, base):
    done = made(store, "siti.aminah", admin(), settled=False)

    answer = come_in(client, base, password=done.password, ke=f"{base}/akses")

    assert answer.headers["location"].startswith(f"{base}/sandi?ke=")
    wrong = filled(client, answer.headers["location"], lama=done.password, baru="pendek", ulang="pendek")
    assert wrong.status_code == 400 and "12 huruf" in wrong.text
    right = filled(client, answer.headers["location"], lama=done.password, baru=NEW, ulang=NEW)
    assert (right.status_code, right.headers["location"]) == (303, f"{base}/akses")


def test_a_form_from_elsewhere_is_refused(client, store, base):
    made(store, "siti.aminah")
    page = client.get(f"{base}/masuk")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    fields = {**hidden, "nama": "siti.aminah", "sandi": PASSWORD}

    def posted(data=fields, **headers):
        return client.post(f"{base}/masuk", data=data, headers=headers).status_code

    assert posted(origin="http://jahat.test") == 403
    assert posted(origin="null") == 403
    assert posted() == 403
    assert posted({**fields, "formulir": "0" * 64}, **ORIGIN) == 403
    assert posted({key: fields[key] for key in ("nama", "sandi")}, **ORIGIN) == 403
    client.cookies.clear()
    assert posted(**ORIGIN) == 403


def test_a_link_alone_logs_nobody_out(client, store, base):
    made(store, "siti.aminah")
    come_in(client, base)

    asked = client.get(f"{base}/keluar")

    assert "Akun <b>siti.aminah</b> keluar" in asked.text
    assert "Anda sudah masuk" in client.get(f"{base}/masuk").text
    kept = client.cookies[viewers.COOKIE]
    assert filled(client, f"{base}/keluar").status_code == 200
    client.cookies.set(viewers.COOKIE, kept)
    assert "Anda sudah masuk" not in client.get(f"{base}/masuk").text


def test_a_login_gives_another_session_than_the_browser_brought_along(client, store, base):
    made(store, "siti.aminah")
    come_in(client, base)
    first = client.cookies[viewers.COOKIE]

    filled(client, f"{base}/keluar")
    client.cookies.set(viewers.COOKIE, "pilihan-orang-lain", domain="dasbor.test", path=base or "/")
    come_in(client, base)

    assert client.cookies[viewers.COOKIE] not in (first, "pilihan-orang-lain")


def test_what_was_typed_is_text_on_the_page(client, base):
    answer = come_in(client, base, name='"><script>alert(1)</script>', password="x")

    assert answer.status_code == 401
    assert "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "salah sama sekali" not in come_in(client, base, password="salah sama sekali").text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_reach_nothing(client, base, method):
    assert client.request(method, f"{base}/masuk").status_code == 405


def test_a_form_that_is_too_large_is_not_read_to_its_end(client, base):
    client.get(f"{base}/masuk")

    answer = client.post(f"{base}/masuk", data={"nama": "x" * 20_000}, headers=ORIGIN)

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://jahat.test/",
        "//jahat.test/",
        "/\\jahat.test",
        "/dasbor//jahat.test",
        "/dasbor/../keluar",
        "javascript:alert(1)",
        "/dasbor/masuk?ke=/dasbor/",
        "/dasbor/keluar",
        "/dasbor/auth/logout",
        "/dasborlain/",
        "/lain/",
        "/dasbor/\r\nset-cookie:x",
        "/dasbor/" + "x" * 3000,
        "",
    ],
)
def test_the_way_back_leads_into_this_dashboard_alone(elsewhere):
    assert safe_target(elsewhere, "/dasbor") == "/dasbor/"


@pytest.mark.parametrize("here", ["/dasbor/", "/dasbor/lokus?wilayah=3514&x=%2F%2Fa", "/dasbor/peta"])
def test_a_link_of_this_dashboard_is_kept(here):
    assert safe_target(here, "/dasbor") == here


def test_on_a_laptop_there_is_nothing_to_log_in_to(store):
    app = Starlette(routes=account_routes(store.layout, "", LoginSettings()))
    with TestClient(app) as client:
        answer = client.get("/masuk")

    assert answer.status_code == 404
    assert "Di laptop tidak ada akun" in answer.text


def test_no_password_token_or_typed_name_is_in_the_log(client, store, base, caplog, capfd):
    typed_by_mistake = "sandi di kotak nama"
    with caplog.at_level(logging.DEBUG):
        done = made(store, "siti.aminah", admin(), settled=False)
        come_in(client, base, password="salah sama sekali")
        come_in(client, base, name=typed_by_mistake, password="salah sama sekali")
        come_in(client, base, password=done.password)
        token = client.cookies[viewers.COOKIE]
        filled(client, f"{base}/sandi", lama=done.password, baru=NEW, ulang=NEW)
        with viewer.looking_as(viewer.OWNER):
            again = managing.reset(store, "siti.aminah")
        viewers.viewer_of_cookies(store.layout, {viewers.COOKIE: token}, email="orang@contoh.go.id")
        from stunting.access import audit

        audit.flush(store.layout)
    secrets = (done.password, again, token, NEW, "salah sama sekali", typed_by_mistake, "orang@contoh.go.id")

    said = "".join(capfd.readouterr()) + caplog.text + "".join(str(vars(one)) for one in caplog.records)
    kept = b"".join(
        path.read_bytes() for path in store.layout.restricted.rglob("*") if path.is_file() and "jejak" in str(path)
    ).decode("utf-8", "replace")

    assert "siti.aminah" in kept
    assert [one for one in secrets if one in said or one in kept] == []
    assert done.password not in repr(done) and NEW not in repr(done)
