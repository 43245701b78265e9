"""The sample series 2019-2025 of the five focus kabupaten, aggregated: `data/raw/contoh`.

Invented children (`stunting.sample`) go through the real import; only its counts are kept. Run again with
`python -m stunting.build.sample_series`; it takes some minutes, for more than a million rows are written and imported.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stunting import sidecar
from stunting.build.sample_lokus import lokus_table
from stunting.build.sample_shape import CURVES, MONTHS, SEED, options_of
from stunting.errors import BuildError
from stunting.geography import Register
from stunting.imports.aggregates import release_tables
from stunting.imports.importing import import_files
from stunting.imports.state import read_state
from stunting.paths import Layout
from stunting.sample.generate import Sample, write_sample
from stunting.sample.options import GENERATOR_VERSION, NOTICE

FOLDER = "contoh"
RAW = ("wilayah", "survei", "batas", "anthro")
# Table -> columns that order it.
TABLES = {
    "growth": ("desa_code", "year", "month", "puskesmas_id", "sex", "age_group"),
    "growth_window": ("desa_code", "window_key", "puskesmas_id", "sex", "age_group"),
    "weighing_window": ("key",),
    "puskesmas": ("id",),
    "puskesmas_desa": ("puskesmas_id", "desa_code"),
    "posyandu": ("id",),
    "quality": ("level", "unit_id", "year", "month"),
}
# Of single posyandu the sample keeps this year alone; they would be most of its bytes.
POSYANDU_YEAR = 2025
LABELS = {
    "growth": "hitungan per desa, bulan, jenis kelamin, dan umur",
    "growth_window": "hitungan per desa dan Bulan Timbang",
    "weighing_window": "Bulan Timbang",
    "puskesmas": "puskesmas",
    "puskesmas_desa": "desa tiap puskesmas",
    "posyandu": "posyandu",
    "quality": "mutu pengukuran",
    "lokus": "desa/kelurahan lokus",
}
NOTES = (
    f"{NOTICE}. Anak, pengukuran, dan pembagian puskesmas rekaan; benih {SEED}, generator versi {GENERATOR_VERSION}. "
    "Bentuknya meniru angka yang diumumkan: Kab. Pasuruan 22,5% (2019), 21,4% (2020), 18,1% (2021) dan cakupan "
    "2019-2020 menurut dinas kesehatan, lalu dirancang turun ke 13,0% (2023); Kab. Magetan 10,5% (2022), 8,3% (2024) "
    "dan 8,2% (2025) dengan "
    "Kec. Plaosan 18,7% dan Kec. Poncol 4,6%; jumlah desa dan kecamatan lokus Kab. Lampung Selatan dan Kab. Magetan. "
    "Lainnya dikarang. Desa lokus yang sebenarnya tidak diketahui; generator memilih yang prevalensinya tertinggi."
)


def build(layout: Layout, *, codes: Iterable[str] = tuple(CURVES), out: Path | None = None) -> dict[str, pa.Table]:
    """Write the tables and their cards; returns the tables.

    Raises:
        BuildError: the import counted other figures than the generator.
    """
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    folder = out or layout.raw / FOLDER
    parts = [of_kabupaten(layout, register, code) for code in codes]
    tables = {name: _joined(name, [part[name] for part in parts]) for name in TABLES}
    tables["lokus"] = lokus_table(tables["growth"], register)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        _write(table, folder / f"{name}.parquet", label=LABELS[name])
    return tables


def of_kabupaten(layout: Layout, register: Register, code: str) -> dict[str, pa.Table]:
    """The tables of one kabupaten, as an import of its invented children counts them.

    Raises:
        BuildError: the import counted other figures than the generator.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = write_sample(register, options_of(register, code), folder / "berkas")
        own = _layout_without_sample(layout, folder / "pasang")
        report = import_files(
            [(path.name, path) for path in made.files], layout=own, kabupaten_code=code, geometry=False
        )
        _compare(code, made, report.as_dict())
        tables = release_tables(own, read_state(own))
    quality = tables["quality"]
    is_kept = pc.or_(pc.not_equal(quality["level"], "posyandu"), pc.equal(quality["year"], POSYANDU_YEAR))
    return {**tables, "quality": quality.filter(is_kept)}


def _layout_without_sample(layout: Layout, folder: Path) -> Layout:
    """An installation of its own, so that an earlier sample does not get into the counts."""
    for name in RAW:
        shutil.copytree(layout.raw / name, folder / "raw" / name)
    return Layout(
        raw=folder / "raw",
        additions=folder / "tambahan",
        releases=folder / "rilis",
        restricted=folder / "terbatas",
        published=folder / "static",
    )


def _compare(code: str, made: Sample, report: dict[str, object]) -> None:
    """The import must have counted what the generator knows."""
    for key in ("rows_read", "rows_used", "children", "months"):
        if made.answers[key] != report[key]:
            raise BuildError(f"Impor contoh {code} menghitung '{key}' lain dari yang diharapkan. Periksa generatornya.")


def _joined(name: str, parts: list[pa.Table]) -> pa.Table:
    """The rows of all kabupaten in one order, marked as sample; windows are the same for all of them."""
    frame = pa.concat_tables(parts).to_pandas()
    if name == "weighing_window":
        frame = frame.drop_duplicates("key")
    table = pa.Table.from_pandas(
        frame.sort_values(list(TABLES[name]), kind="stable"), schema=parts[0].schema, preserve_index=False
    )
    if "is_sample" not in table.column_names:
        return table
    yes = pa.array(np.ones(len(table), dtype=bool))
    return table.set_column(table.column_names.index("is_sample"), "is_sample", yes)


def _write(table: pa.Table, path: Path, *, label: str) -> None:
    pq.write_table(table, path, compression="zstd", compression_level=19)
    sidecar.write(
        path,
        producer="proyek ini (generator stunting.sample)",
        title=f"{NOTICE}: seri rekaan 2019-2025 untuk lima kabupaten, {label}",
        licence="CC0-1.0 (data rekaan, bukan data anak sebenarnya)",
        link="python -m stunting.build.sample_series",
        accessed="2026-11-22",
        comparable_with="tidak dengan data sebenarnya apa pun; hanya untuk mencoba dasbor",
        notes=NOTES,
    )


if __name__ == "__main__":
    for table_name, made_table in build(Layout.default()).items():
        print(f"{LABELS[table_name]}: {made_table.num_rows} baris, {len(MONTHS)} bulan")
