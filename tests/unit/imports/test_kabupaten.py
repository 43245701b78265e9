import pandas as pd
import pytest

from stunting.errors import ImportRefusedError, UnknownAreaError
from stunting.geography import Register
from stunting.imports import kabupaten
from stunting.paths import ROOT


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


def rows(name: str, kecamatan: str = "KEJAYAN", desa: str = "KLINTER") -> list[pd.DataFrame]:
    return [pd.DataFrame({"kabupaten": [name], "kecamatan": [kecamatan], "desa": [desa]})]


def test_a_name_with_its_kind_decides(register):
    area, sentence = kabupaten.named_in(register, rows("KAB. PASURUAN"))

    assert (area.code, sentence) == ("3514", None)


def test_a_name_that_a_kota_shares_is_decided_by_the_desa_and_said(register):
    area, sentence = kabupaten.named_in(register, rows("PASURUAN"))

    assert area.code == "3514"
    assert sentence == (
        "Nama di berkas dapat berarti Kab. Pasuruan (3514) atau Kota Pasuruan (3575); "
        "desanya hanya ada di Kab. Pasuruan."
    )


def test_a_shared_name_without_known_desa_is_refused(register):
    with pytest.raises(ImportRefusedError, match=r"Kab\. Pasuruan \(3514\) atau Kota Pasuruan \(3575\)"):
        kabupaten.named_in(register, rows("PASURUAN", "?", "?"))


@pytest.mark.parametrize(("name", "said"), [("", "tidak menyebut"), ("ANTAH BERANTAH", "tidak dikenal")])
def test_rows_that_name_no_kabupaten_ask_for_it(register, name, said):
    with pytest.raises(ImportRefusedError, match=said):
        kabupaten.named_in(register, rows(name))


def test_the_name_most_rows_carry_counts(register):
    frame = pd.concat([*rows("MAGETAN", "?", "?"), *rows("KAB PASURUAN"), *rows("KAB PASURUAN")])

    assert kabupaten.named_in(register, [frame])[0].code == "3514"


@pytest.mark.parametrize("typed", ["3514", "35.14", "Kab. Pasuruan"])
def test_a_kabupaten_is_chosen_by_code_or_name(register, typed):
    assert kabupaten.chosen(register, typed).code == "3514"


def test_another_level_or_an_unknown_code_is_refused(register):
    with pytest.raises(ImportRefusedError, match="bukan kabupaten/kota"):
        kabupaten.chosen(register, "351406")
    with pytest.raises(UnknownAreaError):
        kabupaten.chosen(register, "9999")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("KAB.PASURUAN", "3514"),
        ("KODYA PASURUAN", "3575"),
        ("KOTA ADM. JAKARTA SELATAN", "3174"),
        ("KOTA JAKARTA SELATAN", "3174"),
        ("Kota Administrasi Jakarta Selatan", "3174"),
        ("KAB. ADM. KEPULAUAN SERIBU", "3101"),
    ],
)
def test_a_kabupaten_is_known_in_every_official_spelling(register, written, code):
    assert kabupaten.named_in(register, rows(written))[0].code == code
