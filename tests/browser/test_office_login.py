"""Logging in with the accounts of an office, through a real provider and a real browser."""

from __future__ import annotations

import re
import time

import pytest

from stunting.access import audit, viewer
from stunting.access.policy import Role
from stunting.access.viewer import Grant
from stunting.accounts import managing
from stunting.accounts.records import Kind
from stunting.accounts.store import Store
from stunting.ledger import trails
from tests.account_server import account_server
from tests.accounts import PASSWORD, made, open_store
from tests.browser.serving import chromium, free_port
from tests.provider import provider
from tests.small import TINY, layout_in, write_raw

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A server that knows the e-mail of Siti, and its address; the log of everything it said."""
    from stunting.build.release import build_release

    layout = layout_in(tmp_path_factory.mktemp("kantor"))
    write_raw(layout.raw)
    build_release(layout, expected=TINY)
    store = Store.open(layout)
    managing.create(
        store,
        managing.NewAccount(
            name="siti.aminah",
            full_name="Siti Aminah",
            kind=Kind.OIDC,
            email="Siti@contoh.go.id",
            grants=(Grant(role=Role.ANALYST, area_codes=("3514",)),),
        ),
    )
    port = free_port()
    log = layout.releases.parent / "server.log"
    with (
        provider(f"http://localhost:{port}/oauth2callback") as settings,
        account_server(layout, port=port, oidc=settings, log=log) as url,
    ):
        yield url, layout, log


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def come_in(page, url, who):
    page.goto(f"{url}/masuk?ke=/metode")
    finish(page, who)


def finish(page, who):
    page.get_by_role("link", name="Masuk dengan akun Pemkab").click()
    page.fill("input[name=login]", who)
    page.get_by_role("button", name="Masuk").click()


def corner(page):
    return page.locator(".akun-pojok")


def test_an_account_of_the_office_logs_in_comes_back_to_its_link_and_logs_out(page, office):
    url, layout, _log = office
    page.goto(f"{url}/metode?wilayah=3514")
    page.get_by_role("link", name="Masuk", exact=True).click()

    finish(page, "siti")

    page.wait_for_url(f"{url}/metode?wilayah=3514")
    corner(page).get_by_text("siti.aminah").wait_for()
    corner(page).get_by_role("link", name="Keluar").click()
    page.get_by_role("button", name="Keluar").click()
    page.get_by_role("button", name="Ya").click()
    page.wait_for_url(f"{url}/masuk")
    page.goto(f"{url}/metode")
    corner(page).get_by_role("link", name="Masuk").wait_for()
    with viewer.looking_as(viewer.OWNER):
        (year,) = trails.years(layout)
        kinds = [one.kind for one in trails.open_year(layout, year).entries(author="siti.aminah")]
    assert kinds == [audit.Event.LOGOUT, audit.Event.LOGIN]


def test_a_cookie_that_was_kept_is_worth_nothing_after_the_logout(page, office):
    url, _layout, _log = office
    come_in(page, url, "siti")
    corner(page).get_by_text("siti.aminah").wait_for()
    kept = page.context.cookies()
    corner(page).get_by_role("link", name="Keluar").click()
    page.get_by_role("button", name="Keluar").click()
    page.get_by_role("button", name="Ya").click()

    page.context.add_cookies(kept)
    page.goto(f"{url}/metode")

    page.get_by_text("Sesi Anda sudah berakhir").wait_for()
    corner(page).get_by_role("link", name="Masuk").wait_for()


@pytest.mark.parametrize("who", ["palsu", "kedaluwarsa"])
def test_a_token_with_a_wrong_signature_or_that_ran_out_lets_nobody_in(page, office, who):
    url, _layout, _log = office

    come_in(page, url, who)

    page.get_by_text("Masuk dengan akun kantor tidak berhasil").wait_for()
    assert not [one for one in page.context.cookies() if re.match("_streamlit_user", one["name"])]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("lain-tujuan", "Surel akun kantor Anda belum diverifikasi"),
        ("belum", "Surel akun kantor Anda belum diverifikasi"),
        ("asing", "Akun kantor Anda belum dikenal di dasbor ini. Admin dasbor di kantor Anda"),
    ],
)
def test_a_token_for_somebody_else_and_an_unknown_person_see_the_public_part(page, office, who, said):
    url, _layout, _log = office

    come_in(page, url, who)

    page.get_by_text(said).wait_for()
    corner(page).get_by_role("link", name="Masuk").wait_for()


def test_a_page_that_is_still_open_shows_the_public_part_after_the_logout(page, office):
    url, layout, _log = office
    made(open_store(layout, time.time), "budi", Grant(role=Role.ANALYST, area_codes=("3514",)))
    page.goto(f"{url}/masuk?ke=/metode")
    page.fill("input[name=nama]", "budi")
    page.fill("input[name=sandi]", PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    corner(page).get_by_text("budi").wait_for()

    other = page.context.new_page()
    other.goto(f"{url}/keluar")
    other.get_by_role("button", name="Keluar").click()
    other.get_by_role("heading", name="Anda sudah keluar").wait_for()
    page.get_by_role("button", name="EN", exact=True).click()

    page.get_by_text("Your session has ended").wait_for()
    assert corner(page).get_by_text("budi").count() == 0


def test_a_cookie_that_somebody_made_up_lets_nobody_in(page, office):
    url, _layout, _log = office
    made_up = '"{\\"email\\":\\"siti@contoh.go.id\\",\\"email_verified\\":true,\\"is_logged_in\\":true}"'
    page.context.add_cookies([{"name": "_streamlit_user", "value": made_up, "url": url}])

    page.goto(f"{url}/metode")

    corner(page).get_by_role("link", name="Masuk").wait_for()


def test_no_token_and_no_secret_of_the_client_is_in_the_log(office):
    _url, _layout, log = office
    said = log.read_text(encoding="utf-8", errors="replace")

    assert "oauth2callback" in said
    assert "eyJ" not in re.sub(r"provider=eyJ[\w.-]+", "", said)
    assert "rahasia-klien" not in said and "rahasia kuki" not in said
    assert "siti@contoh.go.id" not in said
