"""Headers of three generations of exports, of local recaps and of slugged copies."""

from __future__ import annotations

import datetime as dt

import pytest

from stunting.imports.headers import Miss, find_header
from tests.unit.imports.files import EXPORT_A, EXPORT_B, EXPORT_C, child

SLUGGED = "no,nik,nama,jk,tgl_lahir,kabkota,kec,pukesmas,desakel,posyandu,tanggal_pengukuran,berat,tinggi,tbu,zs_tbu"
RECAP = "nama_balita,jk,tgl_lahir,kelurahan,tgl_ukur,usia_saatukur,bb,tinggi,zs_bbu,bbu,zs_tbu,tbu,zs_bbtb,bbtb,periode"
BOK = "No,Nama Lengkap Balita,JK,Tgl Lahir Tgl/Bln/Thn,Desa,BB,TB,PB-TB/U,BB/PB-TB"
BONTANG = (
    "NIK,Nama,Jenis Kelamin,Tanggal Lahir,Berat Lahir - Sasaran (kg),Panjang Lahir - Sasaran (cm),"
    "Nama Orang Tua (Ibu/Ayah),Nomor KK,No HP Orang Tua,Kelurahan,Tanggal Pengukuran,Berat Badan (kg)"
)


@pytest.mark.parametrize(
    ("headers", "generation"),
    [
        (EXPORT_A, "A"),
        (EXPORT_B, "B"),
        (EXPORT_C, "C"),
        (SLUGGED.split(","), "lokal"),
        (RECAP.split(","), "lokal"),
        (BOK.split(","), "lokal"),
        (BONTANG.split(","), "lokal"),
    ],
)
def test_every_known_header_is_found_with_its_generation(headers, generation):
    header = find_header([headers])

    assert not isinstance(header, Miss)
    assert (header.kind, header.generation) == ("individu", generation)


def test_every_column_of_the_oldest_export_that_is_needed_is_read():
    header = find_header([EXPORT_A])

    assert not isinstance(header, Miss)
    assert header.ignored == ("No", "Prov", "RT", "RW", "Alamat", "PMT Diterima (kg)", "KPSP", "KIA")


def test_bontangs_long_headers_are_birth_weight_length_and_parents():
    header = find_header([BONTANG.split(",")])

    assert not isinstance(header, Miss)
    assert [header.columns[one] for one in ("birth_weight_kg", "birth_length_cm", "parents", "weight_kg")] == [
        4,
        5,
        6,
        11,
    ]


@pytest.mark.parametrize("titles", range(5))
def test_titles_may_stand_above_the_header(titles):
    header = find_header([*[["DAFTAR BALITA", ""], [], [""], ["KEC. KEJAYAN"]][:titles], EXPORT_A, child()])

    assert not isinstance(header, Miss)
    assert header.last_row == titles


def test_case_space_and_punctuation_do_not_matter():
    header = find_header([[f"  {name.upper()} :" for name in EXPORT_A]])

    assert not isinstance(header, Miss)
    assert header.columns["desa"] == EXPORT_A.index("Desa/Kel")


def test_a_wide_recap_has_its_months_in_two_rows():
    top = ["NO", "NIK", "NAMA", "JK", "TANGGAL LAHIR", "DESA", "JANUARI", "", "", "FEBRUARI", "", ""]
    below = ["", "", "", "", "", "", *["TANGGAL UKUR", "BERAT", "TINGGI"] * 2]

    header = find_header([["REKAP 2025"], top, below])

    assert not isinstance(header, Miss)
    assert header.kind == "lebar"
    assert header.last_row == 2
    assert header.months == {
        (0, 1): {"measured_on": 6, "weight_kg": 7, "height_cm": 8},
        (0, 2): {"measured_on": 9, "weight_kg": 10, "height_cm": 11},
    }


def test_a_wide_recap_has_its_months_in_one_row():
    flat = "NAMA,JK,TANGGAL LAHIR,DESA,JANUARI_TANGGALUKUR,JANUARI_UMUR,JANUARI_BERAT,JANUARI_TINGGI,JANUARI_CARAUKUR"

    header = find_header([flat.split(",")])

    assert not isinstance(header, Miss)
    assert header.months == {(0, 1): {"measured_on": 4, "age": 5, "weight_kg": 6, "height_cm": 7, "posture": 8}}


def test_a_group_above_tells_birth_weight_from_weight():
    top = ["NAMA", "JK", "TGL LAHIR", "DESA", "LAHIR", "", "HASIL PENGUKURAN", "", ""]
    below = ["", "", "", "", "BB", "TB", "TGL UKUR", "BB", "TB"]

    header = find_header([top, below])

    assert not isinstance(header, Miss)
    assert header.columns["birth_weight_kg"] == 4
    assert header.columns["weight_kg"] == 7


def test_a_row_of_data_is_not_taken_for_the_second_row_of_a_header():
    header = find_header([EXPORT_A, child(Tgl_Lahir=dt.date(2023, 8, 12))])

    assert not isinstance(header, Miss)
    assert header.last_row == 0


def test_a_miss_names_what_is_needed_and_what_resembles_it():
    miss = find_header([["NIK", "Nama", "JK", "Tanggal Lahr", "Berat"], ["1", "ANAK", "L", "2023-08-12", "9"]])

    assert isinstance(miss, Miss)
    assert miss.missing == ("Tgl Lahir", "Desa/Kel")
    assert miss.near == ("Tanggal Lahr",)


def test_a_file_that_begins_with_data_is_not_quoted():
    miss = find_header([child(), child()])

    assert isinstance(miss, Miss)
    assert miss.found == miss.near == ()


def test_a_header_that_holds_a_long_number_is_masked():
    header = find_header([[*EXPORT_A, "3514991208230001"]])

    assert not isinstance(header, Miss)
    assert header.ignored[-1] == "9" * 16
