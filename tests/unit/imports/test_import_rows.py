"""Rows of children: notes, reasons, months."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from stunting.imports.reading import open_file
from stunting.imports.rows import PARSED
from stunting.imports.rules import NOTE_CODES, REASON_CODES
from tests.unit.imports.files import EXPORT_A, EXPORT_B, EXPORT_C, child, csv_bytes, read, xlsx_bytes


def one(**changed: object) -> pd.Series:
    frame, _ = read(xlsx_bytes(EXPORT_A, child(**changed)))
    assert len(frame) == 1
    return frame.iloc[0]


def test_a_row_has_every_column_in_its_type():
    frame, notes = read(csv_bytes(EXPORT_A, child()))

    assert {name: str(frame[name].dtype) for name in frame} == PARSED
    assert notes == {}
    assert frame.iloc[0].to_dict() == {
        "row_no": 2,
        "nik": "3514991208230001",
        "name": "ANAK CONTOH",
        "parents": "BAPAK CONTOH / IBU CONTOH",
        "sex": "m",
        "birth_date": pd.Timestamp(2023, 8, 12),
        "measured_on": pd.Timestamp(2025, 8, 12),
        "period": 202508,
        "kabupaten": "PASURUAN",
        "kecamatan": "KEJAYAN",
        "desa": "COBANJOYO",
        "puskesmas": "KEJAYAN",
        "posyandu": "MELATI 1",
        "weight_kg": 10.6,
        "height_cm": 81.5,
        "posture": "h",
        "muac_cm": 14.0,
        "birth_weight_kg": 3.1,
        "birth_length_cm": 49.0,
        "age_months_written": 24.0,
        "file_haz": -2.95,
        "file_waz": -1.73,
        "file_whz": -0.15,
        "label_haz": "pendek",
        "label_waz": "normal",
        "label_whz": "gizi_baik",
        "weight_gain": "N",
        "vitamin_a": "ya",
        "reason": "",
        "reason_column": "",
        "reason_masked": "",
    }


def test_real_dates_and_numbers_of_a_workbook_are_the_same_row():
    typed = child(Tgl_Lahir=dt.date(2023, 8, 12), Tanggal_Pengukuran=dt.date(2025, 8, 12), Berat=10.6, Tinggi=81.5)

    frame, _ = read(xlsx_bytes(EXPORT_A, typed))

    pd.testing.assert_frame_equal(frame, read(csv_bytes(EXPORT_A, child()))[0])


@pytest.mark.parametrize(
    ("changed", "reason", "column", "shape"),
    [
        ({"JK": "X"}, "jk_tidak_terbaca", "JK", "X"),
        ({"JK": ""}, "jk_tidak_terbaca", "JK", ""),
        ({"Tgl_Lahir": "31/02/2024"}, "tgl_lahir_tidak_terbaca", "Tgl Lahir", "99/99/9999"),
        ({"Tgl_Lahir": ""}, "tgl_lahir_tidak_terbaca", "Tgl Lahir", ""),
        ({"Tgl_Lahir": "2026-01-01", "Tanggal_Pengukuran": ""}, "tgl_lahir_tidak_terbaca", "Tgl Lahir", "9999-99-99"),
        ({"Tanggal_Pengukuran": "kemarin"}, "tgl_ukur_tidak_terbaca", "Tanggal Pengukuran", "kxxxxxx"),
        ({"Tanggal_Pengukuran": "2025-10-01"}, "tgl_ukur_di_masa_depan", "Tanggal Pengukuran", "9999-99-99"),
        ({"Tanggal_Pengukuran": "2023-08-11"}, "tgl_ukur_sebelum_lahir", "Tanggal Pengukuran", "9999-99-99"),
        ({"Tgl_Lahir": "2020-08-11"}, "umur_60_bulan_lebih", "Tgl Lahir", "9999-99-99"),
    ],
)
def test_a_row_that_cannot_be_used_has_one_reason(changed, reason, column, shape):
    row = one(**changed)

    assert (row["reason"], row["reason_column"], row["reason_masked"]) == (reason, column, shape)


def test_the_last_day_of_a_child_under_five_is_day_1826():
    assert one(Tgl_Lahir=dt.date(2025, 8, 12) - dt.timedelta(days=1826))["reason"] == ""
    assert one(Tgl_Lahir=dt.date(2025, 8, 12) - dt.timedelta(days=1827))["reason"] == "umur_60_bulan_lebih"


def test_the_first_reason_that_holds_counts():
    assert one(JK="", Tgl_Lahir="?", Tanggal_Pengukuran="?")["reason"] == "jk_tidak_terbaca"


def test_a_repeated_header_and_totals_are_no_children():
    frame, notes = read(
        csv_bytes(
            EXPORT_A,
            child(),
            EXPORT_A,
            range(1, len(EXPORT_A) + 1),
            child(),
            ["Jumlah", "", "2"],
            ["", "", "", "Mengetahui,"],
            ["", "", "", "Kepala Puskesmas"],
            ["", "", "", "NIP. 196501011990031001"],
            [" "],
        )
    )

    assert frame["reason"].tolist() == ["", "judul_berulang", "judul_berulang", "", *["baris_jumlah"] * 4]
    assert frame["row_no"].tolist() == [2, 3, 4, 5, 6, 7, 8, 9]
    assert notes == {}
    assert "1965" not in " ".join(frame["reason_masked"])


def test_a_child_without_sex_and_birth_date_is_no_footer():
    frame, _ = read(csv_bytes(EXPORT_A, child(JK="", Tgl_Lahir="")))

    assert frame["reason"].tolist() == ["jk_tidak_terbaca"]


def test_a_rule_is_counted_once_in_a_row():
    frame, notes = read(csv_bytes(EXPORT_A, child(Berat="10,6", Tinggi="81,5", Tgl_Lahir="05/04/2024"), child()))

    assert notes == {"koma_desimal": 1, "tgl_hari_dulu": 1}
    assert frame["weight_kg"].tolist() == [10.6, 10.6]


def test_a_child_without_a_date_is_listed_and_its_values_are_ignored():
    frame, notes = read(csv_bytes(EXPORT_A, child(Tanggal_Pengukuran="")), name="Agustus 2025.csv")

    assert frame["reason"].tolist() == [""]
    assert frame["measured_on"].isna().all()
    assert frame[["weight_kg", "height_cm", "muac_cm", "file_haz"]].isna().all(axis=None)
    assert notes == {"ukur_tanpa_tanggal": 1}


@pytest.mark.parametrize(
    ("title", "name", "given", "period"),
    [
        ("DATA BULAN AGUSTUS 2025", "Juli 2025.csv", 202501, 202508),
        ("DATA BALITA", "Data Stunting Desa X Agustus 2025 (11092025).csv", 202501, 202508),
        ("DATA BALITA", "berkas.csv", 202501, 202501),
        ("DATA BALITA", "berkas.csv", 0, 0),
    ],
)
def test_the_month_of_a_listed_child_comes_from_title_name_or_caller(title, name, given, period):
    unmeasured = child(Tanggal_Pengukuran="", Berat="", Tinggi="")

    frame, _ = read(csv_bytes([title], EXPORT_A, child(), unmeasured), name=name, period=given)

    assert frame["period"].tolist() == [202508, period]


def test_a_column_of_months_stands_before_the_title():
    headers = ["nama_balita", "jk", "tgl_lahir", "kelurahan", "tgl_ukur", "bb", "tinggi", "periode"]
    rows = [["A", "L", "2023-01-02", "X", "", "", "", month] for month in ("agustus_2024", "Juli", "")]

    frame, _ = read(csv_bytes(headers, *rows, separator=","), name="Maret 2025.csv")

    assert frame["period"].tolist() == [202408, 202507, 202503]


def test_a_listed_child_is_judged_at_the_end_of_its_month():
    born = "2020-08-01"
    headers = (*EXPORT_C, "Bulan Pengukuran")
    listed = [*child(EXPORT_C, Tgl_Lahir=born, Tanggal_Pengukuran="", Berat="", Tinggi="")]

    frame, _ = read(csv_bytes(headers, [*listed, "Juli 2025"], [*listed, "Agustus 2025"], [*listed, ""]))

    assert frame["reason"].tolist() == ["", "umur_60_bulan_lebih", ""]


def test_every_filled_month_of_a_wide_recap_is_a_row():
    top = ["NIK", "NAMA", "JK", "TANGGAL LAHIR", "DESA", "JANUARI", "", "", "FEBRUARI", "", ""]
    below = ["", "", "", "", "", *["TANGGAL UKUR", "BERAT", "TINGGI"] * 2]
    who = ["3514991208230001", "A", "L", "2023-08-12", "X"]
    lines = [
        [*who, "2025-01-10", "9", "75", "2025-02-11", "9,4", "76"],
        [*who, "", "", "", "", "", ""],
        [*who, "", "", "", "", "9,4", ""],
    ]

    frame, notes = read(xlsx_bytes(["REKAP TAHUN 2025"], top, below, *lines))

    assert frame["row_no"].tolist() == [4, 4, 5, 6]
    assert frame["period"].tolist() == [202501, 202502, 0, 202502]
    assert frame["weight_kg"].tolist()[:2] == [9.0, 9.4]
    assert frame["measured_on"].notna().tolist() == [True, True, False, False]
    assert notes == {"koma_desimal": 2, "ukur_tanpa_tanggal": 1}


@pytest.mark.parametrize("zero", ["0", "0,0", "0.00", "-", 0.0])
def test_a_month_of_zeros_in_a_wide_recap_is_not_filled(zero):
    top = ["NIK", "NAMA", "JK", "TANGGAL LAHIR", "DESA", "JANUARI", "", "", "FEBRUARI", "", ""]
    below = ["", "", "", "", "", *["TANGGAL UKUR", "BERAT", "TINGGI"] * 2]
    line = ["3514991208230001", "A", "L", "2023-08-12", "X", "2025-01-10", "9", "75", "", zero, zero]

    frame, _ = read(xlsx_bytes(["REKAP TAHUN 2025"], top, below, line))

    assert frame["period"].tolist() == [202501]


def test_mother_and_father_may_be_two_columns():
    headers = ["Nama", "JK", "Tgl Lahir", "Nama Ayah", "Nama Ibu", "Desa", "Tgl Ukur"]

    frame, _ = read(csv_bytes(headers, ["A", "L", "2024-01-02", "Bapak", "Ibu", "X", "2025-01-02"]))

    assert frame["parents"].tolist() == ["Bapak / Ibu"]


def test_cells_beyond_the_header_are_noted():
    frame, notes = read(csv_bytes(EXPORT_A, [*child(), "6"], [*child(), ""]))

    assert len(frame) == 2
    assert notes == {"sel_berlebih": 1}


def test_chunks_are_the_same_rows_as_the_whole():
    content = csv_bytes(EXPORT_B, *(child(EXPORT_B, Nama=f"ANAK {i}") for i in range(25)))

    whole, _ = read(content)
    parts, _ = read(content, chunk_rows=7)

    pd.testing.assert_frame_equal(whole, parts)


def test_all_sheets_with_a_header_are_read_and_the_others_named():
    content = xlsx_bytes(Juli=[EXPORT_A, child()], Agustus=[EXPORT_C, child(EXPORT_C)], Petunjuk=[["Cara mengisi"]])

    with open_file("rekap.xlsx", content) as opened:
        assert [(facts.sheet, facts.generation) for facts in opened.sheets] == [("Juli", "A"), ("Agustus", "C")]
        assert opened.remarks == (
            "rekap.xlsx: lembar Petunjuk tidak dibaca karena tidak punya judul kolom yang dikenal.",
        )
        assert opened.row_estimate == 4


def test_a_list_of_unmeasured_children_needs_no_measuring_columns():
    headers = ["NIK", "Nama", "JK", "Tgl Lahir", "Desa/Kel"]
    content = csv_bytes(headers, ["", "A", "L", "2024-01-02", "X"])

    frame, _ = read(content, name="Daftar Tidak Ditimbang Agustus 2025.csv")

    assert frame["period"].tolist() == [202508]


def test_notes_and_reasons_are_rules_with_a_name():
    strange = [
        child(NIK="1", JK="laki", Tgl_Lahir="45000", Berat="8888", Tinggi="0,8 m", LiLA="x"),
        child(Tgl_Lahir="-"),
        child(BB_Lahir="3100", TB_Lahir="8888", Tanggal_Pengukuran="1 Agu 25", BB_U="?"),
    ]

    frame, notes = read(csv_bytes(EXPORT_A, *strange))

    assert set(notes) <= set(NOTE_CODES)
    assert set(frame["reason"]) - {""} <= set(REASON_CODES)
    assert len(notes) >= 9
