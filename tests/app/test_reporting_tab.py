"""Tab Kabupaten of the page Data: who has reported, who is late or thin, and what may not be compared."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting.build.release import build_release
from stunting.delivery import merging
from stunting.paths import ROOT
from tests import deliveries
from tests.deliveries import NOW, OPTIONS


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """Kab. Pasuruan delivered its totals; Kab. Magetan and Kota Pasuruan nothing."""
    folder = tmp_path_factory.mktemp("provinsi")
    sender = deliveries.kabupaten(folder / "pasuruan", "3514")
    layout = deliveries.trusting(deliveries.installation(folder / "provinsi"), sender, codes=("3514",))
    content = deliveries.exported(sender, "3514", mode="publik")
    merging.merge(deliveries.written(folder / "masuk", k=content), layout=layout, now=NOW, **OPTIONS)
    return layout


@pytest.fixture
def open_tab(monkeypatch):
    def opened(layout, **params: str) -> AppTest:
        monkeypatch.setenv("STUNTING_DATA", str(layout.releases.parent))
        st.cache_resource.clear()
        st.cache_data.clear()
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        page.query_params["wilayah"] = params.get("wilayah", "")
        page.run()
        page.switch_page("pages/data.py")
        for key, value in {"tab": "Kabupaten", **params}.items():
            page.query_params[key] = value
        return page.run()

    return opened


def texts(page: AppTest) -> str:
    html = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    return "\n".join([*html, *(one.value for one in (*page.markdown, *page.info, *page.caption, *page.subheader))])


def test_every_kabupaten_of_the_province_has_a_row_and_unknown_is_never_zero(open_tab, province):
    page = open_tab(province, wilayah="35")

    shown = texts(page)
    assert not page.exception
    assert "1 dari 3 kabupaten/kota Provinsi Jawa Timur sudah melapor" in shown
    assert "Belum melapor (2).</b> Kab. Magetan, Kota Pasuruan." in shown
    assert all(f'<th scope="row">{name}' in shown for name in ("Kab. Pasuruan", "Kab. Magetan", "Kota Pasuruan"))
    row = shown[shown.index('<th scope="row">Kab. Magetan') :].split("</tr>")[0]
    assert row.count("<td>–</td>") == 5
    assert "0%" not in row


def test_the_row_says_month_days_coverage_origin_and_what_is_not_comparable(open_tab, province):
    shown = texts(open_tab(province, wilayah="35"))

    row = shown[shown.index('<th scope="row">Kab. Pasuruan') :].split("</tr>")[0]
    assert "terlambat" in row
    assert "Agu 2025" in row
    assert "dikirim (publik)" in row
    assert "hal tidak sebanding" in row
    assert "Hanya jumlah kabupaten/kota: tanpa desa, jenis kelamin, dan umur." in shown
    assert "sidik penanda tangan" in shown


def test_the_files_hold_the_same_rows(open_tab, province):
    page = open_tab(province, wilayah="35")

    labels = [one.label for one in page.get("download_button")]
    assert {"CSV", "Excel"} <= set(labels)


def test_a_province_without_data_says_how_to_gather_them(open_tab, province):
    shown = texts(open_tab(province, wilayah="18"))

    assert "Belum ada data rutin dari Provinsi Lampung" in shown
    assert "release merge BERKAS" in shown


def test_the_country_lists_its_provinces(open_tab, province):
    page = open_tab(province)

    assert not page.exception
    assert page.dataframe[0].value["Provinsi"].tolist() == ["Provinsi Jawa Timur"]


@pytest.mark.parametrize("mode", ["publik", "internal"])
@pytest.mark.parametrize("area", ["35", "3514", "351406"])
def test_the_summary_stands_where_only_totals_were_delivered(open_tab, province, area, mode, monkeypatch):
    monkeypatch.setenv("STUNTING_DATA", str(province.releases.parent))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["wilayah"], page.query_params["mode"] = area, mode

    assert not page.run().exception


def test_a_release_of_an_earlier_program_has_the_tab_as_well(open_tab, tmp_path):
    import duckdb

    layout = deliveries.installation(tmp_path)
    build_release(layout, **OPTIONS)
    with duckdb.connect(str(deliveries.live(layout))) as opened:
        for table in ("delivery", "delivery_difference"):
            opened.execute(f"drop table {table}")
    _describe_again(layout)

    page = open_tab(layout, wilayah="35")

    assert not page.exception
    assert "Belum ada data rutin" in texts(page)


def _describe_again(layout) -> None:
    """The manifest of a release that a test changed."""
    import json

    from stunting import sidecar

    path = deliveries.live(layout)
    card = json.loads(path.with_suffix(".json").read_text())
    card |= {"sha256": sidecar.sha256(path), "size": path.stat().st_size}
    path.with_suffix(".json").write_text(json.dumps(card))
