"""One meeting from the empty page to the signed paper, in a real browser and by keyboard alone.

The tests are the hours of one morning, in order: they share a server, a ledger and the windows of the presenter.
Nothing is clicked. Every request for another machine is refused and remembered; the server is killed in the middle.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import docx
import pptx
import pypdf
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from stunting import releases
from stunting.hall import show_store
from stunting.ledger import Ledger
from stunting.minutes import reading
from stunting.minutes.records import Minutes
from stunting.rembuk import agenda_store
from stunting.slides.building import deck_of
from stunting.slides.slide import Deck, Slide
from tests.browser.meeting_keys import PATIENCE, Keys
from tests.browser.mortal_server import MortalServer
from tests.browser.serving import chromium, settled
from tests.browser.test_story import is_elsewhere
from tests.small import layout_in
from tests.tampering import changed

pytestmark = pytest.mark.browser

OWN_PAGE = re.compile(r"/rembuk/(layar|catatan)\?|/ikuti|^file:")
# What a browser says of a server that is not there; true, and no fault of a page.
AWAY = "net::ERR_"
SHOWN = "#panggung > .tempat.tampil"
DECIDED = "Target 2027 adalah 5,2% menurut Bulan Timbang."
PROMISED = "Menimbang 31.200 balita"
UPLOAD = "Pilih berkas$|^Add files$"
BOX = "[data-testid=stException]"


def watched(context: BrowserContext, told: SimpleNamespace) -> BrowserContext:
    """Cut off whatever is not this machine; remember it, and what own pages complain of."""
    context.route(is_elsewhere, lambda route: route.abort())
    context.on("request", lambda one: told.elsewhere.append(one.url) if is_elsewhere(one.url) else None)
    context.on("weberror", lambda one: told.errors.append(f"{one.page.url if one.page else ''}: {one.error}"))

    def heard(said: ConsoleMessage) -> None:
        page = said.page.url if said.page else ""
        if said.type == "error" and OWN_PAGE.search(page) and not (told.is_away and AWAY in said.text):
            told.errors.append(f"{page}: {said.text}")

    context.on("console", heard)
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="module")
def told():
    """What the windows of the meeting said and asked for."""
    return SimpleNamespace(elsewhere=[], errors=[], is_away=False)


@pytest.fixture(scope="module")
def layout(built_layout, tmp_path_factory):
    """An installation of its own, for the meeting writes into it."""
    own = layout_in(tmp_path_factory.mktemp("rembuk"), raw=built_layout.raw)
    own.releases.mkdir(parents=True)
    live = releases.current(built_layout)
    for name in (f"{live}.duckdb", f"{live}.json", "current"):
        (own.releases / name).write_bytes((built_layout.releases / name).read_bytes())
    return own


@pytest.fixture(scope="module")
def server(layout):
    with MortalServer(layout) as started:
        yield started


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def laptop(browser, told):
    """The computer of the presenter: all windows share one profile."""
    context = watched(browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True), told)
    yield context
    context.close()


@pytest.fixture(scope="module")
def desk(laptop, server):
    """The page Rembuk, later the screen: it opens in the same window."""
    page = laptop.new_page()
    page.goto(f"{server.url}/rembuk?wilayah=1801")
    settled(page)
    return page


@pytest.fixture(scope="module")
def windows():
    """Windows that a test opened and a later one goes on with."""
    return SimpleNamespace()


@pytest.fixture(scope="module")
def deck(layout) -> Deck:
    """What must be shown, from the release and the agenda that was kept."""
    (kept,) = agenda_store.agendas(layout.additions)
    return deck_of(releases.open_release(layout, kept.agenda.release_id), kept.agenda)


def expect_tab(page: Page, name: str) -> None:
    expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true", timeout=PATIENCE)
    settled(page)
    expect(page.locator(BOX)).to_have_count(0)


def open_tab(page: Page, name: str) -> None:
    """With the arrow keys, from the first tab on."""
    keys = Keys(page)
    tabs = page.get_by_role("tablist").first.get_by_role("tab").all_inner_texts()
    keys.go_to("^(Agenda|Tayang|Catat|Berita acara|Berkas)$", role="tab")
    here = keys.focused()[1]
    by = tabs.index(name) - tabs.index(here)
    keys.press(*["ArrowRight" if by > 0 else "ArrowLeft"] * abs(by), "Enter")
    expect_tab(page, name)


def expect_shown(page: Page, name: str) -> None:
    expect(page.locator("#panggung")).to_have_attribute("data-tampil", name, timeout=PATIENCE)


def expect_slide(page: Page, slide: Slide, *, where: str) -> None:
    """Title, figure, sentence and source as the release has them."""
    place = page.locator(where)
    expect(place.locator("h1")).to_have_text(slide.title, timeout=PATIENCE)
    if slide.figure:
        expect(place.locator(".angka")).to_have_text(slide.figure.text)
        expect(place.locator(".label").first).to_have_text(slide.figure.label)
    if slide.sentence:
        expect(place.locator(".kalimat")).to_have_text(slide.sentence)
    if slide.source:
        expect(place.locator(".sumber")).to_have_text(slide.source)


def number_of(deck: Deck, key: str) -> str:
    """The key that opens a step."""
    return str([one.key for one in deck.slides].index(key) + 1)


def children_of(deck: Deck, key: str) -> dict[str, Slide]:
    return dict(next(one for one in deck.slides if one.key == key).children)


def test_an_agenda_is_made_from_the_ready_one_and_frozen(desk, layout):
    keys = Keys(desk)

    keys.use("^Buat dari contoh: Rembuk kabupaten")
    expect(desk.get_by_text("23 langkah")).to_be_visible(timeout=PATIENCE)
    settled(desk)
    keys.use("^Bekukan pada rilis ini")

    live = releases.current(layout)
    expect(desk.get_by_text(f"Dibekukan pada rilis {live}, yang terbuka sekarang.")).to_be_visible(timeout=PATIENCE)
    (kept,) = agenda_store.agendas(layout.additions)
    assert (kept.agenda.area_code, kept.agenda.release_id) == ("1801", live)


def test_what_could_go_wrong_is_said_before_the_show_and_it_starts(desk, layout):
    open_tab(desk, "Tayang")
    expect(desk.get_by_text("Huruf terkecil di layar:")).to_be_visible(timeout=PATIENCE)
    checks = desk.locator(".periksa")
    expect(checks).to_contain_text(f"Agenda dibekukan pada rilis {releases.current(layout)}.", timeout=PATIENCE)
    for said in (
        "Semua 23 langkah siap tayang.",
        "memuat data contoh dan diberi tanda DATA CONTOH.",
        "Buku dapat ditulisi.",
    ):
        expect(checks).to_contain_text(said)

    Keys(desk).use("Mulai tayang")

    expect(desk.get_by_text("Sedang tayang")).to_be_visible(timeout=3 * PATIENCE)
    settled(desk)
    assert show_store.current(layout).position.step == "indonesia-raya"


def test_the_screen_shows_every_step_as_the_release_has_it(desk, deck):
    Keys(desk).use("^Buka layar$", role="link")
    desk.wait_for_selector("[data-siap]", timeout=3 * PATIENCE)

    for number, slide in enumerate(deck.slides, start=1):
        expect_shown(desk, slide.key)
        expect_slide(desk, slide, where=SHOWN)
        expect(desk.locator(".bilah .langkah")).to_have_text(f"{number}/{len(deck.slides)}")
        desk.keyboard.press("PageDown")

    expect_shown(desk, "~akhir")
    desk.keyboard.press("PageUp")
    expect_shown(desk, deck.slides[-1].key)
    assert len(deck.slides) == 23
    assert deck.problems == ()


def test_the_keys_of_the_screen_do_what_the_help_says(desk, deck):
    keys = Keys(desk)
    keys.press("5")
    expect_shown(desk, deck.slides[4].key)
    for key, number in (("ArrowLeft", 3), ("ArrowRight", 4), ("PageUp", 3), ("PageDown", 4), ("Home", 0), ("5", 4)):
        keys.press(key)
        expect_shown(desk, deck.slides[number].key)

    keys.press("f")
    expect(desk.locator("html:fullscreen")).to_have_count(1)
    keys.press("f")
    expect(desk.locator("html:fullscreen")).to_have_count(0)
    keys.press("b")
    expect(desk.get_by_role("img", name="Layar gelap")).to_be_visible()
    keys.press("b")
    expect(desk.get_by_role("img", name="Layar gelap")).to_have_count(0)
    expect_shown(desk, deck.slides[4].key)
    legend = desk.locator(f"{SHOWN} g.kunci").first
    expect(legend).to_be_visible()
    keys.press("l")
    expect(legend).to_be_hidden()
    keys.press("l")
    expect(legend).to_be_visible()
    keys.press("s")
    expect(desk.get_by_role("dialog", name="Sumber dan catatan")).to_contain_text(deck.release_id)
    keys.press("Escape", "?")
    expect(desk.get_by_role("dialog", name="Tombol")).to_contain_text("slide berikutnya")
    keys.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_a_name_that_is_asked_for_is_shown_with_its_figure(desk, deck):
    keys = Keys(desk)
    card = next(one for one in deck.cards if one.level == "kecamatan" and "Natar" in one.name)

    keys.press("/")
    keys.type("natar berapa?")
    expect(desk.get_by_role("option").first).to_contain_text(card.figure.text)
    keys.press("Enter")

    expect_shown(desk, f"peta/{card.code}")
    expect(desk.locator(f"{SHOWN} .angka")).to_have_text(card.figure.text)
    keys.press("Escape")
    expect_shown(desk, "peta")


def test_a_kecamatan_opens_by_tab_and_enter_and_closes_by_esc(desk, deck):
    keys = Keys(desk)
    code, inside = next(iter(children_of(deck, "peta").items()))
    name = next(one.name for one in deck.cards if one.code == code)

    keys.go_to(re.escape(name.removeprefix("Kec. ")))
    keys.press("Enter")

    expect_shown(desk, f"peta/{code}")
    expect_slide(desk, inside, where=SHOWN)
    keys.press("Escape")
    expect_shown(desk, "peta")


def test_the_window_of_the_speaker_steers_the_screen(desk, deck, laptop, windows):
    with laptop.expect_page() as opened:
        desk.keyboard.press("n")
    notes = windows.notes = opened.value
    step = deck.agenda.step("peta")
    expect(notes.locator("#judul-kini")).to_have_text(step.title, timeout=PATIENCE)
    expect(notes.locator("#naskah")).to_have_text(re.compile(re.escape(step.notes[:40])))
    expect(notes.locator("#judul-berikut")).to_have_text(f"Berikutnya: {deck.slides[5].title}")

    notes.keyboard.press("PageDown")
    expect_shown(desk, deck.slides[5].key)
    Keys(notes).use("^‹ Sebelumnya", role="button")

    expect_shown(desk, "peta")
    expect(notes.locator("#judul-kini")).to_have_text(step.title)


def test_whoever_follows_sees_each_step_and_no_notes(browser, desk, deck, layout, server, told, windows):
    telephone = watched(browser.new_context(viewport={"width": 412, "height": 800}), told)
    follower = windows.follower = telephone.new_page()
    follower.goto(f"{server.url}/ikuti")
    Keys(follower).write("^PIN$", show_store.current(layout).pin)
    follower.keyboard.press("Enter")
    expect_shown(follower, "peta")
    expect(follower.locator("#kabar")).to_have_text("mengikuti penyaji", timeout=PATIENCE)

    for slide in deck.slides[4:12]:
        expect_shown(follower, slide.key)
        expect_slide(follower, slide, where="#panggung > .tempat")
        desk.keyboard.press("ArrowRight")
    desk.keyboard.press("5")
    expect_shown(follower, "peta")
    for step in deck.agenda.steps:
        if step.notes:
            assert step.notes not in follower.content()


def test_attendance_and_a_decision_are_written_down(desk, deck, laptop, layout, windows):
    desk.keyboard.press("g")
    Keys(desk).use("Target prevalensi", role="button")
    expect_shown(desk, "target")
    with laptop.expect_page() as opened:
        desk.keyboard.press("d")
    record = windows.record = opened.value
    expect_tab(record, "Catat")
    keys = Keys(record)

    keys.write("^Pencatat$", "Siti Aminah")
    keys.write("^Jabatan$", "Bappeda")
    keys.write("^Tempat$", "Aula Rimau")
    keys.write("^Pimpinan rapat$", "Sekretaris Daerah")
    keys.press("Enter")
    # The step on the screen asks a question, so that is where the hand is wanted.
    expect(record.get_by_text("langkah ini")).to_be_visible(timeout=PATIENCE)
    settled(record)

    keys.write("^Keputusan$", DECIDED)
    keys.write("^Pertimbangan$", "Sejalan dengan RPJMD")
    keys.press("Enter")
    expect(record.locator(".catatan-baris")).to_contain_text([DECIDED], timeout=PATIENCE)
    settled(record)
    keys.press("Alt+1")
    keys.write_all({"Diundang 1": "9", "Hadir 1": "7"})
    keys.press("Enter")
    expect(record.get_by_text("Tersimpan: 7 orang dari 1 lembaga.")).to_be_visible(timeout=PATIENCE)
    settled(record)

    minutes = kept_minutes(layout)
    assert [(one.record.question, one.record.answer) for one in minutes.decisions] == [
        (deck.agenda.step("target").decision, DECIDED)
    ]
    assert [(one.invited_n, one.present_n) for one in minutes.attendance] == [(9, 7)]


def test_a_server_that_dies_in_the_middle_costs_nobody_a_step(desk, deck, layout, server, told, windows):
    notes, follower, record = windows.notes, windows.follower, windows.record
    seen = [desk, notes, follower, record]
    for page in seen:
        page.evaluate("window.sama = true")
    before = show_store.current(layout)
    written = kept_minutes(layout)
    Keys(record).press("Alt+3")
    Keys(record).write("^Komitmen$", PROMISED)

    told.is_away = True
    server.kill()
    expect(desk.locator(".bilah .kabar")).to_contain_text("sambungan terputus", timeout=PATIENCE)
    expect(follower.locator("#kabar")).to_have_text("terputus, mencoba lagi", timeout=PATIENCE)
    desk.keyboard.press("PageDown")
    expect_shown(desk, "hasil-pengukuran")
    expect(notes.locator("#judul-kini")).to_have_text(deck.agenda.step("hasil-pengukuran").title)
    server.start()

    expect_shown(follower, "hasil-pengukuran")
    expect(follower.locator("#kabar")).to_have_text("mengikuti penyaji", timeout=PATIENCE)
    expect(desk.locator(".bilah .kabar")).to_contain_text(re.compile("^terakhir diperbarui"), timeout=PATIENCE)
    expect(notes.locator("#kabar")).to_have_text("1 mengikuti", timeout=PATIENCE)
    expect_shown(desk, "hasil-pengukuran")
    desk.keyboard.press("PageDown")
    expect_shown(follower, "cakupan")
    # A page that asked just before the server was back complains a moment later.
    told.is_away = False
    expect(notes.locator("#judul-kini")).to_have_text(deck.agenda.step("cakupan").title)
    after = show_store.current(layout)
    assert (after.key, after.pin, after.position.step) == (before.key, before.pin, "cakupan")
    assert [page.evaluate("window.sama") for page in seen] == [True] * 4
    assert kept_minutes(layout) == written


def test_the_open_record_goes_on_after_it(desk, layout, windows):
    record = windows.record
    keys = Keys(record)

    desk.keyboard.press("d")
    assert record.evaluate("window.sama")
    # Typed before the server died and not yet saved.
    keys.go_to("^Komitmen$", role="textbox")
    assert record.evaluate("document.activeElement.value") == PROMISED
    keys.write("^Lembaga$", "Dinas Kesehatan")
    keys.write("^Target$", "Cakupan 95%")
    keys.write("^Tenggat$", "31/08/2027")
    keys.press("Enter")
    expect(record.locator(".catatan-baris").filter(has_text=PROMISED)).to_contain_text(
        "tenggat 31 Agustus 2027", timeout=PATIENCE
    )
    settled(record)
    keys.press("Alt+4")
    keys.write("^Kegiatan$", "Kunjungan rumah balita")
    keys.write("^Pelaksana$", "TPK")
    keys.write("^Waktu$", "Maret 2027")
    keys.press("Enter")
    expect(record.locator(".catatan-baris").filter(has_text="Kunjungan rumah balita")).to_be_visible(timeout=PATIENCE)
    settled(record)

    minutes = kept_minutes(layout)
    assert [(one.record.text, one.record.deadline) for one in minutes.commitments] == [(PROMISED, dt.date(2027, 8, 31))]
    assert [one.record.activity for one in minutes.follow_ups] == ["Kunjungan rumah balita"]
    assert [one.record.answer for one in minutes.decisions] == [DECIDED]


def test_a_slip_is_corrected_with_a_reason_and_both_stay_in_the_ledger(layout, windows):
    record = windows.record
    keys = Keys(record)

    keys.press("Alt+3")
    keys.use("^edit Ubah|^Ubah$", role="button")
    expect(record.get_by_text(re.compile("^Memperbaiki nomor"))).to_be_visible(timeout=PATIENCE)
    settled(record)
    keys.write("^Target$", "Cakupan 97%")
    keys.write("^Alasan perbaikan$", "Salah dengar")
    keys.press("Enter")
    expect(record.locator(".catatan-baris").filter(has_text=PROMISED)).to_contain_text(
        "target Cakupan 97%", timeout=PATIENCE
    )
    settled(record)

    (standing,) = kept_minutes(layout).commitments
    assert standing.record.target == "Cakupan 97%"
    assert standing.seq > standing.first
    entries = {one.seq: one for one in Ledger.open(layout).entries()}
    assert "Cakupan 95%" in str(entries[standing.first].body)
    assert entries[standing.seq].reason == "Salah dengar"


def test_the_paper_says_what_was_agreed(desk, deck, layout, windows, tmp_path_factory):
    record = windows.record
    open_tab(record, "Berita acara")
    keys = Keys(record)
    keys.use("Terbitkan berita acara")
    expect(record.get_by_text("sudah sesuai dengan catatan")).to_be_visible(timeout=PATIENCE)
    settled(record)

    folder = tmp_path_factory.mktemp("berita")
    windows.docx = keys.download("^DOCX$", folder)
    pdf = keys.download("^PDF$", folder)

    typed = text_of(windows.docx)
    printed = " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(pdf).pages).split())
    for text in (typed, printed):
        for said in (DECIDED, "Sejalan dengan RPJMD", PROMISED, "Cakupan 97%", "Kunjungan rumah balita", "Aula Rimau"):
            assert said in text
        assert deck.release_id in text.replace(" ", "")
        assert "31 Agustus 2027" in text


def test_the_check_knows_the_paper_and_one_changed_digit(windows, tmp_path):
    record = windows.record
    keys = Keys(record)
    forged = tmp_path / "palsu.docx"
    forged.write_bytes(changed(windows.docx.read_bytes(), lambda xml: xml.replace("31.200", "31.300")))
    verdict = record.locator(".putusan")

    keys.upload(UPLOAD, windows.docx)
    expect(verdict).to_contain_text("Sesuai", timeout=PATIENCE)
    settled(record)
    keys.upload(UPLOAD, forged)

    expect(verdict).to_contain_text("Berubah", timeout=PATIENCE)
    expect(verdict.locator(".di-buku")).to_contain_text("31.200")
    expect(verdict.locator(".di-berkas")).to_contain_text("31.300")
    settled(record)
    expect(record.locator(BOX)).to_have_count(0)


def test_the_files_of_the_agenda_hold_its_figures(deck, windows, tmp_path_factory):
    record = windows.record
    open_tab(record, "Berkas")
    keys = Keys(record)
    folder = tmp_path_factory.mktemp("berkas")

    slides = pptx.Presentation(keys.download("^PowerPoint$", folder)).slides
    sheets = pypdf.PdfReader(keys.download("^PDF A4$", folder)).pages
    windows.page_file = keys.download("^Halaman web$", folder)
    picture = keys.download("^PNG$", folder)

    assert len(slides) == len(deck.slides)
    for made, slide in zip(slides, deck.slides, strict=True):
        said = " ".join(shape.text_frame.text for shape in made.shapes if shape.has_text_frame)
        assert slide.title in said
        assert not slide.figure or slide.figure.text in said
    printed = " ".join(" ".join(one.extract_text() for one in sheets).split())
    for slide in deck.slides:
        if slide.figure:
            assert slide.title in printed
            assert slide.figure.text in printed
    assert deck.release_id in printed
    assert Image.open(picture).width == 1080
    assert picture.stat().st_size < 1_000_000


def test_the_page_file_opens_a_kecamatan_without_any_server(browser, deck, told, windows):
    alone = watched(browser.new_context(viewport={"width": 1366, "height": 768}, offline=True), told)
    alone.route(re.compile("^(?!file:|data:|blob:)"), lambda route: route.abort())
    page = alone.new_page()
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(windows.page_file.as_uri())
    for slide in deck.slides:
        expect_shown(page, slide.key)
        expect_slide(page, slide, where="#panggung > .tempat")
        page.keyboard.press("ArrowRight")
    code, inside = next(iter(children_of(deck, "peta").items()))

    page.keyboard.press("5")
    expect_shown(page, "peta")
    Keys(page).use(inside.title.rpartition("Kec. ")[2])

    expect_shown(page, f"peta/{code}")
    expect_slide(page, inside, where="#panggung > .tempat")
    page.keyboard.press("Escape")
    expect_shown(page, "peta")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert windows.page_file.stat().st_size <= 15 * 1024 * 1024


def test_the_end_leads_back_and_nothing_left_this_machine(desk, layout, told, windows):
    desk.keyboard.press("End")
    desk.keyboard.press("PageDown")
    expect_shown(desk, "~akhir")
    Keys(desk).use("Kembali ke halaman Rembuk", role="link")
    expect_tab(desk, "Agenda")
    open_tab(desk, "Tayang")
    keys = Keys(desk)
    keys.unfold("Akhiri$", desk.get_by_role("button", name="Akhiri tayangan"))
    keys.use("^Akhiri tayangan$", role="button")

    expect(desk.get_by_text("Tayangan diakhiri.")).to_be_visible(timeout=PATIENCE)
    expect(windows.follower.locator("#panggung")).to_contain_text("Tayangan sudah selesai", timeout=PATIENCE)
    assert show_store.current(layout) is None
    assert told.elsewhere == []
    assert told.errors == []


def kept_minutes(layout) -> Minutes:
    """What the ledger holds of the only meeting."""
    ledger = Ledger.open(layout)
    (meeting,) = reading.meetings(ledger)
    return reading.minutes_of(ledger, meeting.record.id)


def text_of(path: Path) -> str:
    """Every text of a document of Word."""
    document = docx.Document(path)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).split())
