"""Tab Pilih: its figures are those of the release counted once more, and every change by hand shows everywhere."""

from __future__ import annotations

import html
import re
import shutil

import duckdb
import pytest

from stunting import releases
from tests.app.lokus_pages import (
    Line,
    again,
    counted,
    dotted,
    link,
    list_of,
    members,
    names,
    opened,
    pressed,
    said,
    typed,
)

PILIH = {"tab": "Pilih", "mode": "internal"}
SAMPLE = ("1801", "1811", "3514", "3520", "6209")
HOSTILE = '<img src=x onerror=alert(1)> & "kutip" *tebal* [tautan](http://x)'


@pytest.fixture
def ask(built_layout, tmp_path):
    """`ask("select ...")`: rows of a copy of the live release, without any code of the program."""
    copy = tmp_path / "salinan.duckdb"
    shutil.copyfile(built_layout.releases / f"{releases.current(built_layout)}.duckdb", copy)
    with duckdb.connect(copy, read_only=True) as opened:
        yield lambda question: opened.execute(question).fetchall()


def key(one: Line) -> tuple[str, str]:
    return one.name, one.kecamatan


@pytest.mark.parametrize("code", SAMPLE)
def test_the_list_has_as_many_desa_as_asked_and_the_figures_of_the_release(open_page, ask, code):
    page = open_page("lokus", wilayah=code, **PILIH)
    known = counted(ask, code)

    listed = members(page)
    text = said(page)
    size = int(page.number_input(key="lokus-n").value)
    assert len(listed) == len({key(one) for one in listed}) == size
    assert f"{dotted(size)} dari {dotted(len(known))} desa/kelurahan" in text
    assert f"di {len({one.kecamatan for one in listed})} kecamatan" in text
    stunted = sum(known[key(one)][1] for one in listed)
    total = sum(one[1] for one in known.values())
    assert re.search(rf"\b{re.escape(dotted(stunted))} dari {re.escape(dotted(total))}\b", text)
    for one in listed:
        _, stunted_n, measured_n, _ = known[key(one)]
        assert f"{stunted_n} dari {measured_n}" in one.said, one


def test_by_cases_alone_the_list_is_the_desa_with_most_stunted_children(open_page, ask):
    page = open_page("lokus", wilayah="3514", bobot="kasus~100", n="40", **PILIH)

    listed = {key(one) for one in members(page)}
    known = counted(ask, "3514")
    scored = {
        place: stunted
        for place, (_, stunted, measured, target) in known.items()
        if measured >= 20 and (not target or measured / target >= 0.8)
    }
    assert len(listed) == 40
    assert listed <= set(scored)
    assert min(scored[place] for place in listed) >= max(scored[place] for place in set(scored) - listed)


def test_weights_in_the_link_change_the_list(open_page):
    page = open_page("lokus", wilayah="3514", **PILIH)
    before = names(page)

    again(page, bobot="prevalensi~0|kasus~100|krs~0|layanan~0")

    assert names(page) != before
    assert page.slider(key="lokus-bobot-kasus").value == 100
    assert "100,0% × peringkat persentil (jumlah balita stunting)" in said(page)


def test_a_moved_slider_stands_in_the_link_and_changes_the_list(open_page):
    page = open_page("lokus", wilayah="3514", **PILIH)
    before = list_of(page)

    page.slider(key="lokus-bobot-krs").set_value(100.0).run()

    assert not page.exception
    assert link(page)["bobot"] == "prevalensi~30|kasus~30|krs~100|layanan~20"
    assert list_of(page) != before
    shared = list_of(page)
    again(page, bobot="")
    assert list_of(page) == before
    again(page, bobot="prevalensi~30|kasus~30|krs~100|layanan~20")
    assert list_of(page) == shared


def test_doubled_weights_are_the_same_page(open_page):
    page = open_page("lokus", wilayah="3514", bobot="prevalensi~15|kasus~25|krs~5|layanan~50", **PILIH)
    before, text = list_of(page), said(page)

    again(page, bobot="prevalensi~30|kasus~50|krs~10|layanan~100")

    assert (list_of(page), said(page)) == (before, text)


def test_without_any_weight_the_page_says_what_to_do(open_page):
    page = open_page("lokus", wilayah="3514", bobot="prevalensi~0|kasus~0|krs~0|layanan~0", **PILIH)

    assert not page.exception
    assert list_of(page) == ""
    assert "Beri bobot di atas 0" in said(page)


def test_a_chosen_desa_has_its_card_with_its_place_and_counts(open_page, ask):
    page = open_page("lokus", wilayah="1801", **PILIH)
    first = members(page)[0]
    code, stunted, _, _ = counted(ask, "1801")[key(first)]

    page.selectbox(key="lokus-desa").set_value(code).run()

    assert link(page)["wilayah"] == code
    card = next(one.proto.body for one in page.get("html") if "kartu-lokus" in one.proto.body)
    assert "Masuk" in card
    assert "peringkat 1 dari" in card
    assert f"<td>{stunted} balita</td>" in card


def test_a_swap_with_a_reason_is_in_the_list_and_in_the_link(open_page, ask):
    page = opened(open_page("lokus", wilayah="1801", **PILIH), "lokus-tukar")
    known = counted(ask, "1801")
    leaves, enters = page.selectbox[-3], page.selectbox[-2]
    assert (leaves.label, enters.label) == ("Keluar dari daftar", "Masuk ke daftar")
    out_code, in_code = leaves.value, enters.value
    place = {code: place for place, (code, *_) in known.items()}
    assert place[out_code] in names(page)

    typed(page, "Alasan", f"{HOSTILE} usul musyawarah | kecamatan ~ desa")
    pressed(page, "Tukar")
    again(page)

    assert not page.exception
    assert link(page)["tukar"].startswith(f"{out_code}~{in_code}~<img")
    assert place[out_code] not in names(page)
    assert place[in_code] in names(page)
    assert "dimasukkan dengan alasan" in list_of(page)
    assert "Ditukar:" in said(page)
    assert "usul musyawarah / kecamatan - desa" in said(page)
    assert not any("<img" in one.proto.body for one in page.get("html"))
    assert html.escape(HOSTILE) in "".join(one.proto.body for one in page.get("html"))

    page.button(key="batal-tukar-0").click().run()
    assert "tukar" not in link(page)
    assert place[out_code] in names(page)


@pytest.mark.parametrize("reason", ["", "   "])
@pytest.mark.parametrize(
    ("popover", "button", "param"), [("tukar", "Tukar", "tukar"), ("kecuali", "Kecualikan", "kecuali")]
)
def test_a_change_by_hand_without_a_reason_is_refused(open_page, popover, button, param, reason):
    page = opened(open_page("lokus", wilayah="1801", **PILIH), f"lokus-{popover}")
    before = list_of(page)

    typed(page, "Alasan", reason)
    pressed(page, button)

    assert not page.exception
    assert any("Tulis alasannya" in one.value for one in page.warning)
    assert param not in link(page)
    assert list_of(page) == before


def test_an_excluded_desa_is_not_chosen_and_the_next_one_is(open_page, ask):
    page = open_page("lokus", wilayah="1801", **PILIH)
    first, size = key(members(page)[0]), len(members(page))
    code = counted(ask, "1801")[first][0]

    opened(page, "lokus-kecuali")
    page.selectbox[-2].set_value(code)
    typed(page, "Alasan", "lokus provinsi")
    pressed(page, "Kecualikan")
    again(page)

    assert not page.exception
    assert link(page)["kecuali"] == f"{code}~lokus provinsi"
    assert first not in names(page)
    assert len(names(page)) == size
    assert "Dikecualikan:" in said(page)


def test_at_most_one_desa_per_kecamatan(open_page):
    page = open_page("lokus", wilayah="3514", maks="1", n="20", **PILIH)

    listed = members(page)
    assert len(listed) == len({one.kecamatan for one in listed}) == 20


def test_quotas_that_cannot_be_kept_are_a_sentence(open_page):
    page = open_page("lokus", wilayah="3514", maks="1", n="100", **PILIH)

    assert not page.exception
    assert list_of(page) == ""
    assert "kecamatan" in said(page)
