"""The page Data: every tab opens, says what is there, and changes what it promises to change."""

from __future__ import annotations

import re
import threading

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import releases
from stunting.build.release import build_release
from stunting.errors import ImportRefusedError
from stunting.imports.importing import import_files
from stunting.paths import ROOT
from stunting.ui import browser
from stunting.ui.data_page import import_job
from tests.quality_rows import SHA256, publish_with_quality
from tests.small import TINY


@pytest.fixture
def layout(tiny_layout, monkeypatch):
    """A small release without routine data, then one with some; the pages read it."""
    build_release(tiny_layout, expected=TINY, geometry=False)
    publish_with_quality(tiny_layout)
    monkeypatch.setenv("STUNTING_DATA", str(tiny_layout.releases.parent))
    st.cache_resource.clear()
    st.cache_data.clear()
    return tiny_layout


@pytest.fixture
def open_tab(layout):
    def opened(tab: str, **params: str) -> AppTest:
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
        page.switch_page("pages/data.py")
        page.query_params["tab"] = tab
        for key, value in params.items():
            page.query_params[key] = value
        return page.run()

    return opened


def texts(page: AppTest) -> str:
    html = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    shown = [*page.markdown, *page.info, *page.warning, *page.success, *page.caption, *page.subheader]
    return "\n".join([*html, *(one.value for one in shown)])


def test_quality_opens_with_the_puskesmas_in_most_need_on_top(open_tab):
    page = open_tab("Mutu", wilayah="3514")

    assert not page.exception
    shown = texts(page)
    assert "1 dari 3 puskesmas perlu dukungan" in shown
    assert shown.index("Pasrepan") < shown.index("Kejayan")
    assert "Ulangi pelatihan membaca alat" in shown


def test_every_grade_has_a_symbol_beside_its_colour(open_tab):
    shown = texts(open_tab("Mutu", wilayah="3514"))

    for cell in re.findall(r'<td class="n\d".*?</td>', shown):
        assert re.search(r"[●◕◑▲]", cell)


def test_sample_rows_are_named_on_the_page(open_tab):
    assert "DATA CONTOH" in texts(open_tab("Mutu", wilayah="3514"))


def test_one_puskesmas_shows_its_months_and_its_posyandu(open_tab):
    page = open_tab("Mutu", wilayah="3514", puskesmas="3514-pasrepan")

    shown = texts(page)
    assert not page.exception
    assert "Puskesmas Pasrepan, bulan demi bulan" in shown
    assert "Juni 2025" in shown
    assert "Mawar 2" in shown
    assert "Melati 1" not in shown


def test_one_posyandu_is_shown_month_by_month(open_tab):
    shown = texts(open_tab("Mutu", puskesmas="3514-pasrepan", posyandu="3514-pasrepan-mawar"))

    assert "Posyandu Mawar 2, Kel. Kejayan, bulan demi bulan" in shown


def test_another_month_is_a_link(open_tab):
    page = open_tab("Mutu", bulan="2025-06")

    assert "Juni 2025" in texts(page)
    assert page.selectbox(key="bulan").value == "2025-06"


def test_an_unknown_puskesmas_is_a_sentence(open_tab):
    page = open_tab("Mutu", puskesmas="3514-tidakada")

    assert not page.exception
    assert "tidak dikenal untuk &#x27;puskesmas&#x27;" in texts(page)


def test_a_kabupaten_without_routine_data_says_so(open_tab):
    assert "Kab. Mesuji belum punya data rutin" in texts(open_tab("Mutu", wilayah="1811"))


def test_without_routine_data_the_tab_leads_to_the_import(open_tab, layout):
    first = releases.list_releases(layout)[0].id

    assert "Belum ada data rutin di rilis ini" in texts(open_tab("Mutu", rilis=first))


def test_the_definitions_name_standard_and_custom(open_tab):
    shown = texts(open_tab("Mutu"))

    assert "Ambang (standar)" in shown
    assert "Ambang (kebiasaan)" in shown


def test_releases_are_listed_and_the_live_one_is_named(open_tab, layout):
    page = open_tab("Rilis")

    table = page.dataframe[0].value
    assert len(table) == 2
    assert table.set_index("Rilis").loc[releases.current(layout), "Keadaan"] == "berlaku"


def test_an_older_release_can_be_used_again(open_tab, layout):
    page = open_tab("Rilis")
    older = next(card.id for card in releases.list_releases(layout) if card.id != releases.current(layout))

    page.selectbox(key="rilis-dipilih").set_value(older).run()
    next(button for button in page.button if button.label == "Pakai rilis ini").click().run()

    assert releases.current(layout) == older
    assert "kini berlaku" in texts(page)


def test_a_sound_release_is_said_to_be_sound(open_tab):
    page = open_tab("Rilis")

    next(button for button in page.button if button.label == "Periksa keutuhan").click().run()

    assert "utuh" in texts(page)


def test_a_release_can_be_pinned_in_the_link(open_tab):
    page = open_tab("Rilis")
    chosen = page.selectbox(key="rilis-dipilih").value

    next(button for button in page.button if button.label == "Sematkan di tautan").click().run()

    assert page.query_params["rilis"] == chosen


def test_sources_are_listed_with_producer_and_licence(open_tab):
    shown = texts(open_tab("Sumber"))

    assert "survei/prevalensi.csv" in shown
    assert all(f'<th scope="col">{name}</th>' in shown for name in ("Berkas", "Produsen", "Lisensi"))


def test_routine_counts_by_month_say_that_they_are_a_sample(open_tab):
    page = open_tab("Sumber", wilayah="3514")

    assert page.dataframe[0].value["Asal"].tolist() == ["data contoh"] * 3
    assert "DATA CONTOH" in texts(page)


def test_the_counts_of_a_month_come_with_coverage_and_both_readings(open_tab):
    table = open_tab("Sumber", wilayah="3514").dataframe[0].value

    assert table.loc[0, "Diukur"] == "90"
    assert (table.loc[0, "Cakupan (%)"], table.loc[0, "Prevalensi (%)"]) == ("90,0", "13,3")
    assert table.loc[0, "Prevalensi menurut label asal (%)"] == "tidak ada data"


@pytest.mark.parametrize("tab", ["Impor", "Mutu", "Sumber"])
def test_a_banner_names_the_sample_and_offers_to_remove_it(open_tab, tab):
    page = open_tab(tab, wilayah="3514")

    assert "Angka rutin Kab. Pasuruan di halaman ini rekaan" in texts(page)
    assert [button.label for button in page.button].count("Hapus seri contoh") == 1


def test_an_area_without_sample_has_no_banner(open_tab):
    page = open_tab("Impor", wilayah="1811")

    assert "rekaan" not in texts(page)
    assert not any(button.label == "Hapus seri contoh" for button in page.button)


def test_before_the_first_import_the_three_steps_are_told(open_tab):
    shown = texts(open_tab("Impor", wilayah="3514"))

    assert re.findall("<li><b>(.*?)</b>", shown) == ["Pilih berkas", "Periksa dulu", "Impor"]
    assert "Laporan desa bulanan" in shown


def test_the_months_of_the_release_are_a_grid_with_gaps(open_tab):
    shown = texts(open_tab("Impor", wilayah="3514"))

    assert len(re.findall('title="[A-Z][a-z]+ 2025: belum ada data"', shown)) == 9
    assert 'title="Agustus 2025: 90 balita diukur, cakupan 90%"' in shown


def test_an_unknown_tab_is_a_sentence(open_tab):
    page = open_tab("Apa")

    assert not page.exception
    assert "Pilihan &#x27;Apa&#x27; tidak dikenal untuk &#x27;tab&#x27;" in texts(page)


def test_the_area_can_be_changed_without_leaving_the_tab(open_tab):
    page = open_tab("Sumber", wilayah="3514")

    page.button(key="remah-35").click().run()

    assert not page.exception
    assert page.query_params["wilayah"] == "35"
    assert "Pencatatan rutin di rilis ini, Provinsi Jawa Timur" in texts(page)


def test_the_import_offers_the_chosen_kabupaten_and_waits_for_files(open_tab):
    page = open_tab("Impor", wilayah="3514")

    assert not page.exception
    kabupaten = next(box for box in page.selectbox if box.label == "Kabupaten/kota")
    assert kabupaten.value == "3514"
    assert all(button.disabled for button in page.button if button.label in ("Periksa dulu", "Impor"))
    assert "tidak disimpan di disk" in texts(page)


def test_before_the_first_import_every_tab_about_imports_says_so(open_tab):
    assert "Tidak ada yang menunggu" in texts(open_tab("Wilayah"))
    assert "Belum ada kiriman" in texts(open_tab("Kiriman"))
    assert "Februari dan Agustus setiap tahun" in texts(open_tab("Bulan Timbang"))


CSV = """NIK;Nama;JK;Tgl Lahir;Kec;Pukesmas;Desa/Kel;Posyandu;Tanggal Pengukuran;Berat;Tinggi;Cara Ukur
;ANAK SATU;L;2024-01-10;KEJAYAN;KEJAYAN;KEJAYAN;MELATI;2025-08-12;9,8;78,5;Terlentang
;ANAK DUA;P;2023-05-02;KEJAYAN;KEJAYAN;KEJAYAN;MELATI;2025-08-12;11,2;85,1;Berdiri
;ANAK TIGA;P;2023-05-09;KEJAYAN;KEJAYAN;KEJAYANN;MELATI;2025-08-12;11,4;86,2;Berdiri
;ANAK EMPAT;;2023-05-09;KEJAYAN;KEJAYAN;KEJAYAN;MELATI;2025-08-12;11,4;86,2;Berdiri
"""


@pytest.fixture
def report(layout):
    """What an import of four rows said; one row waits for its desa, one has no sex."""
    return import_files(
        [("posyandu agustus 2025.csv", CSV.encode())],
        layout=layout,
        kabupaten_code="3514",
        geometry=False,
        expected=TINY,
    )


def test_an_import_is_listed_with_its_files_and_reasons(report, open_tab):
    page = open_tab("Kiriman")

    table = page.dataframe[0].value
    assert table.loc[0, "Kiriman"] == report.batch
    assert (table.loc[0, "Dipakai"], table.loc[0, "Ditolak"], table.loc[0, "Keadaan"]) == ("2", "2", "aktif")
    assert page.dataframe[1].value["Berkas"].tolist() == ["posyandu agustus 2025.csv"]
    assert "Jenis kelamin kosong atau tidak terbaca: 1" in texts(page)


def test_a_place_that_waits_is_offered_with_its_suggestion_first(report, open_tab):
    page = open_tab("Wilayah")

    assert "KEJAYANN" in texts(page)
    choice = next(box for box in page.selectbox if box.label == "Desa/kelurahan yang benar")
    assert choice.value == ""
    assert choice.options[1].startswith("Kel. Kejayan, Kec. Kejayan")
    assert next(b for b in page.button if b.label == "Tetapkan 0 tempat").disabled


def test_the_report_of_an_import_adds_up_and_names_what_to_do(report, open_tab):
    import_job.start(lambda progress, cancelled: report, title="1 berkas, Kab. Pasuruan").wait(5)

    page = open_tab("Impor", wilayah="3514")

    import_job.dismiss()
    shown = texts(page)
    assert not page.exception
    assert "<b>4</b><small>baris dibaca" in shown
    assert "<b>2</b><small>dipakai" in shown
    assert "<b>2</b><small>ditolak" in shown
    assert "Isi JK dengan L atau P di sistem asal" in shown
    assert "1 tempat menunggu tinjauan" in shown
    assert "ANAK" not in shown


LABELLED = """NIK;Nama;JK;Tgl Lahir;Kec;Pukesmas;Desa/Kel;Tanggal Pengukuran;Berat;Tinggi;Cara Ukur;TB/U
"""


def labelled_rows(stunted: int, others: int) -> str:
    """Boys of 24 months in August 2025; 75 cm is stunted, 87 cm is not; every label says normal but one."""
    lines = []
    for number in range(stunted + others):
        height, label = ("75,0", "Pendek" if number == 0 else "Normal") if number < stunted else ("87,0", "Normal")
        lines.append(f";ANAK {number};L;2023-08-10;KEJAYAN;KEJAYAN;KEJAYAN;2025-08-12;11,0;{height};Berdiri;{label}")
    return LABELLED + "\n".join(lines) + "\n"


def test_the_report_shows_both_readings_of_stunting(layout, open_tab):
    report = import_files(
        [("agustus.csv", labelled_rows(6, 24).encode())],
        layout=layout,
        kabupaten_code="3514",
        geometry=False,
        expected=TINY,
        dry_run=True,
    )
    import_job.start(lambda progress, cancelled: report, title="1 berkas").wait(5)

    page = open_tab("Impor", wilayah="3514")

    import_job.dismiss()
    shown = texts(page)
    assert "<b>20,0%</b></td><td>3,3%</td><td>30</td>" in shown
    assert "Hitung ulang: 6 stunting dari 30 pengukuran; label di berkas asal: 1 dari 30" in shown
    assert "Cakupan 1 bulan tidak diketahui" in shown


def test_real_data_take_the_place_of_the_sample(report, open_tab):
    page = open_tab("Sumber", wilayah="3514")

    assert page.dataframe[0].value["Asal"].tolist() == ["impor"]
    assert "DATA CONTOH" not in texts(page)


@pytest.fixture
def practised(layout):
    """What an import of the same rows says when their file is called as the generator calls its files."""
    return import_files(
        [("contoh_3514_kejayan_daftar_balita_agustus_2025.csv", CSV.encode())],
        layout=layout,
        kabupaten_code="3514",
        geometry=False,
        expected=TINY,
    )


def test_an_imported_practice_file_is_a_sample_that_the_tab_kiriman_takes_back(practised, open_tab):
    page = open_tab("Sumber", wilayah="3514")

    shown = texts(page)
    assert page.dataframe[0].value["Asal"].tolist() == ["data contoh"]
    assert "Angka rutin Kab. Pasuruan ditandai contoh: ada kiriman yang memuat berkas latihan" in shown
    assert "rekaan untuk latihan" not in shown
    assert not any(button.label == "Hapus seri contoh" for button in page.button)
    next(button for button in page.button if button.label == "Buka tab Kiriman").click().run()
    assert not page.exception
    assert page.query_params["tab"] == "Kiriman"
    assert page.dataframe[0].value["Isi"].tolist() == ["DATA CONTOH"]
    assert "ditandai DATA CONTOH sampai kiriman ini dicabut" in texts(page)


def test_the_report_of_a_practice_file_says_that_the_kabupaten_is_marked(practised, open_tab):
    import_job.start(lambda progress, cancelled: practised, title="1 berkas").wait(5)

    page = open_tab("Impor", wilayah="3514")

    import_job.dismiss()
    said = "angka Kab. Pasuruan ditandai DATA CONTOH sampai kirimannya dicabut."
    assert said in texts(page).replace("\\", "")
    assert any(line.startswith("Berkas contoh contoh_3514_") and line.endswith(said) for line in practised.sentences())
    assert practised.as_dict()["files"][0]["is_sample"]


def test_no_name_reaches_the_page(report, open_tab):
    for tab in ("Mutu", "Wilayah", "Kiriman", "Rilis", "Sumber"):
        page = open_tab(tab, wilayah="3514")
        everything = texts(page) + "".join(str(one.value.to_dict()) for one in page.dataframe)
        assert "ANAK" not in everything


def test_files_that_were_all_imported_before_are_said_to_bring_nothing_new(report, layout, open_tab):
    again = import_files(
        [("lagi.csv", CSV.encode())], layout=layout, kabupaten_code="3514", geometry=False, expected=TINY
    )
    import_job.start(lambda progress, cancelled: again, title="1 berkas").wait(5)

    page = open_tab("Impor")

    import_job.dismiss()
    assert not page.exception
    assert "semua berkas sudah pernah diimpor" in texts(page)
    assert "baris dibaca" not in texts(page)


def test_files_without_a_usable_row_are_not_called_known(layout, open_tab):
    unusable = "\n".join([*CSV.splitlines()[:1], CSV.splitlines()[-1], ""])
    report = import_files(
        [("kosong.csv", unusable.encode())], layout=layout, kabupaten_code="3514", geometry=False, expected=TINY
    )
    import_job.start(lambda progress, cancelled: report, title="1 berkas").wait(5)

    page = open_tab("Impor")

    import_job.dismiss()
    assert "Tidak ada baris yang dapat dipakai" in texts(page)
    assert "1 baris ditolak dapat dibetulkan" in re.sub("</?b>", "", texts(page))


def test_a_weighing_window_needs_dates_that_exist(open_tab):
    page = open_tab("Bulan Timbang")
    name, first, last = page.text_input

    name.set_value("Bulan Timbang Juni 2025")
    first.set_value("31/6/2025")
    last.set_value("30/6/2025")
    next(button for button in page.button if button.label == "Tambah").click().run()

    assert not page.exception
    assert "hari/bulan/tahun" in texts(page)


@pytest.fixture
def of_another(report):
    """An import that another browser started and that ended."""
    import_job.start(lambda progress, cancelled: report, title="1 berkas, Kab. Pasuruan", owner="orang lain").wait(5)
    yield report
    import_job.dismiss()


def test_the_report_of_another_browser_is_not_shown(of_another, open_tab):
    page = open_tab("Impor", wilayah="3514")

    assert not page.exception
    assert "Laporan:" not in texts(page)
    assert of_another.files[0].file not in texts(page)
    assert "Tutup laporan ini" not in [button.label for button in page.button]


def test_a_running_import_of_another_browser_shows_no_file_name_and_no_way_to_cancel(open_tab):
    go_on, is_shown = threading.Event(), threading.Event()

    def work(progress, cancelled):
        progress("Membaca rahasia.csv", 1, 2)
        is_shown.set()
        go_on.wait(30)

    job = import_job.start(work, title="1 berkas, Kab. Pasuruan", owner="orang lain")
    is_shown.wait(5)

    page = open_tab("Impor", wilayah="3514")

    go_on.set()
    job.wait(5)
    import_job.dismiss()
    assert "Impor sedang berjalan" in texts(page)
    assert "rahasia" not in texts(page)
    assert "Batalkan" not in [button.label for button in page.button]


def test_a_name_full_of_marks_is_shown_as_it_is_written(open_tab):
    name = "<script>x</script> $a$ [b](http://c) **d** :red[e] `f`.csv"

    def refuse(progress, cancelled):
        raise ImportRefusedError(f"{name} kosong")

    import_job.start(refuse, title="1 berkas").wait(5)

    page = open_tab("Impor")

    import_job.dismiss()
    assert re.sub(r"\\(.)", r"\1", page.error[0].value) == f"{name} kosong"
    assert not re.search(r"(?<!\\)[<$\[*:`]", page.error[0].value)


def test_the_key_of_a_browser_outlives_the_mask_of_its_cookie():
    token, keys = bytes(range(16)), set()
    for mask in (b"abcd", b"\x00\xff\x10\x20"):
        masked = bytes(one ^ mask[at % 4] for at, one in enumerate(token))
        keys.add(browser._token(f"2|{mask.hex()}|{masked.hex()}|1700000000"))

    assert keys == {token.hex()}
    assert browser._token("") == browser._token("2|zz|1|1") == ""


def test_the_imports_of_the_release_are_listed_with_the_checksums_of_their_files(open_tab):
    page = open_tab("Sumber", wilayah="3514")

    (table,) = (one.value for one in page.dataframe if "SHA-256 berkas" in one.value)
    assert not page.exception
    assert table.loc[0, "Kiriman"] == "k-1"
    assert table.loc[0, "SHA-256 berkas"] == SHA256
