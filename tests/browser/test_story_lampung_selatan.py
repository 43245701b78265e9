"""Lampung Selatan's story in a real browser: the rembuk of 22 February 2024, and the one that calls its promises in.

The tests are the days of one year, in order: they share a server, a ledger and a list of lokus. Every request for
another machine is refused and remembered. At the end somebody changes the ledger by hand.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sqlite3
import subprocess
import sys
import threading
from types import SimpleNamespace

import docx
import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from stunting import formats, lokus_queries, releases
from stunting.cli.books_at_start import broken
from stunting.hall import show_store
from stunting.ledger import Ledger
from stunting.minutes import reading
from stunting.paths import ROOT
from stunting.promises.board import Asked, Board, board_of
from stunting.promises.book import book_of
from stunting.promises.reports import STATUS_LABELS, Status
from stunting.promises.states import State
from stunting.rembuk import agenda_store
from stunting.shared_release import connect
from tests.browser.boxes import choose
from tests.browser.filled_sheets import Sheet
from tests.browser.mortal_server import MortalServer
from tests.browser.serving import chromium, free_port, settled
from tests.browser.test_meeting import watched
from tests.small import layout_in

pytestmark = pytest.mark.browser

KABUPATEN, MEETING_DAY = "1801", dt.date(2024, 2, 22)
PROMISES = f"/komitmen?wilayah={KABUPATEN}"
TODAY = dt.date.today()
# Deadlines that are still to come, whenever this runs.
LATER, LAST = TODAY + dt.timedelta(days=200), TODAY + dt.timedelta(days=300)
HEALTH, WORKS = "Dinas Kesehatan", "Dinas PUPR"
# text, institution, signatory, target, deadline, budget, rupiah
PAPER = [
    ("Mengukur semua balita di 27 desa lokus", HEALTH, "Kepala Dinas", "95%", dt.date(2024, 12, 31), "BOK", "350 juta"),
    ("Kelas ibu hamil di setiap desa lokus", HEALTH, "Kepala Dinas", "27 desa", LATER, "BOK", "120 juta"),
    ("Membangun 120 jamban keluarga", WORKS, "Kepala Dinas", "120 unit", dt.date(2025, 6, 30), "DAK", "1,2 miliar"),
    ("Menyambung air minum ke 9 kecamatan", WORKS, "Kepala Dinas", "9 kecamatan", dt.date(2025, 3, 31), "APBD", ""),
    ("Dana Desa untuk PMT lokal", "DPMD", "Kepala Dinas", "27 desa", dt.date(2025, 12, 31), "DD", "810 juta"),
    ("Satu data stunting antardinas", "Bappeda", "Kepala Badan", "", LAST, "", ""),
]
FIRST, CLASSES, LATRINES, WATER, FUNDS, DATA = (one[0] for one in PAPER)
OWN_PROMISE = "Memperbaiki sumur bor dekat posyandu"
DECIDED = "Desa lokus 2025 sejumlah 27 desa di 9 kecamatan."
PROMISED = "Menimbang balita desa lokus setiap bulan"
PATIENCE = 60_000
# A release with maps takes some seconds to build.
BUILDING = 180_000
BOX = "[data-testid=stException]"


def day_text(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.fixture(scope="module")
def told():
    """What the windows asked of other machines and complained of, and what one test leaves for the next."""
    return SimpleNamespace(elsewhere=[], errors=[], is_away=False)


@pytest.fixture(scope="module")
def layout(built_layout, tmp_path_factory):
    """An installation of its own, for the story writes into it."""
    own = layout_in(tmp_path_factory.mktemp("lampung"), raw=built_layout.raw)
    own.releases.mkdir(parents=True)
    live = releases.current(built_layout)
    for name in (f"{live}.duckdb", f"{live}.json", "current"):
        (own.releases / name).write_bytes((built_layout.releases / name).read_bytes())
    return own


@pytest.fixture(scope="module")
def address(layout):
    # Patient with a computer that starts slowly.
    with MortalServer(layout) as server:
        yield server.url


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def page(browser, told):
    context = watched(browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True), told)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def list_2025(layout) -> list[str]:
    """Codes of the 27 desa of lokus 2025."""
    known = lokus_queries.lokus_of_area(releases.open_release(layout).database, within=KABUPATEN)
    return sorted(known.loc[known["lokus_year"] == 2025, "desa_code"].astype(str))


@pytest.fixture(scope="module")
def with_data(layout, list_2025) -> str:
    """A desa of that list which was measured."""
    with connect(layout.releases / f"{releases.current(layout)}.duckdb") as db:
        measured = {code for (code,) in db.execute("SELECT DISTINCT desa_code FROM growth").fetchall()}
    return next(code for code in list_2025 if code in measured)


def visit(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    settled(page)
    expect(page.locator(BOX)).to_have_count(0)


def fill(within: Locator | Page, fields: dict[str, str]) -> None:
    for label, text in fields.items():
        within.get_by_label(label, exact=True).fill(text)


def saved(page: Page, button: str, *, within: Locator | None = None) -> bytes:
    with page.expect_download(timeout=BUILDING) as waiting:
        (within or page).get_by_role("button", name=re.compile(button)).first.click()
    return waiting.value.path().read_bytes()


def upload(page: Page, name: str, content: bytes, *, within: str) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files(
        f"{within} [data-testid=stFileUploaderDropzoneInput]", {"name": name, "mimeType": kind, "buffer": content}
    )


def printed(content: bytes) -> str:
    return " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def unspaced(text: str) -> str:
    return "".join(text.split())


def board(layout) -> Board:
    return board_of(book_of(Ledger.open(layout), within=KABUPATEN), Asked(day=TODAY))


def counts(layout) -> dict[State, int]:
    return {one: n for one, n in board(layout).tally.counts.items() if n}


def test_the_list_of_lokus_2025_is_read_from_the_sheet_of_the_decree(page, address, layout, list_2025):
    visit(page, address, f"/lokus?wilayah={KABUPATEN}")
    page.get_by_text("Masukkan daftar dari lembar SK").click()
    sheet = Sheet(saved(page, "Unduh lembar kosong"), heading="Kode desa")
    written = sheet.below([{"Kode desa": code} for code in list_2025])

    form = page.locator(".st-key-lokus-impor")
    fill(form, {"Lokus tahun": "2025", "Tahun penetapan": "2024", "Nomor SK": "B/123/VI.01/HK/2024"})
    fill(form, {"Tanggal SK": "22 Februari 2024", "Sumber": "Lampiran SK Bupati"})
    form.get_by_label("Sumber", exact=True).press("Tab")
    upload(page, "lokus-2025.xlsx", written, within=".st-key-lokus-impor")
    expect(page.get_by_text("27 desa/kelurahan terbaca untuk lokus 2025.")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Simpan daftar").click()

    expect(page.get_by_text("Lokus 2025: 27 desa/kelurahan disimpan.")).to_be_visible(timeout=BUILDING)
    visit(page, address, f"/lokus?wilayah={KABUPATEN}&daftar=2025")
    said = page.locator(".lokus-kalimat")
    expect(said).to_contain_text("27 desa/kelurahan di 9 kecamatan", timeout=PATIENCE)
    expect(said).to_contain_text("SK B/123/VI.01/HK/2024 tanggal 22 Februari 2024")


def test_the_promises_of_that_rembuk_are_copied_from_paper(page, address, layout):
    visit(page, address, PROMISES)
    expect(page.get_by_text("Belum ada komitmen yang tercatat untuk Kab. Lampung Selatan.")).to_be_visible(
        timeout=PATIENCE
    )
    for number, one in enumerate(PAPER, start=1):
        copied(page, one, is_first=number == 1)
        expect(page.locator(".janji .isi")).to_have_count(number, timeout=PATIENCE)
        # The next one of the same paper goes into the same meeting.
        expect(page.get_by_label("Kertasnya", exact=True)).to_have_value("Komitmen bersama 22 Februari 2024")
        expect(page.get_by_label("Komitmen", exact=True)).to_have_value("", timeout=PATIENCE)
        settled(page)

    found = board(layout)
    assert [found.tally.total_n, found.tally.reported_n] == [6, 0]
    assert counts(layout) == {State.LATE: 4, State.SILENT: 2}
    (meeting,) = reading.meetings(Ledger.open(layout))
    assert (meeting.record.date, meeting.record.place) == (MEETING_DAY, "Aula Rimau")
    latrines = next(one.promise for one in found.rows if one.promise.text == LATRINES)
    assert (latrines.budget_rp, latrines.signatory) == (1_200_000_000, "Kepala Dinas")


def copied(page: Page, one: tuple, *, is_first: bool, place: str = "Aula Rimau") -> None:
    """One commitment of the paper; the first brings its meeting along."""
    text, institution, signatory, target, deadline, source, amount = one
    form = page.locator(".st-key-janji-kertas")
    if is_first:
        page.get_by_text("Salin komitmen dari kertas").click()
    expect(form.get_by_label("Kertasnya", exact=True)).to_be_visible(timeout=PATIENCE)
    if is_first:
        fill(form, {"Tanggal rapat": day_text(MEETING_DAY), "Tempat": place, "Pimpinan rapat (jabatan)": "Bupati"})
        fill(form, {"Pencatat": "Siti Aminah", "Jabatan": "Bappeda"})
        fill(form, {"Kertasnya": "Komitmen bersama 22 Februari 2024"})
    fill(form, {"Komitmen": text, "Lembaga": institution, "Target": target, "Tenggat": day_text(deadline)})
    fill(form, {"Sumber anggaran": source, "Rupiah": amount, "Penanda tangan (jabatan)": signatory})
    form.get_by_role("button", name="Simpan komitmen").click()


def answered(sheet: Sheet, answers: dict[str, dict[str, object]]) -> bytes:
    """The sheet of replies as it comes back."""
    return sheet.filled({sheet.row_of(text): said for text, said in answers.items()})


def test_two_institutions_answer_by_sheet_and_a_bad_row_refuses_it_whole(page, address, layout):
    visit(page, address, PROMISES)
    page.get_by_text("Kumpulkan kabar lewat lembar Excel").click()
    sheet = Sheet(saved(page, r"Unduh lembar balasan \(6 janji terbuka\)"), heading="Kode")
    good = {
        FIRST: {
            "Status": "Terpenuhi",
            "Realisasi": "97%",
            "Rupiah": "340 juta",
            "Tanggal kabar": "20/12/2024",
        },
        CLASSES: {"Status": "Sebagian/berjalan", "Realisasi": "11 desa", "Tanggal kabar": TODAY},
        LATRINES: {"Status": "Sebagian/berjalan", "Realisasi": "64 unit", "Bukti": "BAST", "Tanggal kabar": TODAY},
        WATER: {"Status": "Terpenuhi", "Tanggal kabar": dt.date(2025, 3, 15)},
    }
    before = len(Ledger.open(layout).entries())

    bad = answered(sheet, good | {LATRINES: {"Status": "separuh jalan"}})
    upload(page, "balasan.xlsx", bad, within=".st-key-janji-balasan")
    refused = page.locator(".st-key-janji-balasan [data-testid=stAlert]")
    expect(refused).to_contain_text("balasan.xlsx belum dapat dicatat.", timeout=PATIENCE)
    expect(refused).to_contain_text(f"Baris {sheet.row_of(LATRINES) + 1}: status “separuh jalan” tidak dikenal.")
    assert len(Ledger.open(layout).entries()) == before

    visit(page, address, PROMISES)
    page.get_by_text("Kumpulkan kabar lewat lembar Excel").click()
    upload(page, "balasan.xlsx", answered(sheet, good), within=".st-key-janji-balasan")
    expect(page.get_by_text("4 kabar terbaca; 2 baris belum diisi.")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Simpan 4 kabar").click()

    expect(page.locator(".janji-angka")).to_contain_text("Ada kabar: 4 dari 6", timeout=PATIENCE)
    assert counts(layout) == {State.LATE: 2, State.SILENT: 1, State.RUNNING: 1, State.KEPT: 2}
    assert len(Ledger.open(layout).entries()) == before + 4


def test_a_correction_is_a_new_entry_and_the_board_follows(page, address, layout):
    ledger = Ledger.open(layout)
    wrong = next(one for one in board(layout).rows if one.promise.text == WATER)
    before = ledger.entries(newest_first=False)
    visit(page, address, PROMISES)

    row = page.locator(f".st-key-janji-baris-{wrong.promise.first}")
    expect(page.locator(".janji .isi")).to_have_count(6, timeout=PATIENCE)
    row.get_by_role("button", name="Kabar").click()
    page.get_by_role("button", name="Perbaiki").click()
    form = page.locator(".st-key-janji-kabar")
    expect(form.get_by_text("Memperbaiki kabar nomor")).to_be_visible(timeout=PATIENCE)
    expect(form.get_by_label("Alasan perbaikan")).to_be_visible(timeout=PATIENCE)
    choose(page, form, "Status", STATUS_LABELS[Status.RUNNING])
    fill(form, {"Realisasi": "7 dari 9 kecamatan", "Alasan perbaikan": "Salah lapor"})
    form.get_by_role("button", name="Simpan kabar").click()

    expect(page.locator(".janji.terlambat .isi")).to_have_count(3, timeout=PATIENCE)
    expect(page.locator(".janji-utama")).to_contain_text("1 dari 6")
    (*kept, new) = ledger.entries(newest_first=False)
    assert [one.sha256 for one in kept] == [one.sha256 for one in before]
    assert (new.reason, new.corrects_seq) == ("Salah lapor", wrong.latest.seq)
    assert counts(layout) == {State.LATE: 3, State.SILENT: 1, State.RUNNING: 1, State.KEPT: 1}
    for state, label in ((State.LATE, "Terlambat"), (State.SILENT, "Tanpa kabar"), (State.RUNNING, "Berjalan")):
        expect(page.locator(f".janji-hitung.{state.value}")).to_contain_text(f"{counts(layout)[state]}")
        expect(page.locator(f".janji-hitung.{state.value}")).to_contain_text(label)
    expect(page.locator(".janji-kalimat")).to_contain_text(f"{WORKS} (2)")


def test_the_sheet_that_calls_in_is_printed_with_these_numbers(page, address, layout):
    visit(page, address, PROMISES)

    text = printed(saved(page, r"Lembar tagih janji \(PDF\)"))

    assert "Dipenuhi 1 dari 6; 3 terlambat, 1 tanpa kabar, 1 berjalan, 0 dibatalkan; ada kabar: 4 dari 6." in text
    for said in (*(one[0] for one in PAPER), "Rp1.200.000.000", "30 Juni 2025", "7 dari 9 kecamatan"):
        assert said in text


def test_the_agenda_of_the_new_rembuk_calls_promises_in_and_is_frozen(page, address, layout):
    visit(page, address, f"/rembuk?wilayah={KABUPATEN}")
    page.get_by_role("button", name=re.compile("Buat dari contoh: Rembuk kabupaten")).click()
    expect(page.locator(".langkah-rembuk").nth(1)).to_contain_text("Tagih janji", timeout=PATIENCE)
    page.get_by_role("button", name="Bekukan pada rilis ini").click()

    live = releases.current(layout)
    expect(page.get_by_text(f"Dibekukan pada rilis {live}, yang terbuka sekarang.")).to_be_visible(timeout=PATIENCE)
    (kept,) = agenda_store.agendas(layout.additions)
    # Before anything is said, right after the anthem.
    assert [one.key for one in kept.agenda.steps][:2] == ["indonesia-raya", "tagih-janji"]
    assert kept.agenda.release_id == live


def test_the_hall_sees_the_same_numbers_on_the_screen_and_on_its_telephones(page, address, browser, layout, told):
    page.get_by_role("tab", name="Tayang").click()
    expect(page.locator(".periksa")).to_contain_text("siap tayang", timeout=BUILDING)
    page.get_by_role("button", name="Mulai tayang").click()
    expect(page.get_by_text("Sedang tayang")).to_be_visible(timeout=BUILDING)
    settled(page)
    page.get_by_role("link", name="Buka layar").click()
    expect(page.locator("#panggung")).to_have_attribute("data-tampil", "indonesia-raya", timeout=PATIENCE)
    telephone = watched(browser.new_context(viewport={"width": 390, "height": 844}), told)
    follower = telephone.new_page()
    follower.goto(f"{address}/ikuti?pin={show_store.current(layout).pin}")
    expect(follower.locator("#panggung")).to_have_attribute("data-tampil", "indonesia-raya", timeout=PATIENCE)

    page.keyboard.press("PageDown")

    for window, where in ((page, "#panggung > .tempat.tampil"), (follower, "#panggung > .tempat")):
        expect(window.locator("#panggung")).to_have_attribute("data-tampil", "tagih-janji", timeout=PATIENCE)
        place = window.locator(where)
        expect(place.locator(".angka")).to_have_text("1 dari 6", timeout=PATIENCE)
        expect(place).to_contain_text("3 terlambat, 1 tanpa kabar, 1 berjalan, 0 dibatalkan; ada kabar: 4 dari 6")
        # The picture breaks its lines where the window ends.
        assert all(unspaced(one[0]) in unspaced(place.text_content() or "") for one in PAPER)
    # Offices answer in the hall; who signed stands on paper alone.
    assert "Siti Aminah" not in follower.content()
    telephone.close()


def test_a_decision_and_a_new_promise_are_written_down_in_the_meeting(page, address, layout):
    (kept,) = agenda_store.agendas(layout.additions)
    visit(page, address, f"/rembuk?wilayah={KABUPATEN}&agenda={kept.key}&tab=Catat&rembuk=baru")
    fill(page, {"Tempat": "Aula Rimau", "Pimpinan rapat": "Sekretaris Daerah"})
    page.get_by_label("Pencatat").fill("Siti Aminah")
    page.get_by_label("Pencatat").press("Tab")
    settled(page)
    page.get_by_role("button", name="Mulai catatan").click()
    question = next(one.decision for one in kept.agenda.decisions if "lokus" in one.decision.casefold())
    decisions = page.locator(".st-key-catat-keputusan")
    page.get_by_role("tab", name="Keputusan").click()
    asked = decisions.locator("[class*=st-key-pertanyaan-]").filter(has_text=question)
    asked.get_by_label("Keputusan", exact=True).fill(DECIDED)
    asked.get_by_role("button", name="Simpan keputusan").click()
    expect(decisions.locator(".catatan-baris")).to_contain_text([DECIDED], timeout=PATIENCE)

    page.get_by_role("tab", name="Komitmen", exact=True).click()
    promises = page.locator(".st-key-catat-komitmen")
    fill(promises, {"Komitmen": PROMISED, "Lembaga": HEALTH, "Tenggat": day_text(LATER)})
    fill(promises, {"Sumber anggaran": "BOK", "Rupiah": "75 juta", "Penanda tangan (jabatan)": "Kepala Dinas"})
    promises.get_by_role("button", name="Simpan komitmen").click()
    row = promises.locator(".catatan-baris").filter(has_text=PROMISED)
    expect(row).to_contain_text(f"tenggat {formats.date(LATER)}", timeout=PATIENCE)
    expect(row).to_contain_text("Rp75.000.000 · ditandatangani Kepala Dinas")

    newest = reading.meetings(Ledger.open(layout))[0].record
    minutes = reading.minutes_of(Ledger.open(layout), newest.id)
    assert newest.date == TODAY
    assert [one.record.answer for one in minutes.decisions] == [DECIDED]
    assert [(one.record.text, one.record.budget_rp) for one in minutes.commitments] == [(PROMISED, 75_000_000)]
    # What is promised today is not called in today.
    assert board(layout).tally.total_n == 6


def test_the_berita_acara_is_issued_and_proves_itself(page, address, layout):
    page.get_by_role("tab", name="Berita acara").click()
    page.get_by_role("button", name="Terbitkan berita acara").click()
    expect(page.get_by_text("sudah sesuai dengan catatan")).to_be_visible(timeout=PATIENCE)
    settled(page)

    files = page.locator(".st-key-berita")
    pdf, word = saved(page, "PDF$", within=files), saved(page, "DOCX$", within=files)

    document = docx.Document(io.BytesIO(word))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    typed = " ".join([*(one.text for one in document.paragraphs), *cells])
    for text in (printed(pdf), " ".join(typed.split())):
        for said in (DECIDED, PROMISED, formats.date(LATER), "Aula Rimau"):
            assert said in text
    upload(page, "berita.docx", word, within=".st-key-berita")
    expect(page.locator(".putusan")).to_contain_text("Sesuai", timeout=PATIENCE)


def test_the_sheet_of_a_lokus_desa_asks_for_its_own_late_promise_first(page, address, layout, with_data):
    visit(page, address, f"/komitmen?wilayah={with_data}")
    own = (OWN_PROMISE, "Pemerintah Desa", "Kepala Desa", "1 unit", TODAY - dt.timedelta(days=30), "DD", "25 juta")
    copied(page, own, is_first=True, place="Balai desa")
    expect(page.locator(".janji .isi")).to_have_text([OWN_PROMISE], timeout=PATIENCE)

    visit(page, address, f"/layanan?wilayah={with_data}&tab=Lembar desa")
    text = printed(saved(page, r"^.*Unduh lembar .* \(PDF A4\)"))

    # The offices of the kabupaten are late for longer; the kepala desa is asked for the own one.
    assert f"Apa kendala komitmen “{OWN_PROMISE}”, dan kapan dapat dipenuhi?" in text
    assert text.count("Apa kendala komitmen") == 1
    assert "Ada 4 komitmen yang lewat tenggat." in text
    # Of the decree; the sample's list of 2026 says nothing beside it.
    assert "Lokus 2025 (baru)" in text
    assert "Lokus 2026" not in text


def test_a_row_changed_by_hand_is_named_at_start_and_on_the_page_until_it_is_restored(page, address, layout, tmp_path):
    file = layout.ledger / "buku.sqlite"
    backup = tmp_path / "cadangan.sqlite"
    run(layout, "ledger", "backup", str(backup))
    entry = next(one for one in Ledger.open(layout).entries() if "1200000000" in one.body_json)
    with sqlite3.connect(file) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("UPDATE entry SET body = replace(body, '1200000000', '200000000') WHERE seq = ?", (entry.seq,))
    raw.close()

    visit(page, address, PROMISES)
    banner = page.locator(".buku-putus")
    expect(banner).to_have_count(1, timeout=PATIENCE)
    expect(banner).to_contain_text(f"rantainya putus di catatan nomor {entry.seq}.")
    assert re.search(rf"PERINGATAN, Buku .*nomor {entry.seq}\b", said_at_start(layout))

    # As the banner and the start say.
    run(layout, "ledger", "restore", str(backup))
    visit(page, address, PROMISES)
    expect(page.locator(".janji-angka")).to_be_visible(timeout=PATIENCE)
    expect(banner).to_have_count(0)
    expect(page.locator(".buku-utuh")).to_have_count(1)
    assert Ledger.open(layout).verify().is_sound
    assert broken(layout) == []


def test_nothing_left_this_machine(told):
    assert told.elsewhere == []
    assert told.errors == []


def run(layout, *words: str) -> str:
    """A command of the program on this installation."""
    done = subprocess.run(
        [sys.executable, "-m", "stunting", *words],
        cwd=ROOT,
        env=os.environ | {"STUNTING_DATA": str(layout.releases.parent)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def said_at_start(layout) -> str:
    """What a second dashboard says until it tells its address."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "stunting", "serve", "--port", str(free_port()), "--no-open"],
        cwd=ROOT,
        env=os.environ | {"STUNTING_DATA": str(layout.releases.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    end = threading.Timer(120, process.kill)
    end.start()
    lines = []
    try:
        for line in process.stdout or ():
            lines.append(line)
            if "http://localhost" in line:
                break
    finally:
        end.cancel()
        process.terminate()
        process.wait(timeout=15)
    return "".join(lines)
