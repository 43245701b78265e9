""" "Kejayan berapa?": what a leader sees without scrolling, and how few things can be pressed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import chromium, real_app, settled
from tests.browser.story_steps import dialog_of

WIDTH, HEIGHT = 1366, 768
MOST_CONTROLS = 7
# Widgets of the page itself: neither menu, breadcrumb, search, lists and maps, nor the files under a figure.
CONTROLS = (
    "[data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stButtonGroup], [data-testid=stPopover], "
    "[data-testid=stTextInput], [data-testid=stSlider], [data-testid=stCheckbox]"
)
ELSEWHERE = ".st-key-menu, .st-key-wilayah-baris, [class*=st-key-berkas-], [data-testid=stPopoverBody]"


@pytest.fixture(scope="module")
def address(built_layout):
    with real_app(built_layout) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser):
    opened = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    yield opened
    opened.close()


def visit(page: Page, url: str) -> None:
    page.goto(url)
    settled(page)


def assert_on_screen(page: Page, selector: str) -> None:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    assert box["y"] >= 0, selector
    assert box["x"] >= 0, selector
    assert box["y"] + box["height"] <= HEIGHT + 1, (selector, box)
    assert box["x"] + box["width"] <= WIDTH, (selector, box)


def ask(page: Page, address: str, name: str) -> None:
    visit(page, address)
    box = page.get_by_role("combobox").first
    box.click()
    box.fill(name)
    page.locator("li[role=option]").first.wait_for(timeout=15_000)
    box.press("Enter")


def test_a_name_and_one_enter_show_the_figure_without_scrolling(page, address):
    ask(page, address, "kejayan")

    expect(page.locator(".angka-label")).to_contain_text("Kec. Kejayan", timeout=15_000)
    expect(page.locator(".angka-nilai")).to_contain_text("10,7%")
    settled(page)
    for selector in (".angka-nilai", ".angka-rinci", ".cakupan", ".cakupan-kata", ".bacaan li"):
        assert_on_screen(page, selector)


def test_the_card_of_a_kabupaten_fits_on_the_screen(page, address):
    visit(page, f"{address}/?wilayah=3514")

    for selector in (".angka-nilai", ".cakupan", ".bacaan li", ".judul-daftar", ".st-key-asal button"):
        assert_on_screen(page, selector)


@pytest.mark.parametrize("path", ["/?wilayah=351406", "/?wilayah=3514", "/peta?wilayah=3514", "/tabel?wilayah=3514"])
def test_at_most_seven_things_can_be_chosen_on_a_page(page, address, path):
    visit(page, address + path)

    controls = page.locator(CONTROLS).filter(visible=True).all()
    own = [one for one in controls if not one.evaluate("(e, away) => Boolean(e.closest(away))", ELSEWHERE)]

    assert 2 <= len(own) <= MOST_CONTROLS


def test_the_map_under_the_filters_starts_on_the_screen(page, address):
    visit(page, f"{address}/peta?wilayah=3514")
    expect(page.locator("[data-painted]").first).to_be_visible(timeout=15_000)

    assert_on_screen(page, "[data-painted]")


def test_the_areas_in_most_need_open_their_own_card(page, address):
    visit(page, f"{address}/?wilayah=351406")

    page.locator(".st-key-daftar-butuh button").first.click()

    expect(page.locator(".remah-kini")).to_have_text(re.compile(r"^(Desa|Kel\.) "), timeout=15_000)


def test_the_origin_of_the_figure_opens_over_the_page(page, address):
    visit(page, f"{address}/?wilayah=351406")

    page.get_by_role("button", name="Asal angka ini").click()

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("181 balita stunting / 1.696 balita diukur × 100 = 10,7%", timeout=15_000)


def test_filters_travel_with_the_menu(page, address):
    visit(page, f"{address}/?wilayah=3514&indikator=wasting")

    page.get_by_role("link", name="Tren", exact=True).click()

    expect(page.locator(".judul-gambar").first).to_contain_text("wasting", timeout=15_000)
    expect(page.get_by_role("combobox", name="Indikator")).to_have_value("Prevalensi wasting")
    assert "indikator=wasting" in page.url


def test_a_view_goes_home_as_a_slide_of_what_was_on_the_page(page, address):
    visit(page, f"{address}/tren?wilayah=1801&tab=Survei")
    dialog = dialog_of(page, "Tambahkan ke agenda")
    with page.expect_download(timeout=60_000) as taken:
        dialog.get_by_role("button", name="Halaman web").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    (slide,) = json.loads(re.search(r'id="isi">(.*?)</script>', text, re.DOTALL)[1])["deck"]["slides"]

    assert "Survei nasional" in slide["chips"]
    assert slide["figure"]["label"].startswith("Prevalensi stunting (SSGI")
