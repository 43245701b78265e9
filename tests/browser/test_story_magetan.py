"""Magetan's story in a real browser: Anting Mas, from imported children over foster parents to what the hall may see.

The tests are the months of one programme, in order: they share a server, a casebook and the children. Every request for
another machine is refused and remembered; none carries a NIK.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from types import SimpleNamespace

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from stunting import formats, releases
from stunting.cases import children as cases
from stunting.cases.casebook import open_casebook
from stunting.cases.numbers import case_number
from stunting.exports.foster_sheet import RESTRICTED
from stunting.foster.book import Book
from stunting.foster.children import children_of
from stunting.foster.effect import Fate
from stunting.foster.journal import Desk
from stunting.foster.monitoring import Watch, watch
from stunting.foster.placed import effect
from stunting.geography import Register
from stunting.hall import show_store
from stunting.paths import ROOT
from stunting.published_foster import ALIKE, BY_ITSELF, NO_CAUSE, NOT_ENOUGH
from stunting.rembuk import agenda_store
from stunting.sample.generate import write_sample
from stunting.sample.options import SampleOptions
from stunting.shared_release import connect
from tests.browser.boxes import choose
from tests.browser.filled_sheets import Sheet
from tests.browser.mortal_server import MortalServer
from tests.browser.serving import chromium, settled
from tests.browser.story_steps import BUILDING, dialog_of, own_installation, visit
from tests.browser.test_meeting import watched

pytestmark = pytest.mark.browser

KABUPATEN = "3520"
TAB = f"/komitmen?wilayah={KABUPATEN}&tab=Orang tua asuh"
TODAY = dt.date.today()
BANK, UNNAMED = "Bank Contoh Magetan", "XANONIMA DERMAWATI"
UNCOUNTED, ENOUGH, LITTLE = 8, 4_000_000, 450_000
PLACED, FEW = 60, 3
# Invented children are known by the name of their file.
FIRST_FILE, SECOND_FILE = "data-contoh_3520_1.csv", "data-contoh_3520_2.csv"


def months_ago(n: int) -> dt.date:
    """The first day of that month."""
    index = TODAY.year * 12 + TODAY.month - 1 - n
    return dt.date(index // 12, index % 12 + 1, 1)


def named(day: dt.date) -> str:
    return formats.month(day.year, day.month)


FIRST_MONTH, START, LAST_MONTH = months_ago(7), months_ago(6) + dt.timedelta(days=9), months_ago(1)


@pytest.fixture(scope="module")
def told():
    """What the windows asked of other machines and complained of."""
    return SimpleNamespace(elsewhere=[], errors=[], is_away=False, asked=[])


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> tuple[bytes, bytes, list[dict[str, str]]]:
    """Invented children as an export of each of two months, and the rows of the first."""
    register = Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")
    months = tuple(one.year * 100 + one.month for one in (FIRST_MONTH, LAST_MONTH))
    options = SampleOptions(
        code=KABUPATEN,
        children=600,
        seed=5,
        months=months,
        layout="csv",
        prevalence={(KABUPATEN, month): 40.0 for month in months},
        coverage=dict.fromkeys(months, 95.0),
    )
    (path,) = write_sample(register, options, tmp_path_factory.mktemp("contoh")).files
    title, head, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader([head, *lines], delimiter=";"))
    first, last = (
        "\n".join(
            [title, head, *(line for line, row in zip(lines, rows, strict=True) if row["Bulan Pengukuran"] == month)]
        )
        for month in (named(FIRST_MONTH), named(LAST_MONTH))
    )
    kept = [row for row in rows if row["Bulan Pengukuran"] == named(FIRST_MONTH)]
    return first.encode(), last.encode(), kept


@pytest.fixture(scope="module")
def stunted(sample) -> list[dict[str, str]]:
    """Children who are stunted by the label of the export: three of one kecamatan, then of two others."""
    good = [row for row in sample[2] if "Pendek" in row["TB/U"] and re.fullmatch(r"[1-9]\d{15}", row["NIK"])]
    places = [name for name, _ in Counter(row["Kec"] for row in good).most_common()]
    first, second, third = ([row for row in good if row["Kec"] == name] for name in places[:3])
    return [*third[:FEW], *first[: PLACED - FEW - 15], *second[:15], *second[15:16]]


@pytest.fixture(scope="module")
def layout(built_layout, tmp_path_factory):
    """An installation of its own, for the story writes into it."""
    return own_installation(built_layout, tmp_path_factory.mktemp("magetan"))


@pytest.fixture(scope="module")
def address(layout):
    # Patient with a computer that starts slowly.
    with MortalServer(layout) as server:
        yield server.url


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module", autouse=True)
def patience():
    """Whatever a page is to say, it may say late: the computer may have other work."""
    expect.set_options()
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(scope="module")
def page(browser, told):
    context = watched(browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True), told)
    context.on("request", lambda one: told.asked.append(one.url))
    yield context.new_page()
    context.close()


def section(page: Page, address: str, key: str) -> None:
    visit(page, address + f"{TAB}&mode=internal&asuh={key}")


def fill(within: Locator | Page, fields: dict[str, str]) -> None:
    for label, text in fields.items():
        within.get_by_label(label, exact=True).fill(text)


def form_of(page: Page, title: str) -> Locator:
    return page.get_by_test_id("stForm").filter(has=page.get_by_text(title, exact=True))


def sign(page: Page) -> None:
    """Typed once for the window; a new address forgets it."""
    for label, text in (("Dicatat oleh", "Sri Wahyuni"), ("Jabatan", "PKB Kec. Panekan")):
        box = page.get_by_label(label, exact=True)
        box.fill(text)
        box.press("Tab")
        settled(page)


def saved(page: Page, button: str) -> bytes:
    with page.expect_download(timeout=BUILDING) as waiting:
        page.get_by_role("button", name=re.compile(button)).first.click()
    return waiting.value.path().read_bytes()


def upload(page: Page, name: str, content: bytes) -> None:
    page.set_input_files(
        "[data-testid=stFileUploaderDropzoneInput]",
        {"name": name, "mimeType": "application/octet-stream", "buffer": content},
    )


def pages_of(content: bytes) -> list[str]:
    return [" ".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(content)).pages]


def book_of(layout) -> Book:
    return Desk(ledger=open_casebook(layout), kabupaten=KABUPATEN).book()


def child_of(layout, row: dict[str, str]) -> str | None:
    """The key of a child of the export."""
    return cases.find_by_nik(layout, KABUPATEN, row["NIK"])


def seen(layout) -> Watch:
    return watch(book_of(layout), children_of(layout, KABUPATEN), today=TODAY)


def imported(page: Page, address: str, content: bytes, name: str) -> list[str]:
    """Upload one export on the page Data; rows read, used and left out."""
    visit(page, address + f"/data?wilayah={KABUPATEN}&tab=Impor")
    title = page.get_by_role("heading", name=re.compile("^Impor berkas"))
    expect(title).to_be_visible()
    if title.inner_text() == "Impor berkas lain":
        page.get_by_role("button", name="Tutup laporan ini").click()
        expect(page.get_by_role("heading", name="Impor berkas e-PPGBM")).to_be_visible()
    upload(page, name, content)
    expect(page.get_by_test_id("stFileChip")).to_be_visible()
    page.get_by_role("button", name="Impor", exact=True).click()
    expect(page.locator(".impor-hitung b")).to_have_count(3, timeout=BUILDING)
    return page.locator(".impor-hitung b").all_inner_texts()


def test_before_any_import_the_tab_says_what_is_missing(page, address):
    section(page, address, "ringkasan")

    expect(page.get_by_text("Belum ada anak asuh yang dicatat.")).to_be_visible()
    expect(page.get_by_text("Data e-PPGBM kabupaten ini belum diimpor")).to_be_visible()
    without = page.locator(".asuh-jumlah div").filter(has_text="Balita stunting tanpa orang tua asuh")
    expect(without).to_contain_text("tidak ada data")
    for key in ("perhatian", "penempatan", "catat", "impor", "terbitkan"):
        section(page, address, key)
        expect(page.locator(".asuh-jumlah")).to_have_count(0)


def test_children_are_imported_on_the_page_data(page, address, layout, sample):
    read, used, left = imported(page, address, sample[0], FIRST_FILE)

    assert read == formats.number(len(sample[2]))
    assert formats.number(int(read.replace(".", "")) - int(left.replace(".", ""))) == used
    section(page, address, "ringkasan")
    found = seen(layout)
    assert found.child_n > 200
    expect(page.locator(".asuh-jumlah")).to_contain_text(formats.number(int(found.by_kecamatan["without_n"].sum())))


def test_foster_parents_are_written_down_and_whoever_wants_no_name_has_none(page, address, layout):
    section(page, address, "catat")
    sign(page)
    form = form_of(page, "Orang tua asuh baru")
    choose(page, form, "Jenis", "Perusahaan")
    fill(form, {"Nama yang boleh ditampilkan": BANK, "Nomor SK": "188/45/Kept/403.013/2024"})
    form.get_by_role("button", name="Simpan orang tua asuh").click()
    expect(page.get_by_text("Orang tua asuh tersimpan.")).to_be_visible()
    settled(page)

    form = form_of(page, "Orang tua asuh baru")
    expect(form.get_by_label("Nama yang boleh ditampilkan").first).to_have_value("")
    fill(form, {"Nama yang boleh ditampilkan": UNNAMED})
    form.get_by_text("Tanpa nama (anonim)").click()
    form.get_by_role("button", name="Simpan orang tua asuh").click()
    expect(form.get_by_label("Nama yang boleh ditampilkan").first).to_have_value("")
    choose(page, form_of(page, "Tempatkan anak"), "Orang tua asuh", "Orang tua asuh 2")

    labels = [one.label for one in book_of(layout).parents.values()]
    assert labels == [BANK, "Orang tua asuh 2"]
    assert not any(UNNAMED in one.body_json for one in open_casebook(layout).entries())


def rows_of(stunted: list[dict[str, str]]) -> list[dict[str, object]]:
    """Sixty placements: enough help, too little, none yet; a few end soon, and one child has two foster parents."""
    end_soon = min(TODAY + dt.timedelta(days=25), months_ago(-2) - dt.timedelta(days=1))
    rows: list[dict[str, object]] = []
    for number, child in enumerate(stunted[:PLACED]):
        row: dict[str, object] = {
            "NIK": child["NIK"],
            "Program": "Anting Emas",
            "Orang tua asuh": BANK if number % 3 else "Orang tua asuh 2",
            "Mulai": f"{START:%d/%m/%Y}",
            "Selesai": f"{end_soon if number < 3 else TODAY + dt.timedelta(days=120):%d/%m/%Y}",
            "Nilai per bulan": 450_000,
        }
        if number >= UNCOUNTED:
            row |= {"Tanggal bantuan": f"{START:%d/%m/%Y}", "Jenis bantuan": "nutrisi", "Uraian bantuan": "telur, susu"}
            row["Nilai bantuan"] = ENOUGH if number % 2 else LITTLE
        rows.append(row)
    twice = {"Orang tua asuh": UNNAMED, "Anonim": "ya"}
    return [*rows, {key: value for key, value in (rows[20] | twice).items() if "antuan" not in key}]


def test_the_sheet_of_the_kabupaten_comes_in_whole_or_not_at_all(page, address, layout, stunted):
    section(page, address, "impor")
    sheet = Sheet(saved(page, "Unduh lembar kosong"), heading="Nomor kasus")
    rows = rows_of(stunted)
    bad = [dict(row) for row in rows]
    bad[4]["NIK"] = wrong = f"{int(rows[4]['NIK']) + 7:016d}"
    before = open_casebook(layout).verify().entry_n
    sign(page)

    upload(page, "anak-asuh.xlsx", sheet.below(bad))
    refused = page.get_by_test_id("stAlert")
    expect(refused).to_contain_text("ditolak, tidak ada yang disimpan: 1 baris bermasalah")
    expect(refused).to_contain_text(f"Baris {sheet.head + 2 + 4}: NIK tidak ditemukan")
    assert wrong not in page.content()
    assert not re.search(r"\d{16}", refused.inner_text())
    assert open_casebook(layout).verify().entry_n == before

    section(page, address, "impor")
    sign(page)
    upload(page, "anak-asuh.xlsx", sheet.below(rows))
    expect(page.get_by_text("61 baris terbaca; 61 penempatan baru, 1 orang tua asuh baru, 52 bantuan.")).to_be_visible()
    page.get_by_role("button", name="Simpan semua").click()
    expect(page.get_by_text("61 penempatan tersimpan.")).to_be_visible()

    book = book_of(layout)
    assert len(book.placements) == 61
    assert {one.record.programme for one in book.placements} == {"ANTING_MAS"}
    assert [one.label for one in book.parents.values()] == [BANK, "Orang tua asuh 2", "Orang tua asuh 3"]


def test_the_same_sheet_again_adds_nothing(page, address, layout, stunted):
    section(page, address, "impor")
    sheet = Sheet(saved(page, "Unduh lembar kosong"), heading="Nomor kasus")
    before = open_casebook(layout).verify().entry_n
    sign(page)
    upload(page, "anak-asuh.xlsx", sheet.below(rows_of(stunted)))

    expect(page.get_by_text("61 penempatan sudah tercatat dan tidak diulang.")).to_be_visible()
    page.get_by_role("button", name="Simpan semua").click()
    expect(page.get_by_text("Semua isi lembar ini sudah tercatat; tidak ada yang ditulis.")).to_be_visible()
    assert open_casebook(layout).verify().entry_n == before


def test_a_child_is_placed_and_helped_by_form(page, address, layout, stunted):
    nik = stunted[PLACED]["NIK"]
    section(page, address, "catat")
    sign(page)
    form = form_of(page, "Tempatkan anak")
    fill(form, {"Nomor kasus atau NIK anak": nik, "Mulai": f"{START:%d/%m/%Y}", "Nilai (rupiah)": "500.000"})
    fill(form, {"Selesai": f"{TODAY + dt.timedelta(days=120):%d/%m/%Y}"})
    choose(page, form, "Orang tua asuh", BANK)
    form.get_by_role("button", name="Simpan penempatan").click()
    expect(page.get_by_text("Penempatan tersimpan.")).to_be_visible()

    newest = book_of(layout).placements[-1].record
    assert newest.child == child_of(layout, stunted[PLACED])
    visit(page, address + f"{TAB}&mode=internal&asuh=penempatan&penempatan={newest.id}")
    expect(page.get_by_text("Belum ada bantuan yang dicatat.")).to_be_visible()
    sign(page)
    form = form_of(page, "Catat bantuan")
    fill(form, {"Tanggal": f"{START:%d/%m/%Y}", "Uraian": "telur dan ikan", "Nilai (rupiah)": "450.000"})
    form.get_by_role("button", name="Simpan bantuan").click()

    expect(page.get_by_role("region", name="Bantuan")).to_contain_text("Rp450.000")
    assert case_number(newest.child) in page.locator("[data-testid=stMain]").inner_text()
    assert nik not in page.content()


def test_what_needs_attention_is_listed_with_its_numbers(page, address, layout, stunted):
    found = seen(layout)
    section(page, address, "perhatian")
    choices = page.locator(".st-key-daftar")

    # Sixty-one children, of whom one has two foster parents; the import is older than 45 days.
    assert [len(found.ending), len(found.doubled), len(found.unmeasured)] == [3, 1, 61]
    # Whoever got nothing yet, or little; the second foster parent of the one; and the child of the form.
    assert len(found.below) == UNCOUNTED + (PLACED - UNCOUNTED) // 2 + 1 + 1
    for label in (
        f"Tanpa orang tua asuh ({formats.number(len(found.without))})",
        "Akan berakhir (3)",
        f"Di bawah Rp15.000 ({len(found.below) + len(found.unknown)})",
        "Belum diukur (61)",
        "Ganda (1)",
    ):
        expect(choices).to_contain_text(label)
    visit(page, address + f"{TAB}&mode=internal&asuh=perhatian&daftar=ganda")
    double = page.get_by_role("region", name="Anak dengan dua orang tua asuh atau lebih")
    expect(double).to_contain_text("Orang tua asuh 3")
    section(page, address, "ringkasan")
    for name, stunted_n, _, without_n in by_kecamatan(found):
        drawn = re.compile(
            rf"^Balita stunting tanpa orang tua asuh, Kab\. Magetan: .*{name} {without_n} dari {stunted_n}"
        )
        expect(page.get_by_role("figure", name=drawn)).to_be_visible()
    # One visit each: nothing can be said of a change.
    expect(page.locator("[data-testid=stMain]")).to_contain_text(NOT_ENOUGH)


def by_kecamatan(found: Watch) -> list[tuple[str, int, int, int]]:
    """Name, balita stunting, with and without a foster parent."""
    register = Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")
    rows = found.by_kecamatan.itertuples(index=False)
    return [(register.get(row.kecamatan_code).name, row.stunted_n, row.placed_n, row.without_n) for row in rows]


def test_the_printed_list_is_marked_and_names_nobody(page, address, layout, sample):
    section(page, address, "perhatian")

    pages = pages_of(saved(page, r"Daftar PKB.TPK \(PDF"))

    assert all(RESTRICTED in one for one in pages)
    text = " ".join(pages)
    found = seen(layout)
    listed = [
        *found.ending,
        *(one.placement for one in found.below),
        *found.doubled[0],
        *(one for one, _ in found.unmeasured),
    ]
    assert not [one for one in listed if case_number(one.record.child) not in text]
    assert not [number for number in found.without["case_no"] if number not in text]
    assert no_personal(text, sample)


def no_personal(text: str, sample) -> bool:
    """Whether no NIK and no full name of a child or its parents stands in a text."""
    plain = text.casefold()
    return not any(
        row[column] and row[column].casefold() in plain for row in sample[2] for column in ("NIK", "Nama", "Nama Ortu")
    )


def test_later_visits_tell_what_became_of_the_children(page, address, layout, sample, stunted):
    stayed_away = {row["NIK"] for row in stunted[10:15]}
    lines = sample[1].decode().splitlines()
    came = "\n".join(line for line in lines if not any(nik in line for nik in stayed_away))
    imported(page, address, came.encode(), SECOND_FILE)
    found = effect(book_of(layout), children_of(layout, KABUPATEN), today=TODAY)
    section(page, address, "ringkasan")

    assert found.is_shown
    assert found.child_n == 61
    assert sum(found.fates.values()) == 61
    assert found.fates[Fate.NOT_AGAIN] + found.fates[Fate.FIVE] >= len(stayed_away)
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("Semua 61 anak yang pernah ditempatkan")
    for fate, number in found.fates.items():
        if number:
            expect(main.get_by_role("row", name=f"{fate.value} {number}")).to_be_visible()
    for sentence in (BY_ITSELF, ALIKE, NO_CAUSE, f"{found.foster_n} anak asuh"):
        expect(main).to_contain_text(sentence)
    assert {one.record.child for one, _ in seen(layout).unmeasured} >= {child_of(layout, row) for row in stunted[10:15]}


def test_the_printed_summary_is_of_sums_alone(page, address, layout, sample):
    section(page, address, "ringkasan")

    text = " ".join(pages_of(saved(page, r"Ringkasan \(PDF\)")))

    assert "Anak asuh 61" in text
    for row in by_kecamatan(seen(layout)):
        assert " ".join(map(str, row)) in text
    assert "DATA CONTOH - BUKAN DATA SEBENARNYA" in text
    assert BY_ITSELF[:60] in text
    assert no_personal(text, sample)
    assert not re.search(r"K-[A-HJ-KM-NP-Z2-9]{7}", text)
    assert BANK not in text


def test_what_is_published_is_all_that_mode_publik_and_the_release_know(page, address, layout, stunted):
    visit(page, address + TAB)
    expect(page.get_by_text("Belum ada ringkasan orang tua asuh yang diterbitkan di Kab. Magetan.")).to_be_visible()
    section(page, address, "terbitkan")
    sign(page)
    page.get_by_role("button", name="Terbitkan ringkasan").click()
    expect(page.get_by_text("Ringkasan diterbitkan.")).to_be_visible(timeout=BUILDING)

    visit(page, address + TAB)
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("Anting Mas, Kab. Magetan")
    expect(main).to_contain_text("61 anak")
    book = book_of(layout)
    said = page.content()
    for key in {one.record.child for one in book.placements}:
        assert case_number(key) not in said
        assert key not in said
    assert BANK not in said
    with connect(layout.releases / f"{releases.current(layout)}.duckdb") as db:
        shown = db.execute(
            "SELECT area_code, key, value_n FROM foster_summary WHERE starts_with(area_code, $code) AND is_sample",
            {"code": KABUPATEN},
        ).fetchall()
        texts = db.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE data_type = 'VARCHAR'"
        ).fetchall()
        keys = "|".join({one.record.child for one in book.placements})
        numbers = "|".join({case_number(one.record.child) for one in book.placements})
        for table, column in texts:
            query = f'SELECT count(*) FROM "{table}" WHERE regexp_matches("{column}", $secret)'
            assert db.execute(query, {"secret": f"{keys}|{numbers}|{BANK}|{UNNAMED}"}).fetchone() == (0,), table
    assert (KABUPATEN, "child_n", 61) in shown
    # Three children of Kec. Magetan are hidden, together with others, so that no subtraction tells them.
    assert not [value for _, key, value in shown if key in ("child_n", "parent_n") and value and value < 5]
    hidden = [code for code, key, value in shown if key == "child_n" and value is None]
    few = {one.record.desa_code[:6] for one in book.placements if one.record.child == child_of(layout, stunted[0])}
    assert few < set(hidden)
    assert 61 - sum(value or 0 for code, key, value in shown if key == "child_n" and len(code) == 6) >= 5
    expect(main).to_contain_text("Angka 1–4 dan yang dapat membukanya disembunyikan untuk melindungi data anak.")


def test_the_hall_sees_the_published_sums_alone(page, address, browser, layout, told):
    visit(page, address + f"/rembuk?wilayah={KABUPATEN}")
    page.get_by_role("button", name=re.compile("Buat dari contoh: Rembuk kabupaten")).click()
    expect(page.locator(".langkah-rembuk").first).to_be_visible()
    visit(page, address + TAB)
    dialog_of(page, "Tambahkan ke agenda").get_by_role("button", name="Tambahkan", exact=True).click()
    expect(page.get_by_text("Ditambahkan sebagai langkah")).to_be_visible()
    (kept,) = agenda_store.agendas(layout.additions)
    visit(page, address + f"/rembuk?wilayah={KABUPATEN}&agenda={kept.key}&tab=Tayang")
    page.get_by_role("button", name="Mulai tayang").click(timeout=BUILDING)
    expect(page.get_by_text("Sedang tayang")).to_be_visible(timeout=BUILDING)
    settled(page)
    page.get_by_role("link", name="Buka layar").click()
    expect(page.locator("#panggung")).to_have_attribute("data-tampil", "indonesia-raya")
    page.keyboard.press("End")
    last = kept.agenda.steps[-1].key
    expect(page.locator("#panggung")).to_have_attribute("data-tampil", last)
    telephone = watched(browser.new_context(viewport={"width": 390, "height": 844}), told)
    follower = telephone.new_page()
    follower.goto(f"{address}/ikuti?pin={show_store.current(layout).pin}")

    expect(follower.locator("#panggung")).to_have_attribute("data-tampil", last)
    place = follower.locator("#panggung > .tempat")
    expect(place.locator(".angka")).to_have_text("61")
    expect(place).to_contain_text("Anak asuh program Anting Mas, Kab. Magetan")
    expect(place).to_contain_text("DATA CONTOH")
    for secret in (BANK, *(case_number(one.record.child) for one in book_of(layout).placements)):
        assert secret not in follower.content()
    telephone.close()


def test_nothing_left_this_machine_and_no_name_was_kept(told, layout, sample):
    niks = {row["NIK"] for row in sample[2] if row["NIK"]}
    assert told.elsewhere == []
    assert told.errors == []
    assert not [url for url in told.asked if any(nik in url for nik in re.findall(r"\d{16}", url) if nik in niks)]
    secrets = [UNNAMED.encode(), *(row["NIK"].encode() for row in sample[2][:80] if row["NIK"])]
    for path in layout.releases.parent.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [one for one in secrets if one in content], path
