"""Pasuruan's story in a real browser: from imported lists over an alarm to a case, the minilok sheet and a child.

Everything but loopback is cut off; every request the browser makes is recorded, and none may carry a NIK or a name.
"""

from __future__ import annotations

import csv
import io
import re
import urllib.error
import urllib.request

import docx
import pypdf
import pytest
from playwright.sync_api import Page, expect

from stunting import releases
from stunting.cases import reading
from stunting.cases.casebook import open_casebook
from stunting.exports.office_paper import RESTRICTED
from stunting.geography import Register
from stunting.imports.importing import import_files
from stunting.paths import ROOT
from stunting.sample.generate import write_sample
from stunting.sample.options import NOTICE, SampleOptions
from tests.browser.serving import chromium, real_app, settled
from tests.browser.test_story import is_elsewhere
from tests.small import layout_in

KASUS = "/kasus?wilayah=3514&mode=internal"
PATIENCE = 20_000


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Invented children of Pasuruan in one file, as an export."""
    register = Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")
    options = SampleOptions(code="3514", children=400, seed=3, layout="csv")
    return write_sample(register, options, tmp_path_factory.mktemp("contoh"))


@pytest.fixture(scope="module")
def own_layout(built_layout, sample, tmp_path_factory):
    """The release with these children imported, in a folder of its own."""
    layout = layout_in(tmp_path_factory.mktemp("kasus"), raw=built_layout.raw)
    layout.releases.mkdir(parents=True)
    live = releases.current(built_layout)
    for name in (f"{live}.duckdb", f"{live}.json", "current"):
        (layout.releases / name).write_bytes((built_layout.releases / name).read_bytes())
    files = [(path.name, path.read_bytes()) for path in sample.files]
    import_files(files, layout=layout, kabupaten_code="3514", geometry=False)
    return layout


@pytest.fixture(scope="module")
def niks(sample):
    """Every NIK of the sample that has its 16 digits."""
    found = set()
    for path in sample.files:
        found |= set(re.findall(r"(?<!\d)\d{16}(?!\d)", path.read_text(encoding="utf-8-sig")))
    return sorted(found)


@pytest.fixture(scope="module")
def address(own_layout):
    with real_app(own_layout) as url:
        yield url


@pytest.fixture
def page(niks):
    """A page that remembers every request; none is for another machine or carries a NIK."""
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
        opened = context.new_page()
        asked, errors = [], []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: errors.append(str(error)))
        yield opened
        assert [url for url in asked if is_elsewhere(url)] == []
        assert not [url for url in asked if any(nik in url for nik in niks)]
        assert errors == []
        context.close()


def visit(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    settled(page)


def saved(page: Page, button: str) -> bytes:
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.path().read_bytes()


def pick_rows(page: Page, *numbers: int) -> None:
    """Tick rows of the list of alarms, which is drawn and not written."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    for number in numbers:
        grid.click(position={"x": 16, "y": 38 + 35 * number + 17})
        settled(page)
    expect(page.get_by_role("button", name=re.compile(rf"^Buka {len(numbers)} kasus"))).to_be_enabled(timeout=PATIENCE)


def sign(page: Page) -> None:
    for label, text in (("Pencatat", "Sri Wahyuni"), ("Jabatan", "Bidan")):
        page.get_by_label(label).fill(text)
        page.get_by_label(label).press("Tab")
        settled(page)


def test_from_an_alarm_to_a_case_and_its_paper(page, address, own_layout, niks):
    visit(page, address, f"{KASUS}&tab=Peringatan")
    pick_rows(page, 0, 1)
    sign(page)
    page.get_by_role("button", name=re.compile("^Buka 2 kasus")).click()
    expect(page.get_by_text("2 kasus dibuka di buku kasus")).to_be_visible(timeout=PATIENCE)

    opened = reading.cases(open_casebook(own_layout), "3514")
    assert len(opened) == 2
    first = opened[0].case
    page.get_by_role("tab", name="Papan").click()
    page.get_by_role("button", name=first.case_no).click()
    expect(page.get_by_text("Tindak lanjut baru")).to_be_visible(timeout=PATIENCE)
    # Typed once, remembered in this window.
    expect(page.get_by_label("Pencatat")).to_have_value("Sri Wahyuni")
    page.get_by_label("Kegiatan").fill("Kunjungan rumah")
    page.get_by_role("button", name="Tambah tindak lanjut").click()
    expect(page.get_by_text("Rencana tindak lanjut: 1")).to_be_visible(timeout=PATIENCE)

    visit(page, address, f"/kasus?wilayah={first.desa_code[:6]}&mode=internal&tab=Minilok")
    pdf = saved(page, "Cetak minilok (PDF A4)")
    pages = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert all(RESTRICTED in one for one in pages)
    # The children come from the generator.
    assert all(NOTICE in one for one in pages)
    expect(page.get_by_text("ditandai contoh, untuk latihan")).to_be_visible()
    assert first.case_no in "".join(pages)
    assert not any(nik in "".join(pages) for nik in niks)
    word = docx.Document(io.BytesIO(saved(page, "Word")))
    assert {RESTRICTED, NOTICE} <= {one.text for one in word.sections[0].header.paragraphs}


def test_a_child_is_found_by_its_nik_and_only_its_number_stands_in_the_link(page, address, sample):
    (path,) = [one for one in sample.files if one.suffix == ".csv"][:1]
    text = path.read_text(encoding="utf-8-sig")
    nik, name = _somebody(text)

    visit(page, address, f"{KASUS}&tab=Anak")
    page.locator("input[type=password]").fill(nik)
    page.get_by_role("button", name="Cari", exact=True).click()

    expect(page.get_by_text("menurut umur (TB/U), K-")).to_be_visible(timeout=PATIENCE)
    assert re.search(r"kasus=K-[A-Z2-9]{7}", page.url)
    assert nik not in page.url
    assert nik not in page.content()
    assert name not in page.content()


@pytest.mark.parametrize("tab", ["", "Peringatan", "Minilok", "Audit", "Anak"])
def test_in_mode_publik_nothing_of_anybody_is_there(page, address, tab):
    visit(page, address, f"/kasus?wilayah=3514&tab={tab}")

    expect(page.get_by_text("hanya untuk petugas")).to_be_visible(timeout=PATIENCE)
    assert not re.search(r"[KCHNB]-[A-HJ-KM-NP-Z2-9]{7}", page.locator("[data-testid=stApp]").inner_text())


@pytest.mark.parametrize("path", ["/terbatas/kasus/kasus.sqlite", "/static/kasus.sqlite", "/app/static/kunci_hmac"])
def test_no_file_of_the_restricted_store_has_an_address(address, own_layout, path):
    try:
        answer = urllib.request.urlopen(address + path).read()
    except urllib.error.HTTPError as refused:
        answer = refused.read()

    key = (own_layout.restricted / "kunci_hmac").read_bytes().strip()
    assert key not in answer
    assert not answer.startswith(b"SQLite format 3")


def test_the_page_fits_a_phone(page, address):
    page.set_viewport_size({"width": 390, "height": 844})

    for tab in ("Papan", "Peringatan", "Minilok", "Audit", "Anak"):
        visit(page, address, f"{KASUS}&tab={tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _somebody(text: str) -> tuple[str, str]:
    """NIK and name of a child of the file."""
    delimiter = max(";,\t|", key=text.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    head = next(number for number, row in enumerate(rows) if any(cell.strip().casefold() == "nik" for cell in row))
    columns = [cell.strip().casefold() for cell in rows[head]]
    at = columns.index("nik")
    called = next(number for number, cell in enumerate(columns) if cell.startswith("nama"))
    measured = [row for row in rows[head + 1 :] if len(row) > at and re.fullmatch(r"[1-9]\d{15}", row[at])]
    chosen = measured[len(measured) // 2]
    return chosen[at], chosen[called]
