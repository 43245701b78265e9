"""The page Kasus on an imported export: from an alarm to a case, a minilok, an audit, and the line of one child."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import sqlite3
from dataclasses import replace

import docx
import pytest
import streamlit as st
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from stunting.build.release import build_release
from stunting.cases import children, reading, recording
from stunting.cases.casebook import open_casebook
from stunting.cases.records import Case, CaseFollowUp, Group, Step, semester_of
from stunting.exports.office_paper import RESTRICTED
from stunting.foster import journal
from stunting.foster.records import Parent, Placement
from stunting.imports.importing import import_files
from stunting.minutes.recording import Writer
from stunting.paths import ROOT, Layout
from stunting.ui.cases_page import alarm_list
from tests.small import TINY, layout_in, write_raw

HEAD = "NIK;Nama;JK;Tgl Lahir;Kec;Pukesmas;Desa/Kel;Posyandu;Tanggal Pengukuran;Berat;Tinggi;Cara Ukur"
PLACE = "KEJAYAN;KEJAYAN;KEJAYAN;MELATI"
# Below -3 of weight for height in August; the other one is well.
WASTED, WELL = "3514994201230007", "3514991002230008"
ROWS = (
    f"{WASTED};SITI RAHASIA;P;2023-01-02;{PLACE};2025-02-12;9,0;80,0;Berdiri",
    f"{WASTED};SITI RAHASIA;P;2023-01-02;{PLACE};2025-08-12;8,0;84,0;Berdiri",
    f"{WELL};BUDI RAHASIA;L;2023-02-10;{PLACE};2025-08-12;12,2;89,0;Berdiri",
)
BY = Writer(author="Sri Wahyuni", role="Bidan")
TABS = ("Papan", "Peringatan", "Minilok", "Audit", "Anak")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A very small Indonesia with the lists of one posyandu."""
    layout = layout_in(tmp_path_factory.mktemp("kasus"))
    write_raw(layout.raw)
    build_release(layout, expected=TINY, geometry=False)
    csv = "\n".join([HEAD, *ROWS, ""]).encode()
    import_files([("melati.csv", csv)], layout=layout, kabupaten_code="3514", geometry=False, expected=TINY)
    return layout


@pytest.fixture
def empty(small, tmp_path, monkeypatch):
    """The same release without anything restricted."""
    shutil.copytree(small.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()
    return Layout.default()


@pytest.fixture
def layout(small, empty):
    """With the restricted store."""
    shutil.copytree(small.restricted, empty.restricted)
    return empty


@pytest.fixture
def child(layout):
    """The child that alarms, as the alarms know it."""
    return alarm_list.by_child(children.alarms_in(layout, "3514")).iloc[0]


@pytest.fixture
def case(layout, child):
    """An open case of that child."""
    today = dt.date.today()
    one = Case(
        case_no=child["case_no"], group=Group.UNDER5, desa_code=child["desa_code"], opened_on=today,
        semester=semester_of(today), year=today.year, child_key=child["key"], puskesmas="Kejayan",
        rules=tuple(child["rules"]),
    )  # fmt: skip
    recording.open_case(open_casebook(layout), one, by=BY)
    return one


def opened(tab: str = "", **params: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["wilayah"] = params.get("wilayah", "3514")
    page.run()
    page.switch_page("pages/kasus.py")
    for key, value in {"wilayah": "3514", "mode": "internal", "tab": tab, **params}.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    """Everything that the page says, also in tables and boxes."""
    html = [one.proto.body for one in page.get("html") if "<style>" not in one.proto.body]
    said = [*page.markdown, *page.info, *page.warning, *page.error, *page.success, *page.caption]
    tables = [str(one.value.to_dict()) for one in page.dataframe]
    labels = [str(one.label) for one in [*page.button, *page.selectbox, *page.text_input, *page.expander]]
    return "\n".join([*html, *(str(one.value) for one in said), *tables, *labels])


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert not page.exception
    return page


def sign(page: AppTest) -> None:
    page.text_input(key="pencatat-nama").set_value("Sri Wahyuni")
    page.text_input(key="pencatat-jabatan").set_value("Bidan")


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def test_in_mode_publik_the_page_is_closed_and_shows_nobody(case):
    page = opened(mode="publik")

    assert "hanya untuk petugas" in texts(page)
    assert case.case_no not in texts(page)


@pytest.mark.parametrize("tab", ["Peringatan", "Anak"])
def test_without_an_import_the_page_says_what_to_do(empty, tab):
    page = opened(tab)

    assert "Belum ada daftar balita Kab. Pasuruan yang diimpor" in texts(page)
    assert any("Impor" in one.proto.label for one in page.get("page_link"))


def test_above_the_kabupaten_the_way_to_one_is_offered(layout):
    page = opened(wilayah="35")

    assert "Kasus dikelola per kabupaten/kota" in texts(page)
    press(page, "Kab. Pasuruan")
    assert page.query_params["wilayah"] == "3514"


def test_an_empty_board_leads_to_the_alarms(layout):
    page = press(opened(), "Lihat peringatan")

    assert "Daftar peringatan" in texts(page)


def test_alarms_are_counted_by_kecamatan_with_a_total_and_explained(layout):
    said = texts(opened("Peringatan"))

    assert "Kec. Kejayan" in said
    assert "Jumlah" in said
    assert "Gizi buruk" in said
    assert "Z-skor BB/TB terakhir di bawah -3" in said
    assert "Februari 2025 sampai Agustus 2025" in said


def test_the_announced_count_stands_with_its_source_and_is_not_mixed(layout):
    said = texts(opened("Peringatan"))

    assert "513 anak" in said
    assert "tidak dijumlahkan dan tidak dibandingkan" in said


def test_a_filter_of_rules_narrows_the_list(layout):
    said = texts(opened("Peringatan", aturan="tinggi_turun"))

    assert "Tidak ada anak dengan saringan ini" in said


def test_opening_cases_for_many_passes_by_those_who_have_one(layout, case):
    rows = alarm_list.by_child(children.alarms_in(layout, "3514"))

    opened_n, why = alarm_list.open_for(open_casebook(layout), rows, BY, cased={case.case_no}, puskesmas_names={})

    assert (opened_n, why) == (len(rows) - 1, "")


def test_an_opened_case_stands_on_the_board_and_says_what_alarms(case):
    page = opened()
    said = texts(page)

    assert case.case_no in said
    assert "Kel. Kejayan" in said
    assert "Gizi buruk" in said
    assert "belum ada RTL" in said


def test_a_deadline_that_passed_is_told_with_a_sign_and_words(layout, case):
    line = CaseFollowUp(
        case_no=case.case_no, activity="Kunjungan rumah", deadline=dt.date.today() - dt.timedelta(days=4)
    )
    recording.add_follow_up(open_casebook(layout), case, line, by=BY)

    assert "▲ Lewat 4 hari" in texts(opened())
    assert "▲ Lewat 4 hari" in texts(opened(terlambat="ya"))


def test_the_board_without_overdue_cases_is_empty_under_that_filter(case):
    assert case.case_no not in texts(opened(terlambat="ya"))


def test_a_case_is_moved_planned_and_reported_on_its_file(layout, case):
    page = opened(kasus=case.case_no)
    sign(page)

    press(page, "Pindahkan")
    next(one for one in page.text_input if one.label == "Kegiatan").set_value("Kunjungan rumah")
    next(one for one in page.text_input if one.label == "Pelaksana").set_value("TPK")
    press(page, "Tambah tindak lanjut")
    press(page, "Simpan laporan")

    (file,) = reading.cases(open_casebook(layout), "3514")
    assert file.step is Step.REVIEW
    assert [(one.line.activity, one.status.value) for one in file.follow_ups] == [("Kunjungan rumah", "selesai")]
    assert file.written.author == "Sri Wahyuni"


def test_without_a_name_nothing_is_written_and_the_page_says_so(layout, case):
    page = press(opened(kasus=case.case_no), "Pindahkan")

    assert page.warning
    assert reading.cases(open_casebook(layout), "3514")[0].step is Step.IDENTIFIED


def test_factors_are_written_as_a_correction(layout, case):
    page = opened(kasus=case.case_no)
    sign(page)

    next(one for one in page.multiselect if one.label == "Faktor langsung").set_value(["diare_berulang"])
    press(page, "Simpan hasil kajian")

    (file,) = reading.cases(open_casebook(layout), "3514")
    assert file.case.direct_factors == ("diare_berulang",)
    assert file.written.seq != file.written.first


def test_a_case_is_closed_with_its_outcome(layout, case):
    page = opened(kasus=case.case_no)
    sign(page)

    press(page, "Tutup kasus ini")

    assert reading.cases(open_casebook(layout), "3514")[0].outcome.value == "membaik"
    assert "Kasus selesai: 1" in texts(opened())


def test_a_note_that_names_a_person_is_refused_with_a_sentence(layout, case):
    page = opened(kasus=case.case_no)
    sign(page)

    next(one for one in page.text_input if one.label == "Kegiatan").set_value("Kunjungi NIK: 3514994201230007")
    press(page, "Tambah tindak lanjut")

    assert "memuat" in texts(page)
    assert reading.cases(open_casebook(layout), "3514")[0].follow_ups == ()


def test_a_mother_gets_a_case_without_a_key(layout):
    page = opened()
    page.session_state["kasus-baru"] = True
    page.run()
    sign(page)

    next(one for one in page.selectbox if one.label == "Kelompok" and one.options[0] != "Semua kelompok").select_index(
        1
    )
    next(one for one in page.text_input if one.label == "Alasan kasus").set_value("KEK dan anemia")
    press(page, "Buka kasus")

    (file,) = reading.cases(open_casebook(layout), "3514")
    assert file.case.case_no.startswith("H-")
    assert file.case.child_key is None


def test_a_child_is_found_by_its_nik_and_nothing_keeps_the_nik(layout, child):
    page = opened("Anak")

    page.text_input(key="nik-0").set_value(WASTED)
    press(page, "Cari")

    assert page.query_params["kasus"] == child["case_no"]
    assert "Panjang/tinggi badan menurut umur" in texts(page)
    kept = f"{page.query_params}{page.session_state}{page.session_state._state._state!r}{texts(page)}"
    assert WASTED not in kept
    assert child["key"] not in kept


def test_an_unknown_nik_is_answered_without_repeating_it(layout):
    page = opened("Anak")

    page.text_input(key="nik-0").set_value("3514991002239999")
    press(page, "Cari")

    assert "Tidak ada anak dengan NIK itu" in texts(page)
    assert "3514991002239999" not in texts(page)


def test_the_growth_line_stands_with_its_table_and_its_alarms(child):
    page = opened("Anak", kasus=child["case_no"])

    assert page.dataframe[-1].value["TB (cm)"].tolist() == ["80,0", "84,0"]
    assert page.dataframe[-1].value["Cara ukur"].tolist() == ["berdiri", "berdiri"]
    assert "Gizi buruk" in texts(page)
    assert RESTRICTED in texts(page)


def test_a_wrong_case_number_is_a_sentence(layout):
    assert "Tidak ada anak bernomor K-AAAAAAA" in texts(opened("Anak", kasus="K-AAAAAAA"))


def test_a_child_without_a_case_does_not_stand_in_the_way_of_the_board(layout, child):
    said = texts(opened(kasus=child["case_no"]))

    assert "Belum ada kasus terbuka di Kab. Pasuruan" in said


def test_a_case_number_may_be_typed_in_small_letters(child):
    assert "Panjang/tinggi badan menurut umur" in texts(opened("Anak", kasus=child["case_no"].lower()))


def test_the_minilok_asks_for_a_kecamatan_first(layout):
    page = press(opened("Minilok"), "Kejayan")

    assert page.query_params["wilayah"] == "351406"


def test_the_agenda_of_a_minilok_is_made_and_printed(case, download):
    page = opened("Minilok", wilayah="351406", tanggal="2026-03-16")

    said = texts(page)
    assert "Minilokakarya Kec. Kejayan, 16 Maret 2026" in said
    assert "Gizi buruk: 1 anak" in said
    printed = pdf_text(download(page, "Cetak minilok (PDF A4)"))
    assert RESTRICTED in printed
    assert case.case_no in printed
    assert "Minggu 4" in printed
    assert "RAHASIA" not in printed
    assert "DATA CONTOH" not in printed + said
    document = docx.Document(io.BytesIO(download(page, "Word")))
    assert RESTRICTED in [one.text for one in document.sections[0].header.paragraphs]


@pytest.fixture
def placed(layout, child):
    """That child has had a foster parent for two months, for two weeks more."""
    today = dt.date.today()
    at = journal.Desk(ledger=open_casebook(layout), kabupaten="3514")
    by = journal.Writer(author="Sri Wahyuni")
    journal.add_parent(at, Parent(id="a" * 16, kind="perorangan", is_anonymous=True), by=by)
    placement = Placement(
        id="b" * 16, parent="a" * 16, child=child["key"], desa_code=child["desa_code"],
        programme=at.book().programmes[0].code, start=today - dt.timedelta(days=60),
        end=today + dt.timedelta(days=14),
    )  # fmt: skip
    journal.add_placement(at, placement, by=by)
    return placement


def test_a_foster_child_without_a_measure_alarms(placed, child):
    said = texts(opened("Peringatan", aturan="asuh_tanpa_ukur"))

    assert "Anak asuh belum diukur" in said
    assert child["case_no"] in said


def test_a_placement_that_ends_soon_is_on_the_agenda_of_the_minilok(placed, child):
    said = texts(opened("Minilok", wilayah="351406"))

    assert "Bantuan orang tua asuh yang berakhir" in said
    assert f"{child['case_no']}: " in said


def test_a_minilok_is_recorded_with_the_plan_of_the_agenda(layout, case):
    page = opened("Minilok", wilayah="351406", tanggal="2026-03-16")
    sign(page)

    press(page, "Simpan pertemuan")

    (held,) = reading.workshops(open_casebook(layout), "351406")
    assert held.record.date == dt.date(2026, 3, 16)
    assert held.record.plan
    assert "Minilok yang sudah dicatat: 1" in texts(page)


def test_an_audit_takes_cases_and_prints_a_summary_without_them(layout, case, download):
    page = opened("Audit")
    page.session_state["audit-baru"] = True
    page.run()
    sign(page)
    press(page, "Simpan audit")
    page = opened("Audit")
    sign(page)
    next(one for one in page.multiselect if one.label == "Kasus").set_value([case.case_no])
    press(page, "Masukkan ke audit")

    summary = pdf_text(download(page, "Ringkasan untuk publikasi (PDF A4)"))
    sheets = pdf_text(download(page, "Kertas kerja per kasus (PDF A4)"))

    assert case.case_no not in summary
    assert "disembunyikan" in summary
    assert RESTRICTED not in summary
    assert case.case_no in sheets
    assert "Nomor urut kasus audit" in sheets
    assert RESTRICTED in sheets


@pytest.mark.parametrize("tab", TABS)
def test_no_name_nik_or_key_is_on_any_tab(case, child, tab):
    page = opened(tab, wilayah="351406", kasus=case.case_no if tab == "Anak" else "")

    said = texts(page)
    for secret in ("RAHASIA", WASTED, WELL, child["key"]):
        assert secret not in said


@pytest.mark.parametrize("tab", ["Papan", "Audit"])
def test_a_casebook_that_was_changed_by_hand_is_named(layout, case, tab):
    (file,) = layout.restricted.rglob("kasus.sqlite")
    with sqlite3.connect(file) as book:
        for (name,) in book.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            book.execute(f'drop trigger "{name}"')
        book.execute("update entry set author = 'Orang lain'")

    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["wilayah"] = "3514"
    page.run()
    page.switch_page("pages/kasus.py")
    for key, value in {"wilayah": "3514", "mode": "internal", "tab": tab}.items():
        page.query_params[key] = value
    page.run()

    assert texts(page).count("Buku kasus tidak utuh") == 1


def other_window(layout, case, **changes):
    """Another officer changes the case meanwhile."""
    book = open_casebook(layout)
    standing = reading.case_file(book, case).written
    recording.correct(book, standing.seq, replace(standing.record, **changes), by=replace(BY, reason="Kajian"))


def test_two_windows_that_review_a_case_keep_what_each_of_them_wrote(layout, case):
    page = opened(kasus=case.case_no)
    sign(page)
    other_window(layout, case, direct_factors=("diare_berulang",))

    area(page, "Catatan dan rekomendasi tim").set_value("Rujuk ke ahli gizi")
    press(page, "Simpan hasil kajian")

    standing = reading.case_file(open_casebook(layout), case).case
    assert (standing.direct_factors, standing.note) == (("diare_berulang",), "Rujuk ke ahli gizi")


def test_what_two_windows_wrote_differently_is_asked_for_before_it_replaces(layout, case):
    page = opened(kasus=case.case_no)
    sign(page)
    other_window(layout, case, note="Ukur ulang")

    area(page, "Catatan dan rekomendasi tim").set_value("Rujuk ke ahli gizi")
    press(page, "Simpan hasil kajian")

    assert "catatan tim dari jendela lain" in texts(page)
    assert area(page, "Catatan dan rekomendasi tim").value == "Rujuk ke ahli gizi"
    assert reading.case_file(open_casebook(layout), case).case.note == "Ukur ulang"
    press(page, "Simpan hasil kajian")
    assert reading.case_file(open_casebook(layout), case).case.note == "Rujuk ke ahli gizi"


def test_lines_that_two_windows_plan_at_once_are_both_kept(layout, case):
    page = opened(kasus=case.case_no)
    sign(page)
    recording.add_follow_up(
        open_casebook(layout), case, CaseFollowUp(case_no=case.case_no, activity="Ukur ulang"), by=BY
    )

    next(one for one in page.text_input if one.label == "Kegiatan").set_value("Kunjungan rumah")
    press(page, "Tambah tindak lanjut")

    file = reading.case_file(open_casebook(layout), case)
    assert [one.line.activity for one in file.follow_ups] == ["Ukur ulang", "Kunjungan rumah"]


def test_a_step_that_another_window_took_is_not_taken_back_without_a_question(layout, case):
    page = opened(kasus=case.case_no)
    sign(page)
    book = open_casebook(layout)
    recording.move_step(book, case, Step.PLAN, on=dt.date.today(), by=BY)

    press(page, "Pindahkan")

    assert reading.case_file(book, case).step is Step.PLAN
    assert "sudah dipindahkan ke RTL dari jendela lain" in texts(page)


def test_a_minilok_that_two_windows_record_keeps_both_parts(layout, case):
    page = opened("Minilok", wilayah="351406", tanggal="2026-03-16")
    sign(page)
    other = opened("Minilok", wilayah="351406", tanggal="2026-03-16")
    sign(other)
    next(one for one in other.text_input if one.label == "Tempat").set_value("Pendopo Kejayan")
    press(other, "Simpan pertemuan")

    area(page, "Ringkasan").set_value("Kesepakatan bersama")
    press(page, "Simpan pertemuan")

    (held,) = reading.workshops(open_casebook(layout), "351406")
    assert (held.record.place, held.record.summary) == ("Pendopo Kejayan", "Kesepakatan bersama")


def area(page: AppTest, label: str):
    return next(one for one in page.text_area if one.label == label)


def test_that_the_casebook_is_whole_is_said_once(case):
    assert texts(opened()).count("Buku kasus utuh") == 1
