"""Page Tabel: the numbers it shows are those of the release, counted once more in another way."""

from __future__ import annotations

import gzip
import json
import shutil

import duckdb
import pytest

from stunting import releases
from tests.app.test_pages import texts

AUGUST = "window_key = '2025-08' and starts_with(desa_code, '3514')"


@pytest.fixture
def ask(built_layout, tmp_path):
    """`ask("select ...")`: rows of a copy of the live release, without any code of the program."""
    copy = tmp_path / "salinan.duckdb"
    shutil.copyfile(built_layout.releases / f"{releases.current(built_layout)}.duckdb", copy)
    with duckdb.connect(copy, read_only=True) as opened:
        yield lambda question: opened.execute(question).fetchall()


def shown(page):
    """The table as the browser receives it: heading -> text for each row by its code, the total under "jumlah"."""
    component = next(one for one in page.get("bidi_component") if one.proto.component_name == "stunting_recap_table")
    data = json.loads(gzip.decompress(component.proto.bytes))
    keys = [column["key"] for column in data["columns"]]
    return {row["code"]: dict(zip(keys, row["cells"], strict=True)) for row in [*data["rows"], data["total"]]}


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def test_the_recap_of_a_kabupaten_has_the_counts_of_the_release(open_page, ask):
    page = open_page("tabel", wilayah="3514", mode="internal")

    assert not page.exception
    rows = shown(page)
    counted = ask(
        "select desa_code[:6], sum(target_n), sum(measured_n), sum(stunted_n), sum(severely_stunted_n) "
        f"from growth_window where {AUGUST} group by 1"
    )
    assert len(counted) == 24
    for code, target, measured, stunted, severely in counted:
        assert (rows[code]["sasaran"], rows[code]["dasar"], rows[code]["kasus"]) == (
            dotted(target),
            dotted(measured),
            dotted(stunted),
        )
        assert (rows[code]["berat"], rows[code]["sisa"]) == (dotted(severely), dotted(stunted - severely))
        assert abs(float(rows[code]["persen"].replace(",", ".")) - 100 * stunted / measured) <= 0.05 + 1e-9


@pytest.mark.parametrize("unit", ["kecamatan", "puskesmas", "desa"])
@pytest.mark.parametrize("choice", [{}, {"jk": "P"}, {"umur": "baduta"}, {"indikator": "wasting"}])
def test_the_rows_of_every_unit_add_up_to_the_total(open_page, unit, choice):
    rows = shown(open_page("tabel", wilayah="3514", mode="internal", satuan=unit, **choice))

    total = rows.pop("jumlah")
    for key in ("dasar", "kasus"):
        counts = [int(row[key].replace(".", "")) for row in rows.values() if row[key] != "–"]
        assert dotted(sum(counts)) == total[key]


def test_all_units_of_a_kabupaten_have_the_same_total(open_page):
    totals = [
        shown(open_page("tabel", wilayah="3514", mode="internal", satuan=unit))["jumlah"]
        for unit in ("kecamatan", "puskesmas", "desa")
    ]

    assert len({(one["dasar"], one["kasus"], one["persen"]) for one in totals}) == 1


def test_mode_publik_shows_no_count_of_one_to_four(open_page):
    rows = shown(open_page("tabel", wilayah="3514", satuan="desa"))

    small = {"1", "2", "3", "4"}
    assert not any(row[key] in small for row in rows.values() for key in ("sasaran", "dasar", "berat", "sisa", "kasus"))
    assert any(row["ket"] == "disembunyikan" for row in rows.values())


def test_the_order_in_the_link_is_the_order_of_the_rows(open_page):
    rows = shown(open_page("tabel", wilayah="3514", mode="internal", urut="-kasus"))

    rows.pop("jumlah")
    counts = [int(row["kasus"].replace(".", "")) for row in rows.values()]
    assert counts == sorted(counts, reverse=True)


def test_a_desa_is_read_among_those_of_its_kecamatan(open_page):
    page = open_page("tabel", wilayah="3514061024")

    rows = shown(page)
    assert "3514061024" in rows
    assert rows["jumlah"]["nama"] == "Jumlah Kec. Kejayan"


def test_registered_kabupaten_without_data_stay_in_the_table(open_page):
    rows = shown(open_page("tabel"))

    assert len(rows) == 514 + 1
    assert rows["1101"]["ket"] == "tidak ada data"
    assert rows["1101"]["kasus"] == "–"


def test_a_kabupaten_without_routine_data_is_told_what_to_do(open_page):
    page = open_page("tabel", wilayah="1101")

    assert not page.exception
    assert "Impor berkasnya di halaman Data" in texts(page)


@pytest.mark.parametrize("params", [{"urut": "x"}, {"satuan": "x"}, {"banding": "x"}])
def test_a_wrong_choice_in_the_link_is_a_sentence(open_page, params):
    page = open_page("tabel", wilayah="3514", **params)

    assert not page.exception
    assert "Pilihan &#x27;x&#x27; tidak dikenal" in texts(page)


def test_beside_the_search_and_two_buttons_four_choices_are_in_sight(open_page):
    page = open_page("tabel", wilayah="3514")

    behind_the_button = {"jk", "umur", "pkm", "lokus", "sasaran", "mode"}
    keys = {one.key for kind in ("selectbox", "segmented_control", "multiselect") for one in page.get(kind)}
    assert keys - behind_the_button == {"indikator", "periode", "satuan", "banding"}
