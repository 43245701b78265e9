"""No page of mode publik tells anything of the restricted store, whatever the link says, or needs it to be there."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from stunting.paths import ROOT, Layout
from stunting.ui.shell import PAGES
from tests import restricted_office
from tests.restricted_office import DESA, FOSTER_NAME, KABUPATEN, readable

TABS = {
    "kasus": ("Papan", "Peringatan", "Minilok", "Audit", "Anak"),
    "komitmen": ("Tagih janji", "Orang tua asuh", "Kampanye", "Rupiah"),
    "layanan": ("Cakupan", "Terlemah", "Kaitan", "Keluarga berisiko", "Lembar desa", "Data layanan"),
}
SECTIONS = ("ringkasan", "perhatian", "penempatan", "catat", "impor", "terbitkan")
NEW = ("kasus", "komitmen", "layanan")
WAYS = [(page, tab) for page in NEW for tab in TABS[page]]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return restricted_office.filled(tmp_path_factory.mktemp("kantor"))


@pytest.fixture
def office(built, tmp_path, monkeypatch):
    """A copy for each test, opened by the pages."""
    data = built.layout.releases.parent
    for name in ("rilis", "tambahan", "terbatas", "buku"):
        shutil.copytree(data / name, tmp_path / name)
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()
    return replace(built, layout=Layout.default())


@pytest.fixture
def opened(office):
    """`opened("kasus", tab="Papan")`: the page as a reader with this link finds it."""

    def open_(page: str, **params: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        test.query_params["wilayah"] = params.get("wilayah", KABUPATEN)
        test.run()
        if page != "ringkasan":
            test.switch_page(f"pages/{page}.py")
        for key, value in {"wilayah": KABUPATEN, **params}.items():
            test.query_params[key] = value
        return test.run()

    return open_


def sent(page: AppTest) -> str:
    """Everything a browser receives, with the address and what the session keeps."""
    found: list[str] = [str(dict(page.query_params)), repr(page.session_state._state)]

    def walk(node) -> None:
        if (proto := getattr(node, "proto", None)) is not None:
            found.append(str(proto))
        if hasattr(node, "value") and type(node).__name__ == "Dataframe":
            found.append(node.value.to_csv())
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(page._tree)
    return "\n".join(found)


def test_mode_internal_shows_what_these_tests_look_for(office, opened):
    told = {
        *office.told_by(sent(opened("kasus", mode="internal"))),
        *office.told_by(sent(opened("komitmen", mode="internal", tab="Orang tua asuh", asuh="penempatan"))),
    }

    assert len([one for one in told if one.startswith("K-")]) >= 3
    assert FOSTER_NAME in told


@pytest.mark.parametrize(("name", "tab"), WAYS)
def test_no_tab_of_mode_publik_tells_anything(office, opened, name, tab):
    page = opened(name, tab=tab, asuh="penempatan", penempatan="1")

    assert not page.exception
    assert office.told_by(sent(page)) == []


@pytest.mark.parametrize("seed", range(6))
def test_no_link_without_mode_internal_tells_anything(office, opened, seed):
    dice = random.Random(seed)
    names = ("tab", "asuh", "kasus", "nomor", "anak", "penempatan", "program", "aturan", "keadaan", "laman", "audit")
    names += ("kelompok", "jenis", "layanan", "kebutuhan", "satuan-dana", "rembuk", "tanggal", "indeks", "MODE", "Mode")
    values = (*SECTIONS, *(tab for tabs in TABS.values() for tab in tabs), "semua", "1", "internal", "Internal", "")
    values += (*office.secrets, "2025-08", "../terbatas/kasus/kasus.sqlite", "' or 1=1 --", "krs", "desa")
    modes = ({}, {"mode": "publik"}, {"mode": "Internal"}, {"mode": "internal "}, {"mode": ""}, {"mode": "admin"})
    for _ in range(12):
        params = {dice.choice(names): dice.choice(values) for _ in range(dice.randrange(1, 5))}
        params |= {"wilayah": dice.choice((KABUPATEN, "351406", DESA, "35", "00", *office.secrets[:3]))}
        page = opened(dice.choice((*NEW, *(one.key for one in PAGES))), **params, **dice.choice(modes))

        assert not page.exception, params
        assert office.told_by(sent(page), given=params.values()) == [], params


@pytest.mark.parametrize("name", [one.key for one in PAGES if one.key != "data"])
def test_mode_publik_draws_the_same_with_the_store_with_rubbish_in_it_and_without_it(office, opened, name):
    tabs = TABS.get(name, ("",))

    def drawn() -> list[str]:
        st.cache_resource.clear()
        st.cache_data.clear()
        pages = [opened(name, **({"tab": tab} if tab else {})) for tab in tabs]
        assert [page for page in pages if page.exception] == []
        return [words(page) for page in pages]

    with_store = drawn()
    for path in office.layout.restricted.rglob("*"):
        if path.is_file():
            path.write_bytes(b"rusak")
    with_rubbish = drawn()
    shutil.rmtree(office.layout.restricted)

    assert with_rubbish == with_store
    assert drawn() == with_store
    assert not office.layout.restricted.exists()


def words(page: AppTest) -> str:
    return "\n".join([*(one.proto.body for one in page.get("html")), *(one.value for one in page.markdown)])


@pytest.mark.parametrize(("name", "tab"), [way for way in WAYS if way[0] != "kasus"])
def test_no_file_of_mode_publik_tells_anything(office, opened, monkeypatch, name, tab):
    made, add = {}, MediaFileManager.add_deferred

    def remembering(self, call, *args, **kwargs):
        made[found := add(self, call, *args, **kwargs)] = call
        return found

    monkeypatch.setattr(MediaFileManager, "add_deferred", remembering)
    page = opened(name, tab=tab, wilayah=DESA if tab == "Lembar desa" else KABUPATEN)

    for button in page.get("download_button"):
        assert office.told_by(readable(made[button.proto.deferred_file_id]())) == [], button.label


def gone(book):
    book.unlink()


def rubbish(book):
    book.write_bytes(b"rusak" * 100)


def cut(book):
    book.write_bytes(book.read_bytes()[: book.stat().st_size // 2])


@pytest.mark.parametrize("harm", [gone, rubbish, cut])
@pytest.mark.parametrize(("name", "tab"), [("kasus", "Papan"), ("kasus", "Minilok"), ("komitmen", "Orang tua asuh")])
def test_a_casebook_that_is_gone_or_damaged_is_named_and_repeats_nothing(office, opened, harm, name, tab):
    folder = office.layout.restricted / "kasus"
    for path in folder.glob("kasus.sqlite-*"):
        path.unlink()
    harm(folder / "kasus.sqlite")

    page = opened(name, tab=tab, mode="internal")

    assert not page.exception
    said = words(page) + " ".join(one.value for one in [*page.error, *page.warning])
    assert "buku kasus" in said.casefold()
    # The way back is that of this book, not of the ledger beside it.
    assert "--casebook" in said.replace("\\", "")
    assert office.told_by(said) == []


def test_a_nik_is_neither_looked_up_nor_answered_in_mode_publik(office, opened):
    for tab in TABS["kasus"]:
        page = opened("kasus", tab=tab, kasus=office.keys[0], nik="3514990605239901")

        assert [one.label for one in page.text_input] == []
        assert "Khusus petugas" in sent(page) or "khusus petugas" in sent(page)
