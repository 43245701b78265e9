"""The campaign of Provinsi Lampung, kabupaten by kabupaten, from the sheet of the officers to the paper and the hall.

The tests are the stations of one morning, in order: they share a server and what was stored. Everything but this
machine is cut off.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pypdf
import pytest
from playwright.sync_api import Page, expect

from stunting import action_queries, formats, releases
from stunting.campaigns.comparison import NO_PROOF
from tests.browser.mortal_server import MortalServer
from tests.browser.serving import chromium
from tests.browser.story_steps import (
    BUILDING,
    PATIENCE,
    cells_of,
    dialog_of,
    one_line,
    own_installation,
    picked,
    pressed_to_download,
    refilled,
    sent,
    typed,
    unfolded,
    visit,
    watched,
)

pytestmark = pytest.mark.browser

LAMPUNG, MESUJI = "/komitmen?wilayah=18&tab=Kampanye", "/komitmen?wilayah=1811&tab=Kampanye"
REAL = "Kampanye Percepatan Penurunan Stunting BKKBN bersama mitra kerja di Kab. Mesuji, 29 November 2023"
# As officers write them: by names, by code with an empty count, and for a whole kecamatan.
WRITTEN = [
    {
        "tanggal": "12 Maret 2024",
        "kabupaten": "Way Kanan",
        "kecamatan": "Blambangan Umpu",
        "desa": "Lembasung",
        "tempat": "Balai Desa Lembasung",
        "kegiatan": "Kampanye Percepatan Penurunan Stunting",
        "jenis": "kampanye",
        "penyelenggara": "BKKBN Provinsi Lampung",
        "mitra": "Mitra kerja (DPR); TP PKK",
        "jumlah_peserta": "180",
        "sumber": "Laporan DPPKB Kab. Way Kanan",
    },
    {
        "tanggal": "14/05/2024",
        "kode_wilayah": "1804042002",
        "kegiatan": "Kampanye Percepatan Penurunan Stunting Kubu Perahu",
        "jenis": "Sosialisasi",
        "penyelenggara": "BKKBN Provinsi Lampung",
        "sumber": "Laporan DPPKB Kab. Lampung Barat",
    },
    {
        "tanggal": "2 Juli 2024",
        "kabupaten": "Kab. Lampung Tengah",
        "kecamatan": "Gunung Sugih",
        "kegiatan": "Penyuluhan gizi ibu hamil kecamatan",
        "jenis": "penyuluhan",
        "penyelenggara": "DPPKB Kab. Lampung Tengah",
        "jumlah_peserta": "95",
        "sumber": "Laporan DPPKB Kab. Lampung Tengah",
    },
]


@pytest.fixture(scope="module")
def layout(built_layout, tmp_path_factory):
    return own_installation(built_layout, tmp_path_factory.mktemp("lampung"))


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


def events(layout, within: str) -> pd.DataFrame:
    """What the live release says."""
    return action_queries.campaign_events(releases.open_release(layout).database, within=within)


def headline(page: Page):
    return page.locator(".lokus-kalimat").first


def filled(template, rows: list[dict[str, str]], path):
    """The empty sheet with rows written below its headings."""
    return refilled(template, path, sheet="kegiatan", below=1, rows=rows)


def test_the_day_in_mulya_agung_stands_on_map_timeline_and_list_with_its_source(page, server, desk):
    visit(page, server + MESUJI)

    expect(page.get_by_label("Kec. Simpang Pematang: 2 kegiatan")).to_be_attached(timeout=PATIENCE)
    expect(
        page.get_by_label(re.compile("^Linimasa kegiatan Kab. Mesuji: .*Kec. Simpang Pematang 2 kegiatan"))
    ).to_be_visible()
    cells = cells_of(page.get_by_test_id("stDataFrame").first)
    for said in ("29 November 2023", "Kec. Simpang Pematang", "Desa Mulya Agung", "tidak dihitung", REAL):
        expect(cells.filter(has_text=said).first).to_be_attached(timeout=PATIENCE)
    button = page.locator(".st-key-berkas-daftar-kampanye").get_by_role("button", name="CSV", exact=True)
    taken = pressed_to_download(page, button, desk).read_text(encoding="utf-8-sig")
    (row,) = [one for one in taken.splitlines() if "Mulya Agung" in one]
    assert REAL in row
    assert "DATA CONTOH - BUKAN DATA SEBENARNYA: kegiatan dikarang" not in row


def test_a_sheet_with_wrong_rows_is_refused_with_their_numbers(page, server, layout, desk):
    live = releases.current(layout)
    visit(page, server + LAMPUNG)
    part = unfolded(page, "kegiatan-lembar")
    template = pressed_to_download(page, part.get_by_role("button", name="Unduh lembar kosong"), desk)
    wrong = [
        WRITTEN[0],
        WRITTEN[1] | {"tanggal": "31 Februari 2024"},
        WRITTEN[2] | {"kecamatan": "Gunung Sugeh", "jumlah_peserta": "banyak"},
    ]

    sent(part, filled(template, wrong, desk / "kegiatan-keliru.xlsx"))

    said = part.get_by_test_id("stAlert")
    for sentence in ("Baris 3: ", "Baris 4: kecamatan 'Gunung Sugeh' tidak ada", "Baris 4: jumlah peserta 'banyak'"):
        expect(said).to_contain_text(sentence, timeout=PATIENCE)
    expect(said).not_to_contain_text("Baris 2")
    expect(part.get_by_role("button", name="Simpan kegiatan")).to_have_count(0)
    assert releases.current(layout) == live


def test_three_events_of_other_kabupaten_come_by_sheet(page, server, layout, desk):
    before = events(layout, "18")
    live = releases.current(layout)
    visit(page, server + LAMPUNG)
    expect(headline(page)).to_contain_text(
        "Belum ada yang tercatat di Kab. Lampung Barat, Kab. Way Kanan, Kab. Pesisir Barat.", timeout=PATIENCE
    )
    part = unfolded(page, "kegiatan-lembar")
    template = pressed_to_download(page, part.get_by_role("button", name="Unduh lembar kosong"), desk)

    sent(part, filled(template, WRITTEN, desk / "kegiatan-lampung.xlsx"))
    expect(part).to_contain_text("3 kegiatan di Provinsi Lampung, 12 Maret 2024 sampai 2 Juli 2024.")
    expect(part).to_contain_text("1 kegiatan tanpa jumlah peserta: tetap tidak diketahui, bukan nol.")
    read = cells_of(part.get_by_test_id("stDataFrame"))
    for said in ("Desa Kubu Perahu, Kec. Balik Bukit, Kab. Lampung Barat", "tidak dihitung", "180"):
        expect(read.filter(has_text=said).first).to_be_attached(timeout=PATIENCE)
    part.get_by_role("button", name="Simpan kegiatan").click()

    # Own events take the place of the sample ones of their kabupaten.
    kept = before[~(before["area_code"].str.startswith("1802") & before["is_sample"])]
    came = int(kept["participant_n"].sum()) + 180 + 95
    expect(headline(page)).to_contain_text(
        f"{len(kept) + 3} kegiatan tercatat di 14 dari 15 kabupaten/kota; {formats.number(came)} peserta di "
        f"{int(kept['participant_n'].notna().sum()) + 2} kegiatan yang menghitungnya. "
        "Belum ada yang tercatat di Kab. Pesisir Barat.",
        timeout=BUILDING,
    )
    assert releases.current(layout) != live
    own = events(layout, "18").query("is_user_added").sort_values("event_date")
    assert own["area_code"].tolist() == ["1808012006", "1804042002", "180204"]
    assert own["participant_n"].astype(object).where(own["participant_n"].notna(), None).tolist() == [180, None, 95]


def test_a_single_event_comes_by_form(page, server, layout):
    number = len(events(layout, "18"))
    visit(page, server + LAMPUNG)
    part = unfolded(page, "kegiatan-satu")
    form = part.get_by_test_id("stForm")
    typed(form, "Tanggal", "3 September 2024")
    picked(page, form, "Wilayah", "Kab. Way Kanan, Kec. Kasui")
    picked(page, form, "Jenis", "Pengukuran bersama")
    typed(form, "Nama kegiatan", "Penimbangan bersama Kasui")
    typed(form, "Peserta", "1.200")
    typed(form, "Sumber", "Laporan Puskesmas Kasui")

    form.get_by_role("button", name="Simpan kegiatan").click()

    expect(headline(page)).to_contain_text(f"{number + 1} kegiatan tercatat di 14 dari 15", timeout=BUILDING)
    (one,) = events(layout, "180802").itertuples()
    assert (one.event_date, one.kind, one.participant_n) == (pd.Timestamp(2024, 9, 3), "pengukuran", 1200)


def test_kabupaten_that_were_never_visited_are_in_sight(page, server):
    visit(page, server + LAMPUNG)

    expect(headline(page)).to_contain_text("Belum ada yang tercatat di Kab. Pesisir Barat.", timeout=PATIENCE)
    expect(page.get_by_label("Kab. Pesisir Barat: 0 kegiatan")).to_be_attached(timeout=PATIENCE)
    expect(page.get_by_label("Kab. Way Kanan: 2 kegiatan")).to_be_attached()
    expect(page.get_by_label(re.compile("^Linimasa kegiatan .*Kab. Pesisir Barat 0 kegiatan"))).to_be_visible()


def test_attendance_before_and_after_says_number_interval_and_that_it_is_no_proof(page, server):
    visit(page, f"{server}{MESUJI}&mode=internal")

    said = page.locator(".lokus-kalimat").filter(has_text="sesudah kegiatan")
    expect(said).to_contain_text(NO_PROOF, timeout=PATIENCE)
    assert NO_PROOF == "Ini hubungan, bukan bukti sebab."
    number = r"[+−]\d+,\d"
    told = rf"D/S 7 desa/kelurahan .* selisih {number} poin persen \(interval 95% {number} sampai {number}\), 6 bulan"
    assert re.search(told, said.inner_text())
    expect(said).to_contain_text("DATA CONTOH")
    expect(page.get_by_label(re.compile("^D/S sebelum dan sesudah: .*Desa Mulya Agung"))).to_be_visible()


def test_what_cannot_be_told_in_public_says_why(page, server):
    visit(page, server + MESUJI)
    why = page.locator(".jelas").filter(has_text="Belum dapat dikatakan")
    expect(why).to_contain_text("7 desa/kelurahan tidak dibandingkan", timeout=PATIENCE)
    expect(why).to_contain_text("disembunyikan dalam mode publik")

    page.get_by_role("radio", name="Kecamatan").click()

    expect(why).to_contain_text("6 kecamatan tidak dibandingkan", timeout=PATIENCE)
    expect(page.get_by_text(NO_PROOF)).to_have_count(0)
    visit(page, f"{server}{MESUJI}&banding=kecamatan&mode=internal")
    few = "6 kecamatan tidak dibandingkan: kurang dari 4 kecamatan tanpa kegiatan dapat menjadi pembanding."
    expect(why).to_contain_text(few, timeout=PATIENCE)


def test_the_printed_sheet_has_every_event_and_marks_what_is_sample(page, server, layout, desk):
    visit(page, server + LAMPUNG)
    expect(page.locator("[data-painted]").first).to_be_visible(timeout=PATIENCE)
    found = events(layout, "18")

    button = page.locator(".st-key-berkas-daftar-kampanye").get_by_role("button", name="Lembar A4 (PDF)")
    reader = pypdf.PdfReader(pressed_to_download(page, button, desk))

    first = reader.pages[0].mediabox
    assert (round(float(first.width)), round(float(first.height))) == (842, 595)
    text = one_line(" ".join(one.extract_text() for one in reader.pages))
    assert all("DATA CONTOH" in one.extract_text() for one in reader.pages)
    assert f"{len(found)} kegiatan tercatat di 14 dari 15 kabupaten/kota" in text
    for day, number in found["event_date"].value_counts().items():
        assert text.count(formats.date(pd.Timestamp(day).date())) >= number, day
    for said in ("29 November 2023", "Desa Mulya Agung", "Desa Lembasung", "Desa Kubu Perahu", "1.200", "Kec. Kasui"):
        assert said in text
    bare = re.sub(r"[\s\u00ad\u200b-]", "", text)
    assert re.sub(r"[\s-]", "", REAL) in bare
    assert bare.count("kegiatandikaranggenerator") == int(found["is_sample"].sum())


def test_the_hall_sees_the_same_number_in_mode_publik(page, server, layout):
    number = formats.number(len(events(layout, "18")))
    visit(page, f"{server}/rembuk?wilayah=18")
    page.get_by_role("button", name=re.compile("^Buat dari contoh")).first.click()
    expect(page.locator(".langkah-rembuk").first).to_be_visible(timeout=PATIENCE)
    visit(page, f"{server}{LAMPUNG}&mode=internal")
    expect(headline(page)).to_contain_text(f"{number} kegiatan tercatat", timeout=PATIENCE)
    dialog = dialog_of(page, "Tambahkan ke agenda")
    typed(dialog, "Judul langkah", "Kampanye di lima belas kabupaten")
    dialog.get_by_role("button", name="Tambahkan", exact=True).click()
    expect(dialog.get_by_text("Ditambahkan sebagai langkah")).to_be_visible(timeout=PATIENCE)
    place = int(re.search(r"langkah (\d+)", dialog.inner_text())[1])
    dialog.get_by_role("link", name="Buka agendanya").click()

    page.get_by_role("button", name=re.compile("^Bekukan pada rilis ini")).click()
    expect(page.get_by_text(f"Dibekukan pada rilis {releases.current(layout)}")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("tab", name="Tayang").click()
    expect(page.locator(".periksa")).to_contain_text("langkah siap tayang", timeout=PATIENCE)
    page.get_by_role("button", name="Mulai tayang").click()
    page.get_by_role("link", name="Buka layar").click()
    page.wait_for_selector("[data-siap]", timeout=PATIENCE)
    page.keyboard.press(str(place))

    shown = page.locator("#panggung > .tempat.tampil")
    expect(shown.locator("h1")).to_have_text("Kampanye di lima belas kabupaten", timeout=PATIENCE)
    expect(shown.locator(".angka")).to_have_text(number)
    expect(shown.locator(".kalimat")).to_contain_text("Belum ada yang tercatat di Kab. Pesisir Barat.")
    expect(shown).to_contain_text("DATA CONTOH")
