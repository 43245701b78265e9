"""Published modules reach the browser from both servers, on every page, below every root."""

import httpx
import pytest
from playwright.sync_api import expect

from stunting.ui import area_search
from stunting.ui.static_files import script_url
from tests.browser.serving import chromium, copy_harness, server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(
    scope="module",
    params=[("asgi", ""), ("asgi", "dasbor"), ("plain", ""), ("plain", "dasbor")],
    ids=["serve", "serve below a path", "streamlit run", "streamlit run below a path"],
)
def app(request, tmp_path_factory):
    mode, base_path = request.param
    script = copy_harness(tmp_path_factory.mktemp("harness"), base_path=base_path)
    with server(script, mode=mode, base_path=base_path) as url:
        yield url


def test_a_module_loads_on_the_root_after_a_page_switch_and_on_a_page_opened_by_its_address(app, browser):
    page = browser.new_page()
    box = page.get_by_role("combobox", name="Cari wilayah")

    page.goto(app)
    expect(box).to_have_attribute("placeholder", "Ketik nama wilayah", timeout=15_000)

    page.get_by_role("link", name="Ke peta").click()
    expect(box).to_have_attribute("placeholder", "Cari tempat", timeout=15_000)

    page.reload()
    assert page.url == f"{app}/peta"
    expect(box).to_have_attribute("placeholder", "Cari tempat", timeout=15_000)
    page.close()


def test_a_module_has_a_javascript_media_type(app):
    answer = httpx.get(f"{app}/{script_url(area_search.SCRIPT)}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] in {"text/javascript", "application/javascript"}
    assert answer.content == area_search.SCRIPT.read_bytes()
