"""The recap of families at risk: its columns, and what they say about each other."""

import pandas as pd
import pytest

from stunting.build.desa_figures import KEYS, OWN, pair_of
from stunting.build.family_recap import COUPLE, RECAP, RECAP_KEYS, WELFARE, of_part
from stunting.geography import Register
from stunting.lokus.family_doubts import recap_doubts
from stunting.lokus.figure_draft import read_figures
from stunting.lokus.figure_sheet import meaning
from stunting.lokus.figure_template import template
from stunting.paths import ROOT

KEJAYAN = "3514062010"
HEADER = (
    "kode_desa;tahun;jumlah_keluarga;jumlah_keluarga_sasaran;kesejahteraan_1;kesejahteraan_2;kesejahteraan_3;"
    "kesejahteraan_4;kesejahteraan_lebih_4;total_krs;tidak_berisiko;baduta;balita;pus;pus_hamil;air_minum_tidak_layak;"
    "jamban_tidak_layak;terlalu_muda;terlalu_tua;terlalu_dekat;terlalu_banyak"
)


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


def read(register, *cells):
    text = f"{HEADER}\n{KEJAYAN};2025;{';'.join(map(str, cells))}\n"
    return read_figures(text.encode(), name="rekap.csv", register=register, kabupaten_code="3514")


def test_the_whole_recap_is_read_and_none_of_it_becomes_a_criterion(register):
    draft = read(register, 400, 300, 5, 6, 7, 8, 4, 30, 270, 60, 90, 250, 10, 9, 12, 2, 70, 8, 20)

    values = {one.key: one.value for one in draft.figures}
    assert set(values) == {"krs_n", "family_n", *RECAP_KEYS}
    assert not draft.own
    assert values["too_old_n"] == 70
    assert values["welfare_above_4_n"] == 4
    assert values["not_at_risk_n"] == 270


def test_more_couples_too_old_than_families_at_risk_are_no_fault(register):
    draft = read(register, 400, 300, 5, 6, 7, 8, 4, 30, 270, 60, 90, 250, 10, 9, 12, 2, 70, 8, 20)

    assert not [one for one in draft.notes if one.startswith("Baris")]
    assert any("menghitung PUS" in one for one in draft.notes)


def test_sums_that_do_not_fit_are_told_and_kept(register):
    draft = read(register, 400, 300, 5, 6, 7, 8, 40, 30, 271, 60, 90, 50, 10, 9, 12, 2, 70, 8, 20)

    told = [one for one in draft.notes if one.startswith("Baris 2:")]
    assert len(told) == 3
    assert "tidak berisiko bersama 301" in told[0]
    assert "kesejahteraan bersama 66" in told[1]
    assert "PUS terlalu tua 70 lebih banyak daripada PUS 50" in told[2]
    assert {one.key: one.value for one in draft.figures}["too_old_n"] == 70


def test_a_missing_welfare_rank_says_nothing():
    assert recap_doubts({"krs_n": 30, "welfare_1_n": 40}) == []


def test_the_four_columns_of_couples_are_parts_of_the_couples():
    assert {one.base for one in of_part(COUPLE)} == {"pus_n"}
    assert {one.base for one in of_part(WELFARE)} == {"krs_n"}


def test_every_heading_of_the_recap_is_known_and_no_key_is_an_own_one():
    assert [meaning(one.heading) for one in RECAP] == [one.key for one in RECAP]
    assert meaning("Terlalu Tua") == meaning("jumlah PUS terlalu tua") == "too_old_n"
    assert not [key for key in KEYS if key.startswith(OWN)]
    assert pair_of("krs_n") == pair_of("too_old_n")


def test_the_template_has_the_recap_when_asked(register, tmp_path):
    for with_recap in (False, True):
        path = tmp_path / "lembar.xlsx"
        path.write_bytes(template(register, "3514", year=2025, with_recap=with_recap))
        headings = list(pd.read_excel(path, sheet_name="angka", engine="calamine").columns)
        assert ("terlalu_tua" in headings) == with_recap
        assert all(meaning(one) for one in headings)


def test_the_sample_recap_adds_up_and_is_read_as_couples():
    sample = pd.read_parquet(ROOT / "data" / "raw" / "contoh" / "desa_figure.parquet")
    wide = sample.pivot(index=["desa_code", "year"], columns="key", values="value")

    assert (wide["krs_n"] + wide["not_at_risk_n"]).equals(wide["family_n"])
    assert wide[[one.key for one in of_part(WELFARE)]].sum(axis=1).equals(wide["krs_n"])
    for one in RECAP:
        assert (wide[one.key] <= wide[one.base]).all()
    assert (wide["too_old_n"].sum() > wide["krs_n"].sum()) and set(KEYS) == set(wide.columns)
