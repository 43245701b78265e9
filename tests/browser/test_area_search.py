"""The search box in a browser: by keyboard, by mouse, by touch, and for a screen reader."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.serving import chromium, copy_harness, server, settled

pytestmark = pytest.mark.browser

WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 780}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with server(copy_harness(tmp_path_factory.mktemp("harness")), mode="asgi") as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        # One context: the pages share the cache of the browser, as a reader's tabs do.
        yield started.new_context(viewport=WIDE, has_touch=True)


@pytest.fixture
def page(app, browser):
    opened = browser.new_page()
    opened.goto(app)
    opened.get_by_role("combobox", name="Cari wilayah").wait_for(timeout=15_000)
    settled(opened)
    yield opened
    opened.close()


def box(page):
    return page.get_by_role("combobox", name="Cari wilayah")


def option(page, text):
    return page.get_by_role("option").filter(has_text=text).first


def test_the_box_shows_where_the_reader_is(page):
    expect(box(page)).to_have_value("Kab. Pasuruan")


def test_kejayan_shows_kecamatan_and_kelurahan_and_says_which_is_which(page):
    box(page).click()
    box(page).press_sequentially("kejayan", delay=20)

    expect(page.get_by_role("option").nth(0)).to_have_text(re.compile("Kec. Kejayan.*kecamatan.*Kab. Pasuruan"))
    expect(page.get_by_role("option").nth(1)).to_have_text(re.compile("Kel. Kejayan.*kelurahan.*Kec. Kejayan"))


def test_arrow_and_enter_go_there_and_the_page_runs_once_more(page):
    box(page).click()
    box(page).press_sequentially("kejayan", delay=20)
    option(page, "Kel. Kejayan").wait_for()

    box(page).press("ArrowDown")
    box(page).press("Enter")

    expect(page.get_by_role("heading")).to_contain_text("Kel. Kejayan")
    expect(page.get_by_text("dijalankan 2 kali")).to_be_visible()
    expect(box(page)).to_have_value("Kel. Kejayan")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_enter_before_the_answer_waits_for_it_and_takes_the_only_hit(page):
    box(page).click()
    box(page).fill("kota pasuruan")
    box(page).press("Enter")

    expect(page.get_by_role("heading")).to_contain_text("Kota Pasuruan")


def test_a_click_chooses(page):
    box(page).click()
    box(page).fill("lampung selatan")

    option(page, "Kab. Lampung Selatan").click()

    expect(page.get_by_text("kode 1801")).to_be_visible()


def test_an_untouched_box_offers_the_areas_above(page):
    box(page).click()

    option(page, "Provinsi Jawa Timur").click()

    expect(page.get_by_text(re.compile("kode 35,"))).to_be_visible()


def test_a_name_that_nobody_has_is_answered_with_a_sentence(page):
    box(page).click()
    box(page).fill("zzzqq")

    expect(page.locator(".head")).to_contain_text("Tidak ada wilayah bernama “zzzqq”. Periksa ejaannya")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_misspelt_name_is_a_question_and_nothing_is_chosen_for_the_reader(page):
    box(page).click()
    box(page).fill("kejayn")

    expect(page.locator(".head")).to_contain_text("Mungkin maksud Anda")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)


def test_escape_and_leaving_bring_back_the_current_area(page):
    box(page).click()
    box(page).fill("kejayan")
    box(page).press("Escape")
    expect(box(page)).to_have_value("Kab. Pasuruan")

    box(page).fill("kejayan")
    page.get_by_placeholder("Tulis catatan").click()

    expect(box(page)).to_have_value("Kab. Pasuruan")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_slash_leads_to_the_box_but_not_out_of_another_field(page):
    note = page.get_by_placeholder("Tulis catatan")
    note.click()
    note.press_sequentially("3/4")
    expect(note).to_have_value("3/4")
    expect(note).to_be_focused()
    note.blur()

    page.keyboard.press("/")

    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("Kab. Pasuruan")


def test_the_letters_r_and_c_are_letters_here(page):
    box(page).click()
    box(page).press_sequentially("cirac", delay=20)

    option(page, "Ciracas").wait_for()
    expect(page.get_by_text("dijalankan 1 kali")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_screen_reader_hears_the_state_of_the_list(page):
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    box(page).click()
    box(page).fill("kejayan")
    option(page, "Kel. Kejayan").wait_for()
    box(page).press("ArrowDown")

    expect(box(page)).to_have_attribute("aria-expanded", "true")
    active = box(page).get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    assert page.locator(f"#{box(page).get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    expect(page.get_by_role("status").filter(has_text="wilayah ditemukan")).to_have_count(1)


def test_on_a_phone_every_hit_fits_and_is_large_enough_to_touch(app, browser):
    page = browser.new_page()
    page.set_viewport_size(PHONE)
    page.goto(app)
    box(page).tap(timeout=15_000)
    box(page).fill("sukamaju")
    option(page, "Sukamaju").wait_for()

    for row in page.get_by_role("option").all():
        bounds = row.bounding_box()
        assert bounds["height"] >= 44
        assert bounds["x"] >= 0
        assert bounds["x"] + bounds["width"] <= PHONE["width"]
    page.get_by_role("option").nth(1).tap()
    expect(page.get_by_role("heading")).to_contain_text("Sukamaju")
    page.close()


def test_no_request_leaves_the_machine(app, browser):
    page = browser.new_page()
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(app)
    box(page).click(timeout=15_000)
    box(page).fill("kejayan")
    option(page, "Kec. Kejayan").wait_for()

    assert hosts <= {"localhost", "127.0.0.1", "", None}
    page.close()
