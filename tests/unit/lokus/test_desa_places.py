import pytest

from stunting.geography import Register
from stunting.lokus.places import WrittenDesa, match_desa
from stunting.paths import ROOT


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


def matched(register, kecamatan, desa, code=""):
    return match_desa(register, "3514", [WrittenDesa(row=7, kecamatan=kecamatan, desa=desa, code=code)])


@pytest.mark.parametrize(
    ("kecamatan", "desa", "code"),
    [
        ("Kejayan", "Kejayan", ""),
        ("KEC. KEJAYAN", "Kel. kejayan", ""),
        ("", "Kejayan", ""),
        ("", "35.14.06.1024", ""),
        ("Kejayan", "", "3514061024"),
        ("kejayan", "KEJAYAN", "35.14.06.1024"),
        ("Kejayan", "Kejayan", "3514061024.0"),
        ("", "3514061024,00", ""),
    ],
)
def test_a_desa_is_found_by_name_by_code_or_by_both(register, kecamatan, desa, code):
    assert matched(register, kecamatan, desa, code).codes == {7: "3514061024"}


@pytest.mark.parametrize(
    ("kecamatan", "desa", "code", "said"),
    [
        ("Kejayan", "Kejayn", "", "Maksudnya Kel. Kejayan, Kec. Kejayan"),
        ("", "Sumbersuko", "", "tidak menunjuk tepat satu"),
        ("Gempol", "Kurung", "", "Desa Kurung, Kec. Kejayan"),
        ("Kejayan", "Kurung", "3514061024", "kode 3514061024 adalah Kel. Kejayan, Kec. Kejayan"),
        ("", "", "1801042001", "bukan desa/kelurahan di Kab. Pasuruan"),
        ("Kejayan", "Kurung", "3,51406E+09", "dipendekkan program lembar kerja"),
        ("", "", "351406", "bukan desa/kelurahan di Kab. Pasuruan"),
        ("Kejayan", "", "", "desa/kelurahan kosong"),
    ],
)
def test_what_is_not_exactly_one_desa_is_never_guessed(register, kecamatan, desa, code, said):
    found = matched(register, kecamatan, desa, code)

    assert not found.codes
    assert said in found.problems[7]


def test_a_name_that_resembles_no_desa_is_shown_masked(register):
    (sentence,) = matched(register, "", "Budi Santoso").problems.values()

    assert "Budi" not in sentence
    assert sentence.startswith("'Bxxx xxxxxxx' bukan desa/kelurahan")
