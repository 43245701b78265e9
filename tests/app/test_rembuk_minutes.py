"""Tabs Catat and Berita acara: from the agenda to a berita acara that is checked, on a real ledger."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import letterhead_store
from stunting.build.release import build_release
from stunting.ledger import Ledger
from stunting.letterhead import Letterhead, Signatory
from stunting.lokus.decisions import record_decision
from stunting.lokus.scenario import Swap
from stunting.minutes import issuing, reading
from stunting.minutes.recording import record_attendance, record_item
from stunting.minutes.records import Attendance, Commitment
from stunting.paths import ROOT, Layout
from stunting.rembuk import agenda_store
from tests.agendas import AGENDA, LIST
from tests.app.lokus_pages import again, said
from tests.meetings import BY, MEETING, decided_list, write_all
from tests.small import TINY, layout_in, write_raw

TODAY = dt.date.today()
HOSTILE = '<img src=x onerror=alert(1)> & "kutip" [tautan](http://x)'


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The release of a very small Indonesia."""
    layout = layout_in(tmp_path_factory.mktemp("kecil"))
    write_raw(layout.raw)
    build_release(layout, expected=TINY)
    return layout


@pytest.fixture
def layout(small, tmp_path, monkeypatch):
    """A copy of its data folder with a ledger of its own, and the agenda of a rembuk today."""
    shutil.copytree(small.releases, tmp_path / "data" / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    st.cache_resource.clear()
    st.cache_data.clear()
    layout = Layout.default()
    agenda_store.save(layout.additions, replace(AGENDA, meeting_date=TODAY))
    return layout


@pytest.fixture
def ledger(layout):
    return Ledger.open(layout)


@pytest.fixture
def key(layout):
    return agenda_store.agendas(layout.additions)[0].key


@pytest.fixture
def opened(layout):
    def page(**params: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        test.query_params["wilayah"] = "3514"
        test.run()
        test.switch_page("pages/rembuk.py")
        found = again(test, **{"tab": "Catat", **params})
        assert not found.exception
        return found

    return page


def fill(page: AppTest, **texts: str) -> None:
    """Type into boxes by the end of their key."""
    for ending, text in texts.items():
        boxes = [one for one in [*page.text_input, *page.text_area] if str(one.key).endswith(ending.replace("_", "-"))]
        assert len(boxes) == 1, (ending, [one.key for one in boxes])
        boxes[0].set_value(text)


def new(page: AppTest, kind: str, **texts: str) -> None:
    """Type into the form for a new record of a kind."""
    for name, text in texts.items():
        found = [one for one in page.text_input if re.fullmatch(rf"baru-{kind}-.*-isian-{name}", str(one.key))]
        assert len(found) == 1, name
        found[0].set_value(text)


def box(page: AppTest, key: str):
    return next(one for one in [*page.text_input, *page.text_area, *page.number_input] if one.key == key)


def check(page: AppTest, name: str, content: bytes) -> str:
    """What the page says of a file."""
    uploader = next(one for one in page.get("file_uploader") if one.key == "ba-berkas")
    uploader.clear() if uploader.value else None
    uploader.upload(name, content).run()
    assert not page.exception
    return said(page)


def press(page: AppTest, label: str, *, which: int = 0) -> AppTest:
    [one for one in page.button if one.label == label][which].click().run()
    assert not page.exception
    return page


def begun(page: AppTest) -> AppTest:
    fill(page, pencatat_nama="Siti Aminah", pencatat_jabatan="Bappeda")
    page.run()
    fill(page, mulai_tempat="Pendopo", mulai_pimpinan="Sekretaris Daerah")
    return press(page, "Mulai catatan")


def warnings(page: AppTest) -> str:
    return " ".join(one.value.replace("\\", "") for one in page.warning)


def test_a_meeting_begins_from_its_agenda(opened, ledger, key, layout):
    letterhead_store.save(layout.additions, "3514", Letterhead(signatories=(Signatory(title="Sekda", name="Yudha"),)))

    begun(opened(agenda=key))

    one = reading.meetings(ledger)[0].record
    assert (one.area_code, one.date, one.place, one.chair) == ("3514", TODAY, "Pendopo", "Sekretaris Daerah")
    assert [(step.title, step.minutes) for step in one.agenda] == [(step.title, step.minutes) for step in AGENDA.steps]
    assert one.release_id in said(opened())
    assert [(signer.title, signer.name) for signer in one.signers] == [("Sekda", "Yudha")]


def test_without_a_name_nothing_is_written_and_what_was_typed_stays(opened, ledger, key):
    page = opened(agenda=key)
    fill(page, mulai_tempat="Pendopo", mulai_pimpinan="Sekda")
    press(page, "Mulai catatan")

    assert reading.meetings(ledger) == ()
    assert "Tulis dulu nama" in warnings(page)
    assert box(page, "mulai-tempat").value == "Pendopo"


def test_the_whole_path_from_agenda_to_a_checked_berita_acara(opened, ledger, key, download):
    page = begun(opened(agenda=key))
    box(page, "hadir-0-4-diundang").set_value(24)
    box(page, "hadir-0-4-hadir").set_value(21)
    press(page, "Simpan kehadiran")
    fill(page, putus_lokus_isi="Disetujui 27 desa/kelurahan.")
    press(page, "Simpan keputusan")
    new(page, "komitmen", isi=f"Menimbang {HOSTILE}", lembaga="Dinas Kesehatan", target="Cakupan 95%")
    new(page, "komitmen", tenggat="31 Agustus 2026")
    press(page, "Simpan komitmen")
    assert "Ini sudah dicatat" not in warnings(page)
    new(page, "rtl", kegiatan="Kunjungan rumah", waktu="Maret 2026")
    press(page, "Simpan tindak lanjut")

    meeting = reading.meetings(ledger)[0].record
    minutes = reading.minutes_of(ledger, meeting.id)
    assert [(one.institution, one.invited_n, one.present_n) for one in minutes.attendance] == [("Camat", 24, 21)]
    assert minutes.decisions[0].record.question == LIST.decision
    assert minutes.commitments[0].record.deadline == dt.date(2026, 8, 31)
    assert minutes.commitments[0].author == "Siti Aminah"
    assert minutes.follow_ups[0].record.when == "Maret 2026"

    again(page, tab="Berita acara")
    assert "Jam mulai atau selesai belum dicatat" in said(page)
    assert "<img src=x" not in "".join(one.proto.body for one in page.get("html"))
    press(page, "Terbitkan berita acara")
    assert "sudah sesuai dengan catatan" in said(page)
    for label in ("DOCX", "PDF"):
        content = download(page, label)
        assert "Dokumen ini sesuai" in check(page, f"ba.{label.lower()}", content), label

    changed = other_digit(download(page, "DOCX"), b"Cakupan 95%", b"Cakupan 85%")
    text = check(page, "ba.docx", changed)
    assert "Berubah" in text
    assert "Komitmen, baris 1, kolom Target" in text
    assert "tercetak “Cakupan 95%”, sekarang “Cakupan 85%”" in text


def other_digit(docx: bytes, before: bytes, after: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after))
    return written.getvalue()


def test_a_reload_in_the_middle_shows_all_that_was_saved(opened, ledger, key):
    page = begun(opened(agenda=key))
    new(page, "komitmen", isi="Menimbang semua balita", lembaga="Dinas Kesehatan")
    press(page, "Simpan komitmen")
    meeting = reading.meetings(ledger)[0].record

    fresh = opened(rembuk=meeting.id)

    assert "Menimbang semua balita" in said(fresh)
    assert box(fresh, "pencatat-nama").value == "Siti Aminah"
    kept = [one for one in fresh.text_input if str(one.key).endswith("-isian-lembaga")]
    assert [one.value for one in kept] == ["Dinas Kesehatan"]


def test_a_second_press_does_not_make_a_second_promise(opened, ledger):
    write_all(ledger, rows=1)
    page = opened(rembuk=MEETING.id)
    count = len(ledger.entries())
    new(page, "komitmen", isi="Menimbang semua balita di desa lokus", lembaga="Dinas Kesehatan")
    press(page, "Simpan komitmen")
    new(page, "komitmen", isi="Menimbang semua balita di desa lokus", lembaga="Dinas Kesehatan")
    press(page, "Simpan komitmen")

    assert len(ledger.entries()) == count + 1
    assert "sudah dicatat sebagai nomor" in warnings(page)


def test_a_correction_needs_a_reason_and_keeps_its_place(opened, ledger):
    write_all(ledger, rows=2)
    first = reading.minutes_of(ledger, MEETING.id).commitments[0]
    page = opened(rembuk=MEETING.id, ubah=str(first.seq))

    box(page, f"perbaikan-{first.seq}-target").set_value("Cakupan 97%")
    press(page, "Simpan perbaikan", which=button_of(page, "Simpan perbaikan", "komitmen"))
    assert "alasan perbaikannya" in warnings(page)
    assert reading.minutes_of(ledger, MEETING.id).commitments[0] == first

    box(page, f"perbaikan-{first.seq}-alasan").set_value("Salah ketik")
    press(page, "Simpan perbaikan", which=button_of(page, "Simpan perbaikan", "komitmen"))
    after = reading.minutes_of(ledger, MEETING.id).commitments
    assert [one.record.target for one in after] == ["Cakupan 97%", "Cakupan 62%"]
    assert ledger.entries(limit=1)[0].reason == "Salah ketik"
    assert "ubah" not in page.query_params


def button_of(page: AppTest, label: str, kind: str) -> int:
    found = [one for one in page.button if one.label == label]
    return next(number for number, one in enumerate(found) if f"perbaikan-{kind}" in one.proto.form_id)


def test_what_another_window_corrected_is_not_overwritten(opened, ledger):
    write_all(ledger, rows=1)
    first = reading.minutes_of(ledger, MEETING.id).commitments[0]
    page = opened(rembuk=MEETING.id, ubah=str(first.seq))
    box(page, f"perbaikan-{first.seq}-target").set_value("Cakupan 70%")
    box(page, f"perbaikan-{first.seq}-alasan").set_value("Salah ketik")
    other = replace(first.record, target="Cakupan 99%")
    later = record_item(ledger, MEETING, other, by=replace(BY, reason="Disepakati"), corrects=first.seq)

    press(page, "Simpan perbaikan", which=button_of(page, "Simpan perbaikan", "komitmen"))

    assert f"sudah diganti nomor {later.seq}" in warnings(page)
    assert box(page, f"perbaikan-{first.seq}-target").value == "Cakupan 70%"
    assert reading.minutes_of(ledger, MEETING.id).commitments[0].record == other


def test_a_promise_is_withdrawn_with_its_reason(opened, ledger):
    write_all(ledger, rows=2)
    first = reading.minutes_of(ledger, MEETING.id).commitments[0]
    page = opened(rembuk=MEETING.id, ubah=str(first.seq))

    press(page, "Cabut catatan ini")
    assert "alasan" in warnings(page)
    box(page, f"perbaikan-{first.seq}-alasan").set_value("Ditarik oleh dinas")
    press(page, "Cabut catatan ini")

    assert len(reading.minutes_of(ledger, MEETING.id).commitments) == 1
    assert len(ledger.entries(kind="komitmen")) == 3


def test_attendance_of_another_window_is_told_before_it_is_replaced(opened, ledger, key):
    page = begun(opened(agenda=key))
    box(page, "hadir-0-0-hadir").set_value(5)
    press(page, "Simpan kehadiran")
    meeting = reading.meetings(ledger)[0].record
    base = reading.attendance_entry(ledger, meeting).seq
    groups = (Attendance(institution="Camat", present_n=9),)
    later = record_attendance(ledger, meeting, groups, by=replace(BY, reason="Terlambat"), corrects=base)

    box(page, f"hadir-{base}-0-hadir").set_value(6)
    box(page, "hadir-alasan").set_value("Salah hitung")
    press(page, "Simpan perbaikan", which=0)

    assert f"nomor {later.seq}" in warnings(page)
    assert reading.minutes_of(ledger, meeting.id).attendance == groups


def test_a_number_without_who_came_is_asked_for(opened, ledger, key):
    page = begun(opened(agenda=key))
    box(page, "hadir-0-0-diundang").set_value(5)

    press(page, "Simpan kehadiran")

    assert "Isi jumlah yang hadir dari Forkopimda" in warnings(page)
    assert ledger.entries(kind="rembuk_hadir") == ()


def test_a_step_of_the_agenda_opens_its_question_first(opened, ledger, key):
    begun(opened(agenda=key))

    page = opened(agenda=key, langkah=LIST.key)

    text = said(page)
    assert "langkah ini" in text
    assert LIST.decision in text


def test_the_decided_list_is_offered_with_its_swaps_and_reasons(opened, ledger, key):
    decided = decided_list()
    gone = next(one.code for one in decided.desa if one.code not in decided.chosen_codes)
    swap = Swap(out_code=gone, in_code=decided.chosen_codes[0], reason=f"Usul desa {HOSTILE}")
    swapped = replace(decided, scenario=replace(decided.scenario, swaps=(swap,)))
    seq = record_decision(
        ledger, swapped, author="Siti", role="", reason="Disepakati", release_id="20260222-090500-1a2b3c4d"
    ).seq
    page = begun(opened(agenda=key))

    assert "Ditukar: Sumberrejo 28 keluar, Sumberrejo 1 masuk. Alasan: Usul desa <img" in said(page)
    assert "<img src=x" not in "".join(one.proto.body for one in page.get("html"))
    fill(page, putus_lokus_isi="Disetujui 27 desa/kelurahan.")
    next(one for one in page.selectbox if one.key == "putus-lokus-daftar").set_value(seq)
    press(page, "Simpan keputusan")
    meeting = reading.meetings(ledger)[0].record
    assert reading.minutes_of(ledger, meeting.id).decisions[0].record.lokus_seq == seq


def test_a_day_that_cannot_be_read_is_a_sentence(opened, ledger, key):
    page = begun(opened(agenda=key))
    new(page, "komitmen", isi="Menimbang", tenggat="akhir tahun")

    press(page, "Simpan komitmen")

    assert "misalnya 31/08/2026" in warnings(page)
    assert ledger.entries(kind="komitmen") == ()


def test_the_code_of_the_qr_says_which_berita_acara_it_is(opened, ledger):
    write_all(ledger)
    page = opened(rembuk=MEETING.id, tab="Berita acara")
    press(page, "Terbitkan berita acara")
    one = issuing.issued(ledger)[0]

    for typed in (one.proof.link, one.proof.code):
        box(page, "ba-kode-isi").set_value(typed)
        press(page, "Periksa kode")
        assert f"milik berita acara nomor {one.entry.seq}" in said(page)
    box(page, "ba-kode-isi").set_value("FFFF-FFFF-FFF0")
    press(page, "Periksa kode")
    assert "Tidak dikenal" in said(page)
    box(page, "ba-kode-isi").set_value("bukan kode")
    press(page, "Periksa kode")
    assert "bukan kode berita acara" in warnings(page)


def test_an_older_berita_acara_can_be_had_again_and_is_told_as_replaced(opened, ledger, download):
    write_all(ledger)
    page = opened(rembuk=MEETING.id, tab="Berita acara")
    press(page, "Terbitkan berita acara")
    first = download(page, "PDF")
    record_item(ledger, MEETING, Commitment(text="Satu lagi"), by=BY)

    page.run()
    assert "Catatan berubah sesudah" in said(page)
    press(page, "Terbitkan berita acara")
    newest, before = issuing.issued(ledger, meeting_id=MEETING.id)
    assert re.search(rf"Nomor {before.entry.seq} : diterbitkan", said(page))
    assert f"sudah diganti berita acara nomor {newest.entry.seq}" in check(page, "lama.pdf", first)


def test_a_file_that_is_no_berita_acara_is_a_sentence(opened, ledger):
    write_all(ledger)
    page = opened(rembuk=MEETING.id, tab="Berita acara")

    check(page, "foto.pdf", b"GIF89a")

    assert "bukan DOCX dan bukan PDF" in warnings(page)


def test_colour_and_signatories_of_the_letterhead_are_kept_and_a_pale_colour_is_refused(opened, ledger, layout):
    write_all(ledger)
    page = opened(rembuk=MEETING.id, tab="Berita acara")
    picker = page.get("color_picker")[0]

    picker.set_value("#ffd400")
    press(page, "Simpan kop")
    assert "terlalu pucat" in warnings(page)
    assert letterhead_store.read(layout.additions, "3514") is None

    page.get("color_picker")[0].set_value("#7a1f1f")
    box(page, "kop-penanda-0-title").set_value("Bupati Pasuruan")
    press(page, "Simpan kop")
    kept = letterhead_store.read(layout.additions, "3514")
    assert kept.accent == "#7a1f1f"
    assert kept.signatories == (Signatory(title="Bupati Pasuruan"),)

    press(page, "Pakai 1 penanda tangan dari kop")
    assert [one.title for one in reading.written_meeting(ledger, MEETING.id).record.signers] == ["Bupati Pasuruan"]


@pytest.mark.parametrize(
    "params", [{"rembuk": "rembuk-9999"}, {"agenda": "tidak-ada"}, {"rembuk": MEETING.id, "bagian": "lain"}]
)
def test_a_link_to_something_unknown_is_explained_with_a_way_out(opened, ledger, params):
    write_all(ledger)

    page = opened(**params)

    assert "Pilih" in said(page) or "tidak dikenal" in said(page)
    assert any(str(one.key).startswith("saran-") for one in page.button)


@pytest.mark.parametrize("tab", ["Catat", "Berita acara"])
def test_without_a_kabupaten_it_says_what_to_choose(opened, tab):
    page = opened(tab=tab, wilayah="18")

    assert "Pilih wilayahnya" in " ".join(one.value for one in page.info) or "Belum ada rembuk" in " ".join(
        one.value for one in page.info
    )
