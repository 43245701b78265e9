"""A ledger that is not whole is named on every page that uses it; the casebook only where it may be read."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3

import pytest

from stunting.cases.casebook import casebook_place, open_casebook
from stunting.ledger import Ledger, engines
from stunting.ledger.books import place_of
from stunting.paths import Layout

PAGES = ("rembuk", "lokus", "komitmen")


@pytest.fixture
def own_layout(built_layout, open_page, tmp_path, monkeypatch):
    """The built release beside books of this test alone."""
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    (tmp_path / "rilis").symlink_to(built_layout.releases)
    return Layout.default()


def write(ledger, many=3):
    for number in range(many):
        ledger.append(kind="komitmen", subject="3514", author="Siti", reason="", release_id="", body={"nomor": number})


def change(ledger, statement):
    with contextlib.closing(sqlite3.connect(ledger.place.file)) as opened, opened:
        for name in ("entry_keeps_its_rows", "entry_loses_no_row"):
            opened.execute(f"drop trigger {name}")
        opened.execute(statement)


def said(page) -> str:
    assert not page.exception, page.exception
    return " ".join(one.proto.body for one in page.get("html"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_the_entry_that_was_edited_and_what_to_do(own_layout, open_page, page):
    ledger = Ledger.open(own_layout)
    write(ledger)
    change(ledger, "update entry set reason = '<script>x</script>', kind = '<b>palsu' where seq = 2")

    found = said(open_page(page, wilayah="3514"))

    assert "Buku tidak utuh: rantainya putus di catatan nomor 2." in found
    assert "Catatan nomor 2 diubah" in found
    assert "Yang tertulis sekarang: nomor 2, &lt;b&gt;palsu, wilayah 3514" in found
    assert "ledger restore BERKAS" in found
    assert "Buku utuh" not in found
    assert "<script>x" not in found


def test_a_deletion_shows_on_a_page_that_is_already_open_and_goes_when_it_was_restored(own_layout, open_page, tmp_path):
    ledger = Ledger.open(own_layout)
    write(ledger)
    backup = tmp_path / "cadangan.sqlite"
    shutil.copyfile(ledger.place.file, backup)
    page = open_page("komitmen", wilayah="3514")
    assert f"Buku utuh: 3 catatan, terakhir <code>{ledger.verify().last_sha256[:8]}</code>" in said(page)

    change(ledger, "delete from entry where seq = 3")
    assert "Akhir buku terpotong: catatan nomor 3 pernah ada dan sekarang hilang." in said(page.run())

    backup.replace(ledger.place.file)
    assert "Buku utuh: 3 catatan" in said(page.run())


def test_the_line_about_the_ledger_stands_only_where_the_page_speaks_out_of_it(own_layout, open_page):
    write(Ledger.open(own_layout))

    assert "Buku utuh" in said(open_page("komitmen", wilayah="3514"))
    assert "Buku utuh" not in said(open_page("komitmen", wilayah="3514", tab="Rupiah"))


def test_a_ledger_that_is_no_ledger_is_a_sentence_on_the_page(own_layout, open_page):
    place = place_of(own_layout)
    place.file.parent.mkdir()
    place.file.write_bytes(b"bukan basis data, hanya teks")

    found = said(open_page("rembuk", wilayah="3514"))

    assert "Berkas buku rusak atau bukan buku" in found
    assert "ledger restore BERKAS" in found


def test_the_casebook_is_looked_at_in_mode_internal_alone(own_layout, open_page):
    casebook = open_casebook(own_layout)
    write(casebook)
    change(casebook, "delete from entry where seq = 1")

    inside = said(open_page("kasus", wilayah="3514", mode="internal"))
    outside = said(open_page("kasus", wilayah="3514"))

    assert "Buku kasus tidak utuh: rantainya putus di catatan nomor 1." in inside
    assert "ledger restore BERKAS --casebook" in inside
    assert "Buku kasus" not in outside


def test_in_mode_publik_not_even_an_empty_casebook_is_made(own_layout, open_page):
    open_page("kasus", wilayah="3514")

    assert not (own_layout.restricted / "kasus").exists()


def test_whole_books_are_one_discreet_line(own_layout, open_page):
    write(open_casebook(own_layout))

    found = said(open_page("kasus", wilayah="3514", mode="internal"))

    assert "Buku kasus utuh: 3 catatan, terakhir <code>" in found
    assert 'role="alert"' not in found
    engines.forget(casebook_place(own_layout).url)


def test_an_english_reader_reads_in_english_what_is_broken(own_layout, open_page):
    ledger = Ledger.open(own_layout)
    write(ledger)
    change(ledger, "update entry set reason = 'lain' where seq = 2")

    assert "Catatan nomor 2 diubah" in said(open_page("rembuk", wilayah="3514"))
    found = said(open_page("rembuk", wilayah="3514", bahasa="en"))

    assert "Entry 2 was changed, swapped or inserted after the ledger was written." in found
    assert "Written there now: number 2, komitmen, area 3514" in found
    assert "Catatan" not in found
