"""Headers of the exports, verbatim, in the order of three generations; `Pukesmas` is what they say.

A: the older export with PMT; B: SIGIZI KESGA 2025; C: 2026. Of C only rows without area columns were published; here it
has Kec, Pukesmas, Desa/Kel and Posyandu where B has them, for no row could be counted without.
"""

from __future__ import annotations

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

HEADERS = {
    "no": "No",
    "nik": "NIK",
    "name": "Nama",
    "sex": "JK",
    "birth_date": "Tgl Lahir",
    "birth_weight": "BB Lahir",
    "birth_length": "TB Lahir",
    "parents": "Nama Ortu",
    "province": "Prov",
    "kabupaten": "Kab/Kota",
    "kecamatan": "Kec",
    "puskesmas": "Pukesmas",
    "desa": "Desa/Kel",
    "posyandu": "Posyandu",
    "rt": "RT",
    "rw": "RW",
    "address": "Alamat",
    "age": "Usia Saat Ukur",
    "measured_on": "Tanggal Pengukuran",
    "month": "Bulan Pengukuran",
    "weight": "Berat",
    "height": "Tinggi",
    "posture": "Cara Ukur",
    "muac": "LiLA",
    "label_waz": "BB/U",
    "file_waz": "ZS BB/U",
    "label_haz": "TB/U",
    "file_haz": "ZS TB/U",
    "label_whz": "BB/TB",
    "file_whz": "ZS BB/TB",
    "weight_gain": "Naik Berat Badan",
    "pmt": "PMT Diterima (kg)",
    "vitamin_a": "Jml Vit A",
    "kpsp": "KPSP",
    "kia": "KIA",
    "mother_class": "Kelas Ibu Balita",
    "mbg": "MBG",
    "detail": "Detail",
}

_NEW_ONLY = {"no", "mother_class", "mbg", "detail"}
_NOT_IN_C = {"birth_weight", "birth_length", "province", "kabupaten", "rt", "rw", "address", "age"}
_NOT_IN_C |= {"kpsp", "kia", "detail", "pmt"}
GENERATIONS = {
    "A": tuple(name for name in HEADERS if name not in _NEW_ONLY | {"month"}),
    "B": tuple(name for name in HEADERS if name not in {"pmt", "month"}),
    "C": tuple(name for name in HEADERS if name not in _NOT_IN_C | {"month"}),
}

# A local recap: one line per child, five columns per month.
WIDE_CHILD = {
    "nik": "NIK",
    "name": "NAMA",
    "sex": "JK",
    "birth_date": "TANGGAL LAHIR",
    "parents": "NAMA ORTU",
    "kecamatan": "KEC",
    "puskesmas": "PUKESMAS",
    "desa": "DESA/KEL",
    "posyandu": "POSYANDU",
}
WIDE_MONTH = {
    "measured_on": "TANGGALUKUR",
    "age_months": "UMUR",
    "weight": "BERAT",
    "height": "TINGGI",
    "posture": "CARAUKUR",
}


def month_words(month: int) -> str:
    """202508 -> "Agustus 2025"."""
    return f"{MONTHS[month % 100 - 1]} {month // 100}"


def fields_of(generation: str, *, with_month: bool) -> tuple[str, ...]:
    """Fields of one generation in the order of its columns; with the local column of the month after the date."""
    fields = GENERATIONS[generation]
    if not with_month:
        return fields
    at = fields.index("measured_on") + 1
    return (*fields[:at], "month", *fields[at:])
