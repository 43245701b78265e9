"""A reader in a browser changes the language, goes on to another page, and comes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.serving import chromium, real_app, settled


@pytest.fixture(scope="module")
def address(built_layout):
    with real_app(built_layout) as url:
        yield url


def test_the_language_changes_in_place_travels_in_links_and_changes_back(address):
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="de-DE")
        page.goto(f"{address}?wilayah=1811")
        settled(page)
        expect(page.locator(".angka-nilai").first).to_contain_text(re.compile(r"\d,\d%"))

        page.get_by_role("button", name="EN", exact=True).click()
        expect(page.locator(".angka-nilai").first).to_contain_text(re.compile(r"\d\.\d%"))
        settled(page)
        assert "bahasa=en" in page.url
        assert "wilayah=1811" in page.url
        expect(page.get_by_text("number of kecamatan")).to_be_visible()

        page.get_by_role("link", name="Map", exact=True).click()
        expect(page.get_by_text("Number of stunted children").first).to_be_visible()
        settled(page)
        assert "bahasa=en" in page.url
        expect(page.get_by_label("Zoom in").first).to_be_visible()

        other = browser.new_page()
        other.goto(f"{address}?wilayah=1811")
        settled(other)
        expect(other.locator(".angka-nilai").first).to_contain_text(re.compile(r"\d,\d%"))

        page.get_by_role("button", name="ID", exact=True).click()
        expect(page.get_by_text("Jumlah balita stunting").first).to_be_visible()
        assert "bahasa" not in page.url
        expect(page.get_by_label("Perbesar peta").first).to_be_visible()
