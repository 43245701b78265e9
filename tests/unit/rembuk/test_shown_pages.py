"""The hall sees eight pages in mode publik, and the list of their choices agrees with the pages."""

from __future__ import annotations

import re

import pytest

from stunting.campaigns import view as campaign_view
from stunting.campaigns.kinds import KINDS
from stunting.charts.campaign_map import QUANTITIES
from stunting.funds import view as fund_view
from stunting.funds.shares import NEEDS
from stunting.funds.view import UNITS
from stunting.lokus import link as lokus_link
from stunting.promises import link as promises_link
from stunting.promises.board import BOTH, KIND_LABELS
from stunting.promises.states import State
from stunting.rembuk import shown_pages
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import NOT_SHOWN, RESTRICTED, SHOWN_PAGES, AgendaError, check, shown_of
from stunting.ui import (
    actions_page,
    compare_page,
    filters,
    lokus_page,
    map_pages,
    routine_ranking,
    services_page,
    shell,
    table_page,
    trend_page,
)
from stunting.ui.lokus_page import compare_tab, effect_tab, lists_tab, scenarios_part
from stunting.ui.routine_map import ARRANGEMENTS
from stunting.ui.services_page import choices as services_choices
from stunting.ui.trend_page import claim_tab, forecast_tab, two_numbers_tab

MENU = {entry.key: entry for entry in shell.PAGES}
RESTRICTED_NAMES = {filters.MODE, filters.POSYANDU, filters.RELEASE}


def accepts(page, param, value):
    return re.fullmatch(SHOWN_PAGES[page].choices[param], value) is not None


@pytest.mark.parametrize("page", SHOWN_PAGES.values(), ids=lambda page: page.key)
def test_a_page_of_the_hall_is_in_the_menu_under_its_title(page):
    assert MENU[page.key].title == page.title


def test_the_other_pages_of_the_menu_are_not_shown():
    assert set(MENU) - set(SHOWN_PAGES) == {"data", "metode", "rembuk", "kasus", "akses"}


@pytest.mark.parametrize("page", SHOWN_PAGES)
def test_what_a_page_shares_with_others_is_carried_but_for_what_is_restricted(page):
    assert set(MENU[page].shared) - RESTRICTED_NAMES <= set(SHOWN_PAGES[page].choices)


def test_the_names_of_choices_are_those_of_the_filters():
    assert shown_pages.AREA == filters.AREA
    assert shown_pages.MODE == filters.MODE
    assert shown_pages.RELEASE == filters.RELEASE
    assert shown_pages.UNIT == filters.UNIT
    assert shown_pages.TAB == filters.TAB
    assert RESTRICTED_NAMES - {filters.MODE} <= set(RESTRICTED)
    assert scenarios_part.COMPARED in RESTRICTED
    assert set(lokus_link.PARAMS) <= set(RESTRICTED)


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("peta", {filters.LAYER, filters.UNIT, filters.COMPARE}),
        ("tabel", {filters.UNIT, table_page.COMPARISON, table_page.ORDER}),
        ("tren", {filters.TAB, two_numbers_tab.PAIR, two_numbers_tab.ROUTINE_FIGURE}),
        ("tren", {claim_tab.CLAIM, claim_tab.FIRST, claim_tab.LAST}),
        ("tren", {forecast_tab.SERIES, forecast_tab.GOAL, forecast_tab.BY}),
        ("banding", {filters.CHOSEN, filters.UNIT, routine_ranking.STEADY}),
        ("lokus", {filters.TAB, filters.CHOSEN, lists_tab.YEAR, effect_tab.LIST, effect_tab.AFTER}),
        ("lokus", {compare_tab.YEAR, compare_tab.VIEW}),
        ("komitmen", {filters.TAB, *promises_link.NAMES}),
        ("komitmen", {campaign_view.KIND, campaign_view.YEAR, campaign_view.QUANTITY}),
        ("komitmen", {fund_view.YEAR, fund_view.NEED, fund_view.UNIT}),
        ("layanan", {filters.TAB, *services_choices.RESET}),
    ],
    ids=range(12),
)
def test_the_choices_of_a_page_are_known_by_the_names_it_gives_them(page, params):
    assert params <= set(SHOWN_PAGES[page].choices)


@pytest.mark.parametrize(
    ("page", "param", "values"),
    [
        ("peta", "lapis", map_pages.LAYERS),
        ("peta", "susun", ARRANGEMENTS),
        ("tren", "tab", [trend_page.ROUTINE, trend_page.SURVEY, trend_page.TWO, trend_page.CLAIM, trend_page.TARGET]),
        ("banding", "tampilan", {**compare_page.LOCAL, **compare_page.VIEWS}),
        ("lokus", "tab", [tab for tab in lokus_page.TABS if tab != "Pilih"]),
        ("lokus", "tampilan", compare_tab.VIEWS),
        ("tabel", "urut", ["persen", "-ubah"]),
        ("komitmen", "tab", actions_page.TABS),
        ("komitmen", "jenis-kegiatan", KINDS),
        ("komitmen", "ukuran", QUANTITIES),
        ("komitmen", "kebutuhan", NEEDS),
        ("komitmen", "satuan-dana", UNITS),
        ("komitmen", "keadaan", list(State)),
        ("komitmen", "jenis", [*KIND_LABELS, BOTH]),
        ("komitmen", "rembuk", ["rembuk-3514-20260226", "rapat-koordinasi-351406-20260101-2"]),
        ("layanan", "tab", [tab for tab in services_page.TABS if tab not in ("Kaitan", "Lembar desa", "Data layanan")]),
        ("layanan", "layanan", services_choices.LISTS),
        ("layanan", "kelompok", services_choices.GROUPS),
        ("layanan", "jenis", filter(None, services_choices.KINDS)),
        ("layanan", "lapor", ["2025-tahun", "2025-tw2", "2025-m08"]),
        ("layanan", "isi", services_choices.SHOWN),
    ],
)
def test_every_choice_that_a_page_offers_the_public_is_carried(page, param, values):
    assert [value for value in values if not accepts(page, param, value)] == []


@pytest.mark.parametrize(
    ("page", "params", "sentence"),
    [
        ("peta", {"mode": "internal"}, "layar rembuk selalu dalam mode publik"),
        ("tren", {"posyandu": "3514061001-melati"}, "angka per posyandu hanya ada di mode internal"),
        ("tabel", {"satuan": "posyandu"}, "tidak dapat ditayangkan di halaman Tabel"),
        ("lokus", {"tab": "Pilih"}, "tidak dapat ditayangkan di halaman Lokus"),
        ("lokus", {"tukar": "3514061001~3514061002~alasan"}, "skenario pemilihan lokus hanya ada di mode internal"),
        ("lokus", {"skenario": "usulan"}, "skenario tersimpan hanya ada di mode internal"),
        ("peta", {"rilis": "20260222-080000-0a1b2c3d"}, "rilis dipilih untuk seluruh agenda"),
        ("peta", {"periode": "tahun:2025"}, "tidak dapat ditayangkan"),
        ("peta", {"wilayah": "Kejayan"}, "tidak dapat ditayangkan"),
        ("peta", {"anak": "1"}, "tidak dikenal di halaman Peta"),
        ("peta", {"lapis": "rutin\u202e"}, "tidak dapat ditayangkan"),
        ("tren", {"klaim": "x" * 161}, "tidak dapat ditayangkan"),
        ("ringkasan", {"tab": "Rutin"}, "tidak dikenal di halaman Ringkasan"),
        ("komitmen", {"tab": "Anak asuh"}, "tidak dapat ditayangkan di halaman Komitmen"),
        ("komitmen", {"bagian": "penempatan"}, "tidak dikenal di halaman Komitmen"),
        ("komitmen", {"kabar": "17"}, "tidak dikenal di halaman Komitmen"),
        ("layanan", {"tab": "Kaitan"}, "tidak dapat ditayangkan di halaman Layanan"),
        ("layanan", {"lapor": "2025-bulan"}, "tidak dapat ditayangkan di halaman Layanan"),
        ("data", {}, "Halaman Data membuka berkas impor"),
        ("kasus", {}, "Halaman Kasus memuat data anak"),
        ("petta", {}, "yang dapat: peta"),
        ("<script>", {}, "tidak dapat ditayangkan"),
    ],
    ids=range(22),
)
def test_what_the_hall_may_not_see_is_refused_in_a_step_and_left_out_of_a_view(page, params, sentence):
    with pytest.raises(AgendaError, match=re.escape(sentence)):
        check(page, params)
    with pytest.raises(AgendaError):
        Step(key="a", title="Langkah", page=page, params=params)

    found = shown_of(page, params)

    assert (found.page, found.params) == ("" if page not in SHOWN_PAGES else page, {})
    (note,) = found.notes
    assert sentence in note


def test_the_tabs_of_a_page_do_not_share_the_name_of_a_choice():
    names = [*promises_link.NAMES, campaign_view.KIND, campaign_view.YEAR, campaign_view.QUANTITY]
    names += [fund_view.YEAR, fund_view.NEED, fund_view.UNIT]

    assert len(names) == len(set(names))


def test_what_may_be_shown_stays_when_something_else_is_left_out():
    address = {"wilayah": "3514", "mode": "internal", "periode": "bt:2025-08", "posyandu": "x", "jk": ""}

    found = shown_of("peta", address)

    assert found.params == {"wilayah": "3514", "periode": "bt:2025-08"}
    assert len(found.notes) == 2
    assert Step(key="a", title="Peta", page=found.page, params=found.params).params == found.params


def test_a_public_view_is_taken_over_without_a_word():
    found = shown_of("tren", {"tab": "Uji klaim", "klaim": "21% → 13%, 3 tahun", "mode": "publik"})

    assert found.params == {"tab": "Uji klaim", "klaim": "21% → 13%, 3 tahun"}
    assert found.notes == ()


@pytest.mark.parametrize("page", NOT_SHOWN)
def test_a_page_that_is_not_shown_becomes_a_step_of_words(page):
    found = shown_of(page, {"tab": "Impor"})

    assert (found.page, found.params) == ("", {})
    assert found.notes[0].endswith("langkahnya menjadi langkah tanpa halaman.")
