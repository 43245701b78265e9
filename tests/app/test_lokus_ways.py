"""The ways on page Lokus and to it: what the person needs next is one button away, also where nothing can be shown."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

# Desa Natar is not in the proposal, so nothing can take its place.
STALE = "1801042004~1801042004~usul musyawarah"


def written(page: AppTest) -> str:
    """Everything the page says in HTML and Markdown."""
    return " ".join(
        [
            *(str(one.proto.body) for one in page.get("html")),
            *(one.value for one in page.markdown),
        ]
    )


def labels(page: AppTest) -> list[str]:
    return [one.label for one in page.button]


def test_the_list_leads_to_the_one_of_next_year(open_page):
    page = open_page("lokus", wilayah="1801")

    next(one for one in page.button if one.label == "Susun daftar tahun depan").click().run()

    assert page.query_params["tab"] in ("Pilih", ["Pilih"])


def test_choosing_needs_mode_internal_and_says_where_it_is(open_page):
    page = open_page("lokus", wilayah="3520", tab="Pilih")

    assert "Usulan lokus" not in written(page)
    assert "Pakai mode internal (khusus petugas)" in labels(page)


def test_where_no_kabupaten_is_chosen_those_with_a_list_are_offered(open_page):
    page = open_page("lokus", wilayah="35", tab="Pilih", mode="internal")

    next(one for one in page.button if one.label == "Kab. Magetan").click().run()

    assert "Usulan lokus" in written(page)


def test_the_weighing_a_list_was_chosen_from_stands_in_the_link(open_page):
    page = open_page("lokus", wilayah="1801", tab="Dampak", mode="internal")
    box = page.selectbox(key="dipilih")

    box.select_index(1).run()

    assert page.query_params["dipilih"]
    assert "Dianggap dipilih dari" not in written(page)


def test_what_an_effect_cannot_say_is_written_beside_it(open_page):
    page = open_page("lokus", wilayah="1801", tab="Dampak")

    said = written(page)

    assert "Belum terlihat berbeda" in said
    assert "Desa lain bukan desa tanpa kegiatan" in said


def test_kabupaten_without_a_list_are_named_below_the_comparison(open_page):
    page = open_page("lokus", tab="Banding")

    assert "Tidak digambar karena belum ada daftar lokus di rilis ini: Kab. Mesuji" in written(page)


def test_every_kabupaten_with_named_desa_has_its_map_in_the_comparison(open_page):
    page = open_page("lokus", tab="Banding", tampilan="peta")

    assert not page.exception
    maps = [one.proto.json for one in page.get("bidi_component") if "desa/kelurahan lokus" in one.proto.json]
    assert len(maps) == 2
    assert "Kab. Lampung Selatan: 15 desa/kelurahan lokus 2026" in maps[0]
    assert "Kab. Magetan: 30 desa/kelurahan lokus 2024" in maps[1]


def test_the_summary_of_a_kabupaten_leads_to_its_list(open_page):
    page = open_page("app", wilayah="1801")

    assert any(one.proto.label == "Lokus 2026: 15 desa/kelurahan" for one in page.get("page_link"))


def test_an_exchange_that_means_nothing_any_more_can_be_taken_back(open_page):
    page = open_page("lokus", wilayah="1801", tab="Pilih", mode="internal", tukar=STALE)
    assert "Batalkan pertukaran itu" in written(page)

    next(one for one in page.button if one.label == "Batalkan").click().run()

    assert "tukar" not in page.query_params
    assert "Usulan lokus" in written(page)


def test_the_appendix_of_such_an_exchange_leads_back_to_choosing(open_page):
    page = open_page("lokus", wilayah="1801", tab="SK dan keputusan", mode="internal", tukar=STALE)

    assert "Buka tab Pilih" in labels(page)
