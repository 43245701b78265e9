"""The screen of the hall, the window of the speaker and followers in a real browser, by keyboard alone."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall_server import HallServer
from tests.browser.serving import chromium
from tests.slide_decks import LONG, boxes, deck
from tests.small import layout_in

pytestmark = pytest.mark.browser

SIZES = [(1024, 768), (1280, 800), (1366, 768), (1440, 1080), (1920, 1080), (3840, 2160)]
STEPS = ["sambutan", "peta", "peringkat", "panjang", "jawaban", "lokus"]
SEEN = ".tempat.tampil"
# A visible text whose box leaves the window, one over another inside a slide, and letters below 24 of 1080.
FAULTS = """() => {
  const found = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push("the page scrolls");
  const slide = document.querySelector(".tempat.tampil .slaid");
  const unit = parseFloat(getComputedStyle(slide).fontSize) / 24;
  const texts = [...slide.querySelectorAll("h1, p, li, span, small, button, text")];
  const bar = document.querySelector(".bilah").getBoundingClientRect();
  const blocks = [];
  for (const one of [...texts, ...document.querySelectorAll(".bilah span:not([hidden])")]) {
    if (!one.textContent.trim() || one.closest("[hidden]")) continue;
    const range = document.createRange();
    range.selectNodeContents(one);
    const box = (one.ownerSVGElement || one.matches(".angka") ? one : range).getBoundingClientRect();
    if (!box.width) continue;
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
      found.push(`outside: ${one.textContent}`);
    if (!one.closest(".bilah") && box.bottom > bar.top + 1) found.push(`under the bar: ${one.textContent}`);
    const px = parseFloat(getComputedStyle(one).fontSize);
    if (!one.ownerSVGElement && px < 24 * unit - 0.1) found.push(`small: ${px / unit} ${one.textContent}`);
    if (one.matches("h1, .kiri > p, .kaki > p, .pilihan > li, .kop > span")) blocks.push([box, one]);
  }
  for (const [box, one] of blocks) for (const [other, two] of blocks) {
    const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
    const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
    // Boxes of letters are higher than the letters; only lines that really meet count.
    if (one !== two && across > 2 && down > 0.35 * Math.min(box.height, other.height))
      found.push(`over: ${one.textContent} / ${two.textContent}`);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    started = HallServer(layout_in(tmp_path_factory.mktemp("aula")), deck(), drawer=boxes)
    yield started
    started.stop()


@pytest.fixture
def hall(served):
    served.begin_anew()
    return served


@pytest.fixture
def context(browser):
    """Whatever a page says to its console is a fault, unless the server is away on purpose."""
    opened = browser.new_context(viewport={"width": 1366, "height": 768})
    opened.errors = []
    opened.elsewhere = []
    opened.asked = Counter()
    opened.on("weberror", lambda problem: opened.errors.append(str(problem.error)))
    opened.on("console", lambda said: opened.errors.append(said.text) if "Content Security" in said.text else None)
    opened.on(
        "request",
        lambda one: opened.asked.update(
            [re.sub(r"(kunci|pin)=[^&]+&?", "", urlsplit(one.url)[2] + "?" + urlsplit(one.url)[3])]
        ),
    )
    opened.on("request", lambda one: opened.elsewhere.append(one.url) if "127.0.0.1" not in one.url else None)
    yield opened
    assert opened.errors == []
    assert [url for url in opened.elsewhere if not url.startswith(("data:", "blob:"))] == []
    opened.close()


@pytest.fixture
def screen(context, hall):
    page = context.new_page()
    page.goto(hall.screen)
    page.wait_for_selector("[data-siap]")
    return page


def expect_shown(page: Page, name: str) -> None:
    expect(page.locator("#panggung")).to_have_attribute("data-tampil", name)


def expect_told(hall: HallServer, **wanted: object) -> None:
    end = time.monotonic() + 5
    while time.monotonic() < end and not wanted.items() <= hall.position.items():
        time.sleep(0.02)
    assert wanted.items() <= hall.position.items()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("keys", [("ArrowRight",), ("ArrowDown",), (" ",), ("PageDown",), ("Enter",)])
def test_keys_and_clickers_go_on(screen, hall, keys):
    press(screen, *keys)

    expect_shown(screen, "peta")
    expect_told(hall, step="peta", child="", blank=False)


def test_keys_go_back_to_the_ends_and_to_a_number(screen):
    for key, wanted in [("4", "panjang"), ("PageUp", "peringkat"), ("ArrowLeft", "peta"), ("End", "lokus")]:
        press(screen, key)
        expect_shown(screen, wanted)
    press(screen, "Home")
    expect_shown(screen, "sambutan")
    press(screen, "9")
    expect_shown(screen, "sambutan")


def test_after_the_last_step_there_is_a_way_back_and_followers_stay(screen, hall):
    press(screen, "End", "ArrowRight")

    expect_shown(screen, "~akhir")
    back = screen.get_by_role("link", name="Kembali ke halaman Rembuk")
    expect(back).to_have_attribute("href", re.compile(r"^/rembuk\?wilayah=3514&agenda=[a-z0-9-]+$"))
    expect_told(hall, step="lokus")
    press(screen, "ArrowLeft")
    expect_shown(screen, "lokus")


@pytest.mark.parametrize(("theme", "is_sample"), [("terang", False), ("gelap", True)], ids=["terang", "gelap-contoh"])
def test_nothing_scrolls_overlaps_or_is_too_small_at_any_size(context, tmp_path, theme, is_sample):
    hall = HallServer(layout_in(tmp_path), deck(is_sample=is_sample), drawer=boxes)
    page = context.new_page()
    page.add_init_script(f"localStorage.setItem('rembuk-tema', '{theme}')")
    faults = []

    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(hall.screen)
        page.wait_for_selector("[data-siap]")
        for number, step in enumerate(STEPS, start=1):
            press(page, str(number))
            expect_shown(page, step)
            faults += [f"{width}x{height} {step} {fault}" for fault in page.evaluate(FAULTS)]

    hall.stop()
    assert faults == []


def test_texts_of_the_greatest_length_stay_inside_their_places(context, tmp_path):
    title, question = (LONG * 2)[:120], (LONG * 2)[:300]
    plain = deck()
    agenda = replace(plain.agenda, steps=tuple(replace(one, decision=question) for one in plain.agenda.steps))
    slides = tuple(replace(one, title=title, sentence=(LONG * 2)[:400]) for one in plain.slides)
    hall = HallServer(layout_in(tmp_path), replace(plain, agenda=agenda, slides=slides), drawer=boxes)
    page = context.new_page()
    faults = []

    for width, height in SIZES[:4]:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(hall.screen)
        page.wait_for_selector("[data-siap]")
        for number, step in enumerate(STEPS, start=1):
            press(page, str(number))
            expect_shown(page, step)
            found = page.evaluate(FAULTS)
            # Here letters may be smaller than those of the last row; nothing may be cut.
            faults += [f"{width}x{height} {step} {fault}" for fault in found if not fault.startswith("small")]

    hall.stop()
    assert faults == []


def test_a_drawing_keeps_letters_of_24_where_texts_are_short(screen):
    for width, height in SIZES:
        screen.set_viewport_size({"width": width, "height": height})
        screen.reload()
        screen.wait_for_selector("[data-siap]")
        press(screen, "2")
        scale = screen.evaluate(
            """() => {
              const svg = document.querySelector(".tempat.tampil svg");
              const slide = document.querySelector(".tempat.tampil .slaid");
              return svg.getScreenCTM().a / (parseFloat(getComputedStyle(slide).fontSize) / 24);
            }"""
        )
        assert scale >= 0.99, (width, height)


def test_the_other_form_of_stage_gets_its_own_drawings(screen, hall):
    screen.set_viewport_size({"width": 1024, "height": 768})

    expect(screen.locator("#panggung")).to_have_class(re.compile("tegak"))
    assert screen.context.asked["/rembuk/isi?ukuran=tall"] == 1


def test_blank_is_black_and_any_step_key_lights_the_same_slide(screen, hall):
    press(screen, "2", "b")

    expect(screen.get_by_role("img", name="Layar gelap")).to_be_visible()
    expect_told(hall, step="peta", blank=True)
    press(screen, "ArrowRight")
    expect(screen.locator(".gelap")).to_have_count(0)
    expect_shown(screen, "peta")


def test_a_name_is_found_by_typing_and_shown_large(screen, hall):
    press(screen, "2", "/")
    screen.keyboard.type("kejayan")

    expect(screen.get_by_role("option").first).to_contain_text("Kec. Kejayan")
    expect(screen.get_by_role("option").nth(1)).to_contain_text("Kel. Kejayan")
    press(screen, "ArrowDown", "ArrowUp", "Enter")
    expect_shown(screen, "peta/351408")
    expect(screen.locator(f"{SEEN} .angka")).to_have_text("14,2%")
    press(screen, "Escape", "1", "k")
    screen.keyboard.type("Kejayan berapa?")
    press(screen, "Enter")
    expect_shown(screen, "sambutan/351408")
    expect(screen.locator(f"{SEEN} .angka")).to_have_text("17,2%")
    expect_told(hall, step="sambutan", child="351408")
    press(screen, "Escape")
    expect_shown(screen, "sambutan")


def test_an_area_opens_by_tab_and_enter_and_by_mouse(screen, hall):
    press(screen, "2", "Tab", "Tab", "Enter")

    expect_shown(screen, "peta/351402")
    expect(screen.locator(f"{SEEN} h1")).to_have_text("Prevalensi stunting menurut desa, Kec. Tutur")
    expect_told(hall, step="peta", child="351402")
    press(screen, "Backspace")
    expect_shown(screen, "peta")
    screen.locator(f"{SEEN} .wilayah").last.click()
    expect_shown(screen, "peta/351412")
    screen.get_by_role("button", name="Kembali").click()
    expect_shown(screen, "peta")


@pytest.mark.parametrize(("key", "name"), [("?", "Tombol"), ("s", "Sumber dan catatan"), ("g", "Semua slide")])
def test_a_sheet_opens_and_closes_by_the_same_key_and_by_esc(screen, key, name):
    press(screen, "4", key)
    expect(screen.get_by_role("dialog", name=name)).to_be_visible()
    press(screen, key)
    expect(screen.get_by_role("dialog")).to_have_count(0)
    press(screen, key, "Escape")
    expect(screen.get_by_role("dialog")).to_have_count(0)
    expect_shown(screen, "panjang")


def test_p_invites_with_pin_address_and_code(screen, hall):
    press(screen, "p")

    sheet = screen.locator('[data-nama="undangan"]')
    expect(sheet).to_contain_text(f"{hall.show.pin[:3]} {hall.show.pin[3:]}")
    expect(sheet).to_contain_text("192.168.10.5:8600/ikuti")
    expect(sheet.locator(".qr svg path").first).to_be_visible()
    assert sheet.evaluate(
        "node => node.scrollHeight <= node.clientHeight + 1 && node.scrollWidth <= node.clientWidth + 1"
    )
    press(screen, "p")
    expect(sheet).to_have_count(0)


def test_the_source_sheet_has_every_footnote(screen):
    press(screen, "4", "s")

    sheet = screen.get_by_role("dialog")
    for words in (
        "Cakupan pengukuran di bawah 80%",
        "Angka 1–4 disembunyikan",
        "20260222-080000-0a1b2c3d",
        "mode publik",
    ):
        expect(sheet).to_contain_text(words)


def test_the_overview_is_steered_by_arrows(screen):
    press(screen, "2", "g", "ArrowRight", "ArrowDown", "Enter")

    expect_shown(screen, "lokus")


def test_theme_is_kept_and_the_legend_goes_and_comes(screen):
    press(screen, "2", "t", "l")

    expect(screen.locator(f"{SEEN} g.kunci")).to_be_hidden()
    press(screen, "l")
    expect(screen.locator(f"{SEEN} g.kunci")).to_be_visible()
    screen.reload()
    expect(screen.locator("html")).to_have_attribute("data-tema", "gelap")


def test_steps_advance_alone_until_a_key_pauses(context, hall):
    page = context.new_page()
    page.clock.install()
    page.goto(hall.screen)
    page.clock.run_for(3_000)
    page.wait_for_selector("[data-siap]")
    press(page, "5", "a")
    expect(page.locator(".putaran")).to_be_visible()

    page.clock.run_for(28_000)
    expect_shown(page, "jawaban")
    page.clock.run_for(4_000)
    expect_shown(page, "lokus")

    press(page, "Home", "a", "l")
    page.clock.run_for(20 * 60_000)
    expect_shown(page, "sambutan")
    expect(page.locator(".putaran")).to_have_class(re.compile("jeda"))


def test_a_step_is_announced(screen):
    press(screen, "2")

    expect(screen.locator("[aria-live]")).to_have_text("Langkah 2 dari 6: Prevalensi stunting menurut kecamatan")


def test_a_reload_goes_on_where_the_server_is(screen, hall):
    hall.move(step="peta", child="351408")
    expect_shown(screen, "peta/351408")

    screen.reload()

    expect_shown(screen, "peta/351408")


def test_the_server_goes_and_comes_back_and_the_show_goes_on(screen, hall):
    press(screen, "2")
    expect_told(hall, step="peta")
    hall.stop()

    press(screen, "ArrowRight", "ArrowRight")

    expect_shown(screen, "panjang")
    expect(screen.locator(".bilah")).to_contain_text("sambungan terputus")
    hall.start()
    expect_told(hall, step="panjang")
    expect(screen.locator(".bilah")).not_to_contain_text("sambungan terputus", timeout=10_000)
    expect_shown(screen, "panjang")


def test_the_bar_names_release_step_and_time(screen):
    press(screen, "2")

    expect(screen.locator(".bilah")).to_contain_text("Rilis 20260222-080000-0a1b2c3d · data dibekukan")
    expect(screen.locator(".bilah")).to_contain_text("2/6")
    expect(screen.locator(".bilah")).to_contain_text(re.compile(r"terakhir diperbarui \d\d\.\d\d"))


def test_notes_show_what_is_next_and_steer_the_screen(context, screen, hall):
    notes = context.new_page()
    notes.goto(hall.notes)
    press(screen, "2")

    expect(notes.locator("#judul-kini")).to_have_text("Prevalensi stunting menurut kecamatan")
    expect(notes.locator("#naskah")).to_contain_text("Baca cakupannya dulu")
    expect(notes.locator("#pembicara")).to_have_text("Bappeda · 5 menit")
    expect(notes.locator("#judul-berikut")).to_have_text("Berikutnya: Peringkat kecamatan")
    notes.get_by_role("button", name="Berikutnya").click()
    expect_shown(screen, "peringkat")
    press(notes, "b")
    expect(screen.locator(".gelap")).to_be_visible()


def test_notes_steer_the_screen_while_the_server_is_away(context, screen, hall):
    notes = context.new_page()
    notes.goto(hall.notes)
    expect(notes.locator("#judul-kini")).to_have_text("Sambutan dan pembukaan")
    hall.stop()

    press(notes, "ArrowRight")

    expect_shown(screen, "peta")
    hall.start()
    expect_told(hall, step="peta")
    expect_shown(screen, "peta")


def test_the_clock_of_the_speaker_warns_when_a_step_is_over_its_minutes(context, hall):
    hall.move(step="panjang")
    notes = context.new_page()
    notes.clock.install()
    notes.goto(hall.notes)
    notes.clock.run_for(3_000)
    expect(notes.locator("#judul-kini")).to_contain_text("cakupan pengukuran")

    notes.clock.run_for(90_000)

    expect(notes.locator("#jatah")).to_contain_text("lewat 0.3")
    expect(notes.locator(".lewat")).to_be_visible()


def test_a_second_window_opens_for_notes_and_for_the_record(context, screen, hall):
    press(screen, "2")
    with context.expect_page() as notes:
        press(screen, "n")
    assert notes.value.url.endswith(f"/rembuk/catatan?kunci={hall.show.key}")

    with context.expect_page() as record:
        press(screen, "d")
    expect(record.value).to_have_url(re.compile(r"/rembuk\?wilayah=3514&agenda=[a-z0-9-]+&tab=Catat&langkah=peta$"))


def test_a_wrong_key_is_told(context, hall):
    page = context.new_page()
    page.goto(hall.screen + "x")

    expect(page.get_by_text("Alamat layar ini tidak berlaku lagi.")).to_be_visible()


def test_a_follower_enters_with_the_pin_and_follows(context, screen, hall):
    page = context.new_page()
    page.goto(f"{hall.url}/ikuti")
    page.get_by_label("PIN").fill(f"{(int(hall.show.pin) + 1) % 1_000_000:06d}")
    press(page, "Enter")
    expect(page.get_by_role("alert")).to_contain_text("PIN salah")
    page.get_by_label("PIN").fill(f"{hall.show.pin[:3]} {hall.show.pin[3:]}")
    press(page, "Enter")
    expect_shown(page, "sambutan")

    press(screen, "2", "Tab", "Enter")

    expect_shown(page, "peta/351401")
    expect(page.locator("#kabar")).to_have_text("mengikuti penyaji")
    press(screen, "b")
    expect(page.get_by_text("Layar penyaji sedang gelap.")).to_be_visible()
    assert page.locator("body").inner_text().count("Baca cakupannya") == 0
    # Once with the wrong PIN, once with the right one.
    assert context.asked["/ikuti/isi?ukuran=wide"] == 2


def test_a_follower_may_look_around_and_comes_back(context, hall):
    page = context.new_page()
    page.goto(hall.follower)
    expect_shown(page, "sambutan")

    page.get_by_role("button", name="Slide berikutnya").click()
    hall.move(step="lokus")

    expect(page.locator("#kabar")).to_have_text("lihat sendiri")
    expect_shown(page, "peta")
    page.get_by_role("button", name="Kembali ke penyaji").click()
    expect_shown(page, "lokus")


def test_a_follower_survives_a_lost_server_without_fetching_the_slides_again(context, hall):
    page = context.new_page()
    page.goto(hall.follower)
    expect_shown(page, "sambutan")
    hall.stop()
    expect(page.locator("#kabar")).to_have_text("terputus, mencoba lagi")

    hall.start()
    hall.move(step="peta")

    expect_shown(page, "peta")
    expect(page.locator("#kabar")).to_have_text("mengikuti penyaji")
    assert context.asked["/ikuti/isi?ukuran=wide"] == 1


def test_a_follower_is_told_that_the_show_is_over(context, hall):
    page = context.new_page()
    page.clock.install()
    page.goto(hall.follower)
    page.clock.run_for(3_000)
    expect_shown(page, "sambutan")
    thanks = "Tayangan sudah selesai. Terima kasih telah mengikuti."

    hall.end()

    expect(page.locator("#panggung")).to_have_text(thanks)
    page.clock.run_for(30_000)
    expect(page.locator("#panggung")).to_have_text(thanks)
    assert context.asked["/ikuti/aliran?"] == 1


def test_the_screen_says_that_the_show_was_ended_and_keeps_its_slides(screen, hall):
    hall.end()

    expect(screen.locator(".bilah")).to_contain_text("tayangan diakhiri")
    press(screen, "2")
    expect_shown(screen, "peta")


def test_on_a_telephone_a_slide_is_a_column_without_sideways_scrolling(context, hall):
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    for step in STEPS:
        hall.move(step=step)
        page.goto(hall.follower)
        expect_shown(page, step)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360, step
    assert context.asked["/ikuti/isi?ukuran=narrow"] == len(STEPS)


def test_the_area_that_has_the_focus_is_outlined_whatever_the_scale_of_the_drawing(screen):
    press(screen, "2", "Tab")

    width = screen.evaluate("parseFloat(getComputedStyle(document.activeElement).strokeWidth)")
    assert width >= 5


def test_two_hundred_steps_by_key_are_painted_without_drawing_anything_anew(screen):
    """Half of them within 300 ms: a machine that runs other tests beside this one is no hall."""
    screen.evaluate(
        """() => {
          window.taken = [];
          addEventListener("keydown", () => {
            const pressed = performance.now();
            requestAnimationFrame(() => {
              const painted = new MessageChannel();
              painted.port1.onmessage = () => taken.push(performance.now() - pressed);
              painted.port2.postMessage(0);
            });
          }, true);
        }"""
    )
    drawn = screen.evaluate("document.querySelectorAll('.tempat').length")

    for _ in range(20):
        press(screen, *["ArrowRight"] * 5, *["ArrowLeft"] * 5)

    # The page forbids what the library would wait with.
    end = time.monotonic() + 30
    while screen.evaluate("taken.length") < 200 and time.monotonic() < end:
        screen.wait_for_timeout(20)
    taken = sorted(screen.evaluate("taken"))
    assert len(taken) == 200
    assert taken[100] < 300
    assert screen.evaluate("document.querySelectorAll('.tempat').length") == drawn
