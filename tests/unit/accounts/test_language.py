"""The pages for logging in and out speak the language of their link, and lead on in it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from stunting import languages
from stunting.accounts import viewers
from stunting.accounts.forms import spoken
from stunting.accounts.viewers import LoginState
from tests.accounts import PASSWORD, admin, made
from tests.spoken import left_over
from tests.unit.accounts.test_routes import ORIGIN, backend, base, client  # noqa: F401


def words_of(page: str) -> str:
    return re.sub(r"<[^<>]*>", " ", page)


def send(client, path, **fields):  # noqa: F811
    """A form as a browser sends it: to the address that stands in it, with what was hidden in it."""
    page = client.get(path).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    action = re.search(r'<form method="post" action="([^"]*)"', page)[1]
    return client.post(action, data={**hidden, **fields}, headers=ORIGIN)


@pytest.mark.parametrize("path", ["/masuk?bahasa=en", "/masuk?ke={base}/tabel%3Fbahasa%3Den", "/masuk?gagal&bahasa=en"])
def test_an_english_login_has_no_indonesian_word(client, store, base, path):  # noqa: F811
    page = client.get(base + path.format(base=base)).text

    assert '<html lang="en">' in page
    assert "<h1>Log in</h1>" in page
    assert left_over(words_of(page), frozenset({"masuk"})) == set()


def test_without_a_language_the_login_is_indonesian(client, store, base):  # noqa: F811
    for path in ("/masuk", "/masuk?bahasa=fr"):
        page = client.get(base + path).text

        assert '<html lang="id">' in page
        assert "<h1>Masuk</h1>" in page
        assert f'action="{base}/masuk"' in page
        assert "<b>ID</b>" in page


def test_the_switch_keeps_where_the_login_leads(client, store, base):  # noqa: F811
    page = client.get(f"{base}/masuk?ke={base}/tabel%3Fwilayah%3D3514").text
    link = re.search(r'href="([^"]*)" lang="en"', page)[1].replace("&amp;", "&")

    english = client.get(link).text
    back = re.search(r'href="([^"]*)" lang="id"', english)[1].replace("&amp;", "&")

    assert f'name="ke" value="{base}/tabel?wilayah=3514&amp;bahasa=en"' in english
    assert f'name="ke" value="{base}/tabel?wilayah=3514"' in client.get(back).text


def test_the_language_goes_along_through_login_password_and_logout(client, store, base):  # noqa: F811
    done = made(store, "siti.aminah", admin(), settled=False)

    wrong = send(client, f"{base}/masuk?bahasa=en", nama="siti.aminah", sandi="salah")
    first = send(client, f"{base}/masuk?bahasa=en", nama="siti.aminah", sandi=done.password)
    leads = first.headers["location"]
    mistyped = send(client, leads, lama=done.password, baru="pendek", ulang="pendek")
    changed = send(client, leads, lama=done.password, baru=PASSWORD, ulang=PASSWORD)
    out = send(client, f"{base}/keluar?bahasa=en")

    assert wrong.status_code == 401 and "Name or password do not match" in wrong.text
    assert urlsplit(leads).path == f"{base}/sandi" and parse_qs(urlsplit(leads).query)["bahasa"] == ["en"]
    assert mistyped.status_code == 400 and "12 letters or more" in mistyped.text
    assert changed.headers["location"] == f"{base}/?bahasa=en"
    assert "You are logged out" in out.text and f'href="{base}/masuk?bahasa=en"' in out.text
    for page in (wrong, mistyped, out):
        assert left_over(words_of(page.text), frozenset({"masuk", "siti", "aminah"})) == set()


def test_a_refusal_speaks_the_language_of_its_link(client, store, base):  # noqa: F811
    english, indonesian = (client.post(f"{base}/masuk{asked}", data={}).text for asked in ("?bahasa=en", ""))

    assert "Open the login page" in english
    assert '<html lang="en">' in english
    assert "Buka halaman Masuk" in indonesian
    assert '<html lang="id">' in indonesian


def test_an_indonesian_link_stays_as_it_is():
    assert spoken("/tabel?wilayah=3514&urut=a,b") == "/tabel?wilayah=3514&urut=a,b"
    with languages.use(languages.ENGLISH):
        assert spoken("/tabel?bahasa=en&wilayah=3514") == "/tabel?bahasa=en&wilayah=3514"
        assert spoken("/") == "/?bahasa=en"
    assert spoken("/tabel?bahasa=en&wilayah=3514") == "/tabel?wilayah=3514"


def test_what_is_told_of_a_session_is_kept_for_readers_of_both_languages():
    state = LoginState(told=(viewers.ENDED,))

    with languages.use(languages.ENGLISH):
        assert state.problem == "Your session has ended. Log in again to go on."
    assert state.problem == "Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan."
