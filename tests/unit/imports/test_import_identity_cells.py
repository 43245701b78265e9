"""NIK, sex, posture, labels, and what a report may show of them."""

from __future__ import annotations

import pytest

from stunting.imports import words
from stunting.imports.masking import masked
from stunting.imports.nik import read_nik

NIK = "3514991208230001"


@pytest.mark.parametrize("cell", [NIK, f" {NIK} ", "3514 9912 0823 0001", f"{NIK}.0", 3514991208230001.0])
def test_sixteen_digits_are_a_nik(cell):
    assert read_nik(cell).value == NIK
    assert read_nik(cell).notes == ()


@pytest.mark.parametrize("cell", [f"'{NIK}", f"{NIK}'", f'"{NIK}"', f"`{NIK}"])
def test_a_quote_around_a_nik_is_taken_off_and_noted(cell):
    assert read_nik(cell).value == NIK
    assert read_nik(cell).notes == ("nik_tanda_petik",)


@pytest.mark.parametrize("cell", ["", " ", "-", None, "0", 0, "'"])
def test_a_blank_nik_is_blank(cell):
    assert read_nik(cell).notes == ("nik_kosong",)


@pytest.mark.parametrize("cell", ["35140***********", "35140xxxxxxxxxxx", "3514991208******"])
def test_a_masked_nik_is_none(cell):
    assert read_nik(cell).value == ""
    assert read_nik(cell).notes == ("nik_tersamar",)


@pytest.mark.parametrize(
    "cell",
    [
        "3.51406E+15",
        "3,51406E+15",
        "351499120823000",
        "35149912082300011",
        "1111111111111111",
        "1234567890123456",
        "0123456789012345",
        "9876543210987654",
        "3514991208230000",
        "3514990000000001",
        "3333333333333331",
        "tidak punya",
    ],
)
def test_what_cannot_identify_a_child_is_no_nik(cell):
    assert read_nik(cell).value == ""
    assert read_nik(cell).notes == ("nik_tidak_sah",)


def test_a_number_cell_ending_in_0_lost_its_last_digit_in_excel():
    """Excel keeps 15 digits: ...0012 and ...0013 both become ...0010, and two children would be one."""
    assert read_nik(3514991208230010.0).notes == ("nik_tidak_sah",)
    assert read_nik("3514991208230010").value == "3514991208230010"


@pytest.mark.parametrize("cell", [9171061208230002.0, "9171061208230002.0"])
def test_above_2_to_53_a_float_does_not_tell_neighbours_apart(cell):
    assert read_nik(cell).notes == ("nik_tidak_sah",)
    assert read_nik("9171061208230002").value == "9171061208230002"


@pytest.mark.parametrize(
    ("cell", "sex", "notes"),
    [
        ("L", "m", ()),
        (" p ", "f", ()),
        ("Laki-laki", "m", ("jk_ejaan",)),
        ("LAKI LAKI", "m", ("jk_ejaan",)),
        ("Perempuan", "f", ("jk_ejaan",)),
        ("Wanita", "f", ("jk_ejaan",)),
        ("PRIA", "m", ("jk_ejaan",)),
        (1.0, "m", ("jk_ejaan",)),
        ("2", "f", ("jk_ejaan",)),
        ("boy", "m", ("jk_ejaan",)),
        ("M", "m", ("jk_ejaan",)),
        ("F", "f", ("jk_ejaan",)),
        ("", "", ()),
        ("X", "", ()),
    ],
)
def test_sex_is_read_in_every_spelling(cell, sex, notes):
    assert words.read_sex(cell) == (sex, notes)


@pytest.mark.parametrize(
    ("cell", "posture"),
    [("Terlentang", "l"), ("TELENTANG", "l"), ("Berbaring", "l"), ("Berdiri", "h"), ("B", ""), ("1", ""), ("", "")],
)
def test_an_unclear_code_of_posture_is_none(cell, posture):
    assert words.read_posture(cell)[0] == posture


@pytest.mark.parametrize(
    ("read", "cell", "label"),
    [
        (words.read_haz_label, "Sangat Pendek", "sangat_pendek"),
        (words.read_haz_label, "PENDEK ", "pendek"),
        (words.read_haz_label, "Sangat pendek (severely stunted)", "sangat_pendek"),
        (words.read_haz_label, "Outlier", "outlier"),
        (words.read_waz_label, "Berat Badan Normal", "normal"),
        (words.read_waz_label, "Risiko Lebih", "risiko_lebih"),
        (words.read_waz_label, "Sangat Kurang", "sangat_kurang"),
        (words.read_whz_label, "Gizi baik (normal)", "gizi_baik"),
        (words.read_whz_label, "Risiko Gizi Lebih", "risiko_gizi_lebih"),
        (words.read_whz_label, "Obesitas", "obesitas"),
        (words.read_whz_label, "-", ""),
    ],
)
def test_a_label_is_read_without_regard_to_case(read, cell, label):
    assert read(cell) == (label, ())


def test_an_unknown_label_is_noted():
    assert words.read_haz_label("Lumayan") == ("", ("label_tidak_dikenal",))


@pytest.mark.parametrize(
    ("cell", "shape"),
    [
        ("Budi Santoso", "Bxxx xxxxxxx"),
        ("31/02/2024", "99/99/9999"),
        (NIK, "9" * 16),
        ("Ñandu", "Ñxxxx"),
        ("a" * 99, "a" + "x" * 39 + "…"),
    ],
)
def test_masking_keeps_the_shape_and_not_the_content(cell, shape):
    assert masked(cell) == shape


@pytest.mark.parametrize(
    "cell", ["35.14.99.460523.9901", "351499-460523-9901", "3514-9946-0523-9901", "\ufeff3514994605239901\u200b"]
)
def test_sixteen_digits_in_groups_are_a_nik(cell):
    assert read_nik(cell).value == "3514994605239901"
