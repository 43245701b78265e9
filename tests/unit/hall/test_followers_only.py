"""What whoever is on the hall's network can reach: the public slides for the PIN, and nothing else by any address."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stunting.hall.hall import Hall
from stunting.hall.listener import Doors
from stunting.ui import shell
from tests import halls
from tests.small import layout_in

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
DASHBOARD = (
    *(f"/{entry.key}" for entry in shell.PAGES),
    "/",
    "/siap",
    "/_stcore/health",
    "/_stcore/stream",
    "/_stcore/upload_file/a/b",
    "/_stcore/host-config",
    "/media/a.png",
    "/static/js/index.js",
    "/app/static/README.md",
    "/component/x",
    "/rembuk/layar",
    "/rembuk/catatan",
    "/rembuk/isi",
    "/rembuk/aliran",
    "/rembuk/posisi",
    "/data/buku",
    "/favicon.png",
    "/robots.txt",
)
FILES = ("show.json", "pembicara-wide.json.gz", "tayang/show.json", "terbatas/anak.csv", "routes.py", "etc/passwd")
STEPS_UP = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "....//", "%252e%252e%252f", "..%c0%af", "./", "/")
SIZES = (
    "../../show.json",
    "pembicara-wide",
    "wide.json.gz",
    "WIDE",
    "wide%00",
    "..%2fpembicara-wide",
    "../{hash}/pembicara-wide",
)


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    layout = layout_in(tmp_path_factory.mktemp("aula"))
    for folder in (layout.restricted, layout.ledger, layout.releases):
        folder.mkdir()
        (folder / "anak.csv").write_text(halls.SECRET)
    return layout


@pytest.fixture(scope="module")
def doors(layout):
    return Doors(Hall(layout))


@pytest.fixture(scope="module")
def show(doors):
    return doors._hall.start("Rembuk stunting 2026", halls.packed())


@pytest.fixture(scope="module")
def port(doors, show):
    doors.open_to_network(0, "127.0.0.1")
    yield doors._network.port
    doors.close()


def check(show, answer: bytes, asked: object) -> int:
    """Nothing that followers may not have is in an answer; returns its status."""
    assert halls.SECRET.encode() not in answer, asked
    assert show.key.encode() not in answer, asked
    assert b"\x1f\x8b" not in answer, asked
    assert b"root:" not in answer, asked
    assert b"Traceback" not in answer, asked
    assert str(halls.__file__).encode() not in answer, asked
    status = int(answer.split(b" ", 2)[1])
    assert status in (200, 304, 400, 403, 404, 405, 413, 429), (status, asked)
    return status


def send(port, method: str, target: str) -> bytes:
    line = f"{method} {target} HTTP/1.1\r\nHost: 192.168.1.5:8600\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    return halls.raw(port, line.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("path", DASHBOARD)
def test_no_address_of_the_dashboard_is_answered(port, show, path):
    for method in METHODS:
        for query in ("", f"?kunci={show.key}", f"?kunci={show.pin}&pin={show.pin}"):
            assert check(show, send(port, method, path + query), (method, path)) == 404


@pytest.mark.parametrize("prefix", ["/", "/ikuti/", "/ikuti/isi/", "/layar-berkas/", "/app/static/", "//"])
def test_no_way_leads_out_of_the_folders(port, show, prefix):
    for up in STEPS_UP:
        for count in (1, 3, 8):
            for name in FILES:
                target = f"{prefix}{up * count}{name}?pin={show.pin}"
                assert check(show, send(port, "GET", target), target) in (400, 404)


@pytest.mark.parametrize("size", SIZES)
def test_no_size_leads_to_another_file(port, show, size):
    target = f"/ikuti/isi?pin={show.pin}&ukuran={size.format(hash=show.deck_hash)}"

    assert check(show, send(port, "GET", target), target) == 400


@pytest.mark.parametrize("method", METHODS)
def test_followers_change_nothing(port, doors, show, method):
    for path in ("/ikuti", "/ikuti/isi", "/ikuti/posisi", "/rembuk/posisi", "/layar-berkas/x"):
        body = json.dumps({"step": "peta"})
        request = (
            f"{method} {path}?pin={show.pin}&kunci={show.key} HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\n"
            f"Content-Type: application/json\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        check(show, halls.raw(port, request.encode()), (method, path))

    assert doors._hall.show().position == show.position


PIECES = st.sampled_from(
    [
        "ikuti",
        "isi",
        "aliran",
        "posisi",
        "rembuk",
        "layar-berkas",
        "tayang",
        "show.json",
        "..",
        "%2e%2e",
        "%00",
        "~",
        "",
    ]
)
WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="?#"), max_size=12)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(METHODS),
    parts=st.lists(st.one_of(PIECES, WORDS), max_size=5),
    names=st.lists(st.tuples(st.sampled_from(["pin", "kunci", "ukuran", "x"]), WORDS), max_size=3),
)
def test_no_made_up_request_brings_out_more_than_the_public_slides(port, show, method, parts, names):
    path = "/" + "/".join(parts)
    if path.rstrip("/") == "/ikuti/aliran":
        return
    query = "&".join([f"pin={show.pin}", *(f"{name}={value}" for name, value in names if name != "pin")])

    check(show, send(port, method, f"{path}?{query}"), (method, path, query))


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 60 + b"\r\n\r\n",
        b"GET http://127.0.0.1:8501/ HTTP/1.1\r\nHost: 127.0.0.1:8501\r\nConnection: close\r\n\r\n",
        b"CONNECT 127.0.0.1:8501 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /ikuti HTTP/1.1\r\nHost: x\r\n" + b"A: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
    ids=["no host", "tls", "proxy", "connect", "huge header"],
)
def test_what_is_no_request_for_the_hall_reaches_nothing_behind_it(port, show, request_):
    try:
        answer = halls.raw(port, request_)
    except ConnectionError:
        # Refused before it was read to its end.
        answer = b"HTTP/1.1 400 "

    assert check(show, answer, request_[:40]) in (400, 404)


def test_the_public_slides_are_all_there(port, show):
    answer = halls.ask(port, f"/ikuti/isi?pin={show.pin}").json()

    assert [one["key"] for one in answer["slides"]] == ["sambutan", "peta", "lokus"]
    assert answer["children"]["peta"]["351406"]["title"] == "Kec. Kejayan"
    assert not {"notes", "minutes", "speaker", "link"} & set(answer["slides"][0])


def test_a_wrong_address_shows_the_way_to_the_slides(port):
    answer = halls.ask(port, "/")

    assert answer.status == 404
    assert 'href="/ikuti"' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_nothing_tells_which_program_answers(port):
    assert "server" not in halls.ask(port, "/ikuti").headers
