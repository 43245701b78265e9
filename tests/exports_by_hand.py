"""Small files as SIGIZI writes them, written by hand for tests: invented children, real headers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

GENERATION_B = [
    *(
        "No",
        "NIK",
        "Nama",
        "JK",
        "Tgl Lahir",
        "BB Lahir",
        "TB Lahir",
        "Nama Ortu",
        "Prov",
        "Kab/Kota",
        "Kec",
        "Pukesmas",
    ),
    *("Desa/Kel", "Posyandu", "RT", "RW", "Alamat", "Usia Saat Ukur", "Tanggal Pengukuran", "Berat", "Tinggi"),
    *("Cara Ukur", "LiLA", "BB/U", "ZS BB/U", "TB/U", "ZS TB/U", "BB/TB", "ZS BB/TB", "Naik Berat Badan", "Jml Vit A"),
    *("KPSP", "KIA", "Kelas Ibu Balita", "MBG", "Detail"),
]
# The names and numbers a leak test looks for.
PLANTED = ("XANANDA", "RUKMAWATIX", "XBUDIARTO", "SITIMARYAMX", "JALAN RAHASIA", "0812999888777", "351499060523")


def row(**given: object) -> dict[str, object]:
    """One child of Desa Klinter, 858 days old on 16 August 2025, unless something else is given."""
    values: dict[str, object] = {
        "No": 1,
        "NIK": "3514990605239901",
        "Nama": "XANANDA RUKMAWATIX",
        "JK": "L",
        "Tgl Lahir": "2023-04-11",
        "BB Lahir": "3.1",
        "TB Lahir": "49",
        "Nama Ortu": "XBUDIARTO / SITIMARYAMX",
        "Prov": "JAWA TIMUR",
        "Kab/Kota": "KAB. PASURUAN",
        "Kec": "KEJAYAN",
        "Pukesmas": "KEJAYAN",
        "Desa/Kel": "KLINTER",
        "Posyandu": "MELATI 1",
        "RT": "01",
        "RW": "02",
        "Alamat": "JALAN RAHASIA 7 (0812999888777)",
        "Usia Saat Ukur": "2 Tahun - 4 Bulan - 5 Hari",
        "Tanggal Pengukuran": "2025-08-16",
        "Berat": "10.6",
        "Tinggi": "81.5",
        "Cara Ukur": "Terlentang",
        "BB/U": "Normal",
        "ZS BB/U": "-1.73",
        "TB/U": "Pendek",
        "ZS TB/U": "-2.95",
        "BB/TB": "Gizi Baik",
        "ZS BB/TB": "-0.15",
        "Detail": "Lihat",
    }
    renamed = {"nik": "NIK", "nama": "Nama", "desa": "Desa/Kel", "lahir": "Tgl Lahir", "ukur": "Tanggal Pengukuran"}
    return values | {renamed.get(key, key): value for key, value in given.items()}


def csv_bytes(
    rows: Iterable[dict[str, object]], *, header: Sequence[str] = GENERATION_B, separator: str = ","
) -> bytes:
    """A CSV with this header; a cell that a row does not have is empty."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    for one in rows:
        writer.writerow([one.get(name, "") for name in header])
    return text.getvalue().encode()


def xlsx(path: Path, rows: Iterable[dict[str, object]], *, header: Sequence[str] = GENERATION_B) -> Path:
    """A workbook with this header on its first row."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Worksheet")
        sheet.write_row(0, 0, header)
        for number, one in enumerate(rows, start=1):
            sheet.write_row(number, 0, [one.get(name, "") for name in header])
    return path


def children(count: int, **given: object) -> list[dict[str, object]]:
    """Different children with NIK 3514990605200001, ...0002, ..., alike in everything else."""
    return [
        row(**{"No": n + 1, "nik": f"35149906052{n + 1:05d}", "nama": f"XANANDA RUKMAWATIX {n}", **given})
        for n in range(count)
    ]


def village_report(stunted: Iterable[tuple[str, int]], *, month: str = "Agustus 2025") -> bytes:
    """A monthly village report of Kec. Kejayan: 100 children listed, 85 weighed, 80 measured per desa."""
    header = ["No", "Provinsi", "Kab/Kota", "Kecamatan", "Puskesmas", "Kelurahan/Desa", "Bulan"]
    header += [f"Kolom {number}" for number in range(8, 111)]
    counts = {8: 100, 9: 40, 10: 60, 11: 100, 12: 35, 14: 50, 16: 85, 18: 30, 20: 50, 22: 80, 24: 30, 26: 50, 28: 80}
    lines = []
    for desa, stunted_n in stunted:
        place = ["1", "JAWA TIMUR", "KAB. PASURUAN", "KEJAYAN", "KEJAYAN", desa, month]
        items = {**counts, 38: stunted_n, 40: 4, 42: 2, 44: 9}
        lines.append([*place, *(items.get(number, "") for number in range(8, 111))])
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([header, *lines])
    return text.getvalue().encode()
