"""The import report as a workbook to hand to a puskesmas: what was not used, where it stands, and what to do."""

from __future__ import annotations

import pandas as pd

from stunting import formats
from stunting.exports import tables
from stunting.imports.report import ImportReport
from stunting.imports.rules import rule
from stunting.languages import N_, _, in_indonesian

# A worksheet ends at 1.048.576 rows; nobody repairs more than this by hand.
MOST_ROWS = 100_000


@in_indonesian
def to_xlsx(report: ImportReport) -> bytes:
    """The report in sentences, then a sheet per question: files, rejected rows, notes, places, months, puskesmas, z."""
    title = f"Laporan impor e-PPGBM, {report.kabupaten_name}"  # no text
    return tables.to_workbook(
        {name: table for name, table in tables_of(report).items() if not table.empty},
        title=title,
        summary="Ringkasan",  # no text
        about=[
            title,
            *report.sentences(),
            "Isi sel disamarkan: huruf menjadi x, angka menjadi 9. Nama dan NIK tidak disimpan di mana pun.",  # no text
        ],
    )


def tables_of(report: ImportReport) -> dict[str, pd.DataFrame]:
    """The sheets by name, for workbook and page; a sheet may be empty."""
    return {
        N_("Berkas"): _files(report),
        N_("Ditolak"): _reasons(report),
        N_("Baris ditolak"): _rejected_rows(report),
        N_("Catatan"): _notes(report),
        N_("Wilayah"): _places(report),
        N_("Per bulan"): _months(report),
        N_("Per puskesmas"): _puskesmas(report),
        N_("Nilai z berbeda"): _differences(report),
    }


def _files(report: ImportReport) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                N_("Berkas"): one.file,
                N_("Lembar"): one.sheet,
                N_("Jenis"): one.kind,
                N_("Generasi"): one.generation,
                N_("Dibaca"): one.rows_read,
                N_("Dipakai"): one.rows_used,
                N_("Ditolak"): one.rows_rejected,
                N_("Sudah pernah diimpor"): one.is_known,
                N_("Kolom yang tidak dipakai"): ", ".join(one.ignored),
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
        [
            {N_("Aturan"): rule(code).label, N_("Baris"): n, N_("Keterangan"): rule(code).advice}
            for code, n in counts.items()
        ]
    )


def _rejected_rows(report: ImportReport) -> pd.DataFrame:
    rejected = report.rejected_rows.head(MOST_ROWS)
    if rejected.empty:
        return rejected
    return pd.DataFrame(
        {
            N_("Berkas"): rejected["file"],
            N_("Baris ke-"): rejected["row_no"],
            N_("Alasan"): [rule(code).label for code in rejected["reason"]],
            N_("Kolom"): rejected["column"],
            N_("Isi (disamarkan)"): rejected["masked"],
            N_("Yang perlu dilakukan"): [rule(code).advice for code in rejected["reason"]],
        }
    )


def _places(report: ImportReport) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                N_("Kecamatan tertulis"): place.kecamatan,
                N_("Desa/kelurahan tertulis"): place.desa,
                N_("Baris"): row_n,
                N_("Paling mirip"): place.suggestions[0].name if place.suggestions else "",
                N_("Kode"): place.suggestions[0].code if place.suggestions else "",
                N_("Kemiripan (%)"): place.suggestions[0].similarity * 100 if place.suggestions else None,
            }
            for place, row_n in report.waiting
        ]
    )


def _months(report: ImportReport) -> pd.DataFrame:
    return _counts(report.months)


def _puskesmas(report: ImportReport) -> pd.DataFrame:
    return _counts(report.puskesmas)


COUNT_LABELS = {
    "puskesmas": N_("Puskesmas"),
    "rows_used": N_("Baris dipakai"),
    "target_n": N_("Sasaran di daftar"),
    "weighed_n": N_("Ditimbang"),
    "measured_n": N_("Diukur (TB/U sah)"),
    "stunted_n": N_("Stunting"),
    "severely_stunted_n": N_("Sangat pendek"),
    "wasted_n": N_("Wasting"),
    "underweight_n": N_("BB kurang"),
    "overweight_n": N_("BB lebih menurut TB"),
    "flagged_n": N_("Di luar batas"),
    "moved_n": N_("Pindah desa"),
    "label_n": N_("Berlabel di berkas"),
    "label_stunted_n": N_("Stunting menurut label"),
    "prevalence_pct": N_("Prevalensi stunting (%)"),
    "coverage_pct": N_("Cakupan pengukuran (%)"),
}


def _counts(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return frame
    months = [formats.month(int(y), int(m)) for y, m in zip(frame["year"], frame["month"], strict=True)]
    shown = frame.drop(columns=["year", "month"]).rename(columns=COUNT_LABELS)
    if "Puskesmas" in shown:
        shown["Puskesmas"] = shown["Puskesmas"].replace("", _("(tidak disebut)"))
    shown.insert(1 if "Puskesmas" in shown else 0, N_("Bulan"), months)
    return shown


def _differences(report: ImportReport) -> pd.DataFrame:
    rows = report.differences
    if rows.empty:
        return rows
    return pd.DataFrame(
        {
            N_("Berkas"): rows["file"],
            N_("Baris ke-"): rows["row_no"],
            N_("Indeks"): rows["index"],
            N_("z di berkas"): rows["file_z"],
            N_("z hitung ulang"): rows["own_z"],
        }
    )
