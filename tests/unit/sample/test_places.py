import pytest

from stunting.errors import UnknownAreaError
from stunting.geography import compact
from stunting.sample import places

FOCUS = ("1801", "1811", "3514", "3520", "6209")


def test_kejayan_is_divided_between_kejayan_and_ambal_ambil(register):
    served = places.services(register, "3514")

    assert set(served[served["kecamatan"] == "Kejayan"]["puskesmas"]) == {"Kejayan", "Ambal-Ambil"}


@pytest.mark.parametrize("code", FOCUS)
def test_one_kecamatan_has_two_puskesmas_and_one_puskesmas_crosses_a_kecamatan_line(register, code):
    served = places.services(register, code)
    by_kecamatan = served.groupby("kecamatan_code")["puskesmas"].unique()
    home = served.drop_duplicates("kecamatan_code").set_index("kecamatan")["kecamatan_code"]

    crossing = served[served["puskesmas"].isin(home.index) & (served["kecamatan"] != served["puskesmas"])]

    assert len(crossing) == 1
    host = set(crossing["kecamatan_code"])
    divided = [code for code, names in by_kecamatan.items() if code not in host and len(names) == 2]
    assert len(divided) == 1


@pytest.mark.parametrize("code", FOCUS)
def test_every_desa_of_the_register_is_served(register, code):
    served = places.services(register, code)
    registered = {desa.code for kecamatan in register.children(code) for desa in register.children(kecamatan.code)}

    assert set(served["desa_code"]) == registered


def test_a_small_choice_shows_both_exceptions(register):
    few = places.chosen(places.services(register, "3514"), 8)

    assert len(few) == 8
    assert {"Kejayan", "Ambal-Ambil"} <= set(few["puskesmas"])
    assert (few["kecamatan"].map(compact) != few["puskesmas"].map(compact)).sum() >= 2


def test_a_code_of_a_kecamatan_is_refused_with_advice(register):
    with pytest.raises(UnknownAreaError, match="empat angka"):
        places.services(register, "351406")
