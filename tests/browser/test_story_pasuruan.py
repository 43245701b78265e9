"""Pasuruan's story in a real browser: children at risk, who follows them up, and the papers, without a name anywhere.

The tests are stations of one story, in order, played by an officer of a puskesmas on invented children: they share a
server, a folder of data and the windows. Everything but loopback is cut off; the server is killed in the middle.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import docx
import duckdb
import pyarrow.parquet as pq
import pypdf
import pytest
import python_calamine
from playwright.sync_api import Locator, Page, expect

from stunting import formats, releases
from stunting.cases import children, numbers, reading
from stunting.cases.casebook import casebook_place, open_casebook
from stunting.cases.records import Group, Step
from stunting.cases.rules import RULE
from stunting.exports.office_paper import RESTRICTED
from stunting.geography import Register
from stunting.paths import ROOT, Layout
from tests.browser.meeting_keys import PATIENCE
from tests.browser.mortal_server import MortalServer
from tests.browser.serving import chromium
from tests.browser.test_story import is_elsewhere
from tests.small import layout_in

pytestmark = pytest.mark.browser

KEJAYAN = "351406"
NUMBER = re.compile(r"\b[KCHNB]-[A-HJ-KM-NP-Z2-9]{7}\b")
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
BOX = "[data-testid=stException]"
TRIES = 6
TODAY = dt.date.today()
PAST, AHEAD = TODAY - dt.timedelta(days=12), TODAY + dt.timedelta(days=14)
LATE, SOON = "Kunjungan rumah dan ukur ulang", "Rujuk ke puskesmas"
AGREED = "Kesepakatan bersama: semua balita di Kejayan ditimbang sebelum akhir bulan."


@pytest.fixture(scope="module")
def layout(built_layout, tmp_path_factory) -> Layout:
    """An installation of its own, for the story writes into it."""
    own = layout_in(tmp_path_factory.mktemp("pasuruan"), raw=built_layout.raw)
    own.releases.mkdir(parents=True)
    live = releases.current(built_layout)
    for name in (f"{live}.duckdb", f"{live}.json", "current"):
        (own.releases / name).write_bytes((built_layout.releases / name).read_bytes())
    return own


def command(layout: Layout, *words: str) -> str:
    """What a command of the product says."""
    environment = os.environ | {"STUNTING_DATA": str(layout.releases.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "stunting", *words], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture(scope="module")
def export(layout, tmp_path_factory) -> SimpleNamespace:
    """Lists of invented children as they are downloaded: the months up to July, and August for the second time."""
    folder = tmp_path_factory.mktemp("unduhan")
    command(
        layout, "sample", "3514", "--children", "240", "--seed", "8", "--no-faults", "--prevalence", "40",
        "--coverage", "55", "--months", "2025-05,2025-06,2025-07,2025-08", "-o", str(folder),
    )  # fmt: skip
    files = sorted(folder.glob("contoh_*"))
    later = [one for one in files if "agustus" in one.name]
    first = [one for one in files if one not in later and "ambal_ambil" not in one.name]
    rows = [row for path in (*first, *later) for row in rows_of(path)]
    niks = {cell for row in rows for cell in row if NIK.fullmatch(cell)}
    # A name of one word may be that of a place.
    names = {row[at] for row in rows for at in name_columns(row)}
    people = frozenset(one for one in names if len(one.split()) > 1)
    assert len(niks) > 100
    assert len(people) > 100
    return SimpleNamespace(first=first, later=later, niks=frozenset(niks), people=people)


def rows_of(path: Path) -> Iterator[tuple[str, ...]]:
    """Cells of the table of a file, each row after the NIK column of its header was found, NIK and names first."""
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), delimiter=max(";,\t|", key=text.count)))
    else:
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        lines = [[str(cell) for cell in row] for row in sheet.to_python()]
    head = next(at for at, row in enumerate(lines) if any(cell.strip().casefold() == "nik" for cell in row))
    titles = [cell.strip().casefold() for cell in lines[head]]
    personal = [titles.index("nik"), *(at for at, one in enumerate(titles) if re.match("nama|ortu|nm ortu", one))]
    for row in lines[head + 1 :]:
        yield tuple(row[at].strip() for at in personal if at < len(row))


def name_columns(row: tuple[str, ...]) -> range:
    return range(1, len(row))


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    """What the server says, over all its lives."""
    return tmp_path_factory.mktemp("peladen") / "peladen.log"


@pytest.fixture(scope="module")
def server(layout, log):
    with MortalServer(layout, log=log) as started:
        yield started


@pytest.fixture(scope="module")
def told() -> SimpleNamespace:
    """What every window asked for, and its mistakes."""
    return SimpleNamespace(asked=[], errors=[], shown=[])


@pytest.fixture(scope="module")
def context(told):
    with chromium() as browser:
        opened = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        opened.route(is_elsewhere, lambda route: route.abort())
        opened.on("request", lambda one: told.asked.append(one.url))
        opened.on("weberror", lambda one: told.errors.append(str(one.error)))
        opened.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield opened
        expect.set_options(timeout=5_000)
        opened.close()


@pytest.fixture(scope="module")
def page(context) -> Page:
    return context.new_page()


@pytest.fixture(scope="module")
def story() -> SimpleNamespace:
    """What one station leaves for the next."""
    return SimpleNamespace()


@pytest.fixture(autouse=True)
def kept(page, told, story, export, request):
    """After each station: no mistake on the page, and nobody of the lists is named on it or in its address."""
    yield
    if page.url.startswith("http"):
        expect(page.locator(BOX)).to_have_count(0)
        nobody_in(page.content(), export)
    for url in told.asked:
        nobody_in(url, export)
    assert [url for url in told.asked if is_elsewhere(url)] == []
    assert told.errors == []
    pictures = os.environ.get("STUNTING_PICTURES")
    if pictures and page.url.startswith("http"):
        taken(page, Path(pictures) / f"{request.node.name.removeprefix('test_')[:60]}")


def taken(page: Page, start: Path) -> None:
    """Pictures of a station for eyes, where somebody asks for them."""
    for width, height in ((390, 844), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        page.locator("[data-testid=stMain]").evaluate("e => e.scrollTo(0, 0)")
        page.screenshot(path=f"{start}-{width}.png")


def settled(page: Page) -> None:
    """Wait until the script of the page has run, on a slow laptop too."""
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached", timeout=PATIENCE)


def nobody_in(text: str, export: SimpleNamespace) -> None:
    """No NIK and no name of the lists; names are looked for as they are written there."""
    assert not set(NIK.findall(text)) & export.niks
    assert [one for one in export.people if one in text] == []


def visit(page: Page, server: MortalServer, tab: str, *, area: str = KEJAYAN, **params: str) -> None:
    more = "".join(f"&{key}={value}" for key, value in params.items())
    page.goto(f"{server.url}/kasus?wilayah={area}&mode=internal&tab={tab}{more}")
    settled(page)


def upload(page: Page, server: MortalServer, files: list[Path]) -> None:
    page.goto(f"{server.url}/data?wilayah=3514&tab=Impor")
    settled(page)
    title = page.get_by_role("heading", name=re.compile("^Impor berkas"))
    expect(title).to_be_visible(timeout=PATIENCE)
    if title.inner_text() == "Impor berkas lain":
        # The report of the import before still stands there, with its three figures.
        page.get_by_role("button", name="Tutup laporan ini").click()
        expect(page.get_by_role("heading", name="Impor berkas e-PPGBM")).to_be_visible(timeout=PATIENCE)
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", files)
    expect(page.get_by_role("button", name="Impor", exact=True)).to_be_enabled()
    page.get_by_role("button", name="Impor", exact=True).click()
    shown = page.locator(".impor-hitung b")
    expect(shown).to_have_count(3, timeout=3 * PATIENCE)
    read, used, refused = (int(one.replace(".", "")) for one in shown.all_inner_texts())
    assert read == used == sum(1 for path in files for _ in rows_of(path))
    assert refused == 0


def told_by_command(layout: Layout, area: str) -> dict[tuple[str, str], int]:
    """Children by area and rule ("" for any), as the command says."""
    found = json.loads(command(layout, "cases", "alarms", area, "--json"))
    return {(one["area_code"], one["rule"]): one["child_n"] for one in found["counts"]}


def counted(layout: Layout, area: str) -> dict[tuple[str, str], int]:
    """The same, as the restricted store says."""
    found = children.alarm_counts(layout, "kecamatan" if len(area) == 4 else "desa", area)
    return dict(zip(zip(found["area_code"], found["rule"], strict=True), found["child_n"].tolist(), strict=True))


def shown_counts(page: Page, register: Register, area: str) -> dict[tuple[str, str], int]:
    """The same, as the table of the page says."""
    table = page.get_by_role("region", name=re.compile("^Anak dengan peringatan menurut")).locator("table")
    expect(table).to_be_visible(timeout=PATIENCE)
    codes = {one.official_name: one.code for one in register.children(area)}
    keys = {one.label: one.key for one in RULE.values()} | {"Anak": ""}
    head = [one.removeprefix(one[:2]) if one[1:2] == " " else one for one in texts(table.locator("thead th"))[1:]]
    found = {}
    for row in table.locator("tbody tr:not(.jumlah)").all():
        place = codes[row.locator("th").inner_text()]
        for label, n in zip(head, texts(row.locator("td")), strict=True):
            if n != "0":
                found[place, keys[label]] = int(n)
    return found


def texts(place: Locator) -> list[str]:
    return [one.strip() for one in place.all_inner_texts()]


def choose(page: Page, label: str, option: str | re.Pattern[str], *, within: Locator | None = None) -> None:
    """One option of a box."""
    box = (within or page).get_by_role("combobox", name=label).last
    box.click()
    page.get_by_role("option", name=option).first.click()


def tick(page: Page, label: str, *wanted: str) -> None:
    """Some options of a box that takes several, by keys: a list is closed by the page that still scrolls to it."""
    page.get_by_role("combobox", name=label, exact=True).last.press("End")
    for text in wanted:
        ticked = page.get_by_test_id("stMultiSelect").filter(has_text=text)
        for _ in range(TRIES):
            page.keyboard.press("Control+a")
            page.keyboard.type(text)
            try:
                expect(page.get_by_role("option", name=re.compile(re.escape(text)))).to_be_visible(timeout=5_000)
                page.keyboard.press("Enter")
                expect(ticked).to_have_count(1, timeout=5_000)
            except AssertionError:
                continue
            break
        expect(ticked).to_have_count(1)
    # It stays open for the next one, and covers what is below. Escape would empty a box that has closed by itself.
    page.keyboard.press("Tab")
    expect(page.get_by_role("option")).to_have_count(0)
    for text in wanted:
        expect(page.get_by_test_id("stMultiSelect").filter(has_text=text)).to_have_count(1)


def kept_review(page: Page, case_no: str) -> None:
    """Wait until the review of a case is in the casebook; what was said of the step before may still stand there."""
    said = re.compile(rf"Tersimpan di buku kasus nomor \d+: hasil kajian {case_no}")
    expect(page.get_by_text(said).last).to_be_visible()


def fill(page: Page, label: str, text: str) -> None:
    box = page.get_by_role("textbox", name=label, exact=True).last
    box.fill(text)
    box.press("Tab")


def fill_day(page: Page, label: str, day: dt.date) -> None:
    """A day as it is typed: the box has a part for day, month and year each, and goes on by itself."""
    page.get_by_test_id("stDateInput").filter(has_text=label).last.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%d%m%Y}")
    page.keyboard.press("Tab")


def sign(page: Page, name: str = "Sri Wahyuni") -> None:
    for label, text in (("Pencatat", name), ("Jabatan", "Bidan koordinator")):
        box = page.get_by_label(label, exact=True).first
        box.fill(text)
        box.press("Tab")
        settled(page)


def saved(page: Page, button: str, *, after: str = "") -> bytes:
    place = page.locator(f"[class*=st-key-kertas-{after}]") if after else page
    with page.expect_download(timeout=3 * PATIENCE) as download:
        place.get_by_role("button", name=button).first.click()
    # The lists are invented, and what is made of them says so.
    assert download.value.suggested_filename.startswith("data-contoh")
    return download.value.path().read_bytes()


def pdf_pages(content: bytes) -> list[str]:
    return [" ".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(content)).pages]


def word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    heads = (one.text for section in document.sections for one in section.header.paragraphs)
    return " ".join(" ".join([*heads, *(one.text for one in document.paragraphs), *cells]).split())


def the_file(layout: Layout, case_no: str) -> reading.CaseFile:
    return next(one for one in reading.cases(open_casebook(layout), "3514") if one.case.case_no == case_no)


def test_the_lists_of_the_puskesmas_are_imported_by_upload(page, server, layout, export):
    before = releases.current(layout)

    upload(page, server, export.first)

    assert releases.current(layout) != before
    assert not casebook_place(layout).file.exists()


@pytest.mark.parametrize("tab", ["Papan", "Peringatan", "Minilok", "Audit", "Anak"])
def test_in_mode_publik_the_page_refuses_and_reads_nothing(page, server, layout, tab):
    away = layout.restricted.with_name("dibawa-pergi")
    layout.restricted.rename(away)
    try:
        page.goto(f"{server.url}/kasus?wilayah={KEJAYAN}&tab={tab}")
        settled(page)

        expect(page.get_by_text("hanya untuk petugas. Di mode publik tidak ada yang dibaca")).to_be_visible()
        assert not NUMBER.search(page.content())
        assert not layout.restricted.exists()
    finally:
        away.rename(layout.restricted)


@pytest.mark.parametrize("area", ["3514", KEJAYAN])
def test_the_alarms_are_those_that_the_command_counts(page, server, layout, area):
    visit(page, server, "Peringatan", area=area)

    found = shown_counts(page, Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet"), area)

    assert found == told_by_command(layout, area) == counted(layout, area)
    assert any(rule for _, rule in found)


def test_what_was_announced_stands_apart_and_unconfirmed(page, layout):
    own = sum(n for (_, rule), n in counted(layout, KEJAYAN).items() if not rule)
    table = page.get_by_role("region", name="Angka yang diumumkan").locator("table")

    for place, n in (("Kab. Pasuruan", "8.520 anak"), ("Kec. Kejayan", "513 anak")):
        row = table.locator("tr").filter(has=page.get_by_role("rowheader", name=re.compile(f"^{place}|^{place[5:]}$")))
        expect(row.filter(has_text=n)).to_contain_text("belum terkonfirmasi")
        if place == "Kec. Kejayan":
            assert texts(row.filter(has_text=n).locator("td"))[-1] == str(own)
    expect(page.get_by_text("tidak dijumlahkan dan tidak dibandingkan")).to_be_visible()


def test_a_case_is_opened_from_an_alarm(page, server, layout, story):
    visit(page, server, "Peringatan", aturan="baru_sangat_pendek")
    sign(page)
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 16, "y": 38 + 17})
    page.get_by_role("button", name=re.compile("^Buka 1 kasus")).click()

    expect(page.get_by_text("1 kasus dibuka di buku kasus")).to_be_visible()
    (file,) = reading.cases(open_casebook(layout), "3514")
    assert file.case.desa_code.startswith(KEJAYAN)
    assert "baru_sangat_pendek" in file.case.rules
    story.child = file.case.case_no


def test_a_case_of_a_mother_is_opened_without_any_list(page, layout, story):
    page.get_by_role("tab", name="Papan").click()
    page.get_by_role("button", name="Kasus baru").click()
    form = page.get_by_test_id("stForm").filter(has_text="Alasan kasus")
    expect(form).to_be_visible()
    choose(page, "Kelompok", re.compile("hamil", re.IGNORECASE), within=form)
    choose(page, "Desa/kelurahan", re.compile("Kejayan"), within=form)
    fill(page, "Alasan kasus", "KEK dan anemia")
    form.get_by_role("button", name="Buka kasus").click()

    expect(page.locator(".papan-kolom").first).to_contain_text("2")
    settled(page)
    (file,) = [one for one in reading.cases(open_casebook(layout), "3514") if one.case.group is Group.PREGNANT]
    assert file.case.case_no.startswith("H-")
    assert file.case.child_key is None
    story.mother = file.case.case_no
    expect(page.get_by_role("button", name=story.mother)).to_be_visible()


def test_the_review_finds_factors_and_moves_the_case_on(page, layout, story):
    page.get_by_role("button", name=story.child).click()
    expect(page.get_by_text("Pindahkan langkah")).to_be_visible()
    page.get_by_role("button", name="Pindahkan").click()
    expect(page.locator(".langkah-jalan .kini")).to_contain_text("Kajian")
    settled(page)
    tick(page, "Faktor langsung", "MP-ASI tidak sesuai umur")
    page.get_by_role("textbox", name="Catatan dan rekomendasi tim").last.fill("Rujuk ke ahli gizi")
    page.get_by_role("button", name="Simpan hasil kajian").click()

    kept_review(page, story.child)
    settled(page)
    file = the_file(layout, story.child)
    assert file.step is Step.REVIEW
    assert file.case.direct_factors == ("mpasi_tidak_sesuai",)
    assert file.case.note == "Rujuk ke ahli gizi"


def test_a_line_of_the_plan_that_is_late_says_so_with_a_sign_and_words(page, layout, story):
    page.get_by_role("button", name="Pindahkan").click()
    expect(page.locator(".langkah-jalan .kini")).to_contain_text("RTL")
    for number, (activity, day) in enumerate(((LATE, PAST), (SOON, AHEAD)), start=1):
        settled(page)
        fill(page, "Kegiatan", activity)
        fill(page, "Pelaksana", "TPK Kejayan")
        fill(page, "Penanggung jawab", "Kepala puskesmas")
        fill_day(page, "Tenggat", day)
        page.get_by_role("button", name="Tambah tindak lanjut").click()
        expect(page.get_by_text(f"Rencana tindak lanjut: {number}")).to_be_visible()

    file = the_file(layout, story.child)
    assert file.step is Step.PLAN
    assert [(one.line.activity, one.line.deadline) for one in file.follow_ups] == [(LATE, PAST), (SOON, AHEAD)]
    expect(page.get_by_text(f"▲ {formats.date(PAST)}, lewat 12 hari")).to_be_visible()
    expect(page.get_by_text("▲ Ada tindak lanjut yang lewat 12 hari")).to_be_visible()
    page.get_by_role("button", name="Kembali ke papan").click()
    expect(page.get_by_text("▲ Lewat 12 hari")).to_be_visible()


def test_a_server_that_is_killed_takes_nothing_with_it(page, server, layout, story):
    before = open_casebook(layout).verify()
    server.kill()
    server.start()

    visit(page, server, "", kasus=story.child)

    expect(page.get_by_text("Rencana tindak lanjut: 2")).to_be_visible()
    expect(page.get_by_text(f"▲ {formats.date(PAST)}, lewat 12 hari")).to_be_visible()
    after = open_casebook(layout).verify()
    assert after.is_sound
    assert after.entry_n == before.entry_n


def test_two_windows_on_the_same_case_lose_nothing(page, context, server, layout, story):
    other = context.new_page()
    visit(other, server, "", kasus=story.child)
    visit(page, server, "", kasus=story.child)
    for window, name in ((page, "Sri Wahyuni"), (other, "Dewi Lestari")):
        expect(window.get_by_text("Tindak lanjut baru")).to_be_visible()
        sign(window, name)
    other.get_by_role("textbox", name="Catatan dan rekomendasi tim").last.fill("Rujuk ke dokter anak")
    fill(other, "Kegiatan", "Periksa air minum")
    tick(page, "Faktor tidak langsung", "Air minum utama tidak layak")
    page.get_by_role("button", name="Simpan hasil kajian").click()
    kept_review(page, story.child)
    settled(page)
    fill(page, "Kegiatan", "Timbang ulang")
    page.get_by_role("button", name="Tambah tindak lanjut").click()
    expect(page.get_by_text("Rencana tindak lanjut: 3")).to_be_visible()

    other.get_by_role("button", name="Simpan hasil kajian").click()
    kept_review(other, story.child)
    settled(other)
    expect(other.get_by_role("textbox", name="Kegiatan", exact=True).last).to_have_value("Periksa air minum")
    other.get_by_role("button", name="Tambah tindak lanjut").click()
    expect(other.get_by_text("Rencana tindak lanjut: 4")).to_be_visible()

    file = the_file(layout, story.child)
    assert file.case.note == "Rujuk ke dokter anak"
    assert file.case.indirect_factors == ("air_tidak_layak",)
    assert {one.line.activity for one in file.follow_ups} == {LATE, SOON, "Timbang ulang", "Periksa air minum"}
    other.close()


def test_the_case_is_evaluated(page, server, layout, story):
    visit(page, server, "", kasus=story.child)
    sign(page)
    page.get_by_role("textbox", name="Catatan langkah").last.fill("BB naik 300 g setelah kunjungan")
    page.get_by_role("button", name="Pindahkan").click()

    expect(page.locator(".langkah-jalan .kini")).to_contain_text("Evaluasi")
    assert the_file(layout, story.child).step is Step.EVALUATION


def test_the_child_is_found_by_number_and_by_a_nik_that_nothing_keeps(page, server, layout, export, story):
    nik = next(
        nik
        for nik in sorted(export.niks)
        if (key := children.find_by_nik(layout, "3514", nik)) and numbers.case_number(key) == story.child
    )
    visit(page, server, "Anak", kasus=story.child)
    expect(page.get_by_text(re.compile(rf"menurut umur \(TB/U\), {story.child}"))).to_be_visible()
    visits = children.visits_of(layout, the_file(layout, story.child).case.child_key)
    assert len(visits) > 1
    visit(page, server, "Anak")
    expect(page.get_by_text("Ketik nomor kasus, atau NIK")).to_be_visible()

    page.locator("input[type=password]").fill(nik)
    page.get_by_role("button", name="Cari", exact=True).click()

    expect(page.get_by_text(re.compile(rf"menurut umur \(TB/U\), {story.child}"))).to_be_visible()
    settled(page)
    assert f"kasus={story.child}" in page.url
    story.nik = nik


def test_no_file_below_the_data_holds_a_nik_or_a_name(layout, log, export, story):
    assert story.nik in export.niks
    nobody_in(log.read_text(encoding="utf-8"), export)
    hidden = [one.casefold().encode("ascii") for one in (*export.niks, *export.people)]
    looked = 0
    folder = layout.releases.parent
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            looked += 1
            # What can be read in it, as strings(1) does: some 20 times less than the file.
            readable = b"\n".join(re.findall(rb"[\x20-\x7e]{6,}", path.read_bytes().lower()))
            assert not [one for one in hidden if one in readable], path
            for text in packed_texts(path):
                nobody_in(text, export)
    assert looked > 5
    assert casebook_place(layout).file.is_relative_to(folder)


def packed_texts(path: Path) -> Iterator[str]:
    """Texts in files that are packed, whose bytes tell nothing."""
    if path.suffix == ".parquet":
        yield str(pq.read_table(path).to_pydict())
    elif path.suffix == ".duckdb" and path.parent.name != "rilis":
        with duckdb.connect(str(path), read_only=True) as opened:
            for (name,) in opened.execute("select table_name from information_schema.tables").fetchall():
                yield str(opened.table(f'"{name}"').fetchall())


def test_the_agenda_of_the_minilok_is_printed_and_read_back(page, server, layout, export, story):
    alarms = counted(layout, KEJAYAN)
    visit(page, server, "Minilok", tanggal=TODAY.isoformat())
    expect(page.get_by_text(f"Minilokakarya Kec. Kejayan, {formats.date(TODAY)}")).to_be_visible()

    pages = pdf_pages(saved(page, "Cetak minilok (PDF A4)"))
    typed = word_text(saved(page, "Word", after="minilok"))

    assert all(RESTRICTED in one for one in pages)
    for text in (" ".join(pages), typed):
        assert RESTRICTED in text
        assert "DATA CONTOH" in text
        for said in (story.child, story.mother, LATE, f"{formats.date(PAST)}, lewat 12 hari", "lewat tenggat", SOON):
            assert said in text
        for week in (1, 2, 3, 4):
            assert f"Minggu {week}" in text
        for key in {rule for _, rule in alarms if rule}:
            n = sum(children_n for (_, rule), children_n in alarms.items() if rule == key)
            assert f"{RULE[key].label} {n} " in text
        nobody_in(text, export)
    known = set(children.alarms_in(layout, KEJAYAN)["case_no"])
    assert set(NUMBER.findall(" ".join(pages))) == known | {story.child, story.mother}


def test_the_minilok_is_recorded_with_its_joint_commitment(page, layout):
    sign(page)
    page.get_by_role("textbox", name="Ringkasan").last.fill(AGREED)
    page.get_by_role("button", name="Simpan pertemuan").click()

    expect(page.get_by_text("Minilok yang sudah dicatat: 1")).to_be_visible()
    settled(page)
    (held,) = reading.workshops(open_casebook(layout), KEJAYAN)
    assert held.record.date == TODAY
    assert held.record.summary == AGREED
    assert held.record.plan
    printed = " ".join(pdf_pages(saved(page, "Cetak minilok (PDF A4)")))
    assert AGREED in printed
    for line in held.record.plan:
        assert line.activity in printed


def test_the_audit_has_a_paper_for_officers_and_one_that_may_be_published(page, server, layout, export, story):
    visit(page, server, "Audit")
    sign(page)
    page.get_by_role("button", name="Audit baru").click()
    page.get_by_role("textbox", name="SK tim audit").last.fill("188/15/HK/2026")
    page.get_by_role("textbox", name="Tim pakar").last.fill("SpA, SpOG, psikolog, ahli gizi")
    page.get_by_role("button", name="Simpan audit").click()
    expect(page.locator(".kasus-kepala")).to_contain_text("Audit I")
    settled(page)
    page.get_by_text(re.compile("Masukkan kasus ke audit ini: 2 kasus")).click()
    tick(page, "Kasus", story.child, story.mother)
    page.get_by_role("button", name="Masukkan ke audit").click()
    expect(page.get_by_role("region", name="Kasus dalam audit")).to_contain_text(story.mother)
    settled(page)

    public = [" ".join(pdf_pages(saved(page, "Ringkasan untuk publikasi (PDF A4)")))]
    public.append(word_text(saved(page, "Word", after="audit-ringkas")))
    sheets = [" ".join(pdf_pages(saved(page, "Kertas kerja per kasus (PDF A4)")))]
    sheets.append(word_text(saved(page, "Word", after="audit-terbatas")))

    for text in public:
        assert NUMBER.findall(text) == []
        assert RESTRICTED not in text
        assert "DATA CONTOH" in text
        # Two cases: every count of them is hidden.
        assert not re.search(r"(Bumil|hamil|Kejayan|Jumlah|Balita|Baduta)\s+[1-4]\b", text, re.IGNORECASE)
        assert "disembunyikan" in text
        assert "188/15/HK/2026" in text
        nobody_in(text, export)
    for text in sheets:
        assert {story.child, story.mother} <= set(NUMBER.findall(text))
        for said in (RESTRICTED, "MP-ASI tidak sesuai umur", "Rujuk ke dokter anak", LATE, "lewat 12 hari"):
            assert said in text
        nobody_in(text, export)


def test_the_lists_of_the_next_month_change_the_alarms(page, server, layout, export, story):
    before = counted(layout, KEJAYAN)

    upload(page, server, export.later)
    visit(page, server, "Peringatan")

    found = shown_counts(page, Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet"), KEJAYAN)
    assert found == told_by_command(layout, KEJAYAN) == counted(layout, KEJAYAN)
    assert found != before
    page.get_by_role("tab", name="Papan").click()
    expect(page.get_by_role("button", name=story.child)).to_be_visible()
    assert open_casebook(layout).verify().is_sound
