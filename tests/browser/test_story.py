"""The product's main job in a real browser, with everything but loopback cut off.

The whole app runs through `python -m stunting serve` on a release built from the raw data; every request the
browser makes is recorded.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import chromium, real_app, settled

SIZES = [(1366, 768), (1920, 1080), (390, 844)]


@pytest.fixture(scope="module")
def address(built_layout):
    with real_app(built_layout) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser, address):
    """A page that remembers every request that is not for this machine, and every script error."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    opened = context.new_page()
    opened.elsewhere = []
    opened.errors = []
    opened.on("request", lambda r: opened.elsewhere.append(r.url) if is_elsewhere(r.url) else None)
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    assert opened.elsewhere == []
    assert opened.errors == []
    context.close()


def is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")


def visit(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    settled(page)


def painted(page: Page) -> None:
    expect(page.locator("[data-painted]").first).to_be_visible(timeout=15_000)


def area_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("wilayah", ["00"])[0]


def test_all_514_kabupaten_are_drawn(page, address):
    visit(page, address, "/peta?tahun=2021")
    painted(page)

    assert page.locator("[data-code]").count() == 514


def test_drill_from_indonesia_to_a_kabupaten_and_back(page, address):
    visit(page, address, "/peta")
    painted(page)

    page.locator('[data-code="1811"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".remah-kini").first).to_have_text("Kab. Mesuji", timeout=10_000)
    assert area_of(page) == "1811"

    page.get_by_role("button", name="Lampung", exact=True).click()
    expect(page.locator(".remah-kini").first).to_have_text("Lampung")
    assert area_of(page) == "18"


def test_the_browsers_back_button_returns_to_the_area_before(page, address):
    visit(page, address, "/tren?wilayah=18")
    page.get_by_role("button", name="Indonesia", exact=True).click()
    expect(page.locator(".remah-kini").first).to_have_text("Indonesia")

    page.go_back()

    expect(page.locator(".remah-kini").first).to_have_text("Lampung", timeout=10_000)


def test_typing_a_name_leads_to_the_area(page, address):
    visit(page, address, "/")
    box = page.get_by_role("combobox").first
    box.click()
    box.fill("mesuji")
    page.get_by_role("option", name=re.compile(r"Kab\. Mesuji")).first.click()

    expect(page.locator(".angka-label")).to_contain_text("Prevalensi stunting, Kab. Mesuji", timeout=10_000)
    expect(page.locator(".angka-survei")).to_contain_text("e-PPGBM")
    expect(page.locator(".bacaan")).to_contain_text("SSGI 2024 mencatat 11,1%")


def test_a_link_opens_the_same_view(page, address):
    visit(page, address, "/peta?wilayah=18&tahun=2022&skema=target")
    painted(page)

    expect(page.locator(".judul-gambar").first).to_have_text(
        "Prevalensi stunting menurut kabupaten/kota, Provinsi Lampung, SSGI 2022"
    )
    expect(page.get_by_text("Terhadap target RPJMN 2029").first).to_be_visible()


def test_the_area_follows_the_reader_to_the_next_page(page, address):
    visit(page, address, "/peta?wilayah=1811")
    page.get_by_role("link", name="Tren").click()

    expect(page.locator(".judul-gambar").first).to_contain_text("Kab. Mesuji")
    assert area_of(page) == "1811"


def test_tab_passes_the_map_without_moving_it(page, address):
    visit(page, address, "/peta?wilayah=18")
    painted(page)
    page.get_by_role("combobox", name="Kelas").focus()

    for _ in range(3):
        page.keyboard.press("Tab")

    assert "NaN" not in page.locator(".drawing").first.inner_html()


def test_columns_in_space_fetch_nothing_from_elsewhere(page, address):
    visit(page, address, "/peta?lapis=jumlah&gambar=kolom")

    expect(page.locator("[data-testid=stDeckGlJsonChart] canvas").first).to_be_visible(timeout=15_000)
    page.wait_for_timeout(500)


def test_the_chosen_survey_is_kept_on_the_way_to_another_page_and_back(page, address):
    visit(page, address, "/peta?wilayah=18")
    page.locator(".st-key-putaran button", has_text="SSGI 2021").click()
    expect(page.locator(".judul-gambar").first).to_contain_text("SSGI 2021")

    page.get_by_role("link", name="Tren").click()
    expect(page.locator(".judul-gambar").first).to_contain_text("menurut survei")
    page.get_by_role("link", name="Peta").click()

    expect(page.locator(".judul-gambar").first).to_contain_text("kabupaten/kota, Provinsi Lampung, SSGI 2021")
    assert parse_qs(urlsplit(page.url).query)["tahun"] == ["2021"]


def test_two_maps_stand_side_by_side_under_one_legend(page, address):
    visit(page, address, "/peta?tahun=2023&dengan=ssgi-2021")
    painted(page)

    assert page.locator("[data-painted] figure, [data-painted] .panel").count() >= 2
    expect(page.get_by_text("perbedaan warna bukan perubahan yang terukur")).to_be_visible()


@pytest.mark.parametrize(
    ("label", "ending"), [("CSV", ".csv"), ("Excel", ".xlsx"), ("Gambar PNG", ".png"), ("GeoJSON", ".geojson")]
)
def test_the_map_can_be_taken_home(page, address, label, ending):
    visit(page, address, "/peta?wilayah=18&tahun=2022")
    painted(page)

    with page.expect_download(timeout=20_000) as waiting:
        page.get_by_role("button", name=label, exact=True).click()

    path = waiting.value.path()
    assert waiting.value.suggested_filename.endswith(ending)
    content = path.read_bytes()
    if ending == ".csv":
        assert "22,5" in content.decode("utf-8-sig")
    elif ending == ".geojson":
        assert len(json.loads(content)["features"]) == 15
    else:
        assert len(content) > 4_000


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("path", ["/", "/peta", "/tren?wilayah=1811", "/banding", "/metode"])
def test_no_page_is_wider_than_its_screen(page, address, path, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    visit(page, address, path)

    wide = page.evaluate("document.documentElement.scrollWidth")
    inner = page.evaluate(
        "Math.max(...[...document.querySelectorAll('[data-testid=\"stMain\"]')].map(e => e.scrollWidth))"
    )
    assert wide <= size[0]
    assert inner <= size[0]


def test_without_a_release_the_page_builds_one(browser, built_layout, tmp_path):
    from tests.small import layout_in

    empty = layout_in(tmp_path, raw=built_layout.raw)
    with real_app(empty) as url:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        visit(page, url, "/")
        expect(page.get_by_text("Belum ada rilis data")).to_be_visible()

        page.get_by_role("button", name="Bangun rilis pertama").click()

        expect(page.locator(".angka-nilai")).to_contain_text("19,8%", timeout=60_000)
        page.close()


def test_the_back_button_returns_to_the_survey_before(page, address):
    visit(page, address, "/peta?wilayah=18&tahun=2021")
    page.get_by_text("SKI 2023", exact=True).first.click()
    expect(page.locator(".judul-gambar").first).to_contain_text("SKI 2023")

    page.go_back()

    expect(page.locator(".judul-gambar").first).to_contain_text("SSGI 2021", timeout=10_000)
    assert page.locator(".jelas").count() == 0
