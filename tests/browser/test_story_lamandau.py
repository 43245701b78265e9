"""KP2S in Kab. Lamandau: counts of services, money and a promise of the rembuk, until every desa has its sheet.

The tests are the stations of one morning, in order: they share a server and what was stored. Everything but this
machine is cut off.
"""

from __future__ import annotations

import io
import re
import zipfile
from types import SimpleNamespace

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from stunting import action_queries, formats, releases
from stunting.ledger import Ledger
from stunting.promises.book import book_of
from stunting.services import registry
from stunting.services.service import ESSENTIAL
from tests.browser.mortal_server import MortalServer
from tests.browser.serving import chromium
from tests.browser.story_steps import (
    BUILDING,
    PATIENCE,
    handed_out,
    one_line,
    own_installation,
    pressed_to_download,
    refilled,
    saved_sheet,
    sent,
    typed,
    unfolded,
    visit,
    watched,
)

pytestmark = pytest.mark.browser

LAMANDAU, SEMATU_JAYA, WONOREJO, NANGA_BULIK = "6209", "620906", "6209062002", "6209031005"
NAMES = {WONOREJO: "Desa Wonorejo", NANGA_BULIK: "Kel. Nanga Bulik"}
DATA = f"/layanan?wilayah={LAMANDAU}&tab=Data layanan&mode=internal"
# Service -> (terlayani, sasaran) in every desa, and in the two that the story is about.
EVERYWHERE = {"asi": (45, 50), "bumil_ttd": (50, 60), "idl": (40, 50), "pantau": (57, 60), "sanitasi": (37, 40)}
THERE = {
    WONOREJO: {
        "asi": (15, 50),
        "pantau": (30, 60),
        "sanitasi": (24, 40),
        "bumil_ttd": (45, 60),
        "idl": (62, 50),
        "gizi_kurang": ("-", "-"),
    },
    NANGA_BULIK: {"sanitasi": (0, 40)},
}
# The three that are farthest from their target in Wonorejo, as the sheet of the desa has them: 50, 40 and 30 points.
FARTHEST = ["asi", "pantau", "sanitasi"]
FUND = {"kode_wilayah": WONOREJO, "tahun": 2025, "sumber_dana": "DD", "sumber": "APBDes Wonorejo 2025"}
FUNDS = [
    FUND | {"kegiatan": "Makanan tambahan pemulihan", "anggaran": "Rp15.000.000", "langsung": "ya"},
    FUND | {"kegiatan": "Rembuk stunting desa", "anggaran": 5_000_000, "realisasi": 4_500_000, "langsung": "tidak"},
]
PROMISE = "KP2S: dapur sehat di setiap desa lokus"


@pytest.fixture(scope="module")
def layout(built_layout, tmp_path_factory):
    return own_installation(built_layout, tmp_path_factory.mktemp("lamandau"))


@pytest.fixture(scope="module")
def server(layout):
    with MortalServer(layout) as started:
        yield started.url


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser):
    told = SimpleNamespace(elsewhere=[], errors=[])
    context = watched(browser, told)
    yield context.new_page()
    assert (told.elsewhere, told.errors) == ([], [])
    context.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Where the officer keeps files."""
    return tmp_path_factory.mktemp("meja")


def filled(template, path):
    """The sheet of services with a count for every desa."""
    rows = handed_out(template, "layanan")
    columns = {
        one.key: rows[0].index(f"{one.number_in(ESSENTIAL)}. {one.wording_in(ESSENTIAL)}")
        for one in registry.of_list(ESSENTIAL)
    }
    year = rows[0].index("Tahun")
    for row in rows[2:]:
        row[year] = 2025
        for key, (served_n, due_n) in (EVERYWHERE | THERE.get(str(row[0]), {})).items():
            row[columns[key]], row[columns[key] + 1] = due_n, served_n
    return saved_sheet(path, "layanan", rows)


def cell(page: Page, area: str, key: str) -> Locator:
    """The cell of one area and service in the matrix; it says in a title what it holds."""
    return page.locator(f'.matriks td[title^="{area}, {registry.get(key).short}:"]')


def test_the_sheet_of_services_is_looked_at_and_stored(page, server, layout, desk):
    visit(page, server + DATA)
    template = pressed_to_download(page, page.locator(".st-key-lembar-layanan").get_by_role("button"), desk)
    rows = handed_out(template, "layanan")
    assert len(rows) == 2 + 88
    assert [one[2] for code in NAMES for one in rows if one[0] == code] == ["Wonorejo", "Nanga Bulik"]

    page.locator("input[type=file]").first.set_input_files(filled(template, desk / "layanan-kp2s-2025.xlsx"))

    said = page.get_by_test_id("stMain")
    expect(said).to_contain_text("layanan-kp2s-2025.xlsx: 88 desa/kelurahan Kab. Lamandau", timeout=PATIENCE)
    expect(said).to_contain_text("1 tidak dijadwalkan")
    expect(said).to_contain_text(re.compile(r"Baris \d+: .*terlayani 62 dari 50, lebih dari 100%. Disimpan apa adanya"))
    source = page.get_by_placeholder("Web Aksi TW II 2025, Bappeda")
    source.fill("Laporan KP2S Kab. Lamandau 2025")
    source.press("Tab")
    page.get_by_role("button", name="Simpan layanan").click()

    expect(page.locator(".tempat").filter(has_text="Laporan KP2S Kab. Lamandau 2025")).to_be_visible(timeout=BUILDING)
    stored = action_queries.service_rows(
        releases.open_release(layout).database, within=LAMANDAU, year=2025, period="tahun"
    )
    assert set(stored["source"]) == {"Laporan KP2S Kab. Lamandau 2025"}
    assert not stored["is_sample"].any()


def test_coverage_says_with_a_symbol_what_was_uploaded(page, server):
    visit(page, f"{server}/layanan?wilayah={SEMATU_JAYA}&tab=Cakupan")

    weak, over = cell(page, "Desa Wonorejo", "asi"), cell(page, "Desa Wonorejo", "idl")
    expect(weak).to_contain_text("✕30,0", timeout=PATIENCE)
    expect(weak).to_have_attribute("title", re.compile(r"15 dari 50 .*\(30,0%\); target 80,0%, perlu dukungan"))
    expect(over).to_contain_text("!124")
    expect(over).to_have_attribute("title", re.compile("62 dari 50 .*melebihi sasaran"))
    expect(page.get_by_test_id("stMain")).to_contain_text("Desa Wonorejo – ")
    expect(cell(page, "Desa Wonorejo", "gizi_kurang")).to_have_text("TJ")
    visit(page, f"{server}/layanan?wilayah=620903&tab=Cakupan")
    expect(cell(page, "Kel. Nanga Bulik", "sanitasi")).to_contain_text("✕0,0", timeout=PATIENCE)
    expect(page.get_by_text("DATA CONTOH")).to_have_count(0)


def test_the_three_weakest_services_stand_in_the_order_of_their_causes(page, server):
    visit(page, f"{server}/layanan?wilayah={SEMATU_JAYA}&tab=Terlemah")

    row = page.locator(".terlemah tr").filter(has_text="Desa Wonorejo")
    expect(row.locator("td")).to_have_count(3, timeout=PATIENCE)
    ordered = [one.key for one in sorted(map(registry.get, FARTHEST), key=lambda one: one.order)]
    assert row.locator("td b").all_inner_texts() == [registry.get(key).short for key in ordered]
    expect(row).to_contain_text("kurang 50,0 poin dari target 80,0%")


def test_the_desa_lokus_come_by_the_sheet_of_the_decree(page, server, desk):
    visit(page, f"{server}/lokus?wilayah={LAMANDAU}&tab=Daftar")
    part = unfolded(page, "lokus-impor")
    written = [["Kecamatan", "Desa"], ["Sematu Jaya", "Wonorejo"], ["Bulik", "Nanga Bulik"], ["Delang", "Kudangan"]]
    sent(part, saved_sheet(desk / "sk-lokus-2025.xlsx", "lokus", written))
    typed(part, "Lokus tahun", "2025")
    typed(part, "Tahun penetapan", "2024")
    typed(part, "Sumber", "Lampiran SK Bupati Lamandau")
    expect(part).to_contain_text("3 desa/kelurahan terbaca untuk lokus 2025.", timeout=PATIENCE)

    part.get_by_role("button", name="Simpan daftar").click()

    expect(page.get_by_text("Desa/kelurahan lokus 2025, Kab. Lamandau")).to_be_visible(timeout=BUILDING)


def test_money_comes_by_sheet_and_desa_lokus_without_any_are_named(page, server, desk):
    visit(page, f"{server}/komitmen?wilayah={LAMANDAU}&tab=Rupiah&mode=internal")
    part = unfolded(page, "dana-lembar")
    template = pressed_to_download(page, part.get_by_role("button", name="Unduh lembar kosong"), desk)
    assert len(handed_out(template, "dana")) == 1 + 88
    sent(part, refilled(template, desk / "dana-2025.xlsx", sheet="dana", below=1, rows=FUNDS))
    expect(part).to_contain_text("2 baris Kab. Lamandau, 2025; Rp20.000.000 di 1 desa/kelurahan.", timeout=PATIENCE)
    part.get_by_role("button", name="Simpan dana").click()
    said = page.locator(".lokus-kalimat").first
    expect(said).to_contain_text("Kab. Lamandau, 2025: Rp20.000.000 tercatat untuk stunting.", timeout=BUILDING)

    page.locator(".st-key-saringan").get_by_text("Desa/kelurahan", exact=True).click()

    expect(said).to_contain_text(
        re.compile("2 desa/kelurahan lokus belum punya dana yang tercatat: (Kel. Nanga Bulik|Kel. Kudangan), Kel. "),
        timeout=PATIENCE,
    )
    expect(said).not_to_contain_text("lokus belum punya dana yang tercatat: Desa Wonorejo")
    button = page.locator(".st-key-berkas-dana-tabel").get_by_role("button", name="CSV", exact=True)
    taken = pressed_to_download(page, button, desk).read_text(encoding="utf-8-sig").splitlines()
    (row,) = [one for one in taken if WONOREJO in one]
    assert "20000000" in row
    assert all("tidak ada dana yang tercatat" in one for one in taken if NANGA_BULIK in one)


def test_the_promise_of_the_rembuk_is_recorded_with_its_word(page, server, layout):
    visit(page, f"{server}/komitmen?wilayah={LAMANDAU}")
    part = unfolded(page, "janji-kertas")
    form = part.get_by_test_id("stForm")
    typed(form, "Tanggal rapat", "15 Agustus 2022")
    typed(form, "Tempat", "Aula Setda Nanga Bulik")
    typed(form, "Pimpinan rapat (jabatan)", "Sekretaris Daerah")
    typed(form, "Komitmen", PROMISE)
    typed(form, "Lembaga", "Dinas Pemberdayaan Masyarakat dan Desa")
    typed(form, "Tenggat", "31/12/2027")
    typed(form, "Pencatat", "Rina")
    typed(form, "Jabatan", "Bappeda")
    typed(form, "Kertasnya", "Komitmen KP2S, lembar 1")
    form.get_by_role("button", name="Simpan komitmen").click()

    expect(page.get_by_text(PROMISE).first).to_be_visible(timeout=PATIENCE)
    (one,) = book_of(Ledger.open(layout), within=LAMANDAU).promises
    assert (one.text, formats.date(one.meeting.date)) == (PROMISE, "15 Agustus 2022")


def test_the_sheet_of_wonorejo_says_what_was_uploaded(page, server, desk):
    visit(page, f"{server}/layanan?wilayah={WONOREJO}&tab=Lembar desa&mode=internal")
    expect(page.locator(".st-key-lembar-pratinjau img")).to_be_visible(timeout=PATIENCE)

    button = page.locator(".st-key-lembar-satu").get_by_role("button")
    (sheet,) = pypdf.PdfReader(pressed_to_download(page, button, desk)).pages

    _says_what_was_uploaded(sheet.extract_text())


def test_the_zip_has_a_sheet_for_each_of_the_88(page, server, layout, desk):
    visit(page, f"{server}/layanan?wilayah={LAMANDAU}&tab=Lembar desa&mode=internal")

    button = page.locator(f".st-key-lembar-{LAMANDAU}-zip").get_by_role("button")
    with zipfile.ZipFile(pressed_to_download(page, button, desk)) as packed:
        names = packed.namelist()
        texts = {name.rsplit("/", 1)[1][:10]: _text(packed.read(name)) for name in names}

    assert len(names) == len(texts) == 88
    assert {name.split("/")[0] for name in names} >= {"620906 Kec. Sematu Jaya", "620903 Kec. Bulik"}
    _says_what_was_uploaded(texts[WONOREJO])
    assert "0 dari 40 (0,0%" in one_line(texts[NANGA_BULIK])
    assert all("KP2S" in one for one in texts.values())
    assert all(releases.current(layout) in one for one in texts.values())


def _text(content: bytes) -> str:
    return "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages)


def _says_what_was_uploaded(text: str) -> None:
    text = one_line(text)
    assert "Lembar Desa Wonorejo" in text
    for key in FARTHEST:
        served_n, due_n = THERE[WONOREJO][key]
        assert re.search(rf"{served_n} dari {due_n}\b.*?{formats.percent(100 * served_n / due_n)}", text), key
    assert "Rp20.000.000" in text or "Rp20 juta" in text
    assert "Lokus 2025" in text
    assert "KP2S" in text
