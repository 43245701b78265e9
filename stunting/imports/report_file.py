"""The import report as a workbook to hand to a puskesmas: what was not used, where it stands, and what to do."""

from __future__ import annotations

import pandas as pd

from stunting import formats
from stunting.exports import tables
from stunting.imports.report import ImportReport
from stunting.imports.rules import rule

# A worksheet ends at 1.048.576 rows; nobody repairs more than this by hand.
MOST_ROWS = 100_000


def to_xlsx(report: ImportReport) -> bytes:
    """The report in sentences, then a sheet per question: files, rejected rows, notes, places, months, puskesmas, z."""
    return tables.to_workbook(
        {name: table for name, table in tables_of(report).items() if not table.empty},
        title=f"Laporan impor e-PPGBM, {report.kabupaten_name}",
        summary="Ringkasan",
        about=[
            f"Laporan impor e-PPGBM, {report.kabupaten_name}",
            *report.sentences(),
            "Isi sel disamarkan: huruf menjadi x, angka menjadi 9. Nama dan NIK tidak disimpan di mana pun.",
        ],
    )


def tables_of(report: ImportReport) -> dict[str, pd.DataFrame]:
    """The sheets by name, for workbook and page; a sheet may be empty."""
    return {
        "Berkas": _files(report),
        "Ditolak": _reasons(report),
        "Baris ditolak": _rejected_rows(report),
        "Catatan": _notes(report),
        "Wilayah": _places(report),
        "Per bulan": _months(report),
        "Per puskesmas": _puskesmas(report),
        "Nilai z berbeda": _differences(report),
    }


def _files(report: ImportReport) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Berkas": one.file,
                "Lembar": one.sheet,
                "Jenis": one.kind,
                "Generasi": one.generation,
                "Dibaca": one.rows_read,
                "Dipakai": one.rows_used,
                "Ditolak": one.rows_rejected,
                "Sudah pernah diimpor": one.is_known,
                "Kolom yang tidak dipakai": ", ".join(one.ignored),
            }
            for one in report.files
        ]
    )


def _reasons(report: ImportReport) -> pd.DataFrame:
    return _rules(report.as_dict()["rejected"])


def _notes(report: ImportReport) -> pd.DataFrame:
    return _rules(report.as_dict()["notes"])


def _rules(counts: object) -> pd.DataFrame:
    assert isinstance(counts, dict)
    return pd.DataFrame(
        [{"Aturan": rule(code).label, "Baris": n, "Keterangan": rule(code).advice} for code, n in counts.items()]
    )


def _rejected_rows(report: ImportReport) -> pd.DataFrame:
    rejected = report.rejected_rows.head(MOST_ROWS)
    if rejected.empty:
        return rejected
    return pd.DataFrame(
        {
            "Berkas": rejected["file"],
            "Baris ke-": rejected["row_no"],
            "Alasan": [rule(code).label for code in rejected["reason"]],
            "Kolom": rejected["column"],
            "Isi (disamarkan)": rejected["masked"],
            "Yang perlu dilakukan": [rule(code).advice for code in rejected["reason"]],
        }
    )


def _places(report: ImportReport) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Kecamatan tertulis": place.kecamatan,
                "Desa/kelurahan tertulis": place.desa,
                "Baris": row_n,
                "Paling mirip": place.suggestions[0].name if place.suggestions else "",
                "Kode": place.suggestions[0].code if place.suggestions else "",
                "Kemiripan (%)": place.suggestions[0].similarity * 100 if place.suggestions else None,
            }
            for place, row_n in report.waiting
        ]
    )


def _months(report: ImportReport) -> pd.DataFrame:
    return _counts(report.months)


def _puskesmas(report: ImportReport) -> pd.DataFrame:
    return _counts(report.puskesmas)


COUNT_LABELS = {
    "puskesmas": "Puskesmas",
    "rows_used": "Baris dipakai",
    "target_n": "Sasaran di daftar",
    "weighed_n": "Ditimbang",
    "measured_n": "Diukur (TB/U sah)",
    "stunted_n": "Stunting",
    "severely_stunted_n": "Sangat pendek",
    "wasted_n": "Wasting",
    "underweight_n": "BB kurang",
    "overweight_n": "BB lebih menurut TB",
    "flagged_n": "Di luar batas",
    "moved_n": "Pindah desa",
    "label_n": "Berlabel di berkas",
    "label_stunted_n": "Stunting menurut label",
    "prevalence_pct": "Prevalensi stunting (%)",
    "coverage_pct": "Cakupan pengukuran (%)",
}


def _counts(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return frame
    months = [formats.month(int(y), int(m)) for y, m in zip(frame["year"], frame["month"], strict=True)]
    shown = frame.drop(columns=["year", "month"]).rename(columns=COUNT_LABELS)
    if "Puskesmas" in shown:
        shown["Puskesmas"] = shown["Puskesmas"].replace("", "(tidak disebut)")
    shown.insert(1 if "Puskesmas" in shown else 0, "Bulan", months)
    return shown


def _differences(report: ImportReport) -> pd.DataFrame:
    rows = report.differences
    if rows.empty:
        return rows
    return pd.DataFrame(
        {
            "Berkas": rows["file"],
            "Baris ke-": rows["row_no"],
            "Indeks": rows["index"],
            "z di berkas": rows["file_z"],
            "z hitung ulang": rows["own_z"],
        }
    )
