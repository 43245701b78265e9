"""Page Rembuk: an agenda is made, changed, frozen and passed on; a view of any page becomes a step."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import releases
from stunting.paths import ROOT
from stunting.rembuk import agenda_json, agenda_store, editing
from stunting.rembuk.agenda import Agenda, Kind
from tests.agendas import AGENDA, LIST, MAP, RELEASE, WELCOME, keys
from tests.app.lokus_pages import again, link, said

NAME = AGENDA.name


@pytest.fixture(scope="module")
def clean_caches():
    """Once: the release is the same in all tests of this file, and only what is kept beside it differs."""
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def additions(built_layout, clean_caches, tmp_path, monkeypatch):
    """A folder of one's own for what is kept; the releases are those of all tests."""
    (tmp_path / "rilis").symlink_to(built_layout.releases)
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    return tmp_path / "tambahan"


@pytest.fixture
def opened(additions):
    """`opened(agenda, …)`: the tab Agenda of Kab. Pasuruan with these agendas kept."""

    def page_of(*agendas: Agenda, page: str = "rembuk", **params: str) -> AppTest:
        for one in agendas:
            agenda_store.save(additions, one)
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        test.switch_page(f"pages/{page}.py")
        for key, value in ({"wilayah": "3514"} | params).items():
            test.query_params[key] = value
        return test.run()

    return page_of


def kept(additions, name=NAME):
    return agenda_store.read(additions, name).agenda


def test_without_an_agenda_the_page_says_what_to_do(opened):
    page = opened()

    assert not page.exception
    assert "Belum ada agenda untuk Kab. Pasuruan" in said(page)
    assert [one.label for one in page.button if one.label.startswith("Buat dari contoh")] == [
        "Buat dari contoh: Rembuk kabupaten/kota",
        "Buat dari contoh: Acara sendiri",
    ]


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("35", ["Acara sendiri"]),
        ("351406", ["Rembuk kecamatan", "Minilokakarya kecamatan", "Acara sendiri"]),
        ("3514061024", ["Acara sendiri"]),
    ],
)
def test_every_level_offers_its_own_meetings(opened, code, kinds):
    page = opened(wilayah=code)

    assert [one.label.split(": ")[1] for one in page.button if one.label.startswith("Buat dari")] == kinds


def test_indonesia_is_asked_to_choose_an_area(opened):
    page = opened(wilayah="00")

    assert "Pilih provinsi, kabupaten/kota, atau kecamatan" in " ".join(one.value for one in page.caption)


def test_a_ready_made_agenda_is_kept_and_open(opened, additions):
    page = opened()

    page.button(key="contoh-rembuk_kabupaten").click().run()

    [one] = agenda_store.agendas(additions)
    assert not page.exception
    assert one.agenda.kind is Kind.DISTRICT
    assert link(page)["agenda"] == one.key
    assert f"{len(one.agenda.steps)} langkah" in said(page)
    assert "Sambutan dan pembukaan" in said(page)


def test_the_list_says_when_what_who_and_what_is_decided(opened):
    page = opened(AGENDA)

    text = said(page)
    assert "22 Februari 2026 · 3 langkah · pukul 09.00–09.30 (30 menit) · 1 keputusan" in text
    assert "2 09.15 Peta prevalensi Peta · pencatatan rutin · per kecamatan Bappeda 5 menit" in text
    assert "3 09.20 Penetapan lokus Lokus · Daftar Diputuskan: Desa mana yang menjadi lokus 2027? 10 menit" in text


def test_the_view_of_a_step_opens_in_mode_publik(opened):
    page = opened(AGENDA)

    marks = "".join(one.proto.body for one in page.get("html"))
    assert 'href="peta?wilayah=3514&amp;lapis=rutin&amp;satuan=kecamatan&amp;mode=publik"' in marks


def test_the_meeting_may_begin_at_another_time(opened):
    page = opened(AGENDA, mulai="13.30")

    assert "pukul 13.30–14.00" in said(page)


def test_a_time_that_is_none_is_a_sentence(opened):
    page = opened(AGENDA, mulai="25.99")

    assert not page.exception
    assert "tidak dikenal untuk 'mulai'" in said(page)


def test_a_step_moves_down_and_up(opened, additions):
    page = opened(AGENDA)

    page.button(key="turun-sambutan").click().run()
    assert keys(kept(additions)) == ["peta", "sambutan", "lokus"]

    page.button(key="naik-lokus").click().run()
    assert keys(kept(additions)) == ["peta", "lokus", "sambutan"]


def test_at_the_ends_a_step_stays(opened, additions):
    page = opened(AGENDA)

    page.button(key="naik-sambutan").click().run()
    page.button(key="turun-lokus").click().run()

    assert keys(kept(additions)) == keys(AGENDA)


def test_a_step_is_duplicated_and_deleted(opened, additions):
    page = opened(AGENDA)

    page.menu_button(key="lain-peta").click("Gandakan langkah").run()
    assert keys(kept(additions)) == ["sambutan", "peta", "peta-2", "lokus"]

    page.menu_button(key="lain-peta-2").click("Hapus langkah").run()
    assert keys(kept(additions)) == keys(AGENDA)
    assert "Langkah “Peta prevalensi” dihapus." in [one.value.replace("\\", "") for one in page.info]


def test_words_of_an_agenda_are_shown_as_they_are_and_fetch_nothing(opened):
    """A label or a message takes Markdown, and a picture in it would be fetched by the browser."""
    picture = "![](http://lain.example/x.png)"
    claim = replace(MAP, page="tren", params={"tab": "Uji klaim", "klaim": picture})
    agenda = replace(AGENDA, name=picture, steps=(replace(claim, title=picture), *AGENDA.steps[2:]))

    pages = [opened(agenda), *(opened(**params) for params in ({"agenda": "tidak-ada"}, {"sunting": "peta"}))]
    for page in pages:
        marked = [
            *(text for one in page.button for text in (one.label, one.help or "")),
            *(one.value for sort in (page.warning, page.info, page.caption, page.markdown) for one in sort),
        ]
        assert not page.exception
        assert not [text for text in marked if picture in text]
        assert [text for text in marked if r"\!\[\]" in text]


def test_a_step_is_changed_in_its_window(opened, additions):
    page = opened(AGENDA)
    page.button(key="ubah-peta").click().run()
    assert link(page)["sunting"] == "peta"

    page.text_input(key="judul-peta").input("Peta kecamatan")
    page.text_input(key="pembicara-peta").input("Dinas Kesehatan")
    page.number_input(key="menit-peta").set_value(12)
    page.text_area(key="catatan-peta").input("Satu peta saja.")
    page.text_input(key="putusan-peta").input("Kecamatan mana dulu?")
    page.button(key="simpan-peta").click().run()

    step = kept(additions).step("peta")
    assert not page.exception
    assert (step.title, step.speaker, step.minutes) == ("Peta kecamatan", "Dinas Kesehatan", 12)
    assert (step.notes, step.decision, step.params) == ("Satu peta saja.", "Kecamatan mana dulu?", MAP.params)
    assert "sunting" not in link(page)
    assert "Peta kecamatan" in said(page)


def test_a_step_without_a_title_is_refused_and_nothing_is_lost(opened, additions):
    page = opened(AGENDA, sunting="peta")

    page.text_input(key="judul-peta").input("")
    page.text_input(key="pembicara-peta").input("Camat")
    page.button(key="simpan-peta").click().run()

    assert "Beri judul pada setiap langkah" in page.warning[0].value
    assert page.text_input(key="pembicara-peta").value == "Camat"
    assert kept(additions) == AGENDA


def test_a_pasted_address_becomes_the_view_of_a_step(opened, additions):
    page = opened(AGENDA, sunting="sambutan")

    page.text_input(key="alamat-sambutan").input("http://localhost:8501/banding?wilayah=3514&satuan=desa&mode=internal")
    page.button(key="simpan-sambutan").click().run()

    step = kept(additions).step("sambutan")
    assert (step.page, dict(step.params)) == ("banding", {"satuan": "desa", "wilayah": "3514"})
    assert "layar rembuk selalu dalam mode publik; dilepas." in page.info[0].value.replace("\\", "")


@pytest.mark.parametrize("address", ["/data?tab=Impor", "http://[", "/kasus", "/rembuk?agenda=x"])
def test_an_address_that_may_not_be_shown_is_refused(opened, additions, address):
    page = opened(AGENDA, sunting="peta")

    page.text_input(key="alamat-peta").input(address)
    page.button(key="simpan-peta").click().run()

    assert "Tempel alamat halaman Ringkasan, Peta" in page.warning[0].value.replace("\\", "")
    assert kept(additions) == AGENDA


def test_another_page_of_a_step_begins_without_the_choices_of_the_one_before(opened, additions):
    page = opened(AGENDA, sunting="peta")

    page.selectbox(key="halaman-peta").select("tabel")
    page.button(key="simpan-peta").click().run()

    assert (kept(additions).step("peta").page, dict(kept(additions).step("peta").params)) == ("tabel", {})


@pytest.mark.parametrize(("after", "place"), [("~", 3), ("~sambutan", 1)])
def test_a_new_step_stands_where_it_was_asked_for(opened, additions, after, place):
    page = opened(AGENDA, sunting=after)

    page.text_input(key="judul-baru").input("Rehat")
    page.button(key="simpan-baru").click().run()

    assert keys(kept(additions))[place] == "rehat"


def test_a_step_of_a_link_that_is_gone_is_a_sentence(opened):
    page = opened(AGENDA, sunting="rehat")

    assert not page.exception
    assert "tidak ada di agenda ini" in page.warning[0].value


def test_a_change_of_another_window_is_not_covered(opened, additions):
    page = opened(AGENDA)
    before = agenda_store.read(additions, NAME)
    agenda_store.update(additions, before, editing.remove(before.agenda, "lokus"))

    page.button(key="turun-sambutan").click().run()

    assert keys(kept(additions)) == ["sambutan", "peta"]
    assert "sudah diubah di jendela lain" in page.warning[0].value
    assert "2 langkah" in said(page)


def test_what_was_typed_stays_when_another_window_was_faster(opened, additions):
    page = opened(AGENDA, sunting="peta")
    before = agenda_store.read(additions, NAME)
    agenda_store.update(additions, before, editing.remove(before.agenda, "lokus"))

    page.text_input(key="judul-peta").input("Peta baru")
    page.button(key="simpan-peta").click().run()
    assert "sudah diubah di jendela lain" in page.warning[0].value
    assert "Simpan sekali lagi" in " ".join(one.value for one in page.caption)

    page.button(key="simpan-peta").click().run()
    assert [one.title for one in kept(additions).steps] == [WELCOME.title, "Peta baru"]


def test_an_agenda_is_frozen_on_the_open_release_and_thawed(opened, additions, built_layout):
    page = opened(AGENDA)

    page.button(key="agenda-beku").click().run()
    assert kept(additions).release_id == releases.current(built_layout)
    assert "Dibekukan pada rilis" in said(page)

    page.button(key="agenda-lepas").click().run()
    assert not kept(additions).is_frozen


def test_a_frozen_release_that_is_not_here_is_said(opened):
    page = opened(Agenda(name=NAME, kind=Kind.DISTRICT, area_code="3514", steps=(WELCOME,), release_id=RELEASE))

    assert f"Dibekukan pada rilis {RELEASE} , yang tidak ada di komputer ini" in said(page)


def test_name_and_date_are_changed_and_the_link_follows(opened, additions):
    page = opened(AGENDA)
    key = agenda_store.read(additions, NAME).key

    again(page, agenda=key)
    page.session_state["agenda-ubah"] = True
    page.run()
    page.text_input(key=f"nama-{key}").input("Rembuk Pasuruan")
    page.date_input(key=f"tanggal-{key}").set_value(dt.date(2026, 3, 12))
    page.button(key=f"simpan-{key}").click().run()

    changed = agenda_store.read(additions, "Rembuk Pasuruan")
    assert changed.agenda.meeting_date == dt.date(2026, 3, 12)
    assert link(page)["agenda"] == changed.key
    assert "12 Maret 2026" in said(page)


def test_an_agenda_is_copied_and_removed_after_being_asked_once(opened, additions):
    page = opened(AGENDA)
    page.session_state["agenda-lainnya"] = True
    page.run()

    page.button(key="agenda-ganda").click().run()
    assert [one.name for one in agenda_store.agendas(additions)] == [NAME, f"Salinan {NAME}"]
    assert "Salinannya terbuka" in page.info[0].value

    page.session_state["agenda-lainnya"] = True
    page.run()
    page.button(key="agenda-hapus").click().run()
    assert [one.name for one in agenda_store.agendas(additions)] == [NAME]


def test_an_exported_agenda_is_imported_under_a_free_name(opened, additions):
    page = opened(AGENDA)
    entry = json.loads(agenda_json.to_json(AGENDA))
    entry["steps"][1]["params"]["mode"] = "internal"
    page.session_state["agenda-baru"] = True
    page.run()

    page.file_uploader(key="agenda-berkas").set_value(
        ("rembuk.agenda.json", json.dumps(entry).encode(), "application/json")
    )
    page.button(key="agenda-impor-kirim").click().run()

    assert [one.name for one in agenda_store.agendas(additions)] == [NAME, f"{NAME} (2)"]
    assert "selalu dalam mode publik" in page.info[0].value


def test_a_file_that_is_no_agenda_is_a_sentence(opened):
    page = opened()

    page.file_uploader(key="agenda-berkas").set_value(("x.json", b"{}", "application/json"))
    page.button(key="agenda-impor-kirim").click().run()

    assert "bukan agenda dasbor" in page.warning[0].value


def test_several_agendas_are_offered_and_none_is_opened_by_itself(opened):
    second = Agenda(name="Minilok Kejayan", kind=Kind.WORKSHOP, area_code="351406", steps=(WELCOME,))
    page = opened(AGENDA, second)

    assert "2 agenda tersimpan" in said(page)
    assert "Minilok Kejayan (Kec. Kejayan)" in said(page)

    page.button(key=f"buka-{agenda_store.SavedAgenda(agenda=second, saved_at='').key}").click().run()
    assert link(page)["wilayah"] == "351406"
    assert "1 langkah" in said(page)


def test_an_agenda_of_another_area_offers_its_area(opened, additions):
    page = opened(AGENDA, wilayah="1801", agenda=agenda_store.SavedAgenda(agenda=AGENDA, saved_at="").key)

    assert "bukan dari Kab. Lampung Selatan" in said(page)
    assert "Buka Kab. Pasuruan" in [one.label for one in page.button]


def test_an_agenda_that_is_gone_is_a_sentence(opened):
    page = opened(AGENDA, agenda="tidak-ada")

    assert not page.exception
    assert "tidak ada lagi di komputer ini" in said(page)


def test_markup_in_an_agenda_is_text(opened):
    step = Agenda(name="<script>alert(1)</script>", kind=Kind.DISTRICT, area_code="3514", steps=(LIST, WELCOME))
    page = opened(step)

    assert "<script>alert" not in "".join(one.proto.body for one in page.get("html"))


@pytest.mark.parametrize("stem", ["peta", "tabel", "tren", "banding", "lokus"])
def test_a_view_of_any_page_becomes_a_step(opened, additions, stem):
    page = opened(AGENDA, page=stem)

    page.button(key="tambah-agenda").click().run()
    page.text_input(key=f"tambah-judul-{stem}-3514").input("Satu tampilan")
    page.button(key="tambah-agenda-kirim").click().run()

    assert not page.exception
    assert "Ditambahkan sebagai langkah 4." in [one.value for one in page.success]
    step = kept(additions).step("satu-tampilan")
    assert (step.page, "wilayah" in step.params) == (stem, False)


def test_what_the_hall_may_not_see_is_left_out_of_the_step_and_told(opened, additions):
    page = opened(AGENDA, page="tabel", wilayah="351406", mode="internal", satuan="posyandu")

    page.button(key="tambah-agenda").click().run()
    page.button(key="tambah-agenda-kirim").click().run()

    assert dict(kept(additions).steps[-1].params) == {"wilayah": "351406"}
    assert "layar rembuk selalu dalam mode publik" in said(page)
    assert "posyandu" in said(page)


def test_the_view_of_indonesia_stays_that_of_indonesia(opened, additions):
    page = opened(AGENDA, page="peta", wilayah="00")

    page.button(key="tambah-agenda").click().run()
    page.button(key="tambah-agenda-kirim").click().run()

    assert kept(additions).steps[-1].params["wilayah"] == "00"


def test_a_view_is_offered_as_files_also_without_an_agenda(opened):
    page = opened(page="peta")

    page.button(key="tambah-agenda").click().run()

    assert not page.exception
    assert any("Susun dulu di halaman Rembuk" in one.value for one in page.caption)
    assert [one.proto.label for one in page.get("download_button")][-3:] == [
        "PNG untuk WhatsApp",
        "PowerPoint",
        "Halaman web",
    ]


@pytest.mark.parametrize("stem", ["data", "metode", "rembuk"])
def test_a_page_that_is_not_for_the_hall_offers_no_step(opened, stem):
    page = opened(AGENDA, page=stem)

    assert not [one for one in page.button if one.key == "tambah-agenda"]
