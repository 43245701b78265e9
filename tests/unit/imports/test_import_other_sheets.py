"""The monthly village report and sheets of sasaran."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting.imports import village_reports
from stunting.imports.reading import open_file
from stunting.imports.target_sheets import FRAME
from tests.unit.imports.files import csv_bytes, read, xlsx_bytes

REPORT = [
    *("No", "Provinsi", "Kab/Kota", "Kecamatan", "Puskesmas", "Kelurahan/Desa", "Bulan", "Jumlah Sasaran Balita"),
    *(f"Kolom {number}" for number in range(9, 111)),
]
COUNTS = {8: 100, 9: 40, 10: 60, 11: 100, 12: 35, 14: 55, 16: 90, 18: 35, 20: 54, 22: 89, 38: 12}


def report_row(desa: str = "COBANJOYO", month: object = "Agustus", **changed: object) -> list[object]:
    counts = {**COUNTS, **{int(name.removeprefix("k")): value for name, value in changed.items()}}
    place = [1, "JAWA TIMUR", "PASURUAN", "KEJAYAN", "KEJAYAN", desa, month]
    return [*place, *(counts.get(number, "") for number in range(8, 111))]


def test_a_village_report_becomes_one_row_per_item():
    frame, notes = read(xlsx_bytes(["DAFTAR ENTRY BALITA GIZI 2025"], REPORT, report_row()))

    assert {name: str(frame[name].dtype) for name in frame} == village_reports.FRAME
    assert dict(zip(frame["item"], frame["value_n"], strict=True)) == COUNTS
    first = frame.iloc[0]
    assert first[["row_no", "kabupaten", "kecamatan", "desa", "puskesmas", "period"]].tolist() == [
        *(3, "PASURUAN", "KEJAYAN", "COBANJOYO", "KEJAYAN", 202508),
    ]
    assert notes == {}


def test_its_facts_say_what_it_is():
    with open_file("laporan.xlsx", xlsx_bytes(REPORT, report_row())) as opened:
        assert opened.sheets[0].kind == "laporan_desa"


def test_percentages_between_the_items_are_not_read():
    frame, _ = read(xlsx_bytes(REPORT, report_row(month="Agustus 2025", k13=87.5)))

    assert 13 not in frame["item"].tolist()


def test_rows_of_column_numbers_below_the_header_belong_to_it():
    frame, _ = read(xlsx_bytes(REPORT, ["", *[""] * 6, "L", "P"], range(1, 111), report_row(month="2025-08")))

    assert set(frame["row_no"]) == {4}


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        ({"k11": 101}, "jumlah_tidak_cocok"),
        ({"k16": 89}, "jumlah_tidak_cocok"),
        ({"k22": 88}, "jumlah_tidak_cocok"),
        ({"k24": 1, "k26": 1, "k28": 3}, "jumlah_tidak_cocok"),
        ({"k32": 1, "k33": 1, "k36": 3}, "jumlah_tidak_cocok"),
        ({"k38": 90}, "pembilang_melebihi_penyebut"),
        ({"k63": 1, "k64": 2}, "pembilang_melebihi_penyebut"),
        ({"k9": "empat puluh"}, "angka_tidak_terbaca"),
    ],
)
def test_a_contradiction_is_noted_and_used(changed, note):
    frame, notes = read(xlsx_bytes(REPORT, report_row(month="Agustus 2025", **changed)))

    assert notes == {note: 1}
    assert (frame["reason"] == "").all()


@pytest.mark.parametrize(
    ("month", "name", "period"),
    [("Agustus", "laporan 2025.xlsx", 202508), ("8", "laporan 2025.xlsx", 202508), ("Agustus", "laporan.xlsx", 0)],
)
def test_the_year_of_a_report_comes_from_its_name(month, name, period):
    frame, _ = read(xlsx_bytes(REPORT, report_row(month=month)), name=name)

    assert set(frame["period"]) == {period}
    assert set(frame["reason"]) == ({""} if period else {"periode_tidak_diketahui"})


def test_totals_of_a_report_are_one_rejected_row_without_item():
    frame, _ = read(xlsx_bytes(REPORT, report_row(month="Agustus 2025"), ["Jumlah", *[""] * 6, 100]))

    rejected = frame[frame["reason"] != ""]
    assert rejected[["item", "reason"]].to_numpy().tolist() == [[0, "baris_jumlah"]]
    assert rejected["value_n"].isna().all()


def test_a_sheet_of_sasaran_is_one_row_per_desa_year_and_kind():
    headers = ["No", "Kec", "Desa/Kel", "Tahun", "Jenis", "Jumlah Balita"]
    rows = [
        [1, "KEJAYAN", "COBANJOYO", 2025, "Riil", 1234],
        [2, "KEJAYAN", "SUMBER BANTENG", "2025", "Proyeksi Pusdatin", "1.234"],
        ["", "", "Jumlah", 2025, "", 2468],
        [3, "KEJAYAN", "KOSONG", 2025, "Riil", ""],
    ]

    frame, notes = read(xlsx_bytes(headers, *rows))

    assert {name: str(frame[name].dtype) for name in frame} == FRAME
    assert frame[["desa", "year", "kind", "reason"]].to_numpy().tolist() == [
        ["COBANJOYO", 2025, "riil", ""],
        ["SUMBER BANTENG", 2025, "proyeksi", ""],
        ["Jumlah", 2025, "", "baris_jumlah"],
        ["KOSONG", 2025, "", "jumlah_sasaran_tidak_terbaca"],
    ]
    assert frame["target_n"].tolist()[:2] == [1234, 1234]
    assert notes == {}


def test_two_kinds_side_by_side_are_two_rows():
    headers = ["Kecamatan", "Desa", "Sasaran Riil 2025", "Sasaran Proyeksi 2025"]

    frame, _ = read(csv_bytes(headers, ["KEJAYAN", "COBANJOYO", "100", "120"], ["KEJAYAN", "ORO", "50", ""]))

    assert frame[["desa", "year", "kind", "target_n"]].to_numpy().tolist() == [
        ["COBANJOYO", 2025, "riil", 100],
        ["COBANJOYO", 2025, "proyeksi", 120],
        ["ORO", 2025, "riil", 50],
    ]


def test_a_kind_that_is_nowhere_is_taken_for_riil_and_noted():
    headers = ["Kec", "Desa/Kel", "S"]

    frame, notes = read(csv_bytes(["SASARAN BALITA 2025"], headers, ["KEJAYAN", "COBANJOYO", "100"]))
    by_name, no_notes = read(csv_bytes(headers, ["KEJAYAN", "COBANJOYO", "100"]), name="Sasaran Proyeksi 2025.csv")

    assert frame[["year", "kind"]].to_numpy().tolist() == [[2025, "riil"]]
    assert notes == {"jenis_sasaran_dianggap_riil": 1}
    assert by_name["kind"].tolist() == ["proyeksi"]
    assert no_notes == {}


def test_sasaran_without_a_year_is_rejected():
    frame, _ = read(csv_bytes(["Kec", "Desa/Kel", "Sasaran"], ["KEJAYAN", "COBANJOYO", "100"]))

    assert frame["reason"].tolist() == ["tahun_tidak_diketahui"]
    assert isinstance(frame, pd.DataFrame)


@pytest.mark.parametrize(
    "header", ["JUMLAH SASARAN BALITA 0-59 BULAN", "Jml Balita (0-59 bln)", "Total Sasaran", "Sasaran Balita 2025"]
)
def test_the_number_of_a_target_sheet_is_known_in_every_wording(header):
    frame, _ = read(csv_bytes(["Kecamatan", "Desa", header], ["KEJAYAN", "KLINTER", "33"]), name="Sasaran 2025.csv")

    assert frame["target_n"].tolist() == [33]
