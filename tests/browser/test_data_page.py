"""The page Data in a real browser: a file is checked, imported, named, revoked, and cancelled without a trace."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from stunting import releases
from stunting.imports.state import read_state
from tests.browser.serving import chromium, real_app, settled
from tests.small import layout_in

SIZES = [(1366, 768), (1920, 1080), (390, 844)]
TABS = ["Impor", "Mutu", "Wilayah", "Kiriman", "Bulan Timbang", "Rilis", "Sumber"]
HEADER = "NIK;Nama;JK;Tgl Lahir;Kec;Pukesmas;Desa/Kel;Posyandu;Tanggal Pengukuran;Berat;Tinggi;Cara Ukur"
# A release with maps takes some seconds to build.
BUILDING = 90_000


def csv_of(children: int, *, desa: str = "KEJAYAN") -> bytes:
    """Invented children of one posyandu, measured in August 2025."""
    rows = [
        f";ANAK REKAAN {n};{'LP'[n % 2]};2023-{n % 12 + 1:02d}-{n % 28 + 1:02d};KEJAYAN;KEJAYAN;{desa};MELATI;"
        f"2025-08-12;{10 + n % 30 / 10:.1f};{82 + n % 90 / 10:.1f};Berdiri".replace(".", ",")
        for n in range(children)
    ]
    return "\n".join([HEADER, *rows, ""]).encode()


@pytest.fixture(scope="module")
def own_layout(built_layout, tmp_path_factory):
    """A folder of its own, for these tests change what is imported."""
    layout = layout_in(tmp_path_factory.mktemp("impor"), raw=built_layout.raw)
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
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    opened = context.new_page()
    opened.errors = []
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    assert opened.errors == []
    context.close()


def visit(page: Page, address: str, tab: str, **params: str) -> None:
    more = "".join(f"&{key}={value}" for key, value in params.items())
    page.goto(f"{address}/data?wilayah=3514&tab={tab}{more}")
    settled(page)


def choose(page: Page, name: str, content: bytes) -> None:
    """Choose one file, after the report of an earlier import was closed."""
    expect(page.get_by_test_id("stFileUploader")).to_be_visible(timeout=15_000)
    close = page.get_by_role("button", name="Tutup laporan ini")
    if close.count():
        close.click()
        expect(close).to_have_count(0)
    page.set_input_files(
        "[data-testid=stFileUploaderDropzoneInput]", {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    expect(page.get_by_test_id("stFileChip")).to_be_visible()


def counts(page: Page) -> list[str]:
    shown = page.locator(".impor-hitung b")
    expect(shown).to_have_count(3, timeout=BUILDING)
    return shown.all_inner_texts()


def test_a_check_shows_the_report_and_keeps_nothing(page, address, own_layout):
    visit(page, address, "Impor")
    choose(page, "agustus.csv", csv_of(40))

    page.get_by_role("button", name="Periksa dulu").click()

    assert counts(page) == ["40", "40", "0"]
    expect(page.get_by_text("Ini baru pemeriksaan")).to_be_visible()
    assert read_state(own_layout).batches == ()


def test_an_import_becomes_a_release_that_the_pages_show(page, address, own_layout):
    before = releases.current(own_layout)
    visit(page, address, "Impor")
    choose(page, "agustus.csv", csv_of(40) + csv_of(3, desa="KEJAYANN").split(b"\n", 1)[1])

    page.get_by_role("button", name="Impor", exact=True).click()

    assert counts(page) == ["43", "40", "3"]
    assert releases.current(own_layout) != before
    page.get_by_role("tab", name="Mutu").click()
    expect(page.get_by_role("rowheader", name="Kejayan")).to_be_visible(timeout=15_000)
    assert "ANAK REKAAN" not in page.content()


def test_a_waiting_place_is_named_and_its_rows_count(page, address, own_layout):
    visit(page, address, "Wilayah")
    page.get_by_text("Isi dengan usulan teratas").click()
    button = page.get_by_role("button", name="Tetapkan 1 tempat")
    expect(button).to_be_enabled(timeout=10_000)

    button.click()

    expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible(timeout=BUILDING)
    assert [one.desa_code for one in read_state(own_layout).aliases] == ["3514061024"]


def test_an_import_can_be_revoked_after_a_question(page, address, own_layout):
    visit(page, address, "Kiriman")

    page.get_by_role("button", name="Cabut kiriman ini").click()
    page.get_by_role("button", name="Ya, cabut").click()

    expect(page.get_by_text("Kiriman ini sudah dicabut")).to_be_visible(timeout=BUILDING)
    assert read_state(own_layout).active == ()


def test_a_cancelled_import_leaves_no_trace(page, address, own_layout):
    before, batches = releases.current(own_layout), read_state(own_layout).batches
    visit(page, address, "Impor")
    choose(page, "besar.csv", csv_of(60_000))
    page.get_by_role("button", name="Impor", exact=True).click()

    page.get_by_role("button", name="Batalkan").click()

    expect(page.get_by_text("Impor dibatalkan")).to_be_visible(timeout=BUILDING)
    assert releases.current(own_layout) == before
    assert read_state(own_layout).batches == batches


def test_the_sample_series_is_removed_with_one_click_and_restored(page, address, own_layout):
    visit(page, address, "Mutu")
    expect(page.locator(".contoh").first).to_be_visible()

    page.get_by_role("button", name="Hapus seri contoh").click()

    expect(page.get_by_text("Belum ada data rutin di rilis ini")).to_be_visible(timeout=BUILDING)
    assert read_state(own_layout).is_sample_removed
    visit(page, address, "Sumber")
    page.get_by_role("button", name="Kembalikan seri contoh").click()
    expect(page.get_by_role("button", name="Hapus seri contoh")).to_be_visible(timeout=BUILDING)
    assert not read_state(own_layout).is_sample_removed


def test_the_report_can_be_taken_home(page, address):
    visit(page, address, "Impor")
    choose(page, "september.csv", csv_of(25))
    page.get_by_role("button", name="Periksa dulu").click()
    counts(page)

    with page.expect_download(timeout=20_000) as waiting:
        page.get_by_role("button", name="Unduh laporan (Excel)").click()

    assert waiting.value.suggested_filename.endswith(".xlsx")
    assert waiting.value.path().read_bytes().startswith(b"PK")


def test_the_box_for_files_speaks_indonesian(page, address):
    visit(page, address, "Impor")
    expect(page.get_by_test_id("stFileUploader")).to_be_visible(timeout=15_000)

    said = page.evaluate(
        """[...document.querySelectorAll('[data-testid=stFileUploader] p, [data-testid=stFileUploader] span')]
           .map(e => getComputedStyle(e, '::after').content).join(' ')"""
    )
    assert "Pilih berkas" in said
    assert "seret ke sini" in said


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_no_tab_is_wider_than_its_screen(page, address, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for tab in TABS:
        visit(page, address, tab)
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= size[0], tab


def test_the_open_tab_stands_in_the_link(page, address):
    visit(page, address, "Impor")

    page.get_by_role("tab", name="Rilis").click()

    expect(page).to_have_url(re.compile("tab=Rilis"))
