"""Sheets of placements as a kabupaten keeps them, by name and address, and a tiny import that knows the children."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from stunting.imports.importing import import_files
from stunting.paths import Layout
from tests.exports_by_hand import csv_bytes
from tests.exports_by_hand import row as cells
from tests.small import TINY, layout_in, write_raw

KABUPATEN = "3514"
HEADER = (
    *("No", "NIK", "Nomor kasus", "Nama Balita", "Nama Orang Tua", "Alamat", "Program", "Orang tua asuh", "Anonim"),
    *("Jenis orang tua asuh", "Nomor SK", "Mulai", "Selesai", "Nilai per bulan", "Tanggal bantuan", "Jenis bantuan"),
    *("Uraian bantuan", "Nilai bantuan"),
)
SECRETS = ("XANANDA", "XBUDIARTO", "JALAN RAHASIA", "CONTOWATI", "35149906052")


def nik(number: int) -> str:
    return f"35149906052399{number:02}"


def imported(folder: Path, *, child_n: int = 8) -> Layout:
    """A tiny Indonesia with an import of children of Kel. Kejayan, measured in February and in August 2025."""
    layout = layout_in(folder)
    write_raw(layout.raw)
    rows = [
        cells(nik=nik(number), nama=f"XANANDA {number}", desa="KEJAYAN", ukur=day, Tinggi=height)
        for number in range(1, child_n + 1)
        for day, height in (("2025-02-16", "77.5"), ("2025-08-16", "81.5"))
    ]
    import_files(
        [("unduhan.csv", csv_bytes(rows))], layout=layout, kabupaten_code=KABUPATEN, geometry=False, expected=TINY
    )
    return layout


def line(number: int = 1, **given: str) -> dict[str, str]:
    """One placement of a child in BAAS since 20 February 2025, with one gift."""
    values = {
        "NIK": nik(number),
        "Nama Balita": f"XANANDA {number}",
        "Nama Orang Tua": "XBUDIARTO / SITIMARYAMX",
        "Alamat": "JALAN RAHASIA 7",
        "Program": "BAAS",
        "Orang tua asuh": "PT Contoh",
        "Anonim": "tidak",
        "Jenis orang tua asuh": "perusahaan",
        "Mulai": "20/02/2025",
        "Tanggal bantuan": "01/03/2025",
        "Jenis bantuan": "nutrisi",
        "Uraian bantuan": "telur",
        "Nilai bantuan": "Rp450.000",
    }
    renamed = {"parent": "Orang tua asuh", "anonymous": "Anonim", "start": "Mulai", "value": "Nilai bantuan"}
    renamed |= {"nik": "NIK", "programme": "Program", "case_no": "Nomor kasus", "help_day": "Tanggal bantuan"}
    return values | {renamed.get(key, key): value for key, value in given.items()}


def sheet(*rows: dict[str, str]) -> bytes:
    """The sheet as a CSV with a title above its header."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["DATA ANAK ASUH KAB. PASURUAN"])
    writer.writerow([])
    writer.writerow(HEADER)
    for one in rows:
        writer.writerow([one.get(name, "") for name in HEADER])
    return text.getvalue().encode("utf-8-sig")
