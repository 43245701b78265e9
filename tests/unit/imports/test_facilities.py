from collections import Counter

import numpy as np
import pandas as pd
import pytest

from stunting.imports.facilities import POSYANDU, PUSKESMAS, FacilityRegister, proper_name, shown_name


@pytest.mark.parametrize(
    "written",
    [
        "KEJAYAN",
        "Puskesmas Kejayan",
        "PUKESMAS KEJAYAN",
        "UPTD PUSKESMAS KEJAYAN",
        "UPT. Puskesmas  Kejayan",
        "UPT BLUD Puskesmas Kejayan",
        "Unit Pelaksana Teknis Daerah Puskesmas Kejayan",
        "Pusk. Kejayan",
        "PKM KEJAYAN",
        "Puskesmas Rawat Inap Kejayan",
        "PUSKESMAS NON RAWAT INAP KEJAYAN",
        "Puskesmas Kejayan (Rawat Inap)",
        "PUSKESMAS DTP KEJAYAN",
        "P3514010101 - KEJAYAN",
        "1035140 KEJAYAN",
        "KEJAYAN (P3514010101)",
    ],
)
def test_a_puskesmas_is_one_whatever_title_it_is_given(written):
    ids = FacilityRegister("3514").puskesmas_ids(pd.Series([written]))

    assert ids.tolist() == ["3514-kejayan"]


def test_spaces_and_hyphens_do_not_make_another_puskesmas():
    register = FacilityRegister("3514")

    ids = register.puskesmas_ids(pd.Series(["GUNUNGSARI", "GUNUNG SARI", "Ambal-Ambil", "AMBAL AMBIL"]))

    assert ids.tolist() == ["3514-gunungsari", "3514-gunungsari", "3514-ambalambil", "3514-ambalambil"]
    assert register.table()["name"].to_pylist() == ["Ambal-Ambil", "Gunung Sari"]


def test_a_blank_puskesmas_has_no_id():
    assert FacilityRegister("3514").puskesmas_ids(pd.Series(["", "  "])).tolist() == ["", ""]


def test_posyandu_of_one_name_in_two_desa_are_two():
    register = FacilityRegister("3514")
    desa = np.array(["3514061001", "3514062002", None], dtype=object)

    ids = register.posyandu_ids(pd.Series(["MELATI 1", "Posyandu Melati I", "MELATI 1"]), desa)

    assert ids.tolist() == ["3514061001-melati1", "3514062002-melati1", None]


def test_a_name_that_is_only_a_title_is_kept():
    assert proper_name(PUSKESMAS, "PUSKESMAS") == "PUSKESMAS"
    assert proper_name(POSYANDU, "Posyandu Balita Mawar") == "Mawar"


def test_the_shown_name_has_spaces_capitals_and_numerals():
    assert shown_name(Counter({"GUNUNGSARI": 9, "GUNUNG SARI": 2})) == "Gunung Sari"
    assert shown_name(Counter({"MELATI II": 1})) == "Melati II"


def test_unit_in_a_proper_name_stays():
    # Unit II is a place in Lampung.
    assert proper_name(PUSKESMAS, "Puskesmas Unit II") == "Unit II"
