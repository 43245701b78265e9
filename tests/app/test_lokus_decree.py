"""Tab SK dan keputusan: the appendix is the list, scenarios are kept, and a decision stands in the ledger."""

from __future__ import annotations

import datetime as dt
import io
import shutil

import docx
import duckdb
import pypdf
import pytest
import streamlit as st
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from stunting import letterhead_store, releases
from stunting.ledger import Ledger
from stunting.letterhead import Letterhead, Signatory
from stunting.lokus import scenario_store
from stunting.lokus.decisions import decisions
from stunting.paths import ROOT, Layout
from tests.app.lokus_pages import again, counted, dotted, link, list_of, members, names, opened, pressed, said, typed

SK = {"tab": "SK dan keputusan", "mode": "internal"}


@pytest.fixture
def own(built_layout, tmp_path, monkeypatch):
    """The page on a copy of the data folder in which scenarios and decisions may be written."""
    shutil.copytree(built_layout.releases, tmp_path / "data" / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path / "data"))
    st.cache_resource.clear()
    st.cache_data.clear()

    def opened(**params: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        test.query_params["wilayah"] = params["wilayah"]
        test.run()
        test.switch_page("pages/lokus.py")
        return again(test, **params)

    return opened


@pytest.fixture
def ask(built_layout, tmp_path):
    copy = tmp_path / "salinan.duckdb"
    shutil.copyfile(built_layout.releases / f"{releases.current(built_layout)}.duckdb", copy)
    with duckdb.connect(copy, read_only=True) as opened:
        yield lambda question: opened.execute(question).fetchall()


def rows_of_sheet(content: bytes) -> tuple[list[list], list]:
    """The rows of the list, and its total."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    start = next(number for number, row in enumerate(rows) if row[0] == "No") + 1
    end = next(number for number, row in enumerate(rows) if str(row[2]).startswith("Jumlah"))
    return rows[start:end], rows[end]


def without_signs(name: str) -> str:
    return name.rstrip("†§‡ ")


def test_the_files_of_the_appendix_have_the_rows_of_the_list_and_the_sums_of_the_release(open_page, ask, download):
    page = open_page("lokus", wilayah="3514", tab="Pilih", mode="internal", bobot="kasus~60|krs~40", n="30")
    listed = {(name, kecamatan.removeprefix("Kec. ")) for name, kecamatan in names(page)}
    known = {(name, kec.removeprefix("Kec. ")): rest for (name, kec), rest in counted(ask, "3514").items()}
    stunted, measured = (sum(known[place][at] for place in listed) for at in (1, 2))

    again(page, tab="SK dan keputusan")
    rows, total = rows_of_sheet(download(page, "Excel"))
    document = docx.Document(io.BytesIO(download(page, "Word")))
    pdf = pypdf.PdfReader(io.BytesIO(download(page, "PDF")))

    assert not page.exception
    assert len(rows) == 30
    assert {(without_signs(row[2]), row[1]) for row in rows} == listed
    assert all(
        (row[4], row[5]) == (known[without_signs(row[2]), row[1]][2], known[without_signs(row[2]), row[1]][1])
        for row in rows
    )
    assert total[2] == "Jumlah 30 desa/kelurahan"
    assert (total[4], total[5]) == (measured, stunted)
    table = document.tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert {(without_signs(row[2]), row[1]) for row in cells[:-1]} == listed
    assert (cells[-1][4], cells[-1][5]) == (dotted(measured), dotted(stunted))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert f"Jumlah 30 desa/kelurahan {dotted(measured)} {dotted(stunted)}" in text


def test_a_swap_in_the_link_is_printed_with_its_reason(open_page, ask, download):
    page = open_page("lokus", wilayah="1801", tab="Pilih", mode="internal")
    listed, known = names(page), counted(ask, "1801")
    out, enters = known[listed[-1]][0], next(one[0] for place, one in known.items() if place not in listed)

    again(page, tab="SK dan keputusan", tukar=f"{out}~{enters}~usul musyawarah desa <b>")
    rows, _ = rows_of_sheet(download(page, "Excel"))
    place = {code: place for place, (code, *_) in known.items()}

    assert len(rows) == len(listed)
    shown = {without_signs(row[2]) for row in rows}
    assert place[enters][0] in shown
    assert (place[out][0], place[out][1].removeprefix("Kec. ")) not in {(without_signs(row[2]), row[1]) for row in rows}
    for label in ("Word", "PDF"):
        content = io.BytesIO(download(page, label))
        text = (
            "\n".join(one.text for one in docx.Document(content).paragraphs)
            if label == "Word"
            else " ".join(one.extract_text() for one in pypdf.PdfReader(content).pages)
        )
        assert "usul musyawarah desa <b>" in " ".join(text.split()), label


def test_a_kept_scenario_stands_beside_the_open_one(own, download):
    page = own(wilayah="1801", **SK)
    assert "Belum ada skenario tersimpan" in " ".join(one.value for one in page.caption)

    opened(page, "lokus-simpan")
    typed(page, "Nama skenario", "Usulan rapat 12 Maret <b>")
    typed(page, "Disusun oleh", "Ibu Sari")
    pressed(page, "Simpan")
    again(page)

    (kept,) = scenario_store.scenarios(Layout.default().additions, "1801")
    assert (kept.name, kept.author) == ("Usulan rapat 12 Maret <b>", "Ibu Sari")
    again(page, bobot="prevalensi~0|kasus~100|krs~0|layanan~0", skenario=kept.key)
    assert not page.exception
    table = next(one.proto.body for one in page.get("html") if "Skenario berdampingan" in one.proto.body)
    assert "Yang terbuka" in table
    assert "Usulan rapat 12 Maret &lt;b&gt;" in table
    assert "desa/kelurahan ada di semua daftar" in said(page)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(download(page, "Excel"))).get_sheet_by_index(0).to_python()
    columns = {name: [row[number] for row in rows[1:]].count("ya") for number, name in enumerate(rows[0])}
    assert columns["Yang terbuka"] == columns["Usulan rapat 12 Maret <b>"] == 15
    assert len(pypdf.PdfReader(io.BytesIO(download(page, "PDF A4"))).pages) >= 1

    pressed(page, "Buka di tab Pilih")
    assert link(page)["tab"] == "Pilih"
    assert "bobot" not in link(page)
    assert page.slider(key="lokus-bobot-prevalensi").value == 30


def test_a_scenario_without_a_name_is_refused(own):
    page = opened(own(wilayah="1801", **SK), "lokus-simpan")

    pressed(page, "Simpan")

    assert not page.exception
    assert page.warning
    assert scenario_store.scenarios(Layout.default().additions, "1801") == ()


def decided(page: AppTest, *, author: str, reason: str = "Disepakati dalam rembuk <i>") -> AppTest:
    page.date_input[0].set_value(dt.date(2026, 3, 12))
    typed(page, "Dicatat oleh", author)
    typed(page, "Jabatan", "Kepala Bidang Bappeda")
    next(one for one in page.text_area if one.label == "Alasan").set_value(reason)
    return pressed(page, "Catat keputusan")


def test_a_recorded_decision_is_one_entry_with_who_when_and_why(own, ask):
    page = own(wilayah="1801", tab="Pilih", mode="internal")
    listed, known = names(page), counted(ask, "1801")
    again(page, tab="SK dan keputusan")

    decided(page, author="Budi <script>")
    again(page)

    assert not page.exception
    ledger = Ledger.open(Layout.default())
    (one,) = decisions(ledger, "1801")
    assert (one.author, one.role, one.reason) == (
        "Budi <script>",
        "Kepala Bidang Bappeda",
        "Disepakati dalam rembuk <i>",
    )
    assert one.decided.decided_on == dt.date(2026, 3, 12)
    assert one.decided.chosen_codes == tuple(known[place][0] for place in listed)
    assert one.decided.sums["stunted_n"] == sum(known[place][1] for place in listed)
    assert ledger.verify().is_sound
    text = said(page)
    assert "Nomor 1: lokus" in text
    assert "Rembuk 12 Maret 2026" in text
    assert "oleh Budi <script>, Kepala Bidang Bappeda" in text
    assert not any("<script>" in one.proto.body for one in page.get("html"))
    assert any(button.label.startswith("Jadikan daftar lokus") for button in page.button)

    page = own(wilayah="1801", tab="SK dan keputusan")
    text = said(page)
    assert "Nomor 1: lokus" in text
    assert all(place[0] in text for place in listed)
    assert "balita" not in text.split("Keputusan rembuk")[1].split("Rilis data")[0]
    assert not any(button.label.startswith("Jadikan daftar lokus") for button in page.button)


def test_a_decision_is_printed_with_its_figures_and_in_mode_publik_with_those_that_are_shown(own, ask, download):
    page = own(wilayah="1801", tab="SK dan keputusan", mode="internal", n="60")
    decided(page, author="Budi")
    again(page)
    known = {(name, kec.removeprefix("Kec. ")): rest for (name, kec), rest in counted(ask, "1801").items()}

    inside, total = rows_of_sheet(download(page, "Excel", which=-1))
    outside, hidden_total = rows_of_sheet(download(own(wilayah="1801", tab="SK dan keputusan"), "Excel"))

    places = [(without_signs(row[2]), row[1]) for row in inside]
    assert len(inside) == len(outside) == 60
    assert [row[5] for row in inside] == [known[place][1] for place in places]
    assert total[5] == sum(known[place][1] for place in places)
    shown = {(without_signs(row[2]), row[1]): row[5] for row in outside}
    assert set(shown) == set(places)
    # Hidden are those of 1-4 children and their partners; what is shown is the count.
    assert all(stunted in (known[place][1], "disembunyikan") for place, stunted in shown.items())
    assert [place for place, stunted in shown.items() if 1 <= known[place][1] <= 4 and stunted != "disembunyikan"] == []
    assert "disembunyikan" in shown.values()
    assert hidden_total[5] != total[5]


@pytest.mark.parametrize(("author", "reason"), [("", "Disepakati"), ("Budi", ""), ("  ", " ")])
def test_a_decision_without_who_or_why_is_refused(own, author, reason):
    page = own(wilayah="1801", **SK)

    decided(page, author=author, reason=reason)

    assert not page.exception
    assert page.warning
    assert decisions(Ledger.open(Layout.default()), "1801") == ()


def test_a_correction_says_which_entry_it_replaces(own):
    page = decided(own(wilayah="1801", **SK), author="Budi")
    again(page, n="12")
    page.selectbox[-1].set_value(1)
    decided(page, author="Sari", reason="Jumlah desa keliru")
    again(page)

    assert not page.exception
    newest, oldest = decisions(Ledger.open(Layout.default()), "1801")
    assert (newest.corrects_seq, oldest.corrected_by) == (1, 2)
    assert len(newest.decided.chosen_codes) == 12
    assert "diperbaiki oleh nomor 2" in said(page)


def test_the_list_of_the_tab_and_of_the_decision_are_one(own):
    page = own(wilayah="3520", tab="Pilih", mode="internal", maks="2")
    listed = members(page)
    assert list_of(page)

    again(page, tab="SK dan keputusan")
    decided(page, author="Budi")

    (one,) = decisions(Ledger.open(Layout.default()), "3520")
    assert [line.name for line in one.decided.desa][: len(listed)] == [line.name for line in listed]
    assert one.decided.scenario.most_per_kecamatan == 2


def test_the_form_of_a_decree_keeps_colour_and_signatories_of_the_minutes(own):
    known = Letterhead(accent="#7a1f1f", signatories=(Signatory(title="Sekretaris Daerah"),))
    page = own(wilayah="3514", **SK)
    additions = Layout.default().additions
    letterhead_store.save(additions, "3514", known)

    pressed(page, "Simpan kop")

    kept = letterhead_store.read(additions, "3514")
    assert (kept.accent, kept.signatories) == (known.accent, known.signatories)
    assert kept.decree_kind == "Keputusan Bupati Pasuruan"
