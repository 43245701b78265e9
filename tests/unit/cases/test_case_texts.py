import pytest

from stunting.cases import factors, persons
from stunting.cases.persons import CaseError
from stunting.cases.records import Case, CaseFollowUp, checked_record
from stunting.errors import UnknownChoiceError
from tests.case_rows import case


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("anak 3514990605239901 belum ditimbang", "NIK"),
        ("35.14.99.060523.9901", "NIK"),
        ("3514 9906 0523 9901", "NIK"),
        ("hubungi 081234567890", "telepon"),
        ("WA +62 812-3456-7890", "telepon"),
        ("0812 3456 789", "telepon"),
        ("Nama: Xananda", "data pribadi"),
        ("nama ibu = Siti", "data pribadi"),
        ("Tgl lahir : 3 Mei", "data pribadi"),
        ("NIK: ada", "data pribadi"),
        ("alamat: dekat balai desa", "data pribadi"),
        ("By. Ny. Siti", "nama ibunya"),
        ("bayi ny siti", "nama ibunya"),
        ("lahir 12/03/2024", "tanggal lahir"),
        ("lahir tanggal 12 Maret 2024", "tanggal lahir"),
        ("rumah di RT 03/RW 05", "RT/RW"),
    ],
)
def test_what_tells_a_person_is_refused_without_being_repeated(text, what):
    with pytest.raises(CaseError, match=what) as refused:
        persons.check_text(text, "Catatan")

    assert text not in str(refused.value)
    assert "nomor kasus" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Kunjungan rumah 2 Agustus 2025 pukul 08.00-10.00",
        "08-12-2025 dan 15-12-2025",
        "Rp1.500.000 untuk 12 anak",
        "NIP 19800101 200501 1 001",
        "berat lahir 2,4 kg, panjang lahir 47 cm",
        "K-7QX4M2B sudah dirujuk ke RSUD",
        "Kunjungan 2025-08-01, 2025-09-01",
        "SK 188.45/123/KEP/2025",
        "",
    ],
)
def test_what_tells_no_person_is_kept(text):
    persons.check_text(text, "Catatan")


@pytest.mark.parametrize("field", ["puskesmas", "reason", "note"])
def test_every_text_of_a_case_is_looked_at(field):
    with pytest.raises(CaseError, match="telepon"):
        checked_record(case(**{field: "081234567890"}))


@pytest.mark.parametrize("field", ["activity", "implementer", "person_in_charge", "evidence"])
def test_every_text_of_a_line_of_the_plan_is_looked_at(field):
    with pytest.raises(CaseError, match="NIK"):
        checked_record(CaseFollowUp(**({"case_no": "B-AAAAAAA", "activity": "Kunjungi"} | {field: "3514990605239901"})))


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"desa_code": "351406"}, "10 angka"),
        ({"year": 1999}, "Tahun"),
        ({"case_no": "Xananda"}, "Nomor kasus"),
        ({"child_key": "bukan kunci"}, "tidak sah"),
        ({"group": "bumil", "child_key": "0" * 32}, "tidak sah"),
    ],
)
def test_what_is_no_case_is_refused(given, what):
    with pytest.raises(CaseError, match=what):
        checked_record(case(**given))


def test_factors_are_of_the_lists():
    assert factors.words(["jamban_tidak_layak", "bblr"]) == ["Berat lahir rendah (BBLR)", "Jamban tidak layak"]
    with pytest.raises(UnknownChoiceError, match="jamban_tidak_layak"):
        checked_record(case(indirect_factors=("jamban_tak_layak",)))
    with pytest.raises(UnknownChoiceError):
        checked_record(case(direct_factors=("jamban_tidak_layak",)))


def test_no_field_of_a_case_is_for_a_name_nik_or_address():
    assert not {"name", "nik", "address", "birth_date", "parents"} & set(Case.__dataclass_fields__)
