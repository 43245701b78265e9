"""The story of a decision in a real browser: weights, list, a swap, the appendix, the ledger, next year's list.

Everything but loopback is cut off; every request the browser makes is recorded.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import docx
import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from stunting import releases
from stunting.ledger import Ledger
from stunting.lokus import scenario_store
from stunting.lokus.decisions import decisions
from tests.browser.serving import chromium, real_app, settled
from tests.browser.test_story import is_elsewhere
from tests.small import layout_in

PILIH = "/lokus?wilayah=1801&tab=Pilih&mode=internal"
SK = "/lokus?wilayah=1801&tab=SK dan keputusan&mode=internal"
LIST = "[aria-label='Daftar usulan lokus']"
# A release takes some seconds to build.
BUILDING = 90_000
PATIENCE = 15_000


@pytest.fixture(scope="module")
def own_layout(built_layout, tmp_path_factory):
    """A folder of its own, for the story writes into it."""
    layout = layout_in(tmp_path_factory.mktemp("lokus"), raw=built_layout.raw)
    layout.releases.mkdir(parents=True)
    live = releases.current(built_layout)
    for name in (f"{live}.duckdb", f"{live}.json", "current"):
        (layout.releases / name).write_bytes((built_layout.releases / name).read_bytes())
    return layout


@pytest.fixture(scope="module")
def address(own_layout):
    with real_app(own_layout) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser):
    """A page that remembers every request that is not for this machine, and every script error."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    opened = context.new_page()
    opened.elsewhere, opened.errors = [], []
    opened.on("request", lambda r: opened.elsewhere.append(r.url) if is_elsewhere(r.url) else None)
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    assert opened.elsewhere == []
    assert opened.errors == []
    context.close()


def visit(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    settled(page)


def chosen(page: Page) -> Locator:
    """The rows of the list down to its cut."""
    return page.locator(f"{LIST} tbody tr:not(.garis, .garis ~ tr)")


def names(page: Page) -> list[str]:
    expect(page.locator(f"{LIST} .garis")).to_be_attached(timeout=PATIENCE)
    return page.evaluate(
        "(list) => [...document.querySelectorAll(`${list} tbody tr:not(.garis, .garis ~ tr) th`)]"
        ".map((cell) => cell.firstChild.textContent)",
        LIST,
    )


def choice(page: Page, param: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(param, [""])[0]


def weight(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-lokus-bobot-{key} input[type=range]")


def test_a_weight_moved_by_keyboard_changes_list_map_and_link(page, address):
    visit(page, address, PILIH)
    before = names(page)
    painted = page.evaluate("window.__peta.painted")

    weight(page, "layanan").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")

    expect(page.locator(".lokus-rumus")).to_contain_text("46,7% × peringkat persentil (kesenjangan", timeout=PATIENCE)
    page.wait_for_function(f"window.__peta.painted > {painted}", timeout=PATIENCE)
    assert names(page) != before
    assert choice(page, "bobot").endswith("layanan~70")
    # The next press goes on from there.
    assert weight(page, "layanan").evaluate("(one) => one === document.activeElement")


def test_the_focus_of_keyboard_readers_is_visible(page, address):
    visit(page, address, PILIH)
    names(page)

    weight(page, "prevalensi").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    thumb = page.evaluate(
        "() => [document.activeElement, document.activeElement.parentElement, "
        "document.activeElement.parentElement.parentElement]"
        ".some((one) => getComputedStyle(one).boxShadow !== 'none' || getComputedStyle(one).outlineStyle !== 'none')"
    )
    frame = page.locator(LIST)
    for _ in range(40):
        page.keyboard.press("Tab")
        if frame.evaluate("(one) => one === document.activeElement"):
            break

    assert thumb
    assert frame.evaluate("(one) => one === document.activeElement")
    assert frame.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"


def test_a_scrolled_list_stays_where_it_is_when_a_weight_moves(page, address):
    visit(page, address, PILIH)
    names(page)
    page.wait_for_function("window.__peta?.painted > 0", timeout=PATIENCE)
    settled(page)
    scrolled = "(list) => document.querySelector(list).scrollTop === 120"
    page.wait_for_function(scrolled.replace("=> ", "=> (document.querySelector(list).scrollTop = 120) && "), arg=LIST)
    before = page.locator(LIST).inner_text()

    weight(page, "krs").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")

    expect(page.locator(LIST)).not_to_have_text(before, timeout=PATIENCE)
    expect(page.locator(".lokus-rumus")).to_contain_text("42,9%", timeout=PATIENCE)
    page.wait_for_function(scrolled, arg=LIST, timeout=PATIENCE)


def test_a_desa_that_is_looked_up_has_its_card(page, address):
    visit(page, address, PILIH)
    first = names(page)[0]

    box = page.locator(".st-key-lokus-desa input")
    box.click()
    box.fill(first)
    page.get_by_role("option", name=re.compile(f"^{re.escape(first)}, ")).first.click()

    expect(page.locator(".kartu-putus")).to_contain_text("Masuk", timeout=PATIENCE)
    expect(page.locator(".kartu-lokus")).to_contain_text("peringkat 1 dari")
    assert len(choice(page, "wilayah")) == 10


def test_a_desa_of_the_map_has_its_card(page, address):
    visit(page, address, PILIH)
    names(page)

    page.locator('[data-code="1801042001"]').first.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".kartu-lokus")).to_contain_text("Desa Hajimena", timeout=PATIENCE)
    assert choice(page, "wilayah") == "1801042001"
    assert choice(page, "tab") == "Pilih"


@pytest.mark.parametrize("tab", ["Daftar", "Pilih", "SK dan keputusan", "Banding", "Dampak"])
@pytest.mark.parametrize("width", [390, 1366])
def test_no_tab_is_wider_than_its_screen(page, address, tab, width):
    page.set_viewport_size({"width": width, "height": 844})
    visit(page, address, f"/lokus?wilayah=1801&tab={tab}&mode=internal")
    page.wait_for_timeout(500)

    inner = page.evaluate(
        "Math.max(...[...document.querySelectorAll('[data-testid=\"stMain\"]')].map(e => e.scrollWidth))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert inner <= width


def swapped(page: Page, reason: str) -> tuple[str, str]:
    """Exchange the last of the list for the first outside it; their names."""
    page.get_by_role("button", name="Tukar desa").click()
    form = page.get_by_test_id("stForm").filter(has_text="Masuk ke daftar")
    expect(form).to_be_visible(timeout=PATIENCE)
    out, enters = (
        form.get_by_role("combobox", name=re.compile(label)).input_value().split(",")[0]
        for label in ("Keluar dari daftar", "Masuk ke daftar")
    )
    if reason:
        form.get_by_label("Alasan").fill(reason)
    form.get_by_role("button", name="Tukar").click()
    return out, enters


def test_a_swap_without_a_reason_is_refused(page, address):
    visit(page, address, PILIH)
    before = names(page)

    swapped(page, "")

    expect(page.get_by_text("Tulis alasannya")).to_be_visible(timeout=PATIENCE)
    assert names(page) == before
    assert choice(page, "tukar") == ""


def saved(page: Page, label: str, folder) -> str:
    with page.expect_download(timeout=60_000) as waiting:
        page.locator(".st-key-lokus-lampiran").get_by_role("button", name=label, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return str(path)


def test_from_the_proposal_to_the_list_of_next_year(page, address, own_layout, tmp_path):
    visit(page, address, PILIH)
    size = len(names(page))
    weight(page, "kasus").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lokus-rumus")).to_contain_text("33,3% × peringkat persentil (jumlah", timeout=PATIENCE)

    out, enters = swapped(page, "usul musyawarah desa")
    expect(page.locator(LIST)).to_contain_text("dimasukkan dengan alasan", timeout=PATIENCE)
    listed = names(page)
    assert out not in listed
    assert enters in listed
    assert len(listed) == size

    page.get_by_role("tab", name="SK dan keputusan").click()
    expect(page.get_by_text("Lampiran SK lokus 2027")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Simpan skenario ini").click()
    page.get_by_label("Nama skenario").fill("Usulan rapat")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("button", name="Usulan rapat")).to_be_visible(timeout=PATIENCE)
    assert [one.name for one in scenario_store.scenarios(own_layout.additions, "1801")] == ["Usulan rapat"]

    tables = docx.Document(saved(page, "Word", tmp_path)).tables
    rows = [[cell.text for cell in row.cells] for row in tables[0].rows]
    assert sorted(row[2].rstrip("†§‡ ") for row in rows[1:-1]) == sorted(listed)
    assert rows[-1][2] == f"Jumlah {size} desa/kelurahan"
    text = " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(saved(page, "PDF", tmp_path)).pages).split())
    assert f"Jumlah {size} desa/kelurahan" in text
    assert "usul musyawarah desa" in text
    assert all(name in text for name in listed)

    page.get_by_text("Catat daftar yang terbuka sebagai keputusan").click()
    page.get_by_label("Dicatat oleh").fill("Budi")
    page.get_by_label("Alasan").fill("Disepakati dalam rembuk")
    page.get_by_role("button", name="Catat keputusan").click()
    expect(page.get_by_text("Nomor 1: lokus 2027")).to_be_visible(timeout=PATIENCE)
    (one,) = decisions(Ledger.open(own_layout), "1801")
    assert (one.author, one.reason) == ("Budi", "Disepakati dalam rembuk")
    assert len(one.decided.chosen_codes) == size

    page.get_by_role("button", name=re.compile("^Jadikan daftar lokus 2027")).click()
    expect(page.get_by_text("Lokus 2027 terdaftar.")).to_be_visible(timeout=BUILDING)
    visit(page, address, "/lokus?wilayah=1801")
    expect(page.get_by_text("Desa/kelurahan lokus 2027, Kab. Lampung Selatan")).to_be_visible(timeout=PATIENCE)
    table = page.locator("[aria-label='Riwayat lokus']")
    for name in listed:
        expect(table).to_contain_text(name)
