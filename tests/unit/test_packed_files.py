"""The middleware: compressed once, kept by browsers, and nothing but what was published."""

import asyncio
import dataclasses
import gzip

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from stunting.paths import Layout
from stunting.ui.packed_files import PackedFiles
from stunting.ui.static_files import publish, twin_of

BUNDLE = b"export const a = 1;\n" * 200
GEOMETRY = b'{"type":"Topology"}' * 200


@pytest.fixture
def layout(tmp_path):
    return dataclasses.replace(Layout.default(), published=tmp_path / "static")


@pytest.fixture
def bundles(tmp_path):
    folder = tmp_path / "streamlit"
    (folder / "static" / "js").mkdir(parents=True)
    (folder / "static" / "js" / "index.Dorm.js").write_bytes(BUNDLE)
    (folder / "index.html").write_text("<html>")
    return folder


@pytest.fixture
def client(layout, bundles):
    return client_of(layout, bundles)


class Client:
    """Requests without a server in between."""

    def __init__(self, app):
        self._app = app

    def get(self, path, **headers):
        return asyncio.run(self._send("GET", path, **headers))

    def head(self, path):
        return asyncio.run(self._send("HEAD", path))

    def post(self, path):
        return asyncio.run(self._send("POST", path))

    async def _send(self, method, path, headers=None):
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost/") as client:
            return await client.request(method, path, headers=headers)


def client_of(layout, bundles, base_path=""):
    async def streamlit(request):
        return PlainTextResponse("from Streamlit")

    app = Starlette(routes=[Route("/{rest:path}", streamlit)])
    return Client(PackedFiles(app, published=layout.published, bundles=bundles, base_path=base_path))


def test_a_published_file_is_sent_compressed_and_may_be_kept_for_ever(client, layout):
    url = publish("kabupaten.json", GEOMETRY, layout=layout)

    answer = client.get(url)

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "application/json"
    assert int(answer.headers["content-length"]) < len(GEOMETRY) / 10
    assert answer.content == GEOMETRY


def test_a_browser_without_gzip_gets_the_file_itself(client, layout):
    url = publish("kabupaten.json", GEOMETRY, layout=layout)

    answer = client.get(url, headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in answer.headers
    assert answer.content == GEOMETRY


def test_gzip_may_be_refused_by_name(client, layout):
    url = publish("kabupaten.json", GEOMETRY, layout=layout)

    assert "content-encoding" not in client.get(url, headers={"Accept-Encoding": "gzip;q=0, *"}).headers


def test_a_file_the_browser_already_has_is_not_sent_again(client, layout):
    url = publish("kabupaten.json", GEOMETRY, layout=layout)
    etag = client.get(url).headers["etag"]

    again = client.get(url, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_head_tells_the_size_without_the_file(client, layout):
    answer = client.head(publish("kabupaten.json", GEOMETRY, layout=layout))

    assert int(answer.headers["content-length"]) > 0
    assert answer.content == b""


def test_modules_are_javascript_whatever_the_operating_system_thinks(client, layout):
    assert client.get(publish("cari.js", BUNDLE, layout=layout)).headers["content-type"].startswith("text/javascript")


def test_a_lost_twin_is_made_again(client, layout):
    url = publish("kabupaten.json", GEOMETRY, layout=layout)
    twin = twin_of(layout.published / url.removeprefix("app/static/"))
    twin.unlink()

    assert client.get(url).content == GEOMETRY
    assert gzip.decompress(twin.read_bytes()) == GEOMETRY


def test_a_file_without_a_hash_in_its_name_is_left_to_streamlit(client, layout):
    layout.published.mkdir()
    (layout.published / "logo.json").write_text("{}")

    assert client.get("app/static/logo.json").text == "from Streamlit"


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../rahasia-0123456789ab.json",
        "/app/static/..%2frahasia-0123456789ab.json",
        "/app/static/.bundel/rahasia-0123456789ab.json",
        "/static/../index.html",
        "/static/js/%2e%2e/%2e%2e/index.js",
        "/static//etc/passwd.js",
        "/peta",
    ],
)
def test_other_paths_are_never_answered_from_the_folders(client, layout, path):
    (layout.published.parent / "rahasia-0123456789ab.json").write_text('{"nama": "anak"}')

    assert client.get(path).text == "from Streamlit"


def test_bundles_are_compressed_at_the_first_request_and_kept_on_disk(client, layout):
    answer = client.get("/static/js/index.Dorm.js")

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == BUNDLE
    kept = layout.published / ".bundel" / "static" / "js" / "index.Dorm.js.gz"
    assert gzip.decompress(kept.read_bytes()) == BUNDLE


def test_a_folder_that_cannot_be_written_costs_only_memory(layout, bundles):
    layout.published.write_bytes(b"a file where the folder should be")
    client = client_of(layout, bundles)

    for _ in range(2):
        answer = client.get("/static/js/index.Dorm.js")
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.content == BUNDLE


def test_the_root_of_the_app_may_be_a_path(layout, bundles):
    client = client_of(layout, bundles, base_path="dasbor")
    url = publish("kabupaten.json", GEOMETRY, layout=layout)

    assert client.get(f"/dasbor/{url}").content == GEOMETRY
    assert client.get("/dasbor/static/js/index.Dorm.js").content == BUNDLE
    assert client.get(url).text == "from Streamlit"


def test_posts_go_to_streamlit(layout, bundles):
    client = client_of(layout, bundles)

    assert client.post(publish("kabupaten.json", GEOMETRY, layout=layout)).status_code == 405
