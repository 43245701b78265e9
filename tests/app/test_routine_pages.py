"""Pages with routine figures: links, filters that travel, saved views, the origin of a number, and mode publik."""

from __future__ import annotations

import gzip
import json
import re
import shutil

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from stunting import saved_views
from stunting.charts.choropleth import unpacked
from stunting.charts.map_notes import SLOT
from stunting.paths import ROOT, Layout
from stunting.ui import filters
from stunting.ui.shell import PAGES
from tests.app.test_pages import texts

ROUTINE_PAGES = ("app", "peta", "tabel", "tren", "banding")
# Every filter of routine figures with a value that is not the one a page opens with.
EVERY_FILTER = {
    "indikator": "wasting",
    "periode": "bulan:2025-08",
    "jk": "P",
    "umur": "baduta",
    "pkm": "3520-barat",
    "lokus": "ya-2024",
    "sasaran": "proyeksi",
    "mode": "internal",
}
OWN_CHOICES = {
    "app": {},
    "peta": {"susun": "tiga", "skema": "kuintil", "satuan": "desa"},
    "tabel": {"satuan": "puskesmas", "banding": "sebelum", "urut": "-kasus"},
    "tren": {},
    "banding": {"stabil": "ya", "satuan": "desa"},
}
# Kec. Kejayan, Desa Pacarkeling: 3 of 78 severely stunted in August 2025.
FEW_SEVERE = "3514062012"
SMALL = {"1", "2", "3", "4"}


@pytest.fixture
def open_saved(built_layout, tmp_path, monkeypatch):
    """A page on a copy of the data folder in which views may be saved."""
    shutil.copytree(built_layout.releases, tmp_path / "rilis")
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()

    def opened(**params: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in params.items():
            test.query_params[key] = value
        return test.run()

    return opened


def link(page: AppTest) -> dict[str, str]:
    return {key: value[0] if isinstance(value, list) else value for key, value in page.query_params.items()}


def follow(page: AppTest, stem: str, **params: str) -> AppTest:
    """The next page of the same window, by a link with these query parameters alone."""
    page.switch_page(f"pages/{stem}.py")
    page.query_params.clear()
    for key, value in params.items():
        page.query_params[key] = value
    return page.run()


def pressed(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def component(page: AppTest, name: str) -> dict:
    proto = next(one.proto for one in page.get("bidi_component") if one.proto.component_name == name)
    return json.loads(gzip.decompress(proto.bytes)) if proto.bytes else json.loads(proto.json)


def widgets(page: AppTest) -> dict[str, object]:
    found = {}
    for kind in ("selectbox", "segmented_control"):
        found |= {one.key: one.value for one in page.get(kind)}
    return found


@pytest.mark.parametrize("stem", ROUTINE_PAGES)
def test_every_filter_of_a_link_is_shown_by_its_widget(open_page, stem):
    asked = EVERY_FILTER | OWN_CHOICES[stem]

    page = open_page(stem, wilayah="3520", **asked)

    assert not page.exception
    shown = widgets(page)
    assert {key: shown[key] for key in asked if key != "urut"} == {
        key: value for key, value in asked.items() if key != "urut"
    }
    assert link(page) == {"wilayah": "3520", **asked}


@pytest.mark.parametrize("stem", ROUTINE_PAGES)
def test_start_again_empties_every_filter_and_keeps_the_area(open_page, stem):
    page = open_page(stem, wilayah="3520", **EVERY_FILTER, **OWN_CHOICES[stem])

    page.button(key="atur-ulang").click().run()

    assert not page.exception
    left = set(link(page)) & {*EVERY_FILTER, *OWN_CHOICES[stem]}
    # The unit of the map is chosen with the area and stays with it.
    assert left <= ({"satuan"} if stem == "peta" else set())
    assert link(page)["wilayah"] == "3520"


def test_a_chosen_filter_stands_in_the_link_and_the_first_choice_does_not(open_page):
    page = open_page("tabel", wilayah="3514")

    page.selectbox(key="indikator").set_value("wasting").run()
    assert link(page)["indikator"] == "wasting"

    page.selectbox(key="indikator").set_value("stunting").run()
    assert "indikator" not in link(page)


def test_filters_travel_with_the_menu_and_come_back(open_page):
    page = open_page("app", wilayah="3520", **EVERY_FILTER)

    for stem in ("peta", "tabel", "tren", "banding"):
        follow(page, stem, wilayah="3520")
        assert {key: link(page).get(key) for key in EVERY_FILTER} == EVERY_FILTER, stem
        assert not page.exception


def test_filters_are_kept_over_a_page_that_does_not_use_them(open_page):
    page = open_page("app", wilayah="3514", indikator="wasting")

    follow(page, "metode", wilayah="3514")
    assert link(page) == {"wilayah": "3514"}
    follow(page, "tren", wilayah="3514")

    assert link(page) == {"wilayah": "3514", "indikator": "wasting"}


def test_a_link_with_a_filter_of_its_own_is_left_as_it_is(open_page):
    page = open_page("app", wilayah="3520", indikator="wasting", lokus="ya-2024")

    follow(page, "tabel", wilayah="3520", indikator="cakupan")

    assert link(page) == {"wilayah": "3520", "indikator": "cakupan"}


def test_the_menu_carries_area_and_release_and_nothing_of_the_page(open_page):
    page = open_page("peta", wilayah="3514", susun="tiga")

    for one in page.get("page_link"):
        assert "susun" not in one.proto.query_string
        assert "wilayah=3514" in one.proto.query_string


@pytest.mark.parametrize(
    ("stem", "area", "choice", "words"),
    [
        ("app", "3514", {}, "Prevalensi stunting, Kab. Pasuruan"),
        ("peta", "3514", {}, "Prevalensi stunting menurut kecamatan, Kab. Pasuruan, Bulan Timbang Agustus 2025"),
        ("peta", "3514", {"lapis": "prevalensi"}, "Prevalensi stunting menurut kabupaten/kota, Provinsi Jawa Timur"),
        ("tren", "3514", {}, "e-PPGBM"),
        ("tren", "3514", {"tab": "Survei"}, "Prevalensi stunting menurut survei, Kab. Pasuruan"),
        ("banding", "3514", {}, "peringkat yang mungkin"),
        ("banding", "3514", {"tampilan": "dua"}, "SSGI 2021"),
    ],
)
def test_routine_figures_come_first_and_survey_figures_are_one_click_away(open_page, stem, area, choice, words):
    page = open_page(stem, wilayah=area, **choice)

    assert not page.exception
    assert words in texts(page)


@pytest.mark.parametrize("stem", ["app", "peta", "tren", "banding"])
def test_an_area_without_routine_data_opens_with_its_survey_figures(open_page, stem):
    page = open_page(stem, wilayah="1101")

    assert not page.exception
    assert "periode" not in widgets(page)
    assert re.search(r"SSGI 20|SKI 20", texts(page))


@pytest.mark.parametrize("stem", ["app", "tren"])
@pytest.mark.parametrize("mode", ["publik", "internal"])
def test_the_origin_of_the_figure_opens(open_page, stem, mode):
    page = open_page(stem, wilayah="351406", **({"mode": mode} if mode == "internal" else {}))

    page.button(key="asal").click().run()

    told = texts(page)
    assert not page.exception
    assert '<p class="asal-nilai">10,7%</p>' in told
    assert "181 balita stunting / 1.696 balita diukur × 100 = 10,7%" in told
    assert "SHA-256" in told
    assert any("100.0 * stunted_n / measured_n" in one.value for one in page.code)
    assert f"<dt>Mode</dt><dd>{mode}" in told


@pytest.mark.parametrize("stem", ROUTINE_PAGES)
@pytest.mark.parametrize("period", ["tahun:2025", "bulan:1999-01", "x", "bt:", "<b>1</b>"])
def test_a_period_that_is_not_offered_is_a_sentence_with_those_that_are(open_page, stem, period):
    page = open_page(stem, wilayah="3514", periode=period)

    assert not page.exception
    assert "tidak dikenal untuk &#x27;periode&#x27;" in texts(page)
    assert any(button.label == "Bulan Timbang Agustus 2025" for button in page.button)


@pytest.mark.parametrize("stem", ROUTINE_PAGES)
@pytest.mark.parametrize("param", ["indikator", "jk", "umur", "pkm", "lokus", "sasaran", "mode"])
def test_a_wrong_filter_in_the_link_is_a_sentence(open_page, stem, param):
    page = open_page(stem, wilayah="3514", **{param: "<script>x</script>"})

    assert not page.exception
    assert f"tidak dikenal untuk &#x27;{param}&#x27;" in texts(page)
    assert "<script>x" not in texts(page)


@pytest.mark.parametrize("stem", ["app", "peta", "tren"])
def test_what_mode_publik_does_not_offer_is_a_sentence(open_page, stem):
    page = open_page(stem, wilayah="351406", jk="P", satuan="kecamatan")

    assert not page.exception
    assert "Mode publik menampilkan jenis kelamin dan umur mulai tingkat kabupaten/kota" in texts(page)


def test_a_hidden_coverage_is_not_called_unknown(open_page):
    page = open_page("app", wilayah="3514062004")

    assert "Cakupan disembunyikan untuk melindungi 1–4 balita." in texts(page)
    assert "berkasnya hanya memuat" not in texts(page)


LINKS = [
    ("app", {"wilayah": "351406"}),
    ("app", {"wilayah": "3514061024"}),
    ("app", {"wilayah": "351407", "indikator": "sangat_pendek"}),
    ("peta", {"wilayah": "351406", "satuan": "desa"}),
    ("peta", {"wilayah": "3514", "satuan": "desa", "susun": "tiga"}),
    ("peta", {"wilayah": "351406", "satuan": "desa", "susun": "waktu"}),
    ("peta", {"wilayah": "1801", "satuan": "desa", "indikator": "wasting", "lokus": "ya-2026"}),
    ("peta", {"wilayah": "1811", "satuan": "desa", "indikator": "cakupan"}),
    ("tabel", {"wilayah": "351406", "satuan": "desa"}),
    ("tabel", {"wilayah": "6209", "satuan": "desa", "indikator": "underweight"}),
    ("tabel", {"wilayah": "3514", "satuan": "puskesmas", "indikator": "overweight"}),
    ("tren", {"wilayah": "3514061024"}),
    ("tren", {"wilayah": "3514061024", "indikator": "sangat_pendek", "periode": "bulan:2025-08"}),
    ("banding", {"wilayah": "351406"}),
    ("banding", {"wilayah": "3514", "satuan": "desa", "stabil": "ya"}),
]
# "3 dari 40 balita", "2 anak", "4 sangat pendek": a count of children in a text.
CHILDREN = re.compile(
    r"(?<![\d.,–:])(\d[\d.]*)(?= (?:dari \d|balita|anak\b|sangat pendek|pendek\b|sasaran|diukur|belum\b))"
)


def children(text: str) -> set[str]:
    visible = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    # How many areas are shown is no count of children, and a threshold is no count at all.
    return set(CHILDREN.findall(re.sub(r"\d+ dari \d+ (?:kecamatan|desa/kelurahan)|1–4 balita", " ", visible)))


@pytest.mark.parametrize(
    ("stem", "params"), LINKS, ids=lambda one: one if isinstance(one, str) else "-".join(one.values())
)
def test_mode_publik_shows_no_count_of_one_to_four_anywhere(open_page, stem, params):
    page = open_page(stem, **params)

    assert not page.exception
    assert not children(texts(page)) & SMALL
    if stem == "peta":
        assert not children(map_texts(page)) & SMALL
        assert not counts_on_the_map(page) & SMALL
    elif stem == "tabel":
        data = component(page, "stunting_recap_table")
        counts = [number for number, one in enumerate(data["columns"]) if one["kind"] == "jumlah"]
        assert data["rows"]
        assert not any(row["cells"][n] in SMALL for row in data["rows"] for n in counts)
    elif stem in ("tren", "banding"):
        spec = page.get("plotly_chart")[0].proto.spec
        assert not children(spec.replace("<br>", " ; ")) & SMALL
    if stem == "app":
        page.button(key="asal").click().run()
        assert not children(texts(page)) & SMALL


def map_texts(page: AppTest) -> str:
    """Every tooltip and subtitle of every panel and period of a map, as the browser writes them."""
    told = []
    for panel in unpacked(component(page, "stunting.peta")["view"]):
        told += panel["subtitle"] + panel["alt"]
        for period in panel["notes"]["of"]:
            for packed in period.split("|"):
                which, *numbers = packed.split(" ")
                text = panel["notes"]["texts"][int(which or 0)]
                for number in numbers:
                    text = text.replace(SLOT, number, 1)
                told.append(text)
    return " ; ".join(told).replace("\n", " ; ")


def counts_on_the_map(page: AppTest) -> set[str]:
    """What the map of cases writes on its areas."""
    view = component(page, "stunting.peta")["view"]
    panels = zip(view["panels"], unpacked(view), strict=True)
    return {
        text
        for panel, columns in panels
        if panel["title"].startswith("Jumlah")
        for period in columns["values"]
        for text in period.split("|")
    }


@pytest.mark.parametrize("stem", ROUTINE_PAGES)
def test_the_same_scan_finds_small_counts_in_mode_internal(open_page, stem):
    """The scan is worth something: it sees what mode internal shows."""
    if stem == "peta":
        page = open_page("peta", wilayah="351406", satuan="desa", mode="internal")
        assert counts_on_the_map(page) & SMALL
        told = map_texts(page)
    elif stem in ("tren", "banding"):
        params = {"wilayah": FEW_SEVERE} if stem == "tren" else {"wilayah": "351406"}
        page = open_page(stem, mode="internal", indikator="sangat_pendek", **params)
        told = page.get("plotly_chart")[0].proto.spec.replace("<br>", " ; ")
    elif stem == "tabel":
        page = open_page("tabel", wilayah="351406", mode="internal")
        cells = {cell for row in component(page, "stunting_recap_table")["rows"] for cell in row["cells"]}
        assert cells & SMALL
        return
    else:
        page = open_page("app", wilayah=FEW_SEVERE, indikator="sangat_pendek", mode="internal")
        told = texts(page)

    assert children(told) & SMALL


def test_a_view_is_saved_listed_and_opens_with_all_its_choices(open_saved):
    page = open_saved(wilayah="3514", indikator="wasting", mode="internal")

    page.text_input(key="tampilan-nama").set_value("Rapat camat").run()
    page.button(key="tampilan-tambah").click().run()

    (kept,) = saved_views.read(Layout.default().additions)
    assert kept.params == {"wilayah": "3514", "indikator": "wasting", "mode": "internal"}
    opens = next(one.proto for one in page.get("page_link") if one.proto.label == "Rapat camat")
    assert set(opens.query_string.lstrip("?").split("&")) == {"wilayah=3514", "indikator=wasting", "mode=internal"}

    pressed(page, "Hapus")
    assert saved_views.read(Layout.default().additions) == ()


def test_a_view_without_a_name_is_answered_with_a_sentence(open_saved):
    page = pressed(open_saved(wilayah="3514"), "Simpan")

    assert not page.exception
    assert any("Beri nama dulu" in one.value for one in page.warning)


def test_the_61st_view_is_answered_with_a_sentence(open_saved):
    page = open_saved(wilayah="3514")
    for number in range(60):
        saved_views.save(Layout.default().additions, name=f"Tampilan {number}", page="peta", params={})

    page.text_input(key="tampilan-nama").set_value("Satu lagi").run()
    page.button(key="tampilan-tambah").click().run()

    assert not page.exception
    assert any("Hapus yang tidak dipakai lagi" in one.value for one in page.warning)
    assert len(saved_views.read(Layout.default().additions)) == 60


@pytest.mark.parametrize(
    "name", ["![x](http://example.org/x.png)", "[klik](http://example.org)", "<b>tebal</b>", ":red[x]"]
)
def test_a_hostile_name_of_a_view_is_text(open_saved, name):
    page = open_saved(wilayah="3514")
    saved_views.save(Layout.default().additions, name=name, page="peta", params={"wilayah": "3514"})

    page.run()

    link_of_menu = {text for one in PAGES for text in (one.title, f"**{one.title}**")}
    (label,) = (one.proto.label for one in page.get("page_link") if one.proto.label not in link_of_menu)
    assert not re.search(r"(?<!\\)[!\[\]()<>:]", label)
    assert label.replace("\\", "") == name


def test_a_damaged_file_of_views_leaves_the_page_as_it_is(open_saved):
    page = open_saved(wilayah="3514")
    folder = Layout.default().additions
    folder.mkdir(parents=True, exist_ok=True)
    (folder / saved_views.FILE).write_text('[{"name": 1, "page": "peta", "params": 2, "saved_at": 3}]')

    page.run()

    assert not page.exception
    assert "Prevalensi stunting, Kab. Pasuruan" in texts(page)


def test_every_page_says_which_filters_travel_to_it():
    shared = {one.key: set(one.shared) for one in PAGES}

    for key in ("ringkasan", "peta", "tabel", "tren", "banding"):
        assert set(filters.ROUTINE) <= shared[key]
    assert shared["data"] == shared["metode"] == set()


def test_an_area_without_any_child_of_the_choice_says_so(open_page):
    page = open_page(wilayah="352001", pkm="3520-barat", mode="internal")

    assert not page.exception


def test_a_choice_that_is_gone_when_the_click_arrives_changes_nothing(open_page, monkeypatch):
    page = follow(open_page(wilayah="3514"), "peta", wilayah="3514", indikator="wasting")
    (box,) = [one for one in page.selectbox if one.key == filters.SCHEME]
    clicked = vars(type(box))["_widget_state"].fget
    monkeypatch.setattr(
        type(box),
        "_widget_state",
        property(
            lambda one: (
                WidgetState(id=one.id, string_value="WHO/UNICEF 2018") if one.key == filters.SCHEME else clicked(one)
            )
        ),
    )

    page = page.run()

    assert filters.SCHEME not in link(page) and link(page)["indikator"] == "wasting"
    assert "tidak dikenal" not in texts(page) and not page.exception
